-- What the product remembers: how long a passage is to a model, what a turn's prompt was made of, what an earlier
-- stretch of a conversation came to, and answers that may be given again.

-- Tokens (o200k) of the passage as a prompt quotes it, its place included. Null until counted. `token_count` is the
-- splitter's own approximation, by which the word index weighs lengths.
alter table passages add column tokens integer;

-- What the turn's prompt was made of and what did not fit: see lib/ai/fit-context.ts. `turnTokens` is this turn's own
-- length as a later prompt quotes it.
alter table turns add column context jsonb;

-- Turns up to `summary_reaches` (an ordinal) are told by `summary`. Who is writing the next one has claimed it.
alter table conversations
  add column summary text,
  add column summary_reaches bigint not null default 0,
  add column summary_claimed_at timestamptz;

-- An answer of a model, to be given again to the same question for a while. It hangs on the turn that it was made
-- for: what a visitor takes back, or leaves behind when erased, is given to nobody else.
create table cached_answers (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  turn_id uuid not null references turns on delete cascade,
  voice_id text not null,
  -- Hash of all that instructs the model besides the visitor and the passages, and of the model's name.
  prompt_version text not null,
  -- The persona that the visitor most sounds like; '' for none.
  persona text not null,
  intent text not null,
  question text not null,
  question_hash text not null,
  embedding_model text,
  embedding extensions.vector,
  -- Documents that the answer cites. Empty: it stands on none.
  cited uuid[] not null,
  -- Documents that it had before it.
  documents uuid[] not null,
  -- Set: holds only while the knowledge base is of this version (an answer that cites nothing, or owns to not knowing).
  knowledge_version bigint,
  -- {answer, sources, citations, followUps, provider, model}
  answer jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (workspace_id, question_hash, voice_id, prompt_version, persona, intent)
);
create index cached_answers_by_age on cached_answers (workspace_id, expires_at);
create index cached_answers_by_turn on cached_answers (turn_id);
