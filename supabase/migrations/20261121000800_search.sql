-- The word index keeps what BM25 is computed from (how often a word stands in a passage, and how long the passage
-- is) instead of a finished weight, so that scores follow the workspace's own mean length at any time while every
-- row is still written once. Words are numbers there: a third of the space, and quicker to compare and to write.
-- What was indexed before is indexed again from the stored text (reindex_words, at the next start).
drop table passage_lexemes;
drop table lexeme_statistics;

-- A workspace's vocabulary: in how many of its passages each word stands. Compared by bytes, so that words of one
-- beginning are neighbours whatever the database's own order is. Rows are updated in place as passages come and go.
create table lexeme_statistics (
  number bigint primary key generated always as identity,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  lexeme text collate "C" not null,
  passages integer not null
) with (fillfactor = 80);
create unique index lexeme_statistics_by_word on lexeme_statistics (workspace_id, lexeme);
-- A word with a slip in its first half is found by its ending.
create index lexeme_statistics_by_ending on lexeme_statistics (workspace_id, reverse(lexeme) collate "C");

-- `frequency` and `length` count words; one in the title or a heading counts twice. No foreign keys: their checks
-- would take longer than the rows. A trigger removes what belonged to a deleted passage.
create table passage_lexemes (
  word bigint not null,
  passage bigint not null,
  frequency real not null,
  length real not null
);
create index passage_lexemes_by_word on passage_lexemes (word, passage) include (frequency, length);
create index passage_lexemes_by_passage on passage_lexemes (passage);

create function forget_passage_lexemes() returns trigger
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from passage_lexemes l using gone where l.passage = gone.number;
  return null;
end $$;
create trigger passages_forget_lexemes after delete on passages
  referencing old table as gone for each statement execute function forget_passage_lexemes();

-- The language a document's words were indexed in (null: not yet) and how many there are, by which totals are kept.
alter table documents add column words_language text, add column words bigint not null default 0;
create index documents_by_words_language on documents (workspace_id, words_language);

-- `words` of all passages together, and the languages that documents are indexed in: one, or two while a
-- workspace's change of language is under way.
alter table knowledge_totals rename column tokens to words;
alter table knowledge_totals add column languages text[] not null default '{}';
update knowledge_totals set passages = 0, words = 0;

-- The model whose vectors answer questions. Null: the configured one. A new model serves from the moment when it
-- has embedded every passage (serve_embedding_model).
alter table workspaces add column embedding_model text;

-- Built with twice the usual care: a search then looks at a third fewer vectors to find as many.
create index passage_vectors_256 on passage_vectors
  using hnsw ((embedding::extensions.vector(256)) extensions.vector_ip_ops) with (ef_construction = 128) where dimensions = 256;
drop index passage_vectors_384;
create index passage_vectors_384 on passage_vectors
  using hnsw ((embedding::extensions.vector(384)) extensions.vector_ip_ops) with (ef_construction = 128) where dimensions = 384;

-- Since when the workspace's embedding_model serves; vectors of the one before it are kept a while longer for
-- questions that are under way.
alter table workspaces add column embedding_since timestamptz;
update workspaces w set embedding_model = (
  select model from passage_vectors v where v.workspace_id = w.id group by model order by count(*) desc limit 1);

-- A change of the embedding model that is under way: to which, and who is at it. It ends with the row.
create table embedding_changes (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  model text not null,
  started_at timestamptz not null default now(),
  claimant uuid not null,
  claimed_until timestamptz not null,
  -- Why it does not go on: a sentence for the operator.
  error text
);
