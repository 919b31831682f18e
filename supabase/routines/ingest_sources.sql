-- Addresses that documents are fetched from.

-- write_source(p_workspace uuid, p_source jsonb) → {id, kind, url, tags, running: <the id of its job under way>|null}
--   p_source  {kind, url, tags, by?}; the same address is the same source
create or replace function write_source(p_workspace uuid, p_source jsonb) returns jsonb
language sql volatile security definer set search_path = public, extensions, pg_temp as $$
  insert into sources (workspace_id, kind, url, tags, created_by)
  values (p_workspace, p_source->>'kind', p_source->>'url', array(select jsonb_array_elements_text(p_source->'tags')), p_source->>'by')
  on conflict (workspace_id, url) do update set kind = excluded.kind, tags = excluded.tags
  returning jsonb_build_object('id', id, 'kind', kind, 'url', url, 'tags', to_jsonb(tags),
    'running', (select g.id from ingests g where g.source_id = sources.id and g.finished_at is null limit 1));
$$;

-- begin_source_ingest(p_workspace uuid, p_source uuid, p_ingest uuid, p_item uuid, p_by text, p_most_items integer,
--   p_most_bytes bigint) → {ingestId, begun: <whether it is p_ingest>}, {full: "items"|"bytes"} (nothing is begun then), or
--   null where there is no such source
-- Begins to fetch a source. One that is being fetched is not begun a second time: whoever asks gets the job under way. In
-- one step, so that of two who ask at once the second finds the first one's job, and no job is left without its item.
create or replace function begin_source_ingest(
  p_workspace uuid, p_source uuid, p_ingest uuid, p_item uuid, p_by text, p_most_items integer, p_most_bytes bigint
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_source sources;
  v_running uuid;
  v_added jsonb;
begin
  select * into v_source from sources where workspace_id = p_workspace and id = p_source for no key update;
  if not found then return null; end if;
  select id into v_running from ingests
    where workspace_id = p_workspace and source_id = p_source and finished_at is null order by created_at limit 1;
  if v_running is not null then return jsonb_build_object('ingestId', v_running, 'begun', false); end if;
  perform open_ingest(p_workspace, jsonb_build_object('id', p_ingest, 'kind', 'source', 'label', v_source.url, 'by', p_by,
    'sourceId', p_source));
  v_added := add_ingest_items(p_workspace, p_ingest, jsonb_build_array(jsonb_build_object('id', p_item,
    'kind', case v_source.kind when 'sitemap' then 'site' else 'page' end, 'name', v_source.url, 'sourceKey', v_source.url,
    'meta', jsonb_build_object('url', v_source.url))), p_most_items, p_most_bytes);
  if v_added ? 'full' then
    delete from ingests where workspace_id = p_workspace and id = p_ingest;
    return v_added;
  end if;
  return jsonb_build_object('ingestId', p_ingest, 'begun', true);
end $$;

-- list_sources(p_workspace uuid) → [{id, kind, url, tags, createdAt, createdBy, documents: <how many came from it>,
-- ingest: <its newest job, as ingest_summary>|null}], the newest first.
create or replace function list_sources(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', s.id, 'kind', s.kind, 'url', s.url, 'tags', s.tags, 'createdAt', s.created_at, 'createdBy', s.created_by,
      'documents', (select count(*) from documents d where d.source_id = s.id),
      'ingest', (select ingest_summary(g) from ingests g where g.source_id = s.id order by g.created_at desc limit 1))
      order by s.created_at desc, s.url), '[]')
    from sources s where s.workspace_id = p_workspace;
$$;

-- read_source_address(p_workspace uuid, p_source uuid) → {id, kind, url, tags, documents: [<ids>], running: <the id of its job
-- under way>|null}, or null.
create or replace function read_source_address(p_workspace uuid, p_source uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', s.id, 'kind', s.kind, 'url', s.url, 'tags', s.tags,
      'documents', coalesce((select jsonb_agg(d.id order by d.created_at) from documents d where d.source_id = s.id), '[]'),
      'running', (select g.id from ingests g where g.source_id = s.id and g.finished_at is null limit 1))
    from sources s where s.workspace_id = p_workspace and s.id = p_source;
$$;

-- delete_source(p_workspace uuid, p_source uuid) → whether it is gone: not while a job fetches it, or documents are of it.
create or replace function delete_source(p_workspace uuid, p_source uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  -- Whoever begins a job, or stores a document of it, holds this row meanwhile.
  perform 1 from sources where workspace_id = p_workspace and id = p_source for update;
  if not found then return to_jsonb(true); end if;
  if exists (select 1 from ingests where workspace_id = p_workspace and source_id = p_source and finished_at is null)
    or exists (select 1 from documents where workspace_id = p_workspace and source_id = p_source) then return to_jsonb(false); end if;
  delete from sources where workspace_id = p_workspace and id = p_source;
  return to_jsonb(true);
end $$;

-- list_known_pages(p_workspace uuid, p_ingest uuid, p_source_key text) → [{id, title, passages, sourceKey, validators}]: the
-- document of that source, or, where that is null, all that came from the source that this job fetches, as far as their
-- sites have said by what they can be asked for changes.
create or replace function list_known_pages(p_workspace uuid, p_ingest uuid, p_source_key text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'passages', d.passages,
      'sourceKey', d.source_key, 'validators', d.validators)), '[]')
    from documents d
   where d.workspace_id = p_workspace and d.state = 'ready' and d.validators is not null and (
     d.source_key = p_source_key or p_source_key is null and d.source_id = (
       select g.source_id from ingests g where g.id = p_ingest and g.workspace_id = p_workspace));
$$;

-- list_source_pages(p_workspace uuid, p_ingest uuid) → ["<address>", …]: of all documents that came from the source that
-- this job fetches.
create or replace function list_source_pages(p_workspace uuid, p_ingest uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(d.source_key order by d.created_at), '[]')
    from ingests g join documents d on d.source_id = g.source_id and d.workspace_id = g.workspace_id
   where g.id = p_ingest and g.workspace_id = p_workspace and d.source_key ~ '^https?://';
$$;
