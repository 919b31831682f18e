-- question_terms(p_workspace, p_question, p_languages) → rows of (word, passages, share)
-- The words of a question that the workspace's passages know: how many passages have each, and what each counts: 1,
-- and with every time that the question says it again less (BM25's k3 = 8), which only a page of text feels.
-- Beside what is written:
--   neighbours written as one ("bill back" finds "billback"), and one word written with a hyphen ("bill-back");
--   for a word that no passage has, the nearest spelling, or the two words that it is made of.
-- A word with a hyphen stands in a passage in its parts too, and counts half beside them, so that one thing asked once
-- is not worth two.
-- Only unknown words cost more than one look into the vocabulary. Of more than 96 known words and other ways to write
-- them the rarest count, and of unknown ones the first 8: who says more tells a story.
create or replace function question_terms(p_workspace uuid, p_question text, p_languages text[])
returns table (word bigint, passages integer, share real) language plpgsql stable as $$
#variable_conflict use_column
declare
  v_plain text := knowledge_plain(lower(p_question));
  v_words bigint[];
  v_passages integer[];
  v_shares real[];
  v_unknown text[];
  v_lexeme text;
begin
  with tokens as materialized (
    select token, lead(token) over () as next
      from ts_parse('default', v_plain) where tokid in (1, 2, 9, 10, 11)
  ), languages as materialized (
    select knowledge_language(l) as language, knowledge_stemmer(l) as stemmer from unnest(p_languages) l
  ), written as materialized (
    select knowledge_lexeme(w.lexeme) as lexeme, 9.0 * max(cardinality(w.positions)) / (8 + max(cardinality(w.positions))) as share
      from languages cross join lateral unnest(to_tsvector(language, v_plain)) w group by 1
  ), joined as (
    select distinct unnest(tsvector_to_array(to_tsvector(language, (
        select string_agg(token || next, ' ') from tokens
         where length(token) > 1 and length(next) > 1 and ts_lexize(stemmer, token) <> '{}')))) as lexeme
      from languages
  ), asked as (
    select lexeme, share, lexeme ~ '^[[:alpha:]]{5,40}$' as is_corrected from written where lexeme not like '=%'
    union all select '=' || lexeme, share * 0.5, false from written where lexeme not like '=%'
    union all select lexeme, share * 0.5, false from written where lexeme like '=%'
    union all select substr(lexeme, 2), share, false from written where lexeme like '=%'
    union all select lexeme, 1, false from joined
  )
  select array_agg(s.number order by s.passages, a.lexeme) filter (where s.number is not null),
         array_agg(s.passages order by s.passages, a.lexeme) filter (where s.number is not null),
         array_agg(a.share::real order by s.passages, a.lexeme) filter (where s.number is not null),
         array_agg(a.lexeme order by a.lexeme) filter (where s.number is null and a.is_corrected)
    into v_words, v_passages, v_shares, v_unknown
    from (select lexeme collate "C" as lexeme, max(share) as share, bool_or(is_corrected) as is_corrected from asked group by 1) a
    left join lateral (
      select s.number, s.passages from lexeme_statistics s
       where s.workspace_id = p_workspace and s.lexeme = a.lexeme limit 1) s on true;

  if cardinality(p_languages) = 1 then
    foreach v_lexeme in array coalesce(v_unknown[1:8], '{}') loop
      return query select m.number, m.passages, m.share from meant_lexemes(p_workspace, v_lexeme, v_plain, p_languages[1]) m;
    end loop;
  end if;
  return query select * from unnest(v_words[1:96], v_passages[1:96], v_shares[1:96]);
end $$;

-- meant_lexemes(p_workspace, p_lexeme, p_plain, p_language) → rows of (number, passages, share)
-- What a word of the question p_plain that is in no passage was meant to be: its hyphenated form, which question_terms has found already
-- (no rows); else a word one slip away; else the two words that it joins; else, from eight letters on, a word two
-- slips away. Of several the nearest, then the most used. A correction counts 0.8 of the word itself.
create or replace function meant_lexemes(p_workspace uuid, p_lexeme text, p_plain text, p_language text)
returns table (number bigint, passages integer, share real) language plpgsql stable as $$
#variable_conflict use_column
declare
  v_length integer := length(p_lexeme);
  v_near integer := (v_length - 1) / 2;
  v_far integer := (v_length + 2) / 3;
  -- Here, and not in the statement, which would make them anew for every word it looks at.
  v_patterns text[] := one_slip_patterns(p_lexeme);
  v_word text;
begin
  perform from lexeme_statistics s where s.workspace_id = p_workspace and s.lexeme = '=' || p_lexeme;
  if found then return; end if;

  return query select s.number, s.passages, 0.8::real from lexemes_alike(p_workspace, p_lexeme, v_near) s
    where s.lexeme like any (v_patterns) order by s.passages desc, s.lexeme limit 1;
  if found then return; end if;

  -- Cut as it is written: the stem of a compound has lost letters of its second word.
  select token into v_word from ts_parse('default', p_plain)
   where tsvector_to_array(to_tsvector(knowledge_language(p_language), token)) = array[p_lexeme] limit 1;
  return query
    with halves as (
      select at, part, l.lexeme from generate_series(3, length(v_word) - 3) at,
        lateral (values (1, left(v_word, at)), (2, substr(v_word, at + 1))) p (part, half),
        lateral (select w.lexeme from unnest(to_tsvector(knowledge_language(p_language), half)) w limit 1) l
    ), known as materialized (
      select h.at, s.number, s.passages, min(s.passages) over (partition by h.at) as rarer, count(*) over (partition by h.at) as halves
        from halves h cross join lateral (
          select s.number, s.passages from lexeme_statistics s
           where s.workspace_id = p_workspace and s.lexeme = h.lexeme limit 1) s
    )
    select k.number, k.passages, 1::real from known k
     where k.at = (select b.at from known b where b.halves = 2 order by b.rarer desc, b.at limit 1);
  if found or v_length < 8 then return; end if;

  return query select s.number, s.passages, 0.8::real from lexemes_alike(p_workspace, p_lexeme, v_far) s
    where length(translate(s.lexeme, p_lexeme, '')) <= 2 and length(translate(p_lexeme, s.lexeme, '')) <= 2
      and slips_between(p_lexeme, s.lexeme) <= 2
    order by s.passages desc, s.lexeme limit 1;
end $$;

-- lexemes_alike(p_workspace, p_lexeme, p_same) → rows of lexeme_statistics: words of letters that begin or end with
-- the same p_same letters and are at most two longer or shorter.
create or replace function lexemes_alike(p_workspace uuid, p_lexeme text, p_same integer)
returns setof lexeme_statistics language sql stable as $$
  select s.* from lexeme_statistics s
   where s.workspace_id = p_workspace and s.lexeme >= left(p_lexeme, p_same) and s.lexeme < left(p_lexeme, p_same) || U&'\+10FFFF'
     and length(s.lexeme) between length(p_lexeme) - 2 and length(p_lexeme) + 2 and s.lexeme collate "default" ~ '^[[:alpha:]]{4,}$'
  union
  select s.* from lexeme_statistics s
   where s.workspace_id = p_workspace
     and reverse(s.lexeme) collate "C" >= left(reverse(p_lexeme), p_same)
     and reverse(s.lexeme) collate "C" < left(reverse(p_lexeme), p_same) || U&'\+10FFFF'
     and length(s.lexeme) between length(p_lexeme) - 2 and length(p_lexeme) + 2 and s.lexeme collate "default" ~ '^[[:alpha:]]{4,}$'
$$;

-- one_slip_patterns(p_word) → LIKE patterns of every word that one letter more, less, other or exchanged makes of it.
create or replace function one_slip_patterns(p_word text) returns text[] language sql immutable as $$
  select array_agg(pattern) from generate_series(0, length(p_word)) at, lateral (values
    (left(p_word, at) || '_' || substr(p_word, at + 1)),
    (left(p_word, at) || '_' || substr(p_word, at + 2)),
    (left(p_word, at) || substr(p_word, at + 2)),
    (left(p_word, at) || reverse(substr(p_word, at + 1, 2)) || substr(p_word, at + 3))) p (pattern)
   where length(pattern) >= length(p_word) - 1
$$;

-- slips_between(p_one, p_other) → optimal string alignment distance: letters missing, added, wrong or exchanged.
create or replace function slips_between(p_one text, p_other text) returns integer language plpgsql immutable as $$
declare
  v_one text[] := regexp_split_to_array(p_one, '');
  v_other text[] := regexp_split_to_array(p_other, '');
  v_before integer[];
  v_row integer[] := array(select generate_series(0, length(p_other)));
  v_next integer[];
  v_cost integer;
begin
  for i in 1 .. cardinality(v_one) loop
    v_next := array[i];
    for j in 1 .. cardinality(v_other) loop
      v_cost := least(v_row[j + 1] + 1, v_next[j] + 1, v_row[j] + (v_one[i] <> v_other[j])::integer);
      if i > 1 and j > 1 and v_one[i] = v_other[j - 1] and v_one[i - 1] = v_other[j] then
        v_cost := least(v_cost, v_before[j - 1] + 1);
      end if;
      v_next[j + 1] := v_cost;
    end loop;
    v_before := v_row;
    v_row := v_next;
  end loop;
  return v_row[cardinality(v_other) + 1];
end $$;
