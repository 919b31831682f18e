-- The companies, the people who talk to them, and what was said.
-- Every row names its workspace. Nothing here is reachable but through the functions in routines/.
--
-- What a visitor leaves behind hangs on the visitor, who hangs on the workspace: one chain of foreign keys, by
-- which deleting works downwards. A second key from each row to its workspace would say nothing new, and each
-- costs a turn a look-up and a row lock.

create schema if not exists extensions;
create extension if not exists vector with schema extensions;

create table workspaces (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- The validated workspace file: brand, personas, intents, voices, prompts.
  config jsonb not null,
  -- Grows with every change of config; a process that holds an older one loads it again.
  version bigint not null default 1,
  -- Grows with every change of the knowledge base.
  knowledge_version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table operators (
  id uuid primary key default gen_random_uuid(),
  email text not null unique,
  password_hash text not null,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  created_at timestamptz not null default now()
);

create table operator_workspaces (
  operator_id uuid not null references operators on delete cascade,
  workspace_id uuid not null references workspaces on delete cascade,
  primary key (operator_id, workspace_id)
);

-- A row is a signed-in browser; deleting it signs that browser out.
create table operator_sessions (
  id uuid primary key default gen_random_uuid(),
  operator_id uuid not null references operators on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index operator_sessions_operator on operator_sessions (operator_id);

create table visitors (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  -- The cookie carries this number; raising it revokes every copy of the cookie.
  version integer not null default 1,
  voice_id text,
  tier text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index visitors_workspace on visitors (workspace_id);

create table conversations (
  id uuid primary key,
  workspace_id uuid not null,
  visitor_id uuid not null references visitors on delete cascade,
  channel text not null default 'web',
  title text not null,
  -- Set: the conversation can be read, not continued, by whoever has this link.
  share_token text unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index conversations_visitor on conversations (visitor_id);

create table pages (
  id uuid primary key,
  workspace_id uuid not null,
  visitor_id uuid not null references visitors on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  version integer not null default 1,
  expires_at timestamptz,
  password_hash text,
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index pages_visitor on pages (workspace_id, visitor_id);
create index pages_conversation on pages (conversation_id);

create table page_versions (
  page_id uuid not null references pages on delete cascade,
  version integer not null,
  workspace_id uuid not null,
  -- The validated page spec.
  spec jsonb not null,
  created_at timestamptz not null default now(),
  primary key (page_id, version)
);

create table turns (
  id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  visitor_id uuid not null,
  -- Order within the conversation; two turns can begin within one clock tick.
  ordinal bigint generated always as identity,
  mode text not null check (mode in ('text', 'generate')),
  message text not null,
  intent text not null,
  voice_id text not null,
  status text not null default 'running' check (status in ('running', 'answered', 'stopped', 'failed')),
  answer text,
  sources jsonb not null default '[]',
  citations jsonb not null default '[]',
  follow_ups jsonb not null default '[]',
  page_id uuid references pages on delete set null,
  meta jsonb,
  error jsonb,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
-- An answer with its sources is some 5 KB, written once: kept in the row as it is, since compressing it takes longer
-- than everything else a turn does here.
alter table turns set (toast_tuple_target = 8160);
create index turns_conversation on turns (conversation_id, ordinal);

-- The evidence for what we believe about a visitor. A score is the sum of its rows, so deleting a
-- turn takes back exactly what it had added. A correction by the visitor has no turn.
create table signals (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  visitor_id uuid not null references visitors on delete cascade,
  turn_id uuid references turns on delete cascade,
  persona text not null,
  strength text not null check (strength in ('STRONG', 'MEDIUM', 'WEAK')),
  confidence numeric(6, 3) not null,
  keywords jsonb not null default '[]',
  start_at integer not null default 0,
  end_at integer not null default 0,
  created_at timestamptz not null default now()
);
create index signals_visitor on signals (visitor_id);
create index signals_turn on signals (turn_id);

create table feedback (
  turn_id uuid primary key references turns on delete cascade,
  workspace_id uuid not null,
  visitor_id uuid not null references visitors on delete cascade,
  rating smallint not null check (rating in (-1, 1)),
  comment text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index feedback_workspace on feedback (workspace_id, created_at desc);
create index feedback_visitor on feedback (visitor_id);
