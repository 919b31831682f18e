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

-- delete_source(p_workspace uuid, p_source uuid) → whether there was one. Its documents stay and belong to nobody.
create or replace function delete_source(p_workspace uuid, p_source uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from sources where workspace_id = p_workspace and id = p_source;
  return to_jsonb(found);
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
