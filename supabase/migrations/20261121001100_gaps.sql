-- What visitors asked and the knowledge base could not answer: questions as they were put, and gaps that gather those
-- that ask the same.

-- A gap holds no word of anybody: what it is about is told by its questions.
create table gaps (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces on delete cascade,
  state text not null default 'open' check (state in ('open', 'answered', 'dismissed')),
  state_changed_at timestamptz not null default now(),
  -- What a search finds for it that was not there when it was asked: {documentId, passageId, title, excerpt}, or null;
  -- and of which version of the knowledge base that is true.
  found jsonb,
  found_version bigint,
  created_at timestamptz not null default now()
);
create index gaps_workspace on gaps (workspace_id, state);

-- The visitor's words, with what is derived from them. They hang on the turn, so they go with it.
create table gap_questions (
  turn_id uuid primary key references turns on delete cascade,
  workspace_id uuid not null,
  gap_id uuid not null references gaps on delete cascade,
  visitor_id uuid not null,
  question text not null,
  -- Its telling words in one form and order: the same key asks the same.
  key text not null,
  language text not null,
  why text not null check (why in ('nothing_found', 'nothing_exact', 'said_unknown', 'unsupported_claim', 'refused', 'rated_down')),
  -- {documentId, passageId, title, excerpt} of the passage that was nearest; null where nothing was near.
  nearest jsonb,
  embedding_model text,
  embedding extensions.vector,
  created_at timestamptz not null default now()
);
create index gap_questions_gap on gap_questions (gap_id);
create index gap_questions_workspace on gap_questions (workspace_id, created_at desc);
create index gap_questions_key on gap_questions (workspace_id, key);

-- A gap that nobody's question is in any more (its visitors were erased) is none.
create function forget_empty_gaps() returns trigger
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from gaps g where g.id in (select gap_id from gone)
    and not exists (select 1 from gap_questions q where q.gap_id = g.id);
  return null;
end $$;
create trigger gap_questions_forget_empty after delete on gap_questions
  referencing old table as gone for each statement execute function forget_empty_gaps();
