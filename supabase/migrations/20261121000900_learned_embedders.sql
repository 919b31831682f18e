-- What a workspace's local embedder has learnt from its own passages. A snapshot is frozen: its id is made of its
-- content and is part of the name of the model whose vectors it makes.

create table learned_embedders (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id text not null check (id ~ '^[0-9a-f]{12}$'),
  -- Base64, as corpus-meanings.ts writes it: some 2 MB.
  body text not null,
  passages integer not null,
  terms integer not null,
  dimensions integer not null,
  in_use boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index learned_embedders_in_use on learned_embedders (workspace_id) where in_use;

-- One run at a time in each workspace. A run that says nothing for ten minutes was lost with its process.
create table learning_runs (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  run uuid not null,
  state text not null check (state in ('learning', 'embedding', 'done', 'failed')),
  passages integer not null default 0,
  embedded integer not null default 0,
  error text,
  started_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
