-- find_passages(p_workspace uuid, p_question text, p_embedding text, p_embedding_model text, p_limit integer,
--   p_sources jsonb default null) → json
-- Candidates for an answer, in no order: [{passageId, documentId, title, url, tags, sample, headingPath, content,
-- context|null, page|null, start, end, question, tokens, updatedAt, lexicalRank, lexicalScore, vectorRank, similarity}]. Ranks count
-- from 1; they and the scores
-- are null where that half did not find the passage. At most p_limit of each half.
--   p_embedding  vector text '[…]' of any length (see vector-text.ts), or null: words only
--   p_sources    ["<document id or tag>", …]: only these documents
-- json rather than jsonb, which would take apart and sort what is only passed on: half of the time for 100 candidates.
-- Its statements are planned once a connection: planning them takes longer than running them, and what they read does not
-- depend on the arguments. Words: BM25 (passages_by_words). Vectors: of p_embedding_model only (nearest_passages).
drop function if exists find_passages(uuid, text, text, text, integer);
create or replace function find_passages(
  p_workspace uuid, p_question text, p_embedding text, p_embedding_model text, p_limit integer,
  p_sources jsonb default null
) returns json language plpgsql stable security definer set search_path = public, extensions, pg_temp
  set plan_cache_mode = force_generic_plan as $$
declare
  v_totals knowledge_totals;
  v_allowed bigint[];
  -- Passages that are on their way in or out (passage_stages); null: none are.
  v_hidden int8multirange;
  v_found json;
begin
  select * into v_totals from knowledge_totals where workspace_id = p_workspace;
  if not found then return '[]'; end if;

  if p_sources is not null then
    select coalesce(array_agg(p.number), '{}') into v_allowed
      from documents d join passages p on p.document_id = d.id
     where d.workspace_id = p_workspace
       and (p_sources ? d.id::text or d.tags && array(select jsonb_array_elements_text(p_sources)));
  end if;

  select range_agg(int8range(number, number, '[]')) into v_hidden
    from passages where workspace_id = p_workspace and stage is not null;

  with lexical as (
    select passage, score, rank from passages_by_words(p_workspace, p_question, v_totals, p_limit, v_allowed, v_hidden)
  ), nearest as (
    select passage, similarity, row_number() over (order by similarity desc, passage) as rank
      from nearest_passages(p_workspace, p_embedding, p_embedding_model, p_limit, v_allowed, v_hidden,
                            coalesce(cardinality(v_allowed), v_totals.passages))
  ), found as materialized (
    select passage, l.score, l.rank as lexical_rank, n.similarity, n.rank as vector_rank
      from lexical l full join nearest n using (passage)
  )
  select json_agg(json_build_object(
      'passageId', p.id, 'documentId', p.document_id, 'title', d.title, 'url', d.url, 'tags', d.tags, 'sample', d.sample,
      'headingPath', p.heading_path, 'content', p.content,
      'context', p.context, 'page', p.page, 'start', p.start_at, 'end', p.end_at, 'question', p.question, 'tokens', p.tokens,
      'updatedAt', d.updated_at,
      'lexicalRank', f.lexical_rank, 'lexicalScore', f.score, 'vectorRank', f.vector_rank, 'similarity', f.similarity))
    into v_found
    from found f
    -- "offset 0": the planner, which cannot know how few are found, would read all passages and documents instead.
   cross join lateral (select * from passages p where p.number = f.passage and p.workspace_id = p_workspace offset 0) p
   cross join lateral (select * from documents d where d.id = p.document_id and d.state = 'ready' offset 0) d;
  return coalesce(v_found, '[]');
end $$;
