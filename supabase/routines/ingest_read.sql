-- What became of what was handed in, and how an operator steps in.

-- list_ingests(p_workspace uuid, p_limit integer) →
--   {ingests: [<as ingest_summary>, with {entries: [<as ingest_item_summary>]}, six at most: what failed, what is under way,
--    then the others] those under way, then the newest; failures: [<as ingest_item_summary, with ingestId>]
--    what failed and was neither tried again nor given up, the newest first, at most 200}
create or replace function list_ingests(p_workspace uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'ingests', (select coalesce(jsonb_agg(ingest_summary(g) || jsonb_build_object('entries', ingest_first_items(g.id)) order by g.finished_at is null desc, g.created_at desc), '[]')
      from (select * from ingests where workspace_id = p_workspace
             order by finished_at is null desc, created_at desc limit p_limit) g),
    'failures', (select coalesce(jsonb_agg(ingest_item_summary(i) || jsonb_build_object('ingestId', i.ingest_id)
        order by i.updated_at desc, i.ordinal, i.part), '[]')
      from (select * from ingest_items where workspace_id = p_workspace and state = 'failed'
             order by updated_at desc, ordinal, part limit 200) i));
$$;

create or replace function ingest_first_items(p_ingest uuid) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(ingest_item_summary(t.i) order by t.n), '[]') from (
    select i::ingest_items as i, row_number() over () as n from (
      (select * from ingest_items where ingest_id = p_ingest and state = 'failed' order by ordinal, part limit 6)
      union all
      (select * from ingest_items where ingest_id = p_ingest and state in ('waiting', 'reading', 'embedding')
        order by state = 'waiting', ordinal, part limit 6)
      union all
      (select * from ingest_items where ingest_id = p_ingest and state not in ('failed', 'waiting', 'reading', 'embedding')
          and not (state = 'ready' and document_id is null) order by ordinal, part limit 6)) i
    limit 6) t;
$$;

-- read_ingest(p_workspace uuid, p_ingest uuid, p_state text, p_after_ordinal integer, p_after_part integer, p_limit integer)
--   → <as ingest_summary> with {entries: [<as ingest_item_summary>]} in order, of one state unless it is null; or null
create or replace function read_ingest(
  p_workspace uuid, p_ingest uuid, p_state text, p_after_ordinal integer, p_after_part integer, p_limit integer
) returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select ingest_summary(g) || jsonb_build_object('entries', (
      select coalesce(jsonb_agg(ingest_item_summary(i) order by i.ordinal, i.part), '[]')
        from (select * from ingest_items where ingest_id = g.id and (p_state is null or state = p_state)
                 and (ordinal, part) > (p_after_ordinal, p_after_part)
               order by ordinal, part limit p_limit) i))
    from ingests g where g.id = p_ingest and g.workspace_id = p_workspace;
$$;

-- read_ingest_outcomes(p_workspace uuid, p_ingest uuid, p_from integer, p_to integer) → [<as ingest_item_summary>] of the
-- items with an ordinal in that range (both ends), with what came out of them, in order.
create or replace function read_ingest_outcomes(p_workspace uuid, p_ingest uuid, p_from integer, p_to integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(ingest_item_summary(i) order by i.ordinal, i.part), '[]') from ingest_items i
   where i.workspace_id = p_workspace and i.ingest_id = p_ingest and i.ordinal between p_from and p_to;
$$;

-- {id, kind, label, sourceId, createdAt, createdBy, finishedAt, counts: {<state>: n}, items, passages}. What only held
-- others (an archive, a site) is not counted once it was read.
create or replace function ingest_summary(g ingests) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', g.id, 'kind', g.kind, 'label', g.label, 'sourceId', g.source_id, 'createdAt', g.created_at,
      'createdBy', g.created_by, 'finishedAt', g.finished_at) || coalesce(g.totals, ingest_totals(g.id));
$$;

create or replace function ingest_totals(p_ingest uuid) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('counts', coalesce(jsonb_object_agg(state, items) filter (where state is not null), '{}'),
      'items', coalesce(sum(items), 0), 'passages', coalesce(sum(done), 0))
    from (select state, count(*) as items, sum(passages_done) as done from ingest_items
           where ingest_id = p_ingest and not (state = 'ready' and document_id is null) group by state) by_state;
$$;

-- {id, ordinal, part, name, sourceKey, state, reason, fault, title, documentId, change, passages, passagesDone, bytes, attempts,
-- retryAt, canRetry, updatedAt, isHolder}
create or replace function ingest_item_summary(i ingest_items) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', i.id, 'ordinal', i.ordinal, 'part', i.part, 'name', i.name, 'sourceKey', i.source_key, 'state', i.state,
      'reason', i.reason, 'fault', i.fault, 'title', i.title, 'documentId', i.document_id, 'change', i.change,
      'passages', i.passages, 'passagesDone', i.passages_done, 'bytes', i.bytes, 'attempts', i.attempts,
      'retryAt', case when i.state = 'waiting' then i.not_before end,
      'canRetry', ingest_can_retry(i), 'updatedAt', i.updated_at,
      'isHolder', i.state = 'ready' and i.document_id is null);
$$;

create or replace function ingest_can_retry(i ingest_items) returns boolean
language sql stable set search_path = public, extensions, pg_temp as $$
  select i.state = 'failed' and (i.kind in ('page', 'site') or exists (select 1 from ingest_contents c where c.item_id = i.id));
$$;

-- retry_ingest_items(p_workspace uuid, p_ingest uuid, p_items jsonb) → how many failed items wait again; null where there is
-- no such job.
--   p_items  ["<id>", …], or null: all that can be tried again
create or replace function retry_ingest_items(p_workspace uuid, p_ingest uuid, p_items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_count integer;
begin
  perform 1 from ingests where id = p_ingest and workspace_id = p_workspace for update;
  if not found then return null; end if;
  update ingest_items i set state = 'waiting', reason = null, fault = null, attempts = 0, crashes = 0, not_before = null,
      updated_at = now()
   where i.ingest_id = p_ingest and ingest_can_retry(i) and (p_items is null or p_items ? i.id::text);
  get diagnostics v_count = row_count;
  if v_count > 0 then update ingests set finished_at = null, totals = null where id = p_ingest; end if;
  return to_jsonb(v_count);
end $$;

-- cancel_ingest_items(p_workspace uuid, p_ingest uuid, p_items jsonb) → how many were given up; null where there is no such
-- job. What is under way is left as it was by whoever works on it.
--   p_items  ["<id>", …], failed ones too; or null: all that are not at their end
create or replace function cancel_ingest_items(p_workspace uuid, p_ingest uuid, p_items jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_ids uuid[];
begin
  perform 1 from ingests where id = p_ingest and workspace_id = p_workspace for update;
  if not found then return null; end if;
  with given_up as (
    update ingest_items set state = 'cancelled', lease_owner = null, leased_until = null, updated_at = now()
     where ingest_id = p_ingest and case when p_items is null then state in ('waiting', 'reading', 'embedding')
       else p_items ? id::text and state in ('waiting', 'reading', 'embedding', 'failed') end
    returning id)
  select coalesce(array_agg(id), '{}') into v_ids from given_up;
  delete from ingest_contents where item_id = any (v_ids);
  update ingests set totals = null where id = p_ingest;
  perform ingest_close_if_done(p_ingest);
  return to_jsonb(cardinality(v_ids));
end $$;
