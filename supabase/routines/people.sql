-- A person as an operator sees them: a visitor, or whoever a caller named. null: nobody of this workspace.
--   p_tier, p_daily   as in read_wallet
create or replace function read_person(p_workspace uuid, p_user text, p_tier text, p_daily jsonb) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', p_user, 'kind', case when v.id is not null then 'visitor' else 'caller' end,
    'tier', w.wallet->>'tier', 'energy', w.wallet - 'tier',
    'spend', jsonb_build_object(
      'day', spent_in((now() at time zone 'utc')::date, p_workspace, p_user, 'person', 'day'),
      'month', spent_in((now() at time zone 'utc')::date, p_workspace, p_user, 'person', 'month')),
    'firstSeenAt', v.created_at, 'lastSeenAt', v.last_seen_at)
  from (select read_wallet(p_workspace, p_user, p_tier, p_daily) as wallet) w
    left join visitors v on v.workspace_id = p_workspace and v.id = visitor_named(p_user)
  where v.id is not null
    or exists (select 1 from energy_wallets where workspace_id = p_workspace and user_id = p_user)
    or exists (select 1 from ai_usage_logs where workspace_id = p_workspace and user_id = p_user);
$$;

-- Gives a person another tier, or energy that no refill takes away. Somebody not seen yet is made; a visitor of
-- another workspace is nobody here (null).
--   p_tier, p_top_up   null leaves them; p_default_tier as p_tier in read_wallet
create or replace function change_person(
  p_workspace uuid, p_user text, p_tier text, p_top_up integer, p_default_tier text, p_daily jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_wallet jsonb;
begin
  if exists (select 1 from visitors where id = visitor_named(p_user) and workspace_id <> p_workspace)
    then return null; end if;
  v_wallet := read_wallet(p_workspace, p_user, p_default_tier, p_daily);
  insert into energy_wallets as w (workspace_id, user_id, tier, day, allowance, daily_left, top_up)
    values (p_workspace, p_user, p_tier, (now() at time zone 'utc')::date, (v_wallet->>'dailyAllowance')::integer,
            (v_wallet->>'dailyAllowance')::integer, coalesce(p_top_up, 0))
    on conflict (workspace_id, user_id) do update
      set tier = coalesce(p_tier, w.tier), top_up = least(w.top_up::bigint + coalesce(p_top_up, 0), 2000000000);
  update visitors set tier = p_tier where id = visitor_named(p_user) and workspace_id = p_workspace and p_tier is not null;
  return read_person(p_workspace, p_user, p_default_tier, p_daily);
end $$;

-- The id of a visitor, where a person's name could be one.
create or replace function visitor_named(p_user text) returns uuid
language sql immutable as $$
  select case when p_user ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_user::uuid end;
$$;
