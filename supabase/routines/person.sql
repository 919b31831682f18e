-- The visitor of a name that a calling program gave; made where there is none yet. Two that ask at once get one.
create or replace function named_visitor(p_workspace uuid, p_person text, p_new_visitor uuid, p_tier text) returns visitors
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_visitor visitors;
begin
  select * into v_visitor from visitors where workspace_id = p_workspace and person = p_person;
  if not found then
    insert into visitors (id, workspace_id, tier, person) values (p_new_visitor, p_workspace, p_tier, p_person)
      on conflict (workspace_id, person) where person is not null do update set last_seen_at = now()
      returning * into v_visitor;
  elsif v_visitor.last_seen_at < now() - interval '1 minute' then
    update visitors set last_seen_at = now() where id = v_visitor.id and workspace_id = p_workspace;
  end if;
  return v_visitor;
end $$;

-- Changes how a person is spoken to and keeps the change.
--   p_conversation   the person's own, or null
-- → {from, to} or {refused: "not_found"}
create or replace function switch_voice(
  p_workspace uuid, p_person text, p_new_visitor uuid, p_tier text, p_conversation uuid, p_voice text,
  p_default_voice text, p_command text
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_visitor visitors := named_visitor(p_workspace, p_person, p_new_visitor, p_tier);
  v_from text;
begin
  if p_conversation is not null then
    perform 1 from conversations
      where id = p_conversation and workspace_id = p_workspace and visitor_id = v_visitor.id;
    if not found then return jsonb_build_object('refused', 'not_found'); end if;
  end if;
  select coalesce(voice_id, p_default_voice) into v_from from visitors
    where id = v_visitor.id and workspace_id = p_workspace for update;
  update visitors set voice_id = p_voice where id = v_visitor.id and workspace_id = p_workspace;
  insert into voice_changes (workspace_id, visitor_id, conversation_id, from_voice, to_voice, command)
    values (p_workspace, v_visitor.id, p_conversation, v_from, p_voice, p_command);
  return jsonb_build_object('from', v_from, 'to', p_voice);
end $$;

-- A person's changes of voice, newest first; none for a name that nobody has.
create or replace function list_voice_changes(p_workspace uuid, p_person text, p_limit integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('from', c.from_voice, 'to', c.to_voice, 'command', c.command,
      'conversationId', c.conversation_id, 'at', c.created_at) order by c.id desc), '[]')
  from (
    select vc.* from voice_changes vc join visitors v on v.id = vc.visitor_id
    where v.workspace_id = p_workspace and vc.workspace_id = p_workspace and v.person = p_person
    order by vc.id desc limit p_limit
  ) c;
$$;
