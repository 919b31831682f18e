-- Records how a turn ended: what the message meant, the answer and what it stands on, or the reason it failed. A
-- page is stored with it. Closing a turn twice changes nothing the second time.
--   p_signals   what the message says about its visitor
--   p_page      null, or {id, spec}
--   p_context   what the prompt was made of (lib/ai/fit-context.ts), with turnTokens
--   p_cache     null, or the answer as remember_answer (answer_cache.sql) keeps it
--   p_energy    what it used of what open_turn reserved
--   p_usage     the ledger's rows, as in record_usage; their person is filled in here
--   p_gap       null, or what record_gap (gap_record.sql) notes of a question that was not answered
--   p_frames    how the reply was cut into frames (table turns)
create or replace function close_turn(
  p_workspace uuid, p_turn uuid, p_intent text, p_signals jsonb, p_status text, p_answer text, p_sources jsonb,
  p_citations jsonb, p_follow_ups jsonb, p_meta jsonb, p_error jsonb, p_page jsonb, p_context jsonb, p_cache jsonb,
  p_energy integer, p_usage jsonb, p_frames jsonb, p_gap jsonb default null
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
    if not found then return jsonb_build_object('closed', false) || account_turn(p_workspace, p_turn, p_energy, p_usage); end if;
    insert into pages (id, workspace_id, visitor_id, conversation_id)
      values (v_page, p_workspace, v_turn.visitor_id, v_turn.conversation_id);
    insert into page_versions (page_id, version, workspace_id, spec) values (v_page, 1, p_workspace, p_page->'spec');
  end if;
  update turns set status = p_status, intent = p_intent, answer = p_answer, sources = p_sources,
      citations = p_citations, follow_ups = p_follow_ups, meta = p_meta, error = p_error, page_id = v_page,
      context = p_context, frames = p_frames, ended_at = now()
    where id = p_turn and workspace_id = p_workspace and status = 'running'
    returning * into v_turn;
  if not found then return jsonb_build_object('closed', false) || account_turn(p_workspace, p_turn, p_energy, p_usage); end if;

  update conversations set updated_at = now() where id = v_turn.conversation_id and workspace_id = p_workspace;
  if jsonb_array_length(p_signals) > 0 then
    insert into signals (workspace_id, visitor_id, turn_id, persona, strength, confidence, keywords, start_at, end_at)
      select p_workspace, v_turn.visitor_id, p_turn, s->>'persona', s->>'strength', (s->>'confidence')::numeric,
             s->'keywords', (s->>'start')::integer, (s->>'end')::integer
      from jsonb_array_elements(p_signals) s;
  end if;
  if p_cache is not null then perform remember_answer(p_workspace, p_turn, v_turn.voice_id, p_cache); end if;
  if p_gap is not null then begin
    perform record_gap(p_workspace, p_turn, p_gap);
  exception when others then
    -- The answer was given; what operators are told of it is not worth losing its record.
    raise warning 'record_gap failed: % (%)', sqlerrm, sqlstate;
  end; end if;
  -- Last: the counters are rows that others wait for. And more turns than a prompt quotes (5) that no summary tells:
  -- somebody should.
  return account_turn(p_workspace, p_turn, p_energy, p_usage) || jsonb_build_object('closed', true, 'toSummarise', (
    select count(*) > 5 from (
      select 1 from turns t join conversations c on c.id = t.conversation_id
      where t.conversation_id = v_turn.conversation_id and t.workspace_id = p_workspace and t.ordinal > c.summary_reaches
        and t.status in ('answered', 'stopped') and t.answer <> '' limit 6
    ) untold));
end $$;

-- Settles a turn and writes its ledger, also where the turn is gone (its visitor was erased): then without the person.
create or replace function account_turn(p_workspace uuid, p_turn uuid, p_energy integer, p_usage jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_person text;
begin
  -- Whoever a program named is charged under that name, a visitor of the page under their id.
  select coalesce(v.person, v.id::text) into v_person from turns t join visitors v on v.id = t.visitor_id
    where t.id = p_turn and t.workspace_id = p_workspace;
  if not found then
    select user_id into v_person from energy_reservations where id = p_turn and workspace_id = p_workspace;
  end if;
  return settle_energy(p_workspace, p_turn, p_energy, (select coalesce(jsonb_agg(
    u || jsonb_build_object('callId', p_turn, 'userId', v_person)), '[]') from jsonb_array_elements(p_usage) u));
end $$;

-- A turn whose end cannot be recorded as it was: marked as failed, and accounted for all the same.
--   p_error   what a visitor who comes back is told
create or replace function account_failed_turn(
  p_workspace uuid, p_turn uuid, p_energy integer, p_usage jsonb, p_error jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update turns set status = 'failed', error = p_error, ended_at = now()
    where id = p_turn and workspace_id = p_workspace and status = 'running';
  return account_turn(p_workspace, p_turn, p_energy, p_usage);
end $$;
