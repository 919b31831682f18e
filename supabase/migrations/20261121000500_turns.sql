-- A turn can be read again frame by frame, and a request that is sent twice is one turn.

-- How the reply was cut into frames, so that a reader who comes back finds the same ids:
-- {plan: ["sources", 12, 7, "citations", …], personaScores}. A number is the length of a piece of the answer in UTF-16
-- code units. null: the turn ended in a way that nobody foresaw.
alter table turns add column frames jsonb;

-- The idempotency keys that a turn answers to; several where messages were joined. Of key and body only the SHA-256 is
-- kept. A newcomer's key (sent without a cookie, long and random) is also how that browser finds its turn again when
-- the connection broke before the cookie arrived.
create table turn_keys (
  workspace_id uuid not null,
  visitor_id uuid not null references visitors on delete cascade,
  turn_id uuid not null references turns on delete cascade,
  key text not null,
  body text not null,
  newcomer boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (visitor_id, key)
);
create unique index turn_keys_newcomer on turn_keys (workspace_id, key) where newcomer;
create index turn_keys_turn on turn_keys (turn_id);
