-- How documents come in, and what they were before: each earlier text is kept as a version.

-- The number counts the texts that a document has had; who wrote the present one, and when.
alter table documents add column version integer not null default 1;
alter table documents add column written_at timestamptz not null default now();
alter table documents add column written_by text;
update documents set written_at = updated_at;
-- Where each page of a paged source begins in the text: [{page, start}]; null where there are no pages.
alter table documents add column pages jsonb;
alter table passages add column page integer;

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
