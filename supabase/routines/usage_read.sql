-- What was used in a period, by model, action, person or day. A request is a call with all its attempts.
-- → [{key, requests, tokens_total, cost_usd, avg_cost, avg_tokens, errors}]; days in order, else the dearest first.
-- The person of rows whose person was erased is "".
create or replace function read_usage(p_workspace uuid, p_from timestamptz, p_to timestamptz, p_group text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'requests', g.requests, 'tokens_total', g.tokens,
      'cost_usd', g.cost, 'avg_cost', round(g.cost / g.requests, 6), 'avg_tokens', round(g.tokens::numeric / g.requests, 1),
      'errors', g.errors) order by case when p_group = 'day' then g.key end, g.cost desc, g.requests desc, g.key), '[]')
  from (
    select case p_group when 'model' then model when 'action' then action when 'user' then coalesce(user_id, '')
             else to_char(created_at at time zone 'utc', 'YYYY-MM-DD') end as key,
      count(distinct call_id) as requests, sum(tokens_total) as tokens, coalesce(sum(cost_usd), 0) as cost,
      count(*) filter (where not success and error is distinct from 'stopped') as errors
    from ai_usage_logs
    where workspace_id = p_workspace and created_at >= p_from and created_at < p_to
    group by 1
  ) g;
$$;

-- How the calls of a period went; nothing happened gives zeros. Times are in ms, of calls that ended well.
--   p_user   null: everybody
create or replace function read_metrics(p_workspace uuid, p_from timestamptz, p_to timestamptz, p_user text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  with m as materialized (
    select * from ai_metrics
    where workspace_id = p_workspace and created_at >= p_from and created_at < p_to
      and (p_user is null or user_id = p_user)
  ), whole as (
    select count(*) as calls, count(distinct call_id) as requests, coalesce(sum(tokens_total), 0) as tokens,
      coalesce(sum(cost_usd), 0) as cost,
      count(*) filter (where not success and error is distinct from 'stopped') as errors,
      count(distinct call_id) filter (where cached) as hits,
      coalesce(avg(latency_ms) filter (where success), 0) as latency,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by latency_ms) filter (where success) as latencies,
      percentile_cont(array[0.5, 0.95, 0.99]) within group (order by first_token_ms) filter (where success) as firsts
    from m
  )
  select jsonb_build_object(
    'totalRequests', w.requests, 'totalTokens', w.tokens, 'totalCost', w.cost, 'averageLatency', round(w.latency),
    'latency', percentiles(w.latencies), 'firstToken', percentiles(w.firsts),
    'errorRate', coalesce(round(w.errors::numeric / nullif(w.calls, 0), 4), 0),
    'cacheHitRate', coalesce(round(w.hits::numeric / nullif(w.requests, 0), 4), 0),
    'providerDistribution', (select coalesce(jsonb_object_agg(key, n), '{}') from
      (select provider as key, count(*) as n from m group by 1) g),
    'modelUsage', (select coalesce(jsonb_object_agg(key, n), '{}') from
      (select model as key, count(*) as n from m group by 1) g),
    'byIntent', (select coalesce(jsonb_object_agg(key, n), '{}') from
      (select intent as key, count(distinct call_id) as n from m where intent is not null group by 1) g),
    'byHour', (select coalesce(jsonb_object_agg(key, n order by key), '{}') from
      (select to_char(date_trunc('hour', created_at at time zone 'utc'), 'YYYY-MM-DD"T"HH24:00:00.000"Z"') as key,
         count(distinct call_id) as n from m group by 1) g),
    'byUser', (select coalesce(jsonb_object_agg(key, n), '{}') from
      (select user_id as key, count(distinct call_id) as n from m where user_id is not null
       group by 1 order by 2 desc limit 100) g))
  from whole w;
$$;

-- [p50, p95, p99] with their names; null is nothing measured.
create or replace function percentiles(p_values double precision[]) returns jsonb
language sql immutable as $$
  select jsonb_build_object('p50', round(coalesce(p_values[1], 0)), 'p95', round(coalesce(p_values[2], 0)),
    'p99', round(coalesce(p_values[3], 0)));
$$;

-- The same period day by day, for the console's charts of tokens, latency, errors and hits.
create or replace function read_usage_days(p_workspace uuid, p_from timestamptz, p_to timestamptz) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'requests', d.requests, 'tokens', d.tokens, 'cost', d.cost,
      'latencyP50', round(coalesce(d.half, 0)), 'latencyP95', round(coalesce(d.most, 0)),
      'errorRate', round(d.errors::numeric / d.calls, 4), 'cacheHitRate', round(d.hits::numeric / d.requests, 4)
    ) order by d.day), '[]')
  from (
    select to_char(created_at at time zone 'utc', 'YYYY-MM-DD') as day, count(*) as calls,
      count(distinct call_id) as requests, sum(tokens_total) as tokens, coalesce(sum(cost_usd), 0) as cost,
      count(*) filter (where not success and error is distinct from 'stopped') as errors,
      count(distinct call_id) filter (where cached) as hits,
      percentile_cont(0.5) within group (order by latency_ms) filter (where success) as half,
      percentile_cont(0.95) within group (order by latency_ms) filter (where success) as most
    from ai_metrics
    where workspace_id = p_workspace and created_at >= p_from and created_at < p_to
    group by 1
  ) d;
$$;

-- All that the console's page of usage shows, in one call.
create or replace function read_usage_report(p_workspace uuid, p_from timestamptz, p_to timestamptz) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'days', read_usage_days(p_workspace, p_from, p_to),
    'byModel', read_usage(p_workspace, p_from, p_to, 'model'),
    'byAction', read_usage(p_workspace, p_from, p_to, 'action'),
    'byPerson', (select coalesce(jsonb_agg(r.row order by r.n), '[]') from
      (select value as row, ordinality as n from
        jsonb_array_elements(read_usage(p_workspace, p_from, p_to, 'user')) with ordinality limit 50) r),
    'metrics', read_metrics(p_workspace, p_from, p_to, null) - 'byUser',
    'alerts', list_alerts(p_workspace, 20));
$$;
