-- How documents come in, and what they were before: each earlier text is kept as a version.

-- The number counts the texts that a document has had; who wrote the present one, and when.
alter table documents add column version integer not null default 1;
alter table documents add column written_at timestamptz not null default now();
alter table documents add column written_by text;
update documents set written_at = updated_at;
-- Where each page of a paged source begins in the text: [{page, start}]; null where there are no pages.
alter table documents add column pages jsonb;

create table document_versions (
  document_id uuid not null references documents (id) on delete cascade,
  version integer not null,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  title text not null,
  url text,
  tags text[] not null,
  sample boolean not null,
  body text not null,
  pages jsonb,
  content_hash text not null,
  passages integer not null,
  written_at timestamptz not null,
  written_by text,
  primary key (document_id, version)
);
create index document_versions_workspace on document_versions (workspace_id);

-- Addresses that documents are fetched from, once or again and again.
create table sources (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('page', 'sitemap')),
  url text not null,
  -- Given to every document that comes from here.
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  created_by text,
  unique (workspace_id, url)
);
alter table documents add column source_id uuid references sources (id) on delete set null;
create index documents_source on documents (source_id) where source_id is not null;

-- A job: what was handed in together. Its items are worked on by whichever process takes them; a process that dies
-- leaves leases behind that run out.
create table ingests (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('upload', 'text', 'bulk', 'source', 'seed', 'restore')),
  label text not null,
  source_id uuid references sources (id) on delete set null,
  created_by text,
  created_at timestamptz not null default now(),
  -- When an item of it was last taken: jobs take turns.
  claimed_at timestamptz,
  -- No item is left to work on. One that is tried again, or comes late, opens the job again.
  finished_at timestamptz,
  -- What its items add up to, so that lists of ended jobs need not count again; null where that is to be counted.
  totals jsonb
);
create index ingests_by_age on ingests (workspace_id, created_at desc);
create index ingests_running on ingests (claimed_at) where finished_at is null;
create index ingests_source on ingests (source_id) where source_id is not null;

create table ingest_items (
  id uuid primary key,
  ingest_id uuid not null references ingests (id) on delete cascade,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- Their order in the job; what came out of an archive or a site has its place and the parts 1, 2, 3 …
  ordinal integer not null,
  part integer not null default 0,
  kind text not null check (kind in ('file', 'text', 'page', 'site')),
  name text not null,
  -- {mediaType?, url?, tags?, documentId?}
  meta jsonb not null default '{}',
  source_key text,
  -- Of what is stored in ingest_contents.
  bytes bigint not null default 0,
  state text not null default 'waiting'
    check (state in ('waiting', 'reading', 'embedding', 'ready', 'unchanged', 'failed', 'cancelled')),
  -- Why it failed: a sentence for the operator, and whose fault it was.
  reason text,
  fault text check (fault in ('file', 'provider', 'server')),
  attempts integer not null default 0,
  -- How often the process that had it died.
  crashes integer not null default 0,
  not_before timestamptz,
  lease_owner uuid,
  leased_until timestamptz,
  title text,
  document_id uuid,
  change text check (change in ('created', 'replaced', 'unchanged')),
  passages integer not null default 0,
  passages_done integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (ingest_id, ordinal, part)
);
create index ingest_items_open on ingest_items (ingest_id, ordinal, part) where state in ('waiting', 'reading', 'embedding');
create index ingest_items_failed on ingest_items (workspace_id, source_key) where state = 'failed';
create index ingest_items_leased on ingest_items (lease_owner) where lease_owner is not null;
create index ingest_items_workspace on ingest_items (workspace_id);

-- What was handed in, in parts, until it is read. It is there before its item is, and goes with its end.
create table ingest_contents (
  item_id uuid not null,
  part integer not null,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  size integer not null,
  bytes bytea not null,
  created_at timestamptz not null default now(),
  primary key (item_id, part)
);
alter table ingest_contents alter column bytes set storage external;
create index ingest_contents_workspace on ingest_contents (workspace_id) include (size);

-- A vector index that is gone while much is loaded, and is built again after it. One row a dimension.
create table vector_index_rests (
  dimensions integer primary key,
  since timestamptz not null default now(),
  -- The statements that build it again.
  definitions jsonb not null,
  -- Ids of the jobs for which it rests.
  loads jsonb not null
);
