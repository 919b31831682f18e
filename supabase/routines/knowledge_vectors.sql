-- passages_without_vector(p_workspace uuid, p_embedding_model text, p_limit integer) →
-- [{number, title, headingPath, context|null, content}]: passages that this model has not embedded yet.
create or replace function passages_without_vector(p_workspace uuid, p_embedding_model text, p_limit integer)
returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', number, 'title', title, 'headingPath', heading_path, 'context', context, 'content', content)), '[]')
    from (
      select p.number, d.title, p.heading_path, p.context, p.content from passages p join documents d on d.id = p.document_id
       where p.workspace_id = p_workspace and not exists (
         select 1 from passage_vectors v where v.passage = p.number and v.model = p_embedding_model)
       order by p.number limit p_limit) missing;
$$;

-- store_vectors(p_workspace uuid, p_embedding_model text, p_vectors jsonb) → how many were stored.
--   p_vectors  [{number, embedding: "[…]"}]; a passage that was deleted meanwhile is passed over
create or replace function store_vectors(p_workspace uuid, p_embedding_model text, p_vectors jsonb)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_stored integer;
begin
  insert into passage_vectors (passage, workspace_id, model, dimensions, embedding)
  select p.number, p_workspace, p_embedding_model, vector_dims(e.embedding), e.embedding
    from (select (v->>'number')::bigint as number, l2_normalize((v->>'embedding')::vector) as embedding
            from jsonb_array_elements(p_vectors) v) e
    join passages p on p.number = e.number and p.workspace_id = p_workspace
  on conflict (passage, model) do nothing;
  get diagnostics v_stored = row_count;
  return to_jsonb(v_stored);
end $$;

-- forget_other_vectors(p_workspace uuid, p_embedding_model text) → how many vectors of other models were removed.
create or replace function forget_other_vectors(p_workspace uuid, p_embedding_model text)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_removed integer;
begin
  delete from passage_vectors where workspace_id = p_workspace and model <> p_embedding_model;
  get diagnostics v_removed = row_count;
  return to_jsonb(v_removed);
end $$;

-- analyze_knowledge() → true. Refreshes the planner's statistics after a bulk load; the embedded database has nobody
-- else to do it.
create or replace function analyze_knowledge() returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  analyze documents, passages, passage_lexemes, lexeme_statistics, knowledge_totals, passage_vectors;
  return to_jsonb(true);
end $$;
