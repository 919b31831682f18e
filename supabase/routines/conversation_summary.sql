-- claim_summary(p_workspace uuid, p_conversation uuid, p_quoted integer, p_stretch integer) → {summary, reaches, to,
-- turns: [{message, answer}]}, or null where nothing is to be summarised or somebody is at it.
-- There is something to do once a turn after the summary is no longer among the p_quoted newest. The stretch then
-- takes in p_stretch turns more than those, so that a summary is written once in p_stretch turns and no turn is left
-- out meanwhile. A claim holds for two minutes: who made it may be gone.
create or replace function claim_summary(p_workspace uuid, p_conversation uuid, p_quoted integer, p_stretch integer)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_conversation conversations;
  v_aged integer;
  v_to bigint;
  v_turns jsonb;
begin
  select * into v_conversation from conversations
    where id = p_conversation and workspace_id = p_workspace
      and (summary_claimed_at is null or summary_claimed_at < now() - interval '2 minutes')
    for no key update skip locked;
  if not found then return null; end if;

  select count(*) - p_quoted into v_aged from turns
    where conversation_id = p_conversation and workspace_id = p_workspace and ordinal > v_conversation.summary_reaches
      and status in ('answered', 'stopped') and answer <> '';
  if v_aged < 1 then return null; end if;

  -- A conversation that was never summarised may be long: its first summary tells the newest 40 of its older turns.
  select max(ordinal), jsonb_agg(jsonb_build_object('message', message, 'answer', answer) order by ordinal)
    into v_to, v_turns
    from (
      select * from (
        select ordinal, message, answer from turns
        where conversation_id = p_conversation and workspace_id = p_workspace and ordinal > v_conversation.summary_reaches
          and status in ('answered', 'stopped') and answer <> ''
        order by ordinal limit v_aged + p_stretch - 1
      ) stretch order by ordinal desc limit 40
    ) told;
  update conversations set summary_claimed_at = now() where id = p_conversation and workspace_id = p_workspace;
  return jsonb_build_object('summary', v_conversation.summary, 'reaches', v_conversation.summary_reaches,
    'to', v_to, 'turns', v_turns);
end $$;

-- store_summary(…, p_from bigint, p_to bigint, p_summary text) → whether it was stored: not where
-- another one was, meanwhile. An empty summary says that those turns held nothing to keep.
create or replace function store_summary(
  p_workspace uuid, p_conversation uuid, p_from bigint, p_to bigint, p_summary text
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update conversations set summary = nullif(p_summary, ''), summary_reaches = p_to,
      summary_claimed_at = null
    where id = p_conversation and workspace_id = p_workspace and summary_reaches = p_from;
  return to_jsonb(found);
end $$;
