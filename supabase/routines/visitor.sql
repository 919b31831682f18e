-- What the interface shows a returning visitor. null where the cookie is outdated or the visitor erased.
create or replace function read_visitor(p_workspace uuid, p_visitor uuid, p_visitor_version integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'visitorId', v.id, 'visitorVersion', v.version, 'tier', v.tier, 'voiceId', v.voice_id,
    'scores', (select coalesce(jsonb_object_agg(s.persona, s.score), '{}') from
      (select persona, sum(confidence) as score from signals where visitor_id = v.id group by persona) s),
    'signals', (select coalesce(jsonb_agg(jsonb_build_object(
        'persona', s.persona, 'strength', s.strength, 'confidence', s.confidence, 'keywords', s.keywords,
        'start', s.start_at, 'end', s.end_at, 'turnId', s.turn_id, 'message', t.message, 'createdAt', s.created_at
      ) order by s.id), '[]')
      from signals s left join turns t on t.id = s.turn_id where s.visitor_id = v.id)
  )
  from visitors v where v.id = p_visitor and v.workspace_id = p_workspace and v.version = p_visitor_version;
$$;

-- A visitor who has no row yet (nothing was said) but corrects or chooses something.
create or replace function ensure_visitor(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_new_visitor uuid, p_tier text
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_visitor visitors;
begin
  select * into v_visitor from visitors
    where id = p_visitor and workspace_id = p_workspace and version = p_visitor_version;
  if not found then
    insert into visitors (id, workspace_id, tier) values (p_new_visitor, p_workspace, p_tier) returning * into v_visitor;
  end if;
  return jsonb_build_object('visitorId', v_visitor.id, 'visitorVersion', v_visitor.version);
end $$;

-- A visitor's own word on who they are, kept as evidence: one row a persona, of the difference to what the
-- other evidence sums to, so that the sum is what they said. The newest 20 of a persona are kept.
--   p_scores   {persona: 0..1}; p_voice null leaves the voice as it is
create or replace function correct_visitor(p_workspace uuid, p_visitor uuid, p_scores jsonb, p_voice text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  perform 1 from visitors where id = p_visitor and workspace_id = p_workspace for update;
  if not found then return null; end if;
  delete from signals where id in (
    select id from (
      select id, row_number() over (partition by persona order by id desc) as place from signals
      where visitor_id = p_visitor and workspace_id = p_workspace and turn_id is null and coalesce(p_scores, '{}') ? persona
    ) s where place >= 20);
  insert into signals (workspace_id, visitor_id, turn_id, persona, strength, confidence, keywords)
    select p_workspace, p_visitor, null, d.persona,
           case when abs(d.difference) >= 0.3 then 'STRONG' when abs(d.difference) >= 0.2 then 'MEDIUM' else 'WEAK' end,
           d.difference, '[]'
    from (
      select e.key as persona, (e.value)::numeric - coalesce((select sum(confidence) from signals s
        where s.visitor_id = p_visitor and s.workspace_id = p_workspace and s.persona = e.key), 0) as difference
      from jsonb_each_text(coalesce(p_scores, '{}')) e
    ) d
    where d.difference <> 0;
  update visitors set voice_id = coalesce(p_voice, voice_id), last_seen_at = now() where id = p_visitor;
  return jsonb_build_object('corrected', true);
end $$;

-- Everything about a visitor goes; their turns, pages and feedback with them. The ledger stays without them. The turns
-- are locked first, as close_turn does: whichever of them comes first, the other waits for it and for nothing else.
create or replace function erase_visitor(p_workspace uuid, p_visitor uuid, p_visitor_version integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  perform 1 from turns t join visitors v on v.id = t.visitor_id
    where v.id = p_visitor and v.workspace_id = p_workspace and v.version = p_visitor_version and t.status = 'running'
    for update of t;
  delete from visitors where id = p_visitor and workspace_id = p_workspace and version = p_visitor_version;
  if not found then return jsonb_build_object('erased', false); end if;
  perform forget_person(p_workspace, p_visitor::text);
  return jsonb_build_object('erased', true);
end $$;

-- All that is stored about a visitor, for them to take away.
create or replace function export_visitor(p_workspace uuid, p_visitor uuid, p_visitor_version integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'visitor', jsonb_build_object('id', v.id, 'createdAt', v.created_at, 'lastSeenAt', v.last_seen_at, 'voiceId', v.voice_id, 'tier', v.tier),
    'signals', (select coalesce(jsonb_agg(jsonb_build_object('persona', persona, 'strength', strength,
        'confidence', confidence, 'keywords', keywords, 'turnId', turn_id, 'createdAt', created_at) order by id), '[]')
      from signals where visitor_id = v.id),
    'conversations', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title, 'createdAt', c.created_at, 'summary', c.summary,
        'turns', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'mode', t.mode, 'message', t.message,
            'answer', t.answer, 'intent', coalesce(t.intent, ''), 'status', t.status, 'sources', t.sources, 'citations', t.citations,
            'pageId', t.page_id, 'createdAt', t.created_at) order by t.ordinal), '[]')
          from turns t where t.conversation_id = c.id)) order by c.created_at), '[]')
      from conversations c where c.visitor_id = v.id),
    'pages', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'version', pv.version, 'page', pv.spec,
        'createdAt', pv.created_at) order by pv.created_at), '[]')
      from pages p join page_versions pv on pv.page_id = p.id where p.visitor_id = v.id),
    'feedback', (select coalesce(jsonb_agg(jsonb_build_object('turnId', turn_id, 'rating', rating, 'comment', comment,
        'createdAt', created_at)), '[]') from feedback where visitor_id = v.id),
    'usage', (select coalesce(jsonb_agg(jsonb_build_object('action', action, 'model', model, 'tokens', tokens_total,
        'energy', energy, 'createdAt', created_at) order by created_at), '[]')
      from ai_usage_logs where workspace_id = p_workspace and user_id = v.id::text)
  )
  from visitors v where v.id = p_visitor and v.workspace_id = p_workspace and v.version = p_visitor_version;
$$;
