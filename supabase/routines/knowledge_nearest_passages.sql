-- nearest_passages(p_workspace, p_embedding, p_embedding_model, p_limit, p_allowed, p_hidden, p_passages)
--   → rows of (passage, similarity)
-- p_allowed: only these passages, null for all; p_hidden: none of these, null: there are none; p_passages: how many that leaves.
-- The half of find_passages that goes by vectors; it sets the search path. Similarity is the cosine, -1 to 1
-- (stored vectors have unit length, the question any). Exact where few passages are to be compared, since no index is
-- quicker there and none finds all of a small share of a large table: up to 2,000 of 384 dimensions, or as many more
-- as the index would have to look at to find p_limit of such a share. Above that by the index of the vectors'
-- dimension, scanning on until enough are found; where that index is missing (a bulk load builds it anew), the same
-- statement is exact and slower. Planned for each question: without p_limit the planner would sort all vectors.
drop function if exists nearest_passages(uuid, text, text, integer, bigint[], integer);
create or replace function nearest_passages(
  p_workspace uuid, p_embedding text, p_embedding_model text, p_limit integer,
  p_allowed bigint[], p_hidden int8multirange, p_passages integer
) returns table (passage bigint, similarity real) language plpgsql stable set plan_cache_mode = auto as $$
#variable_conflict use_column
declare
  v_question vector := p_embedding::vector;
  v_dimensions integer := vector_dims(v_question);
  v_length double precision := vector_norm(v_question);
  v_all real;
begin
  if p_embedding is null or v_length = 0 then return; end if;
  if p_allowed is not null and p_passages <= 2000 then
    return query select n.passage, (-n.distance / v_length)::real from (
      select v.passage, v.embedding <#> v_question as distance
        from unnest(p_allowed) a (passage) join passage_vectors v on v.passage = a.passage
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = v_dimensions
       order by distance limit p_limit) n;
    return;
  end if;

  if v_dimensions in (256, 384, 768, 1536) and p_passages > 2000 then
    select reltuples into v_all from pg_catalog.pg_class where oid = to_regclass('passage_vectors_' || v_dimensions);
  end if;
  if v_all is null or p_passages <= greatest(2000, sqrt(10.0 * p_limit * greatest(v_all, 0))) then
    return query select n.passage, (-n.distance / v_length)::real from (
      select v.passage, v.embedding <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = v_dimensions
         and (p_allowed is null or v.passage in (select unnest(p_allowed))) and (p_hidden is null or not v.passage <@ p_hidden)
       order by distance limit p_limit) n;
    return;
  end if;

  perform set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', least(1000, greatest(120, p_limit))::text, true),
    set_config('hnsw.max_scan_tuples', '200000', true);
  if v_dimensions = 256 then
    return query select n.passage, (-n.distance / v_length)::real from (
      select v.passage, v.embedding::vector(256) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 256
         and (p_allowed is null or v.passage in (select unnest(p_allowed))) and (p_hidden is null or not v.passage <@ p_hidden)
       order by distance limit p_limit) n;
  elsif v_dimensions = 384 then
    return query select n.passage, (-n.distance / v_length)::real from (
      select v.passage, v.embedding::vector(384) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 384
         and (p_allowed is null or v.passage in (select unnest(p_allowed))) and (p_hidden is null or not v.passage <@ p_hidden)
       order by distance limit p_limit) n;
  elsif v_dimensions = 768 then
    return query select n.passage, (-n.distance / v_length)::real from (
      select v.passage, v.embedding::vector(768) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 768
         and (p_allowed is null or v.passage in (select unnest(p_allowed))) and (p_hidden is null or not v.passage <@ p_hidden)
       order by distance limit p_limit) n;
  else
    return query select n.passage, (-n.distance / v_length)::real from (
      select v.passage, v.embedding::vector(1536) <#> v_question as distance from passage_vectors v
       where v.workspace_id = p_workspace and v.model = p_embedding_model and v.dimensions = 1536
         and (p_allowed is null or v.passage in (select unnest(p_allowed))) and (p_hidden is null or not v.passage <@ p_hidden)
       order by distance limit p_limit) n;
  end if;
end $$;
