-- A visitor's conversations, newest first; p_query narrows by words in the title or in what was said.
create or replace function list_conversations(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_query text, p_limit integer
) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title, 'createdAt', c.created_at,
      'updatedAt', c.updated_at, 'turns', c.turns) order by c.updated_at desc), '[]')
  from (
    select c.*, (select count(*) from turns t where t.conversation_id = c.id) as turns
    from conversations c join visitors v on v.id = c.visitor_id
    where c.workspace_id = p_workspace and c.visitor_id = p_visitor and v.version = p_visitor_version
      and (p_query is null
        or strpos(lower(c.title), lower(p_query)) > 0
        or exists (select 1 from turns t where t.conversation_id = c.id
          and (strpos(lower(t.message), lower(p_query)) > 0 or strpos(lower(coalesce(t.answer, '')), lower(p_query)) > 0)))
    order by c.updated_at desc limit p_limit
  ) c;
$$;

-- The turns of a conversation in order, as the interface shows them.
create or replace function conversation_turns(p_conversation uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', t.id, 'mode', t.mode, 'message', t.message, 'answer', t.answer, 'status', t.status, 'intent', coalesce(t.intent, ''),
      'sources', t.sources, 'citations', t.citations, 'followUps', t.follow_ups, 'meta', t.meta, 'error', t.error,
      'page', case when p.id is null or p.withdrawn_at is not null then null else jsonb_build_object('pageId', p.id,
        'type', pv.spec->>'type', 'title', pv.spec->>'title', 'summary', pv.spec->>'summary') end,
      'rating', f.rating, 'createdAt', t.created_at, 'endedAt', t.ended_at) order by t.ordinal), '[]')
  from turns t
    left join pages p on p.id = t.page_id
    left join page_versions pv on pv.page_id = p.id and pv.version = p.version
    left join feedback f on f.turn_id = t.id
  where t.conversation_id = p_conversation;
$$;

create or replace function read_conversation(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_conversation uuid
) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', c.id, 'title', c.title, 'createdAt', c.created_at, 'updatedAt', c.updated_at,
    'turns', conversation_turns(c.id))
  from conversations c join visitors v on v.id = c.visitor_id
  where c.id = p_conversation and c.workspace_id = p_workspace and c.visitor_id = p_visitor and v.version = p_visitor_version;
$$;

create or replace function rename_conversation(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_conversation uuid, p_title text
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update conversations c set title = p_title from visitors v
    where c.id = p_conversation and c.workspace_id = p_workspace and c.visitor_id = p_visitor
      and v.id = c.visitor_id and v.version = p_visitor_version;
  return jsonb_build_object('found', found);
end $$;

create or replace function delete_conversation(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_conversation uuid
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  -- In the order of close_turn, so that no two wait for each other: a turn before its conversation.
  perform 1 from turns t join visitors v on v.id = t.visitor_id
    where t.conversation_id = p_conversation and t.workspace_id = p_workspace and v.id = p_visitor
      and v.version = p_visitor_version and t.status = 'running'
    for update of t;
  delete from conversations c using visitors v
    where c.id = p_conversation and c.workspace_id = p_workspace and c.visitor_id = p_visitor
      and v.id = c.visitor_id and v.version = p_visitor_version;
  return jsonb_build_object('found', found);
end $$;

-- Gives the conversation its read-only link, the same one each time.
create or replace function share_conversation(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_conversation uuid, p_token text
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_token text;
begin
  update conversations c set share_token = coalesce(c.share_token, p_token) from visitors v
    where c.id = p_conversation and c.workspace_id = p_workspace and c.visitor_id = p_visitor
      and v.id = c.visitor_id and v.version = p_visitor_version
    returning c.share_token into v_token;
  return jsonb_build_object('token', v_token);
end $$;

-- Whoever has the link reads; nothing in it says who wrote.
create or replace function read_shared_conversation(p_token text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('title', c.title, 'createdAt', c.created_at, 'workspace', w.slug,
    'turns', conversation_turns(c.id))
  from conversations c join workspaces w on w.id = c.workspace_id where c.share_token = p_token;
$$;

-- → {found, message: what the turn was asked, source: the first it had, or null}, where it is this visitor's
create or replace function write_feedback(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_turn uuid, p_rating integer, p_comment text
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into feedback (turn_id, workspace_id, visitor_id, rating, comment)
    select t.id, t.workspace_id, t.visitor_id, p_rating, p_comment from turns t join visitors v on v.id = t.visitor_id
    where t.id = p_turn and t.workspace_id = p_workspace and t.visitor_id = p_visitor and v.version = p_visitor_version
    on conflict (turn_id) do update set rating = excluded.rating, comment = excluded.comment, updated_at = now();
  if not found then return jsonb_build_object('found', false); end if;
  return jsonb_build_object('found', true, 'message', (select message from turns where id = p_turn and workspace_id = p_workspace),
    'source', (select sources->0 from turns where id = p_turn and workspace_id = p_workspace));
end $$;

-- Whose turn is it? For stopping and replaying; null where it is not this visitor's.
create or replace function read_turn(p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_turn uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', t.id, 'status', t.status)
  from turns t join visitors v on v.id = t.visitor_id
  where t.id = p_turn and t.workspace_id = p_workspace and t.visitor_id = p_visitor and v.version = p_visitor_version;
$$;
