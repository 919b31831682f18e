-- passages_by_words(p_workspace, p_question, p_totals, p_limit, p_allowed, p_hidden) → rows of (passage, score, rank)
-- The half of find_passages that goes by words: BM25 (Robertson and Zaragoza, 2009) with k1 = 1.8 and b = 0.75 over
-- the workspace's own statistics as they are now, every known word of the question by its share (question_terms).
-- p_allowed: only these passages, null for all; p_hidden: none of these, null: there are none.
-- Up to 2,000 passages every list of passages that have a word is read. Above that a search reads some 4,000 rows of up
-- to 10,000 passages, and of more as many times that as their number to the power of 2/3: the lists of the rarest words
-- whole, and of the others what the best 250 passages of those have, or four times as many as are asked for. A row of a
-- list costs less than a look for one passage's, so more rows find more than more passages looked up would. Of the first
-- ten that every list would give this finds all but a few in a thousand of 10,000 passages, and 96 % of 50,000
-- (bench/search.ts).
drop function if exists passages_by_words(uuid, text, knowledge_totals, integer, bigint[]);
create or replace function passages_by_words(
  p_workspace uuid, p_question text, p_totals knowledge_totals, p_limit integer, p_allowed bigint[], p_hidden int8multirange
) returns table (passage bigint, score real, rank bigint) language plpgsql stable as $$
#variable_conflict use_column
declare
  v_words bigint[];
  v_weights real[];
  -- How many of the words are read whole, and how many rows those have.
  v_read integer;
  v_rows bigint;
  v_most_rows bigint := case when p_totals.passages > 2000
    then 4000 * greatest(1, power(p_totals.passages / 10000.0, 2 / 3.0)) end;
  v_base real := 1.8 * 0.25;
  v_slope real := 1.8 * 0.75 * p_totals.passages / greatest(p_totals.words, 1);
  v_best bigint[];
  v_scores real[];
begin
  select array_agg(t.word order by t.passages, t.word),
         array_agg((2.8 * t.share * ln(1 + (p_totals.passages - t.passages + 0.5) / (t.passages + 0.5)))::real order by t.passages, t.word),
         count(*) filter (where v_most_rows is null or t.before + t.passages <= v_most_rows or t.before = 0), sum(t.passages)
    into v_words, v_weights, v_read, v_rows
    from (select q.word, max(q.passages) as passages, sum(q.share) as share,
                 sum(max(q.passages)) over (order by max(q.passages), q.word) - max(q.passages) as before
            from question_terms(p_workspace, p_question, p_totals.languages) q group by q.word) t;
  if v_words is null then return; end if;

  if p_allowed is not null then
    -- A filter must not leave out who only has common words: all lists are read, or all of few passages are looked up.
    v_read := case when cardinality(p_allowed) * cardinality(v_words) < v_rows / 2 then 0 else cardinality(v_words) end;
  end if;

  if v_read = 0 then
    v_best := p_allowed;
    v_scores := array_fill(0::real, array[cardinality(p_allowed)]);
  else
    select array_agg(b.passage), array_agg(b.score) into v_best, v_scores from (
      select l.passage, sum(t.weight * l.frequency / (l.frequency + v_base + v_slope * l.length)) as score
        from unnest(v_words[1:v_read], v_weights[1:v_read]) t (word, weight)
       cross join lateral (select l.passage, l.frequency, l.length from passage_lexemes l where l.word = t.word offset 0) l
       where (p_allowed is null or l.passage in (select unnest(p_allowed))) and (p_hidden is null or not l.passage <@ p_hidden)
       group by l.passage order by 2 desc, 1
       limit case when v_read = cardinality(v_words) then p_limit else greatest(250, 4 * p_limit) end) b;
  end if;

  if v_read = cardinality(v_words) then
    return query select b.passage, b.score, b.rank from unnest(v_best, v_scores) with ordinality b (passage, score, rank);
  else
    return query select c.passage, c.score, row_number() over (order by c.score desc, c.passage) from (
      select b.passage, (b.score + coalesce(more.score, 0))::real as score
        from unnest(v_best, v_scores) b (passage, score)
       cross join lateral (
         select sum(t.weight * l.frequency / (l.frequency + v_base + v_slope * l.length)) as score
           from unnest(v_words[v_read + 1:], v_weights[v_read + 1:]) t (word, weight)
          cross join lateral (
            select l.frequency, l.length from passage_lexemes l where l.word = t.word and l.passage = b.passage offset 0) l) more
       where b.score > 0 or more.score > 0
       order by 2 desc, 1 limit p_limit) c;
  end if;
end $$;
