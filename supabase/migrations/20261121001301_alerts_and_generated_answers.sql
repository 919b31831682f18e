-- Alerts tell their subjects apart, and generate may give an answer again.

-- What an alert is about, where there may be several of a kind within an hour: a model whose breaker opened.
alter table alerts add column subject text not null default '';
alter table alerts drop constraint alerts_workspace_id_kind_hour_key;
alter table alerts add constraint alerts_once unique (workspace_id, kind, hour, subject);

-- Answers of `generate` that a program wants given again: to the same request of the same person.
create table generated_answers (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id text not null,
  -- SHA-256 of the messages, the settings and the models that may answer.
  request_hash text not null,
  -- {content, provider, model}
  answer jsonb not null,
  expires_at timestamptz not null,
  primary key (workspace_id, user_id, request_hash)
);
create index generated_answers_by_age on generated_answers (workspace_id, expires_at);
