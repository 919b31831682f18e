-- knowledge_index_words(p_workspace, p_document, p_language) → void
-- Writes the words of a document's new passages and counts them in the statistics. A word in the title or a
-- heading counts twice; a hyphenated word is also kept joined, so that "bill-back" and "billback" meet.
-- Weights are BM25's saturated term frequency with k1 = 1.2, b = 0.75 (Robertson and Zaragoza, 2009) against
-- the workspace's mean length, which starts as if 50 passages of 200 tokens were there already; they are
-- written once, because rewriting them all on every change would cost minutes.
create or replace function knowledge_index_words(p_workspace uuid, p_document uuid, p_language text) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
declare
  v_mean double precision;
begin
  insert into knowledge_totals as t (workspace_id, passages, tokens)
  select p_workspace, count(*), coalesce(sum(token_count), 0) from passages
   where workspace_id = p_workspace and document_id = p_document
  on conflict (workspace_id) do update set
    passages = t.passages + excluded.passages, tokens = t.tokens + excluded.tokens
  returning (50 * 200 + tokens) / (50.0 + passages) into v_mean;

  with words as (
    select p.number, replace(w.lexeme, '-', '') as lexeme, p.token_count,
           sum(cardinality(w.positions) + cardinality(array_positions(w.weights, 'A'))) as frequency
      from passages p
      join documents d on d.id = p.document_id
     cross join lateral unnest(
       setweight(knowledge_lexemes(d.title || ' ' || (select coalesce(string_agg(h, ' '), '') from jsonb_array_elements_text(p.heading_path) h), p_language), 'A')
       || knowledge_lexemes(concat_ws(' ', p.context, p.content), p_language)) w
     where p.workspace_id = p_workspace and p.document_id = p_document
     group by 1, 2, 3
  ), written as (
    insert into passage_lexemes (workspace_id, lexeme, passage, weight)
    select p_workspace, lexeme, number,
           frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * token_count / v_mean))
      from words where length(lexeme) <= 80
    returning lexeme
  )
  insert into lexeme_statistics as s (workspace_id, lexeme, passages)
  select p_workspace, lexeme, count(*) from written group by lexeme
  on conflict (workspace_id, lexeme) do update set passages = s.passages + excluded.passages;
end $$;
