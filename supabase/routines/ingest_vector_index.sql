-- One build of a vector index after much was loaded costs a third of growing it passage by passage. While it is gone,
-- searches compare every vector: exact, and slower.

-- rest_vector_index(p_ingest uuid, p_dimensions integer) → whether the index rests while this job is loaded
-- Only where it pays and takes nothing from others: the job brings at least 1,000 passages (about 800 bytes each), and no
-- fewer than there are vectors of that dimension already, in all workspaces. Instances take turns by a lock; a table that
-- is busy for 2 s is left alone.
create or replace function rest_vector_index(p_ingest uuid, p_dimensions integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp set lock_timeout = '2s' as $$
declare
  v_coming bigint;
  v_there bigint;
  v_index record;
  v_definitions jsonb := '[]';
begin
  select coalesce(sum(bytes), 0) / 800 into v_coming from ingest_items
   where ingest_id = p_ingest and kind in ('file', 'text') and state in ('waiting', 'reading', 'embedding');
  if v_coming < 1000 then return to_jsonb(false); end if;
  perform pg_advisory_xact_lock(5240160712);
  update vector_index_rests set loads = loads || to_jsonb(p_ingest) where dimensions = p_dimensions;
  if found then return to_jsonb(true); end if;

  select count(*) into v_there from (
    select 1 from passage_vectors where dimensions = p_dimensions limit v_coming + 1) counted;
  if v_there > v_coming then return to_jsonb(false); end if;
  for v_index in select * from vector_indexes_of(p_dimensions) loop
    v_definitions := v_definitions || to_jsonb(v_index.definition);
    execute format('drop index %s', v_index.name);
  end loop;
  if v_definitions = '[]' then return to_jsonb(false); end if;
  insert into vector_index_rests (dimensions, definitions, loads)
  values (p_dimensions, v_definitions, jsonb_build_array(p_ingest));
  return to_jsonb(true);
exception when lock_not_available then
  return to_jsonb(false);
end $$;

-- due_vector_indexes() → [{dimensions, vectors}]: the indexes that rest although no job that asked for it is under way.
create or replace function due_vector_indexes() returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('dimensions', r.dimensions,
      'vectors', (select count(*) from passage_vectors v where v.dimensions = r.dimensions))), '[]')
    from vector_index_rests r
   where not exists (select 1 from ingests g where g.finished_at is null and r.loads ? g.id::text);
$$;

-- build_vector_index(p_dimensions integer) → whether it was built here; false where another instance did, or where it rests
-- for another job by now. The graph is built in memory: one that does not fit is finished on disk, several times as
-- slowly. A vector of n dimensions takes 4n bytes and some 1,100 for its neighbours.
create or replace function build_vector_index(p_dimensions integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp set statement_timeout = '30min' as $$
declare
  v_vectors bigint;
  v_definitions jsonb;
  v_definition text;
begin
  perform pg_advisory_xact_lock(5240160712);
  delete from vector_index_rests r where r.dimensions = p_dimensions
     and not exists (select 1 from ingests g where g.finished_at is null and r.loads ? g.id::text)
  returning r.definitions into v_definitions;
  if v_definitions is null then return to_jsonb(false); end if;
  select count(*) into v_vectors from passage_vectors where dimensions = p_dimensions;
  perform set_config('maintenance_work_mem',
    format('%sMB', least(1024, 64 + v_vectors * (4 * p_dimensions + 1500) / 1000000)), true);
  for v_definition in select * from jsonb_array_elements_text(v_definitions) loop
    execute v_definition;
  end loop;
  return to_jsonb(true);
end $$;

-- The vector indexes of a dimension, as statements that would make them again.
create or replace function vector_indexes_of(p_dimensions integer) returns table (name text, definition text)
language sql stable set search_path = public, extensions, pg_temp as $$
  select x.indexrelid::regclass::text, replace(pg_get_indexdef(x.indexrelid), 'CREATE INDEX ', 'CREATE INDEX IF NOT EXISTS ')
    from pg_index x join pg_class c on c.oid = x.indexrelid join pg_am a on a.oid = c.relam
   where x.indrelid = 'passage_vectors'::regclass and a.amname = 'hnsw'
     and pg_get_expr(x.indpred, x.indrelid) ~ format('\mdimensions = %s\M', p_dimensions);
$$;
