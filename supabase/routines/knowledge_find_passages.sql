-- find_passages(p_workspace uuid, p_question text, p_embedding text, p_embedding_model text, p_limit integer,
--   p_sources jsonb default null) → jsonb
-- Candidates for an answer, in no order: [{passageId, documentId, title, url, tags, sample, headingPath, content,
-- context|null, page|null, start, end, question, tokens, lexicalRank, lexicalScore, vectorRank, similarity}]. Ranks count
-- from 1; they and the scores
-- are null where that half did not find the passage. At most p_limit of each half.
--   p_embedding  vector text '[…]' of any length (see vector-text.ts), or null: words only
--   p_sources    ["<document id or tag>", …]: only these documents
-- Words: BM25 over the question's 8 rarest known lexemes. Vectors: of p_embedding_model only.
drop function if exists find_passages(uuid, text, text, text, integer);
create or replace function find_passages(
  p_workspace uuid, p_question text, p_embedding text, p_embedding_model text, p_limit integer,
  p_sources jsonb default null
) returns jsonb language plpgsql stable security definer set search_path = public, extensions, pg_temp as $$
declare
  v_lexemes text[];
  v_passages integer;
  v_allowed bigint[];
  v_found jsonb;
begin
  select array(select replace(l, '-', '') from unnest(tsvector_to_array(
      knowledge_lexemes(p_question, coalesce(w.config->>'language', 'en')))) l), t.passages
    into v_lexemes, v_passages
    from workspaces w join knowledge_totals t on t.workspace_id = w.id where w.id = p_workspace;

  if p_sources is not null then
    select coalesce(array_agg(p.number), '{}') into v_allowed
      from documents d join passages p on p.document_id = d.id
     where d.workspace_id = p_workspace
       and (p_sources ? d.id::text or d.tags && array(select jsonb_array_elements_text(p_sources)));
  end if;

  with terms as materialized (
    select s.lexeme, ln(1 + (v_passages - s.passages + 0.5) / (s.passages + 0.5))::real as rarity
      from lexeme_statistics s
     where s.workspace_id = p_workspace and s.lexeme = any (v_lexemes)
     order by s.passages limit 8
  ), lexical as (
    select passage, score, row_number() over (order by score desc, passage) as rank from (
      select l.passage, sum(l.weight * t.rarity) as score
        from terms t join passage_lexemes l on l.workspace_id = p_workspace and l.lexeme = t.lexeme
       where v_allowed is null or l.passage = any (v_allowed)
       group by l.passage order by score desc, l.passage limit p_limit) best
  ), nearest as (
    select passage, similarity, row_number() over (order by similarity desc, passage) as rank
      from nearest_passages(p_workspace, p_embedding, p_embedding_model, p_limit, v_allowed,
                            coalesce(cardinality(v_allowed), v_passages))
  ), found as (
    select passage, l.score, l.rank as lexical_rank, n.similarity, n.rank as vector_rank
      from lexical l full join nearest n using (passage)
  )
  select jsonb_agg(jsonb_build_object(
      'passageId', p.id, 'documentId', p.document_id, 'title', d.title, 'url', d.url, 'tags', d.tags, 'sample', d.sample,
      'headingPath', p.heading_path, 'content', p.content,
      'context', p.context, 'page', p.page, 'start', p.start_at, 'end', p.end_at, 'question', p.question, 'tokens', p.tokens,
      'lexicalRank', f.lexical_rank, 'lexicalScore', f.score, 'vectorRank', f.vector_rank, 'similarity', f.similarity))
    into v_found
    from found f join passages p on p.number = f.passage join documents d on d.id = p.document_id
   where p.workspace_id = p_workspace and d.state = 'ready';
  return coalesce(v_found, '[]');
end $$;
