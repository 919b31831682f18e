-- Writes the ledger, and counts what was spent: a row for each attempt of a call (a turn, a generate). A row that is
-- there already is left as it is and counted once.
--   p_rows   [{callId, ordinal, userId, prospectId, endpoint, action, intent, provider, model, success, error,
--              promptTokens, completionTokens, cachedTokens, reasoningTokens, estimated, costUsd, countedUsd,
--              priceVersion, energy, latencyMs, firstTokenMs, retry, fallback, cached, requestId}]
--            countedUsd: what the caps reckon with where costUsd is not known
-- → {recorded}
create or replace function record_usage(p_workspace uuid, p_rows jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_each record;
  v_count integer := 0;
begin
  perform share_spend_lock(p_workspace);
  for v_each in
    with given as materialized (
      select * from jsonb_to_recordset(p_rows) as r(
        "callId" uuid, ordinal integer, "userId" text, "prospectId" text, endpoint text, action text, intent text,
        provider text, model text, success boolean, error text, "promptTokens" integer, "completionTokens" integer,
        "cachedTokens" integer, "reasoningTokens" integer, estimated boolean, "costUsd" numeric, "countedUsd" numeric,
        "priceVersion" text, energy integer, "latencyMs" integer, "firstTokenMs" integer, retry integer,
        fallback boolean, cached boolean, "requestId" text)
    ), logged as (
      insert into ai_usage_logs (workspace_id, call_id, ordinal, user_id, prospect_id, endpoint, action, provider, model,
          success, error, tokens_prompt, tokens_completion, tokens_cached, tokens_reasoning, tokens_total,
          tokens_estimated, cost_usd, counted_usd, price_version, energy, cached, request_id)
        select p_workspace, "callId", ordinal, "userId", "prospectId", endpoint, action, provider, model,
               success, error, "promptTokens", "completionTokens", "cachedTokens", "reasoningTokens",
               "promptTokens" + "completionTokens", coalesce(estimated, false), "costUsd",
               case when "costUsd" is null then "countedUsd" end, "priceVersion",
               coalesce(energy, 0), coalesce(cached, false), "requestId"
        from given
        on conflict (workspace_id, call_id, ordinal) do nothing
        returning call_id, ordinal
    ), measured as (
      insert into ai_metrics (workspace_id, call_id, ordinal, user_id, endpoint, action, intent, provider, model,
          success, error, latency_ms, first_token_ms, retry, fallback, cached, tokens_total, cost_usd, request_id)
        select p_workspace, "callId", ordinal, "userId", endpoint, action, intent, provider, model,
               success, error, "latencyMs", "firstTokenMs", coalesce(retry, 0), coalesce(fallback, false),
               coalesce(cached, false), "promptTokens" + "completionTokens", "costUsd", "requestId"
        from given
        on conflict (workspace_id, call_id, ordinal) do nothing
    )
    select g."userId" as user_id, sum(coalesce(g."costUsd", g."countedUsd", 0)) as cost, count(*) as rows
      from given g join logged l on l.call_id = g."callId" and l.ordinal = g.ordinal
      group by g."userId" order by 1
  loop
    v_count := v_count + v_each.rows;
    if v_each.cost > 0 then perform add_spend(p_workspace, v_each.user_id, v_each.cost); end if;
  end loop;
  return jsonb_build_object('recorded', v_count);
end $$;

-- The ledger of a person who is erased stays, without the person; their wallet and counters go.
create or replace function forget_person(p_workspace uuid, p_user text) returns void
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update ai_usage_logs set user_id = null, prospect_id = null where workspace_id = p_workspace and user_id = p_user;
  update ai_metrics set user_id = null where workspace_id = p_workspace and user_id = p_user;
  perform settle_energy(p_workspace, id, 0, '[]') from energy_reservations
    where workspace_id = p_workspace and user_id = p_user;
  delete from energy_wallets where workspace_id = p_workspace and user_id = p_user;
  delete from spend_counters where workspace_id = p_workspace and user_id = p_user;
  delete from generated_answers where workspace_id = p_workspace and user_id = p_user;
  update alerts set detail = detail - 'people'
    where workspace_id = p_workspace and detail->'people' @> jsonb_build_array(jsonb_build_object('userId', p_user));
end $$;
