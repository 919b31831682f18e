-- list_documents(p_workspace uuid) → [{id, title, url, tags, sample, status, error, passages, version, writtenBy, sourceId,
-- createdAt, updatedAt}], the newest first. A ready one with an error: what was to take its place could not be read.
create or replace function list_documents(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(knowledge_document_summary(d) order by d.created_at desc, d.title), '[]')
    from documents d where d.workspace_id = p_workspace;
$$;

-- read_document(p_workspace uuid, p_document uuid) → a summary as above with {content, passages: [{passageId,
-- headingPath, content, context|null, page|null, start, end, tokens, question}]}, or null.
create or replace function read_document(p_workspace uuid, p_document uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select knowledge_document_summary(d) || jsonb_build_object('content', d.body, 'passages', coalesce((
      select jsonb_agg(jsonb_build_object(
          'passageId', p.id, 'headingPath', p.heading_path, 'content', p.content,
          'context', p.context, 'page', p.page, 'start', p.start_at, 'end', p.end_at,
          'tokens', p.token_count, 'question', p.question) order by p.ordinal)
        from passages p where p.workspace_id = p_workspace and p.document_id = d.id), '[]'))
    from documents d where d.workspace_id = p_workspace and d.id = p_document;
$$;

-- read_source(p_workspace uuid, p_document uuid) → {id, title, url, sample, text, pages}, or null: what a visitor may see of
-- a document whose passages were quoted to them. Offsets of excerpts count UTF-16 code units of `text`.
-- `pages` ([{page, start}]) says where each page of a paged source begins in it.
create or replace function read_source(p_workspace uuid, p_document uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', id, 'title', title, 'url', url, 'sample', sample, 'text', body,
      'pages', to_jsonb(documents)->'pages')
    from documents where workspace_id = p_workspace and id = p_document and state = 'ready';
$$;

create or replace function knowledge_document_summary(d documents) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'id', d.id, 'title', d.title, 'url', d.url, 'tags', d.tags, 'sample', d.sample, 'status', d.state, 'error', d.error,
    'passages', d.passages, 'version', d.version, 'writtenBy', d.written_by, 'sourceId', d.source_id,
    'createdAt', d.created_at, 'updatedAt', d.updated_at);
$$;
