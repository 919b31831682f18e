-- nearest_passages(p_workspace, p_embedding, p_embedding_model, p_limit, p_allowed, p_passages)
--   → rows of (passage, similarity)
-- p_allowed: only these passages, null for all; p_passages: how many that are.
-- The vector half of find_passages, which sets its search path. Similarity is the cosine,
-- -1 to 1 (stored vectors have unit length, the question any). Exact in a workspace of up to 2,000 passages (no index is faster there, and none finds all of a small
-- share of a large table); above that by the index of the vectors' dimension, scanning on until enough are found.
create or replace function nearest_passages(
  p_workspace uuid, p_embedding text, p_embedding_model text, p_limit integer,
  p_allowed bigint[], p_passages integer
) returns table (passage bigint, similarity real) language plpgsql stable as $$
declare
  v_question vector := p_embedding::vector;
  v_dimensions integer := vector_dims(v_question);
begin
  if p_embedding is null then
    return;
  elsif p_passages <= 2000 or v_dimensions not in (384, 768, 1536) then
    return query select n.passage, (-n.distance / vector_norm(v_question))::real from (
      select v.passage, v.embedding <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = v_dimensions
         and (p_allowed is null or v.passage = any (p_allowed))
       order by distance limit p_limit) n;
    return;
  end if;
  perform set_config('hnsw.iterative_scan', 'strict_order', true);
  if v_dimensions = 384 then
    return query select n.passage, (-n.distance / vector_norm(v_question))::real from (
      select v.passage, v.embedding::vector(384) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 384
         and (p_allowed is null or v.passage = any (p_allowed))
       order by distance limit p_limit) n;
  elsif v_dimensions = 768 then
    return query select n.passage, (-n.distance / vector_norm(v_question))::real from (
      select v.passage, v.embedding::vector(768) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 768
         and (p_allowed is null or v.passage = any (p_allowed))
       order by distance limit p_limit) n;
  else
    return query select n.passage, (-n.distance / vector_norm(v_question))::real from (
      select v.passage, v.embedding::vector(1536) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 1536
         and (p_allowed is null or v.passage = any (p_allowed))
       order by distance limit p_limit) n;
  end if;
end $$;
