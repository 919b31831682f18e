-- knowledge_index_passages(p_workspace, p_passages bigint[], p_title text, p_language text) → how many words they have
-- Writes the words of passages and counts in how many of them each stands; they have none there yet. A word in the title
-- or a heading counts twice. Everything is written once, in statements over all passages.
create or replace function knowledge_index_passages(p_workspace uuid, p_passages bigint[], p_title text, p_language text)
returns bigint language plpgsql security definer set search_path = public, extensions, pg_temp as $$
declare
  v_language regconfig := knowledge_language(p_language);
  v_title text := knowledge_plain(p_title);
  v_words bigint;
begin
  with words as materialized (
    select p.number as passage, knowledge_lexeme(w.lexeme) as lexeme,
           sum(cardinality(w.positions) + cardinality(array_positions(w.weights, 'A')))::real as frequency
      from passages p
     cross join lateral unnest(
       setweight(to_tsvector(v_language, v_title || ' ' || knowledge_plain((
         select coalesce(string_agg(h, ' '), '') from jsonb_array_elements_text(p.heading_path) h))), 'A')
       || to_tsvector(v_language, knowledge_plain(concat_ws(' ', p.context, p.content)))) w
     where p.workspace_id = p_workspace and p.number = any (p_passages) and length(w.lexeme) <= 80
     group by 1, 2
  ), lengths as materialized (
    -- A hyphenated word is as long as its parts.
    select passage, sum(frequency) filter (where lexeme not like '=%') as length from words group by passage
  ), known as (
    insert into lexeme_statistics as s (workspace_id, lexeme, passages)
    select p_workspace, lexeme, count(*) from words group by lexeme order by lexeme
    on conflict (workspace_id, lexeme) do update set passages = s.passages + excluded.passages
    returning number, lexeme
  ), written as (
    insert into passage_lexemes (word, passage, frequency, length)
    select k.number, w.passage, w.frequency, coalesce(l.length, 1)
      from words w join known k on k.lexeme = w.lexeme collate "C" join lengths l on l.passage = w.passage
     order by w.passage, k.number
  )
  select coalesce(sum(length), 0) into v_words from lengths;

  return v_words;
end $$;

-- knowledge_count_words(p_workspace, p_document, p_language, p_words) → void
-- Counts a document's passages and words in the totals; they are not counted yet. With each doubling the planner is told
-- how many there are: plans made while a workspace was small read all of it for each document that comes in, and the
-- embedded database has nobody else to tell. Where another is at it already, nobody waits.
create or replace function knowledge_count_words(p_workspace uuid, p_document uuid, p_language text, p_words bigint)
returns void language plpgsql security definer set search_path = public, extensions, pg_temp as $$
declare
  v_passages integer;
  v_all integer;
begin
  update documents set words_language = p_language, words = p_words where workspace_id = p_workspace and id = p_document;
  select count(*) into v_passages from passages where workspace_id = p_workspace and document_id = p_document;
  insert into knowledge_totals as t (workspace_id, passages, words, languages)
  values (p_workspace, v_passages, p_words, array[p_language])
  on conflict (workspace_id) do update set
    passages = t.passages + excluded.passages, words = t.words + excluded.words,
    languages = case when p_language = any (t.languages) then t.languages else t.languages || p_language end
  returning passages into v_all;
  if v_all >= 128 and floor(log(2, v_all)) > floor(log(2, greatest(v_all - v_passages, 1))) then
    analyze (skip_locked) documents, passages;
  end if;
end $$;

-- knowledge_index_words(p_workspace, p_document, p_language) → void
-- Writes the words of a document's passages and counts them in the statistics; the document has none there yet.
create or replace function knowledge_index_words(p_workspace uuid, p_document uuid, p_language text) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  perform knowledge_count_words(p_workspace, p_document, p_language, knowledge_index_passages(p_workspace,
    array(select number from passages where workspace_id = p_workspace and document_id = p_document),
    (select title from documents where workspace_id = p_workspace and id = p_document), p_language));
end $$;

-- reindex_words(p_workspace uuid, p_limit integer) → how many of the workspace's documents are still to be indexed in its
-- language, after up to p_limit of them were. A search meanwhile reads questions in every language that documents are
-- indexed in (knowledge_totals.languages), so each document is found at any time.
create or replace function reindex_words(p_workspace uuid, p_limit integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_language text;
  v_document uuid;
  v_left integer;
begin
  select coalesce(config->>'language', 'en') into v_language from workspaces where id = p_workspace for no key update;
  for v_document in
    select id from documents where workspace_id = p_workspace and words_language is distinct from v_language limit p_limit
  loop
    perform knowledge_unindex_words(p_workspace, v_document);
    perform knowledge_index_words(p_workspace, v_document, v_language);
  end loop;
  if v_document is not null then
    update workspaces set knowledge_version = knowledge_version + 1 where id = p_workspace;
  end if;
  select count(*) into v_left from documents where workspace_id = p_workspace and words_language is distinct from v_language;
  if v_left = 0 then
    update knowledge_totals set languages = array[v_language]
     where workspace_id = p_workspace and languages is distinct from array[v_language];
  end if;
  return to_jsonb(v_left);
end $$;
