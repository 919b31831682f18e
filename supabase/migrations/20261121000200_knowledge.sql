-- What a workspace knows: documents, the passages they were cut into, and two indexes over the passages,
-- one of words (BM25) and one of vectors. Everything of a document is written and removed in one step.

create table documents (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- Where it came from (a file's path); a document of the same source is replaced, not doubled.
  source_key text,
  title text not null,
  url text,
  tags text[] not null default '{}',
  sample boolean not null default false,
  -- The stored text. Every offset, on the wire and below, counts its UTF-16 code units.
  body text not null,
  content_hash text not null,
  state text not null default 'ready' check (state in ('ready', 'failed')),
  error text,
  passages integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, source_key)
);
create index documents_by_hash on documents (workspace_id, content_hash);
create index documents_by_age on documents (workspace_id, created_at desc);

create table passages (
  -- The id is for the outside; the number keeps the word index narrow.
  number bigint primary key generated always as identity,
  id uuid not null unique default gen_random_uuid(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  document_id uuid not null references documents (id) on delete cascade,
  ordinal integer not null,
  heading_path jsonb not null,
  content text not null,
  start_at integer not null,
  end_at integer not null,
  token_count integer not null,
  -- A question this passage answers, offered as a follow-up; null where its heading makes none.
  question text,
  unique (document_id, ordinal)
);
create index passages_by_workspace on passages (workspace_id);

-- BM25's own numbers, kept at ingest: how often each word stands in each passage, in how many passages of
-- the workspace it stands, and how many passages and words there are in all. The weight is the saturated
-- term frequency, so that a search only multiplies and adds.
create table passage_lexemes (
  workspace_id uuid not null,
  lexeme text not null,
  passage bigint not null references passages (number) on delete cascade,
  weight real not null
);
create index passage_lexemes_by_word on passage_lexemes (workspace_id, lexeme) include (passage, weight);
create index passage_lexemes_by_passage on passage_lexemes (passage);

create table lexeme_statistics (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  lexeme text not null,
  passages integer not null,
  primary key (workspace_id, lexeme)
);

create table knowledge_totals (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  passages integer not null default 0,
  tokens bigint not null default 0
);

-- A vector remembers its model. The column has no fixed dimension; each common dimension has its own index,
-- so that models of different sizes live side by side.
create table passage_vectors (
  passage bigint not null references passages (number) on delete cascade,
  workspace_id uuid not null,
  model text not null,
  dimensions integer not null,
  embedding extensions.vector not null,
  primary key (passage, model)
);
-- Kept in the row: an exact search over a small workspace would otherwise fetch every vector from a second table.
alter table passage_vectors alter column embedding set storage main;
create index passage_vectors_by_model on passage_vectors (workspace_id, model);
create index passage_vectors_384 on passage_vectors
  using hnsw ((embedding::extensions.vector(384)) extensions.vector_ip_ops) where dimensions = 384;
create index passage_vectors_768 on passage_vectors
  using hnsw ((embedding::extensions.vector(768)) extensions.vector_ip_ops) where dimensions = 768;
create index passage_vectors_1536 on passage_vectors
  using hnsw ((embedding::extensions.vector(1536)) extensions.vector_ip_ops) where dimensions = 1536;
