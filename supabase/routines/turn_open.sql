-- Everything a turn needs from the database before its first word, in one call: who the visitor is, which
-- conversation this belongs to, what was said in it, what we believed so far, and candidate passages. The
-- message is recorded here, so that it is not lost when the answer fails; what it means is not known yet and is
-- recorded by close_turn.
--   p_visitor, p_visitor_version   from the cookie; null or outdated: p_new_visitor is made instead
--   p_new_visitor                  null where nobody new is admitted: {refused: "new_visitor"}
--   p_keys                         idempotency keys of the request and of those joined to it (turn_keys.sql)
--   p_conversation                 asked for by the client; must be the visitor's (or p_fallback_conversation)
--   p_fallback_conversation        from the cookie; made when it does not exist yet
--   p_knowledge_version            of the snapshot that the caller can search itself, or null: where it is still
--                                  the current one nothing is searched here, and candidates is null
--   p_person                       who a calling program says it asks for, instead of a cookie; null for a browser
--   p_sources                      ["<document id or tag>", …]: only these documents, or null
--   p_embedding                    vector text of the question, or null
--   p_energy                       what the turn may take, as in reserve_energy; null: no model is connected
--   p_cache                        what a kept answer would have to be of, as in find_cached_answer; null: none is looked for
-- → {visitorId, visitorVersion, conversationId, tier, voiceId, scores, history, summary, question, candidates,
--    searchFailed, workspaceVersion, knowledgeVersion, answers (candidates of find_cached_answer), energy}, or with
--    nothing recorded: {refused: "not_found" | "new_visitor"}, {refused: "insufficient_energy", energy}, or what
--    claim_turn_key says of a repeated key
create or replace function open_turn(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_new_visitor uuid, p_tier text,
  p_conversation uuid, p_fallback_conversation uuid, p_new_conversation uuid,
  p_turn uuid, p_mode text, p_message text, p_title text, p_voice text, p_default_voice text,
  p_question text, p_embedding text, p_embedding_model text, p_candidates integer,
  p_knowledge_version bigint, p_energy jsonb, p_cache jsonb, p_sources jsonb, p_person text, p_keys jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_visitor visitors;
  v_conversation uuid;
  v_scores jsonb;
  v_history jsonb := '[]';
  v_question text := p_question;
  v_previous text;
  v_summary text;
  v_candidates jsonb := '[]';
  v_workspace record;
  v_answers jsonb := '[]';
  v_search_failed boolean := false;
  v_is_known boolean;
  v_energy jsonb;
  v_claim jsonb;
begin
  if p_person is not null then
    v_visitor := named_visitor(p_workspace, p_person, p_new_visitor, p_tier);
  elsif p_visitor is not null then
    -- Held until the turn stands, so that an erasure finds it.
    select * into v_visitor from visitors
      where id = p_visitor and workspace_id = p_workspace and version = p_visitor_version for key share;
    if v_visitor.last_seen_at < now() - interval '1 minute' then
      update visitors set last_seen_at = now() where id = v_visitor.id;
    end if;
  end if;

  if jsonb_array_length(p_keys) > 0 and (p_visitor is null or v_visitor.id is not null) then
    v_claim := claim_turn_key(p_workspace, v_visitor.id, p_keys->0);
    if v_claim ?| array['refused', 'repeats'] then return v_claim; end if;
    if v_claim is not null then
      select * into v_visitor from visitors
        where id = (v_claim->'again'->>'visitorId')::uuid and workspace_id = p_workspace;
    end if;
  end if;

  if v_visitor.id is null then
    if p_new_visitor is null then return jsonb_build_object('refused', 'new_visitor'); end if;
    if p_conversation is not null then return jsonb_build_object('refused', 'not_found'); end if;
    insert into visitors (id, workspace_id, tier) values (p_new_visitor, p_workspace, p_tier)
      returning * into v_visitor;
    v_conversation := p_new_conversation;
  else
    v_conversation := coalesce(p_conversation, (v_claim->'again'->>'conversationId')::uuid, p_fallback_conversation,
      p_new_conversation);
  end if;

  select summary into v_summary from conversations
    where id = v_conversation and workspace_id = p_workspace and visitor_id = v_visitor.id;
  v_is_known := found;
  if not v_is_known and p_conversation is not null and p_conversation is distinct from p_fallback_conversation then
    return jsonb_build_object('refused', 'not_found');
  end if;

  if p_energy is not null then
    v_energy := reserve_energy_at(now(), p_workspace, coalesce(p_person, v_visitor.id::text), v_visitor.tier, p_turn, p_energy);
    if v_energy->>'granted' is null then
      delete from visitors where id = p_new_visitor and workspace_id = p_workspace;
      return jsonb_build_object('refused', 'insufficient_energy', 'energy', v_energy);
    end if;
  end if;

  if not v_is_known then
    insert into conversations (id, workspace_id, visitor_id, title)
      values (v_conversation, p_workspace, v_visitor.id, p_title)
      on conflict (id) do nothing;
    if not found then
      v_conversation := p_new_conversation;
      insert into conversations (id, workspace_id, visitor_id, title)
        values (v_conversation, p_workspace, v_visitor.id, p_title);
    end if;
  else
    select coalesce(jsonb_agg(jsonb_build_object('message', t.message, 'answer', t.answer, 'tokens', t.tokens) order by t.ordinal), '[]')
      into v_history
      from (
        select message, answer, ordinal, (context->>'turnTokens')::integer as tokens from turns
        where conversation_id = v_conversation and workspace_id = p_workspace
          and status in ('answered', 'stopped') and answer <> ''
        order by ordinal desc limit 5
      ) t;
    v_previous := v_history -> -1 ->> 'message';
  end if;

  insert into turns (id, workspace_id, conversation_id, visitor_id, mode, message, voice_id)
    values (p_turn, p_workspace, v_conversation, v_visitor.id, p_mode, p_message,
            coalesce(p_voice, v_visitor.voice_id, p_default_voice));
  if jsonb_array_length(p_keys) > 0 then
    perform keep_turn_keys(p_workspace, v_visitor.id, p_turn, p_keys, p_visitor is null);
  end if;

  select coalesce(jsonb_object_agg(s.persona, s.score), '{}') into v_scores
    from (select persona, sum(confidence) as score from signals
          where visitor_id = v_visitor.id and workspace_id = p_workspace group by persona) s;

  select version, knowledge_version into v_workspace from workspaces where id = p_workspace;
  -- A short question leans on the one before it ("and how long does that take?").
  if v_previous is not null and length(p_question) < 48 then v_question := p_question || ' ' || v_previous; end if;
  if v_workspace.knowledge_version = p_knowledge_version then v_candidates := null;
  else begin
    v_candidates := find_passages(p_workspace, v_question, p_embedding, p_embedding_model, p_candidates, p_sources);
  exception when others then
    -- The answer goes on without passages and says so; the reason is in the database's own log.
    raise warning 'find_passages failed: % (%)', sqlerrm, sqlstate;
    v_search_failed := true;
  end; end if;

  if p_cache is not null then begin
    v_answers := find_cached_answer(p_workspace, coalesce(p_voice, v_visitor.voice_id, p_default_voice), p_cache,
      p_embedding, p_embedding_model, v_workspace.knowledge_version);
  exception when others then
    raise warning 'find_cached_answer failed: % (%)', sqlerrm, sqlstate;
  end; end if;

  return jsonb_build_object(
    'visitorId', v_visitor.id, 'visitorVersion', v_visitor.version, 'tier', v_visitor.tier,
    'conversationId', v_conversation, 'voiceId', coalesce(p_voice, v_visitor.voice_id, p_default_voice),
    'scores', v_scores, 'history', v_history, 'summary', v_summary, 'candidates', v_candidates,
    'searchFailed', v_search_failed, 'question', v_question, 'workspaceVersion', v_workspace.version,
    'knowledgeVersion', v_workspace.knowledge_version, 'answers', v_answers, 'energy', v_energy
  );
end $$;
