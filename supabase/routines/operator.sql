-- The operator who signs in: by email, or the owner where none is given. {id, email, role, passwordHash}, or null.
create or replace function find_operator(p_email text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', id, 'email', email, 'role', role, 'passwordHash', password_hash)
  from operators
  where case when p_email is null then role = 'owner' else email = lower(p_email) end
  order by created_at limit 1;
$$;

-- The first operator, of every workspace. A changed password signs every browser out.
create or replace function write_owner(p_email text, p_password_hash text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_owner uuid;
begin
  select id into v_owner from operators where role = 'owner' order by created_at limit 1;
  if v_owner is null then
    insert into operators (email, password_hash, role) values (lower(p_email), p_password_hash, 'owner')
      on conflict (email) do nothing;
  else
    update operators set password_hash = p_password_hash where id = v_owner;
    delete from operator_sessions where operator_id = v_owner;
  end if;
  insert into operator_workspaces (operator_id, workspace_id)
    select o.id, w.id from operators o, workspaces w where o.role = 'owner' on conflict do nothing;
  return find_operator(null);
end $$;

create or replace function open_operator_session(p_operator uuid, p_session uuid, p_expires_at timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from operator_sessions where expires_at < now();
  insert into operator_sessions (id, operator_id, expires_at) values (p_session, p_operator, p_expires_at);
  return jsonb_build_object('opened', true);
end $$;

-- Who this signed-in browser is and what it may reach: {operatorId, email, role, workspaces: [slug]}, or null.
create or replace function read_operator_session(p_session uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('operatorId', o.id, 'email', o.email, 'role', o.role,
    'workspaces', (select coalesce(jsonb_agg(w.slug order by w.created_at), '[]') from operator_workspaces ow
      join workspaces w on w.id = ow.workspace_id where ow.operator_id = o.id))
  from operator_sessions s join operators o on o.id = s.operator_id
  where s.id = p_session and s.expires_at > now();
$$;

create or replace function close_operator_session(p_session uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from operator_sessions where id = p_session;
  return jsonb_build_object('closed', found);
end $$;
