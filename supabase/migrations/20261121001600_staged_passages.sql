-- Passages of a long document are stored part by part, and taken away part by part: one call that does either for all of
-- them holds the embedded database for seconds. Meanwhile they belong to no document, and no search finds them.

create table passage_stages (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- What their words are indexed in, and how many there are so far.
  language text not null,
  words bigint not null default 0,
  -- They were a document's, and are being taken away.
  is_leaving boolean not null default false,
  created_at timestamptz not null default now()
);
create index passage_stages_workspace on passage_stages (workspace_id);

alter table passages alter column document_id drop not null;
alter table passages add column stage uuid;
alter table passages add check ((stage is null) = (document_id is not null));
create index passages_staged on passages (workspace_id, stage) where stage is not null;
