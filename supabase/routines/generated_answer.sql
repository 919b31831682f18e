-- What generate answered, given again to the same request of the same person.

-- find_generated_answer(p_workspace, p_user, p_hash) → {content, provider, model} or null
create or replace function find_generated_answer(p_workspace uuid, p_user text, p_hash text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select answer from generated_answers
  where workspace_id = p_workspace and user_id = p_user and request_hash = p_hash and expires_at > now();
$$;

-- Keeps an answer for so many minutes, in place of an older one, and lets go those whose time is over.
-- keep_generated_answer(p_workspace, p_user, p_hash, p_answer {content, provider, model}, p_minutes) → true
create or replace function keep_generated_answer(
  p_workspace uuid, p_user text, p_hash text, p_answer jsonb, p_minutes integer
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from generated_answers where workspace_id = p_workspace and expires_at <= now();
  insert into generated_answers (workspace_id, user_id, request_hash, answer, expires_at)
    values (p_workspace, p_user, p_hash, p_answer, now() + make_interval(mins => p_minutes))
    on conflict (workspace_id, user_id, request_hash)
      do update set answer = excluded.answer, expires_at = excluded.expires_at;
  return 'true';
end $$;
