-- replace_document(p_workspace uuid, p_document jsonb, p_passages jsonb, p_embedding_model text)
--   p_document  {documentId?, sourceKey?, title, url?, tags, sample, body, pages?, contentHash, by?, stage?}
--   p_passages  [{headingPath, content, start, end, tokens, promptTokens, question|null, context?, page?, embedding: "[…]"}] in order;
--               [] where they wait in the stage (stage_passages), which is the document's with this call
-- → {id, title, passages, status: "ready", change: "created"|"replaced"|"unchanged"}, or null where there is no
--   document of documentId
-- Writes the document, its passages, words and vectors and the workspace's knowledge_version in one step. The
-- same source, or else the same content hash, is the same document; with nothing changed it writes nothing. Another
-- text, title, address or tags make a new version, and the old one is kept.
create or replace function replace_document(p_workspace uuid, p_document jsonb, p_passages jsonb, p_embedding_model text)
returns jsonb language plpgsql security definer set search_path = public, extensions, pg_temp as $$
declare
  v_language text;
  v_unchanged jsonb;
  v_id uuid;
  v_stage uuid := (p_document->>'stage')::uuid;
  v_count integer := jsonb_array_length(p_passages);
  v_change text := 'created';
  v_is_version boolean := false;
begin
  -- One writer a workspace, so that the statistics stay exact. Readers and foreign keys are not held up.
  select coalesce(config->>'language', 'en') into v_language from workspaces where id = p_workspace for no key update;

  if v_stage is not null then
    select count(*) into v_count from passages where workspace_id = p_workspace and stage = v_stage;
  end if;

  v_unchanged := find_unchanged_document(p_workspace, p_document, p_embedding_model);
  if v_unchanged is not null then return v_unchanged; end if;

  v_id := knowledge_same_document(p_workspace, p_document);
  if v_id is null and p_document->>'documentId' is not null then return null; end if;
  if v_id is not null then
    v_change := 'replaced';
    select (title, url, tags, body) is distinct from (p_document->>'title', p_document->>'url',
        array(select jsonb_array_elements_text(p_document->'tags')), p_document->>'body')
      into v_is_version from documents where workspace_id = p_workspace and id = v_id;
    if v_is_version then perform knowledge_keep_version(p_workspace, v_id); end if;
    perform knowledge_unindex_document(p_workspace, v_id);
    perform forget_answers_citing(p_workspace, v_id);
  end if;

  insert into documents (id, workspace_id, source_key, title, url, tags, sample, body, pages, content_hash, passages,
    written_by)
  values (coalesce(v_id, gen_random_uuid()), p_workspace, p_document->>'sourceKey', p_document->>'title', p_document->>'url',
    array(select jsonb_array_elements_text(p_document->'tags')), (p_document->>'sample')::boolean,
    p_document->>'body', nullif(p_document->'pages', 'null'), p_document->>'contentHash', v_count, p_document->>'by')
  on conflict (id) do update set
    source_key = coalesce(excluded.source_key, documents.source_key), title = excluded.title, url = excluded.url,
    tags = excluded.tags, sample = excluded.sample, body = excluded.body, pages = excluded.pages,
    content_hash = excluded.content_hash, passages = excluded.passages, state = 'ready', error = null, updated_at = now(),
    validators = null,
    version = documents.version + v_is_version::integer,
    written_at = case when v_is_version then now() else documents.written_at end,
    written_by = case when v_is_version then excluded.written_by else documents.written_by end
  returning id into v_id;

  if v_stage is null then
    perform knowledge_insert_passages(p_workspace, v_id, null, p_passages, 1, p_embedding_model);
    perform knowledge_index_words(p_workspace, v_id, v_language);
  else
    perform knowledge_take_passages(p_workspace, v_id, v_stage);
  end if;
  update workspaces set knowledge_version = knowledge_version + 1 where id = p_workspace;
  return jsonb_build_object('id', v_id, 'title', p_document->>'title', 'passages', v_count, 'status', 'ready', 'change', v_change);
end $$;

-- find_unchanged_document(p_workspace uuid, p_document jsonb, p_embedding_model text) → what replace_document would
-- return with nothing to change, or null. Asked first, it saves embedding a document that is stored already.
create or replace function find_unchanged_document(p_workspace uuid, p_document jsonb, p_embedding_model text)
returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', d.id, 'title', d.title, 'passages', d.passages, 'status', d.state, 'change', 'unchanged')
    from (select knowledge_same_document(p_workspace, p_document) as id offset 0) same join documents d on d.id = same.id
   where d.workspace_id = p_workspace and d.state = 'ready'
     and d.content_hash = p_document->>'contentHash' and d.url is not distinct from p_document->>'url'
     and d.tags = array(select jsonb_array_elements_text(p_document->'tags'))
     and d.sample = (p_document->>'sample')::boolean
     and (p_document->>'sourceKey' is null or d.source_key = p_document->>'sourceKey')
     and not exists (select 1 from passages p where p.document_id = d.id and not exists
       (select 1 from passage_vectors v where v.passage = p.number and v.model = p_embedding_model));
$$;

-- The document that is named, or that of the same source, or else of the same content. Each is one look into an index: one
-- condition for all would read every document of the workspace for each that comes in.
create or replace function knowledge_same_document(p_workspace uuid, p_document jsonb) returns uuid
language plpgsql stable set search_path = public, extensions, pg_temp as $$
declare
  v_named uuid := (p_document->>'documentId')::uuid;
  v_source text := p_document->>'sourceKey';
  v_hash text := p_document->>'contentHash';
  v_id uuid;
begin
  if v_named is not null then
    select id into v_id from documents where workspace_id = p_workspace and id = v_named;
    return v_id;
  end if;
  select id into v_id from documents where workspace_id = p_workspace and source_key = v_source;
  if v_id is not null then return v_id; end if;
  select id into v_id from documents
   where workspace_id = p_workspace and content_hash = v_hash and (source_key is null or v_source is null)
   order by source_key is not distinct from v_source desc, created_at limit 1;
  return v_id;
end $$;
