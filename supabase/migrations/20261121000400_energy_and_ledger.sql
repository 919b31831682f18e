-- What people may use, what was spent, and what every call to a model cost.
--
-- A person is a visitor (the visitor's id as text) or whoever a server-to-server caller names. Wallets and counters
-- hang on the workspace alone; erasing a visitor takes them away by name. The ledger stays without the person. What is
-- written with each turn has no foreign key, which would cost it a look-up a row: a trigger clears up after a workspace.

create table energy_wallets (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id text not null check (length(user_id) between 1 and 128),
  -- Set by an operator; null: the tier that the caller has.
  tier text,
  -- The UTC day that daily_left is of, and the allowance it was filled up to.
  day date not null,
  allowance integer not null check (allowance >= 0),
  daily_left integer not null check (daily_left >= 0),
  -- Given by an operator; used after the day's allowance, and kept when that is refilled.
  top_up integer not null default 0 check (top_up >= 0),
  -- What the last reservation took (null: it was refused), and how much of it from the top-up.
  granted integer,
  granted_top_up integer not null default 0,
  -- Refusals within the hour that began at refused_since.
  refused integer not null default 0,
  refused_since timestamptz,
  primary key (workspace_id, user_id)
);
create index energy_wallets_refused on energy_wallets (workspace_id, refused_since) where refused > 0;

-- Energy and money held for something that is running. Settling deletes the row, so it happens once.
create table energy_reservations (
  id uuid not null,
  workspace_id uuid not null,
  user_id text not null,
  day date not null,
  price integer not null check (price >= 0),
  from_top_up integer not null,
  -- US dollars held against the counters of these caps ([{scope, period, cap}]).
  cost_usd numeric(14, 6) not null default 0,
  caps jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
-- Only what runs is in it: the sweep reads it whole.

-- US dollars spent, and held by what is running, in a UTC day or month. The installation's rows have the zero uuid,
-- those of a workspace no person.
create table spend_counters (
  workspace_id uuid not null,
  user_id text not null default '',
  period text not null check (period in ('day', 'month')),
  starts date not null,
  spent numeric(14, 6) not null default 0 check (spent >= 0),
  held numeric(14, 6) not null default 0 check (held >= 0),
  primary key (workspace_id, user_id, period, starts)
);

-- The ledger: a row for each time a provider was asked. `call_id` is the turn, or the call to generate.
create table ai_usage_logs (
  workspace_id uuid not null,
  call_id uuid not null,
  ordinal integer not null,
  user_id text,
  prospect_id text,
  endpoint text not null,
  action text not null,
  provider text not null,
  model text not null,
  success boolean not null,
  error text,
  tokens_prompt integer not null,
  tokens_completion integer not null,
  -- Part of the prompt's and of the completion's.
  tokens_cached integer not null,
  tokens_reasoning integer not null,
  tokens_total integer not null,
  -- The provider never reported them.
  tokens_estimated boolean not null default false,
  -- null: the model's price is not known.
  cost_usd numeric(12, 6),
  price_version text not null,
  energy integer not null default 0,
  cached boolean not null default false,
  request_id text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, call_id, ordinal)
);
create index ai_usage_logs_time on ai_usage_logs (workspace_id, created_at);
create index ai_usage_logs_person on ai_usage_logs (workspace_id, user_id, created_at) where user_id is not null;

-- How the same calls went: what the charts of latency, errors and hits are made of.
create table ai_metrics (
  workspace_id uuid not null,
  call_id uuid not null,
  ordinal integer not null,
  user_id text,
  endpoint text not null,
  action text not null,
  intent text,
  provider text not null,
  model text not null,
  success boolean not null,
  error text,
  latency_ms integer not null,
  first_token_ms integer,
  retry integer not null default 0,
  fallback boolean not null default false,
  cached boolean not null default false,
  tokens_total integer not null,
  cost_usd numeric(12, 6),
  request_id text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, call_id, ordinal)
);
create index ai_metrics_time on ai_metrics (workspace_id, created_at);

-- Told to the operators: at most one a kind and hour.
create table alerts (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null check (kind in ('spend', 'error_rate', 'breaker_open', 'wallet_abuse')),
  -- The UTC hour.
  hour timestamptz not null,
  message text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (workspace_id, kind, hour)
);

create function forget_workspace_accounts() returns trigger
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from ai_usage_logs where workspace_id = old.id;
  delete from ai_metrics where workspace_id = old.id;
  delete from energy_reservations where workspace_id = old.id;
  delete from spend_counters where workspace_id = old.id;
  return null;
end $$;
create trigger workspaces_forget_accounts after delete on workspaces
  for each row execute function forget_workspace_accounts();
