-- Which migrations and routines this database has had: [{name, hash}] each. For the check at start
-- where the code can read but not change the schema.
create or replace function schema_state() returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'migrations', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'hash', hash)), '[]') from schema_migrations),
    'routines', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'hash', hash)), '[]') from schema_routines)
  );
$$;
