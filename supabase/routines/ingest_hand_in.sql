-- Handing documents in: what is to be read is stored before anybody is told that it was taken.

-- open_ingest(p_workspace uuid, p_ingest jsonb) → true, or false where that id is another workspace's job.
--   p_ingest  {id, kind, label, by?, sourceId?}; a job that is there already is left as it is
-- Ended jobs are forgotten after 30 days, and when 200 newer ones are there.
create or replace function open_ingest(p_workspace uuid, p_ingest jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into ingests (id, workspace_id, kind, label, created_by, source_id)
  values ((p_ingest->>'id')::uuid, p_workspace, p_ingest->>'kind', p_ingest->>'label', p_ingest->>'by',
    (p_ingest->>'sourceId')::uuid)
  on conflict (id) do nothing;
  if not found then
    return to_jsonb(exists (select 1 from ingests where id = (p_ingest->>'id')::uuid and workspace_id = p_workspace));
  end if;
  delete from ingests where workspace_id = p_workspace and finished_at is not null and (
    finished_at < now() - interval '30 days'
    or id in (select id from ingests where workspace_id = p_workspace order by created_at desc offset 200));
  return to_jsonb(true);
end $$;

-- store_ingest_part(p_workspace uuid, p_item uuid, p_part integer, p_base64 text, p_most_bytes bigint)
--   → true, or false where more than p_most_bytes would wait in the workspace; nothing is stored then.
-- A part of a file that is handed in next (add_ingest_items). What is never handed in is swept away.
create or replace function store_ingest_part(p_workspace uuid, p_item uuid, p_part integer, p_base64 text, p_most_bytes bigint)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_bytes bytea := decode(p_base64, 'base64');
begin
  if not ingest_has_room(p_workspace, length(v_bytes), p_most_bytes) then return to_jsonb(false); end if;
  insert into ingest_contents (item_id, part, workspace_id, size, bytes)
  values (p_item, p_part, p_workspace, length(v_bytes), v_bytes)
  on conflict (item_id, part) do nothing;
  return to_jsonb(true);
end $$;

-- add_ingest_items(p_workspace uuid, p_ingest uuid, p_items jsonb, p_most_items integer, p_most_bytes bigint)
--   → {added: <how many>, first: <the ordinal of the first>}, or {full: "items"|"bytes"} (nothing is stored then), or
--   null where the workspace has no such job, or the holder they come out of was given up
--   p_items  [{id, kind, name, sourceKey?, meta?, bytes?, text?, parent?: {ordinal, part}, reason?}]
--            `text` is stored as the item's content; `bytes` names the size of one whose parts are stored already; one
--            with a reason has failed before it began
-- Items get the next ordinals of the job, those with a parent its ordinal. Parts that are there are passed over.
create or replace function add_ingest_items(
  p_workspace uuid, p_ingest uuid, p_items jsonb, p_most_items integer, p_most_bytes bigint
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_first integer;
  v_added integer;
  v_bytes bigint;
begin
  perform 1 from ingests where id = p_ingest and workspace_id = p_workspace for update;
  if not found then return null; end if;
  -- A site that was given up adds nothing more.
  if exists (select 1 from jsonb_array_elements(p_items) i join ingest_items h
       on h.ingest_id = p_ingest and h.part = 0 and h.ordinal = (i->'parent'->>'ordinal')::integer
      where h.state = 'cancelled') then
    return null;
  end if;
  if jsonb_array_length(p_items) + (select count(*) from ingest_items i join ingests g on g.id = i.ingest_id
       where g.workspace_id = p_workspace and g.finished_at is null
         and i.state in ('waiting', 'reading', 'embedding')) > p_most_items then
    return jsonb_build_object('full', 'items');
  end if;
  select coalesce(sum(octet_length(i->>'text')), 0) into v_bytes from jsonb_array_elements(p_items) i;
  if not ingest_has_room(p_workspace, v_bytes, p_most_bytes) then return jsonb_build_object('full', 'bytes'); end if;

  select coalesce(max(ordinal) + 1, 0) into v_first from ingest_items where ingest_id = p_ingest;
  insert into ingest_items (id, ingest_id, workspace_id, ordinal, part, kind, name, meta, source_key, bytes, state, reason, fault)
  select (i->>'id')::uuid, p_ingest, p_workspace, coalesce((i->'parent'->>'ordinal')::integer, v_first + n - 1),
         coalesce((i->'parent'->>'part')::integer, 0), i->>'kind', i->>'name', coalesce(i->'meta', '{}'), i->>'sourceKey',
         coalesce((i->>'bytes')::bigint, octet_length(i->>'text'), 0),
         case when i->>'reason' is null then 'waiting' else 'failed' end, i->>'reason',
         case when i->>'reason' is null then null else 'file' end
    from jsonb_array_elements(p_items) with ordinality t (i, n)
  on conflict (ingest_id, ordinal, part) do nothing;
  get diagnostics v_added = row_count;
  -- A page that could not be had: what came of it before stays, and says so.
  update documents d set error = i->>'reason' from jsonb_array_elements(p_items) i
   where d.workspace_id = p_workspace and d.source_key = i->>'sourceKey' and i->>'reason' is not null;
  insert into ingest_contents (item_id, part, workspace_id, size, bytes)
  select (i->>'id')::uuid, 0, p_workspace, octet_length(i->>'text'), convert_to(i->>'text', 'UTF8')
    from jsonb_array_elements(p_items) i
   where i->>'text' is not null and exists (select 1 from ingest_items k where k.id = (i->>'id')::uuid);

  update ingests set finished_at = null, totals = null where id = p_ingest;
  perform ingest_close_if_done(p_ingest);
  return jsonb_build_object('added', v_added, 'first', v_first);
end $$;

-- Whether so many bytes more may wait in a workspace. What failed and was kept to be tried again goes first.
create or replace function ingest_has_room(p_workspace uuid, p_bytes bigint, p_most_bytes bigint) returns boolean
language plpgsql volatile set search_path = public, extensions, pg_temp as $$
declare
  v_waiting bigint;
begin
  select coalesce(sum(size), 0) into v_waiting from ingest_contents where workspace_id = p_workspace;
  if v_waiting + p_bytes <= p_most_bytes then return true; end if;
  delete from ingest_contents c using ingest_items i
   where c.workspace_id = p_workspace and i.id = c.item_id and i.state = 'failed';
  select coalesce(sum(size), 0) into v_waiting from ingest_contents where workspace_id = p_workspace;
  return v_waiting + p_bytes <= p_most_bytes;
end $$;

-- A job without an item to work on has ended.
create or replace function ingest_close_if_done(p_ingest uuid) returns void
language sql volatile set search_path = public, extensions, pg_temp as $$
  update ingests set finished_at = now(), totals = ingest_totals(p_ingest)
   where id = p_ingest and finished_at is null and not exists (
     select 1 from ingest_items where ingest_id = p_ingest and state in ('waiting', 'reading', 'embedding'));
$$;
