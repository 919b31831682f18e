-- Records how a turn ended: what the message meant, the answer and what it stands on, or the reason it failed. A
-- page is stored with it. Closing a turn twice changes nothing the second time.
--   p_signals   what the message says about its visitor
--   p_page      null, or {id, spec}
--   p_frames    how the reply was cut into frames (table turns)
create or replace function close_turn(
  p_workspace uuid, p_turn uuid, p_intent text, p_signals jsonb, p_status text, p_answer text, p_sources jsonb, p_citations jsonb,
  p_follow_ups jsonb, p_meta jsonb, p_error jsonb, p_page jsonb, p_frames jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_turn turns;
  v_page uuid := (p_page->>'id')::uuid;
begin
  if v_page is not null then
    -- The page first, since the turn refers to it; the lock keeps a second closing out meanwhile.
    select * into v_turn from turns
      where id = p_turn and workspace_id = p_workspace and status = 'running' for update;
    if not found then return jsonb_build_object('closed', false); end if;
    insert into pages (id, workspace_id, visitor_id, conversation_id)
      values (v_page, p_workspace, v_turn.visitor_id, v_turn.conversation_id);
    insert into page_versions (page_id, version, workspace_id, spec) values (v_page, 1, p_workspace, p_page->'spec');
  end if;
  update turns set status = p_status, intent = p_intent, answer = p_answer, sources = p_sources,
      citations = p_citations, follow_ups = p_follow_ups, meta = p_meta, error = p_error, page_id = v_page,
      frames = p_frames, ended_at = now()
    where id = p_turn and workspace_id = p_workspace and status = 'running'
    returning * into v_turn;
  if not found then return jsonb_build_object('closed', false); end if;

  update conversations set updated_at = now() where id = v_turn.conversation_id and workspace_id = p_workspace;
  if jsonb_array_length(p_signals) > 0 then
    insert into signals (workspace_id, visitor_id, turn_id, persona, strength, confidence, keywords, start_at, end_at)
      select p_workspace, v_turn.visitor_id, p_turn, s->>'persona', s->>'strength', (s->>'confidence')::numeric,
             s->'keywords', (s->>'start')::integer, (s->>'end')::integer
      from jsonb_array_elements(p_signals) s;
  end if;
  return jsonb_build_object('closed', true);
end $$;
