-- Looking after the knowledge base: questions that operators keep with what is expected to be found for them, runs
-- of all of them, what a scan found to contradict or to be out of date, and when documents were last cited.

create table judged_questions (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  question text not null,
  -- [{documentId, title, excerpt|null, grade: 1|2}]. Empty: the knowledge base cannot answer it. An excerpt is words
  -- of the document, so that it is known again however the document is cut; null: any of the document's passages.
  expected jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- A question may be longer than an index entry.
create unique index judged_questions_by_text on judged_questions (workspace_id, md5(question));

create table judged_runs (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- What the operator says of it: "before the new price list".
  label text,
  status text not null default 'running' check (status in ('running', 'done', 'stopped', 'failed', 'interrupted')),
  questions integer not null,
  -- Of the knowledge base when it began and when it ended; they differ where it was changed meanwhile.
  knowledge_version bigint not null,
  knowledge_version_after bigint,
  embedder text not null,
  settings jsonb not null,
  -- The means over its questions: lib/knowledge/judge-ranking.ts.
  summary jsonb,
  error text,
  started_at timestamptz not null default now(),
  -- Whoever runs it says so every few seconds.
  alive_at timestamptz not null default now(),
  ended_at timestamptz
);
create index judged_runs_by_age on judged_runs (workspace_id, started_at desc);
create unique index judged_runs_one_at_a_time on judged_runs (workspace_id) where status = 'running';

-- One question of a run, as it was asked then. It outlives the question.
create table judged_results (
  run_id uuid not null references judged_runs (id) on delete cascade,
  workspace_id uuid not null,
  ordinal integer not null,
  question_id uuid not null,
  question text not null,
  expected jsonb not null,
  -- Null until it was asked.
  result jsonb,
  primary key (run_id, ordinal)
);

-- The last look at a workspace's documents for what contradicts or is out of date.
create table knowledge_scans (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  id uuid not null,
  status text not null default 'running' check (status in ('running', 'done', 'stopped', 'failed', 'interrupted')),
  documents integer not null default 0,
  documents_read integer not null default 0,
  statements integer not null default 0,
  -- Not everything was compared: there was more than a scan takes.
  cut_short boolean not null default false,
  knowledge_version bigint not null,
  error text,
  started_at timestamptz not null default now(),
  alive_at timestamptz not null default now(),
  ended_at timestamptz
);

-- What a scan found. The fingerprint is of the documents and their words, so that what was dismissed or resolved
-- comes back only when the text changes.
create table knowledge_findings (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  fingerprint text not null,
  about text not null check (about in ('contradiction', 'stale')),
  kind text not null,
  confidence real not null,
  -- {title, excerpt, start, end, value}: offsets count UTF-16 code units of the document's stored text.
  first jsonb not null,
  first_document uuid not null references documents (id) on delete cascade,
  -- The other side; of a stale document what takes its place, where there is that.
  second jsonb,
  second_document uuid references documents (id) on delete cascade,
  state text not null default 'open' check (state in ('open', 'dismissed', 'resolved')),
  -- The operator's e-mail address, or null for a key.
  decided_by text,
  decided_at timestamptz,
  -- The scan that saw it last.
  scan_id uuid not null,
  found_at timestamptz not null default now(),
  unique (workspace_id, fingerprint)
);
create index knowledge_findings_by_state on knowledge_findings (workspace_id, about, state);
create index knowledge_findings_first on knowledge_findings (first_document);
create index knowledge_findings_second on knowledge_findings (second_document);

-- A document was cited in an answer. Nothing of who asked: erasing a visitor leaves it. No foreign keys, since a turn
-- has to close whatever became of its documents meanwhile.
create table document_citations (
  workspace_id uuid not null,
  document_id uuid not null,
  cited_at timestamptz not null
);
create index document_citations_by_document on document_citations (workspace_id, document_id, cited_at desc);

insert into document_citations (workspace_id, document_id, cited_at)
select distinct t.workspace_id, d.id, coalesce(t.ended_at, t.created_at)
  from turns t
  cross join lateral jsonb_array_elements(t.citations) c
  join lateral jsonb_array_elements(t.sources) s on s->'n' = c->'n'
  join documents d on d.id::text = s->>'documentId' and d.workspace_id = t.workspace_id;
