-- Programs that speak to a workspace: their keys, and how the people they name chose to be spoken to.

create table api_keys (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null,
  -- SHA-256 of the whole key, in hex. A key is 256 random bits, so a slow hash would protect nothing more.
  key_hash text not null unique,
  -- Its first characters, by which a person knows it again.
  hint text not null,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['chat', 'generate', 'read', 'admin']),
  tier text not null check (tier in ('free', 'basic', 'professional', 'enterprise')),
  created_by uuid references operators on delete set null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  -- Kept after it was revoked, so that the list says what there was.
  revoked_at timestamptz
);
create index api_keys_workspace on api_keys (workspace_id, created_at desc);
create index api_keys_operator on api_keys (created_by);

-- Who a calling program says it asks for (its own name for them), or the program itself (`key:…`). Null: a browser's
-- visitor; no cookie leads to one that has a name here, and no name to one that has none.
alter table visitors add column person text;
create unique index visitors_person on visitors (workspace_id, person) where person is not null;

create table voice_changes (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  visitor_id uuid not null references visitors on delete cascade,
  conversation_id uuid references conversations on delete set null,
  from_voice text not null,
  to_voice text not null,
  -- The words that asked for the change, where there were any.
  command text,
  created_at timestamptz not null default now()
);
create index voice_changes_visitor on voice_changes (visitor_id, id desc);
create index voice_changes_conversation on voice_changes (conversation_id);
