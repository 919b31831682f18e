-- Looks whether somebody has to be told, and tells each kind at most once an hour: whoever gets a row back here, and
-- nobody else, passes it on.
--   p_rules   {spendUsdPerDay?, errorRate, fewestCalls, refusals}
-- → [{id, kind, message, detail, createdAt}]
create or replace function raise_due_alerts(p_workspace uuid, p_rules jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_new jsonb := '[]';
  v_spent numeric;
  v_calls bigint;
  v_errors bigint;
  v_people jsonb;
begin
  if p_rules->>'spendUsdPerDay' is not null then
    v_spent := spent_in((now() at time zone 'utc')::date, p_workspace, null, 'workspace', 'day');
  end if;
  if v_spent > (p_rules->>'spendUsdPerDay')::numeric then
    v_new := v_new || raise_alert(p_workspace, 'spend', 'Models have cost more today than the threshold.',
      jsonb_build_object('spentUsd', v_spent, 'thresholdUsd', p_rules->'spendUsdPerDay'));
  end if;

  select count(*), count(*) filter (where not success and error is distinct from 'stopped') into v_calls, v_errors
    from ai_metrics where workspace_id = p_workspace and created_at > now() - interval '1 hour';
  if v_calls >= (p_rules->>'fewestCalls')::integer and v_errors > v_calls * (p_rules->>'errorRate')::numeric then
    v_new := v_new || raise_alert(p_workspace, 'error_rate', 'Too many calls to models failed within the last hour.',
      jsonb_build_object('calls', v_calls, 'errors', v_errors, 'threshold', p_rules->'errorRate'));
  end if;

  select jsonb_agg(jsonb_build_object('userId', user_id, 'refusals', refused)) into v_people
    from (select user_id, refused from energy_wallets
          where workspace_id = p_workspace and refused > 0 and refused_since > now() - interval '1 hour'
            and refused >= (p_rules->>'refusals')::integer
          order by refused desc limit 20) w;
  if v_people is not null then
    v_new := v_new || raise_alert(p_workspace, 'wallet_abuse', 'Somebody keeps asking with a spent wallet.',
      jsonb_build_object('people', v_people));
  end if;
  return v_new;
end $$;

-- One alert, unless its kind was raised in this hour already, of the same subject. → [] or [alert]
create or replace function raise_alert(
  p_workspace uuid, p_kind text, p_message text, p_detail jsonb, p_subject text default ''
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_alert alerts;
begin
  insert into alerts (workspace_id, kind, hour, subject, message, detail)
    values (p_workspace, p_kind, date_trunc('hour', now() at time zone 'utc') at time zone 'utc', p_subject, p_message,
            p_detail)
    on conflict (workspace_id, kind, hour, subject) do nothing
    returning * into v_alert;
  if v_alert.id is null then return '[]'; end if;
  return jsonb_build_array(alert_json(v_alert));
end $$;

-- The newest first.
create or replace function list_alerts(p_workspace uuid, p_limit integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(alert_json(a.alert) order by a.created_at desc), '[]')
  from (select alerts as alert, created_at from alerts where workspace_id = p_workspace order by created_at desc limit p_limit) a;
$$;

create or replace function alert_json(p_alert alerts) returns jsonb
language sql stable as $$
  select jsonb_build_object('id', p_alert.id, 'kind', p_alert.kind, 'message', p_alert.message,
    'detail', p_alert.detail, 'createdAt', p_alert.created_at);
$$;
