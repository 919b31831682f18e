-- A stored turn with all that its frames are rebuilt from; null where it is not this visitor's.
create or replace function replay_turn(p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_turn uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'turnId', t.id, 'conversationId', t.conversation_id, 'intent', coalesce(t.intent, ''), 'status', t.status,
    'answer', coalesce(t.answer, ''), 'sources', t.sources, 'citations', t.citations, 'followUps', t.follow_ups,
    'meta', t.meta, 'error', t.error, 'frames', t.frames,
    'page', (select jsonb_build_object('pageId', v.page_id, 'spec', v.spec) from page_versions v
      where v.page_id = t.page_id and v.version = 1 and v.workspace_id = p_workspace),
    'signals', (select coalesce(jsonb_agg(jsonb_build_object('persona', s.persona, 'strength', s.strength,
        'confidence', s.confidence, 'keywords', s.keywords, 'start', s.start_at, 'end', s.end_at) order by s.id), '[]')
      from signals s where s.turn_id = t.id and s.workspace_id = p_workspace))
  from turns t join visitors v on v.id = t.visitor_id
  where t.id = p_turn and t.workspace_id = p_workspace and t.visitor_id = p_visitor and v.version = p_visitor_version;
$$;
