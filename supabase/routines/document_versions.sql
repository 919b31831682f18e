-- The texts that a document had before. A text is kept when another takes its place; restoring one is a new text
-- with the words of an old one (p_document.documentId of replace_document), so nothing is ever lost by it.

-- list_document_versions(p_workspace uuid, p_document uuid) → [{version, title, url, tags, characters, passages,
-- writtenAt, writtenBy: "…"|null, current}], the newest (current) first; null where there is no such document.
create or replace function list_document_versions(p_workspace uuid, p_document uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_agg(jsonb_build_object(
      'version', v.version, 'title', v.title, 'url', v.url, 'tags', v.tags, 'characters', length(v.body),
      'passages', v.passages, 'writtenAt', v.written_at, 'writtenBy', v.written_by, 'current', v.current)
      order by v.version desc)
    from knowledge_document_texts(p_workspace, p_document) v;
$$;

-- read_document_version(p_workspace uuid, p_document uuid, p_version integer) → {documentId, version, title, url, tags,
-- sample, content, pages, writtenAt, writtenBy, current}, the present text among them; null where there is none.
create or replace function read_document_version(p_workspace uuid, p_document uuid, p_version integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
      'documentId', p_document, 'version', v.version, 'title', v.title, 'url', v.url, 'tags', v.tags, 'sample', v.sample,
      'content', v.body, 'pages', v.pages, 'writtenAt', v.written_at, 'writtenBy', v.written_by, 'current', v.current)
    from knowledge_document_texts(p_workspace, p_document) v where v.version = p_version;
$$;

create or replace function knowledge_document_texts(p_workspace uuid, p_document uuid)
returns table (
  version integer, title text, url text, tags text[], sample boolean, body text, pages jsonb, passages integer,
  written_at timestamptz, written_by text, current boolean
) language sql stable set search_path = public, extensions, pg_temp as $$
  select d.version, d.title, d.url, d.tags, d.sample, d.body, d.pages, d.passages, d.written_at, d.written_by, true
    from documents d where d.workspace_id = p_workspace and d.id = p_document
  union all
  select v.version, v.title, v.url, v.tags, v.sample, v.body, v.pages, v.passages, v.written_at, v.written_by, false
    from document_versions v where v.workspace_id = p_workspace and v.document_id = p_document;
$$;

-- knowledge_keep_version(p_workspace, p_document) → void. Keeps a document's text as it is now. At most 20 earlier
-- texts of 5,000,000 characters in all are kept of a document; the oldest go first.
create or replace function knowledge_keep_version(p_workspace uuid, p_document uuid) returns void
language plpgsql set search_path = public, extensions, pg_temp as $$
begin
  insert into document_versions (document_id, version, workspace_id, title, url, tags, sample, body, pages, content_hash,
      passages, written_at, written_by)
  select id, version, workspace_id, title, url, tags, sample, body, pages, content_hash, passages, written_at, written_by
    from documents where workspace_id = p_workspace and id = p_document;
  delete from document_versions v using (
      select version, row_number() over (order by version desc) as place,
             sum(length(body)) over (order by version desc) as characters
        from document_versions where workspace_id = p_workspace and document_id = p_document) kept
   where v.workspace_id = p_workspace and v.document_id = p_document and v.version = kept.version
     and kept.place > 1 and (kept.place > 20 or kept.characters > 5000000);
end $$;
