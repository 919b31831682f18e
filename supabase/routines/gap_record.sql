-- record_gap(p_workspace uuid, p_turn uuid, p_gap jsonb) → true, or false where the turn is gone or has a gap already.
--   p_gap  {question, key, why, nearest, embedding (vector text or null), embeddingModel, leastSimilarity}
-- Puts the turn's question to the gap that asks the same: of the same key, or else with the nearest question among the
-- 500 newest of the workspace and model, if their cosine is at least leastSimilarity. A gap that was answered and is
-- asked again is open again; one that was dismissed stays so.
create or replace function record_gap(p_workspace uuid, p_turn uuid, p_gap jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_gap uuid;
  v_question vector := (p_gap->>'embedding')::vector;
begin
  -- Two who ask the same at once make one gap.
  perform pg_advisory_xact_lock(hashtextextended('gaps ' || p_workspace::text, 0));
  if exists (select 1 from gap_questions where turn_id = p_turn) then return to_jsonb(false); end if;

  select gap_id into v_gap from gap_questions
    where workspace_id = p_workspace and key = p_gap->>'key' and key <> '' order by created_at desc limit 1;
  if v_gap is null and v_question is not null then
    select gap_id into v_gap from (
      select gap_id, case when vector_dims(embedding) = vector_dims(v_question)
          then 1 - (embedding <=> v_question) else 0 end as similarity
        from (select gap_id, embedding from gap_questions
          where workspace_id = p_workspace and embedding_model = p_gap->>'embeddingModel' and embedding is not null
          order by created_at desc limit 500) recent
        order by similarity desc limit 1
    ) nearest where similarity >= (p_gap->>'leastSimilarity')::real;
  end if;
  if v_gap is null then
    insert into gaps (workspace_id) select p_workspace
      where exists (select 1 from turns where id = p_turn and workspace_id = p_workspace) returning id into v_gap;
  end if;

  insert into gap_questions (turn_id, workspace_id, gap_id, visitor_id, question, key, language, why, nearest,
      embedding_model, embedding)
    select t.id, p_workspace, v_gap, t.visitor_id, p_gap->>'question', p_gap->>'key',
           coalesce(w.config->>'language', 'en'), p_gap->>'why', nullif(p_gap->'nearest', 'null'),
           p_gap->>'embeddingModel', v_question
    from turns t join workspaces w on w.id = p_workspace where t.id = p_turn and t.workspace_id = p_workspace;
  if not found then return to_jsonb(false); end if;
  update gaps set state = 'open', state_changed_at = now(), found = null, found_version = null
    where id = v_gap and workspace_id = p_workspace and state = 'answered';
  return to_jsonb(true);
end $$;

-- forget_rated_gap(p_workspace uuid, p_turn uuid) → true: the visitor thinks better of the answer now. What the turn
-- itself showed to be a gap stays one.
create or replace function forget_rated_gap(p_workspace uuid, p_turn uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from gap_questions where workspace_id = p_workspace and turn_id = p_turn and why = 'rated_down';
  return to_jsonb(found);
end $$;
