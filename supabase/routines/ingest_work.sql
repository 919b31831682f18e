-- Working on what was handed in. Whoever takes an item holds a lease on it: only they may end it, and when they die the
-- lease runs out and another takes it. Storing a document and ending its item are one step, so none is stored twice.

-- claim_ingest_items(p_worker uuid, p_lease_seconds integer, p_most_items integer, p_most_bytes bigint, p_ingest uuid,
--   p_from_web boolean)
--   → {ingestId, workspaceId, slug, by, sourceTags, items: [{id, ordinal, part, kind, name, meta,
--      sourceKey, bytes, parts: <of its content>, attempts, text?}]}, or null where nothing waits
-- The next items of one job (of p_ingest, unless it is null); jobs take turns. Only what has to be fetched, or only what
-- has not, unless p_from_web is null. A page, a site, a large item or one that
-- outlived its process comes alone. `text` is the whole content of a text that is not large.
create or replace function claim_ingest_items(
  p_worker uuid, p_lease_seconds integer, p_most_items integer, p_most_bytes bigint, p_ingest uuid,
  p_from_web boolean
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_ingest ingests;
  v_taken uuid[];
begin
  select g.* into v_ingest from ingests g
   where g.finished_at is null and (p_ingest is null or g.id = p_ingest)
     and exists (select 1 from ingest_items i where i.ingest_id = g.id and ingest_is_free(i)
       and (p_from_web is null or p_from_web = (i.kind in ('page', 'site'))))
   order by g.claimed_at nulls first, g.created_at limit 1 for update skip locked;
  if not found then return null; end if;
  update ingests set claimed_at = clock_timestamp() where id = v_ingest.id;

  with free as (
    select i.id, i.kind, i.bytes, i.state, i.crashes, row_number() over (order by i.ordinal, i.part) as place,
           sum(i.bytes) over (order by i.ordinal, i.part) as so_far
      from ingest_items i where i.ingest_id = v_ingest.id and ingest_is_free(i)
       and (p_from_web is null or p_from_web = (i.kind in ('page', 'site')))
     order by i.ordinal, i.part limit p_most_items
  ), first_alone as (
    select min(place) as place from free
     where kind in ('page', 'site') or state <> 'waiting' or crashes > 0 or bytes > p_most_bytes
  )
  select array_agg(f.id) into v_taken from free f, first_alone a
   where f.place = 1 or (f.so_far <= p_most_bytes and (a.place is null or f.place < a.place));

  update ingest_items set crashes = crashes + (state <> 'waiting')::integer, state = 'reading', attempts = attempts + 1,
      lease_owner = p_worker, leased_until = now() + make_interval(secs => p_lease_seconds), not_before = null,
      passages_done = 0, updated_at = now()
   where id = any (v_taken);
  -- What ended three processes does not get a fourth.
  update ingest_items set state = 'failed', fault = 'file', lease_owner = null, leased_until = null,
      reason = 'Reading it ended the server''s process three times, so it is left out.'
   where id = any (v_taken) and crashes >= 3;

  return (select jsonb_build_object(
      'ingestId', v_ingest.id, 'workspaceId', w.id, 'slug', w.slug, 'by', v_ingest.created_by, 'sourceTags', coalesce((select to_jsonb(s.tags) from sources s where s.id = v_ingest.source_id), '[]'),
      'items', (select coalesce(jsonb_agg(jsonb_build_object(
          'id', i.id, 'ordinal', i.ordinal, 'part', i.part, 'kind', i.kind, 'name', i.name, 'meta', i.meta,
          'sourceKey', i.source_key, 'bytes', i.bytes, 'attempts', i.attempts,
          'parts', (select count(*) from ingest_contents c where c.item_id = i.id),
          'text', case when i.kind = 'text' and i.bytes <= p_most_bytes then
            (select convert_from(c.bytes, 'UTF8') from ingest_contents c where c.item_id = i.id and c.part = 0) end)
          order by i.ordinal, i.part), '[]')
        from ingest_items i where i.id = any (v_taken) and i.lease_owner = p_worker))
    from workspaces w where w.id = v_ingest.workspace_id);
end $$;

-- Nobody works on it, and its time has come. (Without a search path of its own, so that the planner sees through it.)
create or replace function ingest_is_free(i ingest_items) returns boolean language sql stable as $$
  select i.state in ('waiting', 'reading', 'embedding') and (i.not_before is null or i.not_before <= now())
     and (i.leased_until is null or i.leased_until < now());
$$;

-- read_ingest_part(p_worker uuid, p_item uuid, p_part integer) → the part's bytes as base64; null where they are gone.
create or replace function read_ingest_part(p_worker uuid, p_item uuid, p_part integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select to_jsonb(encode(c.bytes, 'base64')) from ingest_contents c join ingest_items i on i.id = c.item_id
   where c.item_id = p_item and c.part = p_part and i.lease_owner = p_worker;
$$;

-- extend_ingest_leases(p_worker uuid, p_lease_seconds integer, p_marks jsonb) → [<ids of the items that it still holds>]
--   p_marks  [{id, state?, passages?, passagesDone?}]: how far it is with them; all others are held on to as they are
create or replace function extend_ingest_leases(p_worker uuid, p_lease_seconds integer, p_marks jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update ingest_items i set leased_until = now() + make_interval(secs => p_lease_seconds),
      state = coalesce(m.mark->>'state', i.state), passages = coalesce((m.mark->>'passages')::integer, i.passages),
      passages_done = coalesce((m.mark->>'passagesDone')::integer, i.passages_done), updated_at = now()
    from ingest_items held left join jsonb_array_elements(p_marks) m (mark) on (m.mark->>'id')::uuid = held.id
   where held.lease_owner = p_worker and i.id = held.id;
  return (select coalesce(jsonb_agg(id), '[]') from ingest_items where lease_owner = p_worker);
end $$;

-- store_ingested(p_workspace uuid, p_worker uuid, p_embedding_model text, p_entries jsonb) → [<of each entry>
--   {id, title, passages, status, change}, or {lost: true} where the worker holds it no longer, or {gone: true} where the
--   document it was meant for is there no longer]
--   p_entries  [{item, part?, name?, validators?, document, passages}]: as replace_document takes them. With a `part` it is one of
--              several documents that came out of the item, and gets an item of its own.
create or replace function store_ingested(p_workspace uuid, p_worker uuid, p_embedding_model text, p_entries jsonb)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_entry jsonb;
  v_stored jsonb;
  v_outcomes jsonb := '[]';
begin
  for v_entry in select * from jsonb_array_elements(p_entries) loop
    perform 1 from ingest_items where id = (v_entry->>'item')::uuid and workspace_id = p_workspace
       and lease_owner = p_worker for update;
    if not found then
      v_outcomes := v_outcomes || '[{"lost": true}]';
      continue;
    end if;
    v_stored := replace_document(p_workspace, v_entry->'document', v_entry->'passages', p_embedding_model);
    if v_stored is not null then perform ingest_settle(p_workspace, p_worker, v_entry || jsonb_build_object(
      'state', case v_stored->>'change' when 'unchanged' then 'unchanged' else 'ready' end,
      'title', v_stored->>'title', 'documentId', v_stored->>'id', 'change', v_stored->>'change',
      'passages', v_stored->'passages', 'sourceKey', v_entry->'document'->>'sourceKey'));
    end if;
    v_outcomes := v_outcomes || jsonb_build_array(coalesce(v_stored, '{"gone": true}'));
  end loop;
  return v_outcomes;
end $$;

-- settle_ingest_items(p_workspace uuid, p_worker uuid, p_entries jsonb) → how many were the worker's to settle
--   p_entries  [{item, part?, name?, state, reason?, fault?, retryInSeconds?, title?, documentId?, change?, passages?,
--              sourceKey?, validators?}]: what became of items without a document being stored. `waiting` puts one back.
create or replace function settle_ingest_items(p_workspace uuid, p_worker uuid, p_entries jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_entry jsonb;
  v_settled integer := 0;
begin
  for v_entry in select * from jsonb_array_elements(p_entries) loop
    v_settled := v_settled + ingest_settle(p_workspace, p_worker, v_entry)::integer;
  end loop;
  return to_jsonb(v_settled);
end $$;

-- Ends one item, or one of the documents that came out of it. False where the worker does not hold it.
create or replace function ingest_settle(p_workspace uuid, p_worker uuid, p_entry jsonb) returns boolean
language plpgsql volatile set search_path = public, extensions, pg_temp as $$
declare
  v_item ingest_items;
  v_key text;
begin
  select * into v_item from ingest_items
   where id = (p_entry->>'item')::uuid and workspace_id = p_workspace and lease_owner = p_worker for update;
  if not found then return false; end if;
  v_key := coalesce(p_entry->>'sourceKey', v_item.source_key);

  if p_entry->'part' is not null then
    insert into ingest_items (id, ingest_id, workspace_id, ordinal, part, kind, name, source_key, state, reason, fault,
      title, document_id, change, passages, passages_done)
    values (gen_random_uuid(), v_item.ingest_id, p_workspace, v_item.ordinal, (p_entry->>'part')::integer, 'file',
      coalesce(p_entry->>'name', v_item.name), p_entry->>'sourceKey', p_entry->>'state', p_entry->>'reason', p_entry->>'fault',
      p_entry->>'title', (p_entry->>'documentId')::uuid, p_entry->>'change', coalesce((p_entry->>'passages')::integer, 0),
      coalesce((p_entry->>'passages')::integer, 0))
    -- Read a second time after a restart: what it became the first time stands.
    on conflict (ingest_id, ordinal, part) do nothing;
  else
    update ingest_items set state = p_entry->>'state', reason = p_entry->>'reason', fault = p_entry->>'fault',
        not_before = now() + make_interval(secs => (p_entry->>'retryInSeconds')::double precision),
        title = coalesce(p_entry->>'title', title), document_id = (p_entry->>'documentId')::uuid, change = p_entry->>'change',
        passages = coalesce((p_entry->>'passages')::integer, passages),
        passages_done = coalesce((p_entry->>'passages')::integer, 0),
        source_key = v_key, lease_owner = null, leased_until = null, updated_at = now()
     where id = v_item.id;
  end if;

  if p_entry->>'state' in ('ready', 'unchanged') and p_entry->>'documentId' is not null then
    update documents d set error = null, validators = coalesce(p_entry->'validators', d.validators),
        source_id = coalesce((select source_id from ingests where id = v_item.ingest_id), d.source_id)
     where d.workspace_id = p_workspace and d.id = (p_entry->>'documentId')::uuid;
    -- Earlier tries at the same document need no attention any more.
    with passed as (
      update ingest_items set state = 'cancelled' where workspace_id = p_workspace and source_key = v_key and state = 'failed'
      returning ingest_id)
    update ingests set totals = null where id in (select ingest_id from passed);
  elsif p_entry->>'state' = 'failed' and v_key is not null then
    update documents set error = p_entry->>'reason' where workspace_id = p_workspace and source_key = v_key;
  end if;
  -- What failed is kept, to be tried again.
  if p_entry->'part' is null and p_entry->>'state' not in ('waiting', 'failed') then
    delete from ingest_contents where item_id = v_item.id;
  end if;
  if p_entry->'part' is null then perform ingest_close_if_done(v_item.ingest_id); end if;
  return true;
end $$;

-- find_unchanged_documents(p_workspace uuid, p_documents jsonb, p_embedding_model text) → of each document what
-- find_unchanged_document says, in order.
create or replace function find_unchanged_documents(p_workspace uuid, p_documents jsonb, p_embedding_model text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(find_unchanged_document(p_workspace, d, p_embedding_model) order by n), '[]')
    from jsonb_array_elements(p_documents) with ordinality t (d, n);
$$;

-- release_ingest_items(p_worker uuid) → how many are given back: a worker's, or, where no other can be alive, everybody's
-- (null). Those count as died with.
create or replace function release_ingest_items(p_worker uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_released integer;
begin
  update ingest_items set state = case when p_worker is null then state else 'waiting' end,
      lease_owner = null, leased_until = null
   where lease_owner is not null and (p_worker is null or lease_owner = p_worker);
  get diagnostics v_released = row_count;
  return to_jsonb(v_released);
end $$;

-- sweep_ingests() → how many contents were removed: of uploads that broke off, and of what failed a week ago.
create or replace function sweep_ingests() returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_removed integer;
begin
  delete from ingest_contents c
   where c.created_at < now() - interval '1 hour'
     and not exists (select 1 from ingest_items i where i.id = c.item_id and (
       i.state in ('waiting', 'reading', 'embedding') or i.state = 'failed' and i.updated_at > now() - interval '7 days'));
  get diagnostics v_removed = row_count;
  return to_jsonb(v_removed);
end $$;
