-- Energy: reserved before a model is asked, settled by what was used, given back by a sweep where nobody settled.
--
--   p_energy   {strong, economy, autoSelect, dailyEnergy: {tier: energy}, costStrong, costEconomy,
--               caps: [{scope: "installation"|"workspace"|"person", period: "day"|"month", cap}]}
--              economy null: there is no economy model; costs and caps are US dollars
--   p_tier     the caller's, where no operator set another

-- Takes the price of the strong model, or of the economy model where only that is left and it may be chosen.
-- A new day (UTC) fills the wallet up first. Both in the one statement that takes it.
-- → {granted: "strong"|"economy"|null, reserved, available, dailyAllowance, resetsAt}, and where nothing was granted
--   {required} (energy) or {capped: "installation"|"workspace"|"person"} (money)
create or replace function reserve_energy(
  p_workspace uuid, p_user text, p_tier text, p_reservation uuid, p_energy jsonb
) returns jsonb
language sql volatile security definer set search_path = public, extensions, pg_temp as $$
  select reserve_energy_at(now(), p_workspace, p_user, p_tier, p_reservation, p_energy);
$$;

-- The same at a time of the caller's choosing: for the function above, and for tests of midnight.
create or replace function reserve_energy_at(
  p_now timestamptz, p_workspace uuid, p_user text, p_tier text, p_reservation uuid, p_energy jsonb
) returns jsonb
language plpgsql volatile as $$
declare
  v_day date := (p_now at time zone 'utc')::date;
  v_strong integer := (p_energy->>'strong')::integer;
  v_economy integer := case when (p_energy->>'autoSelect')::boolean then (p_energy->>'economy')::integer end;
  v_caps jsonb := coalesce(p_energy->'caps', '[]');
  v_wallet energy_wallets;
  v_price integer;
  v_cost numeric := 0;
  v_capped text;
begin
  insert into energy_wallets as w
      (workspace_id, user_id, day, allowance, daily_left, granted, refused, refused_since)
    select p_workspace, p_user, v_day, a.allowance, a.allowance - coalesce(a.price, 0), a.price,
           case when a.price is null then 1 else 0 end, case when a.price is null then p_now end
    from (select d.allowance, case when d.allowance >= v_strong then v_strong
                                   when d.allowance >= v_economy then v_economy end as price
          from (select (p_energy->'dailyEnergy'->>p_tier)::integer as allowance) d) a
    on conflict (workspace_id, user_id) do update set
      (day, allowance, daily_left, top_up, granted, granted_top_up, refused, refused_since) = (
        select greatest(w.day, v_day), g.allowance,
               g.daily_left - least(g.daily_left, coalesce(g.price, 0)),
               w.top_up - greatest(coalesce(g.price, 0) - g.daily_left, 0),
               g.price, greatest(coalesce(g.price, 0) - g.daily_left, 0),
               case when g.price is not null then w.refused
                    when w.refused_since > p_now - interval '1 hour' then w.refused + 1 else 1 end,
               case when g.price is not null or w.refused_since > p_now - interval '1 hour'
                    then w.refused_since else p_now end
        from (select f.*, case when f.daily_left + w.top_up >= v_strong then v_strong
                               when f.daily_left + w.top_up >= v_economy then v_economy end as price
              -- A tier or price list that changed within the day changes what is left by the difference.
              from (select d.allowance, case when w.day < v_day then d.allowance
                           else greatest(w.daily_left + d.allowance - w.allowance, 0) end as daily_left
                    from (select (p_energy->'dailyEnergy'->>coalesce(w.tier, p_tier))::integer as allowance) d) f) g)
    returning * into v_wallet;

  v_price := v_wallet.granted;
  if v_price is not null and jsonb_array_length(v_caps) > 0 then
    v_cost := (case when v_price = v_strong then p_energy->>'costStrong' else p_energy->>'costEconomy' end)::numeric;
    v_capped := hold_spend(v_day, p_workspace, p_user, v_cost, v_caps);
    if v_capped is not null and v_price = v_strong and v_economy < v_strong then
      v_cost := (p_energy->>'costEconomy')::numeric;
      v_capped := hold_spend(v_day, p_workspace, p_user, v_cost, v_caps);
      if v_capped is null then
        v_price := v_economy;
      end if;
    end if;
    -- Over a cap nothing is taken, or only the economy price: the rest goes back.
    if v_capped is not null then v_price := null; end if;
    if v_price is distinct from v_wallet.granted then
      v_wallet := give_energy_back(p_workspace, p_user, v_wallet.day,
        v_wallet.granted - coalesce(v_price, 0), v_wallet.granted_top_up);
    end if;
  end if;

  if v_price is not null then
    insert into energy_reservations (id, workspace_id, user_id, day, price, from_top_up, cost_usd, caps, created_at)
      values (p_reservation, p_workspace, p_user, v_wallet.day, v_price, least(v_wallet.granted_top_up, v_price),
              v_cost, v_caps, p_now);
  end if;
  return jsonb_build_object(
    'granted', case when v_price = v_strong then 'strong' when v_price is not null then 'economy' end,
    'reserved', coalesce(v_price, 0), 'available', v_wallet.daily_left + v_wallet.top_up,
    'dailyAllowance', v_wallet.allowance, 'resetsAt', utc_day(v_wallet.day + 1)
  ) || case when v_price is not null then '{}'
            when v_capped is not null then jsonb_build_object('capped', v_capped)
            else jsonb_build_object('required', least(v_strong, v_economy)) end;
end $$;

-- Puts energy back into a wallet: first what came from the top-up, the rest into the day it was taken from.
create or replace function give_energy_back(
  p_workspace uuid, p_user text, p_day date, p_energy integer, p_from_top_up integer
) returns energy_wallets
language sql volatile as $$
  update energy_wallets set
      top_up = top_up + least(p_energy, p_from_top_up),
      daily_left = case when day = p_day then least(allowance, daily_left + p_energy - least(p_energy, p_from_top_up))
                        else daily_left end,
      granted_top_up = greatest(granted_top_up - least(p_energy, p_from_top_up), 0)
    where workspace_id = p_workspace and user_id = p_user
    returning *;
$$;

-- Ends a reservation: p_energy of it is used, the rest goes back; the calls it paid for are written to the ledger
-- (record_usage) and the money it held is let go. A second time changes nothing. In this order always (wallet, then
-- counters from the installation down), so that no two wait for each other. → {settled, energy}
create or replace function settle_energy(p_workspace uuid, p_reservation uuid, p_energy integer, p_rows jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_held energy_reservations;
  v_used integer := 0;
begin
  delete from energy_reservations where workspace_id = p_workspace and id = p_reservation returning * into v_held;
  if v_held.id is not null then
    v_used := least(greatest(p_energy, 0), v_held.price);
    if v_used < v_held.price then
      perform give_energy_back(p_workspace, v_held.user_id, v_held.day, v_held.price - v_used, v_held.from_top_up);
    end if;
  end if;
  if jsonb_array_length(p_rows) > 0 then perform record_usage(p_workspace, p_rows); end if;
  if v_held.cost_usd > 0 then
    perform let_go_spend(v_held.day, p_workspace, v_held.user_id, v_held.cost_usd, v_held.caps);
  end if;
  return jsonb_build_object('settled', v_held.id is not null, 'energy', v_used);
end $$;

-- Reservations whose process ended before it settled them, given back whole. → {released}
create or replace function release_reservations(p_before timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_each record;
  v_count integer := 0;
begin
  for v_each in select workspace_id, id from energy_reservations where created_at < p_before
    order by workspace_id, user_id loop
    if (settle_energy(v_each.workspace_id, v_each.id, 0, '[]')->>'settled')::boolean then v_count := v_count + 1; end if;
  end loop;
  return jsonb_build_object('released', v_count);
end $$;

-- A person's balance as it would be found now, without changing it. Somebody unknown has a full wallet.
--   p_daily   {tier: energy}
-- → {available, dailyAllowance, resetsAt, topUp, tier}
create or replace function read_wallet(p_workspace uuid, p_user text, p_tier text, p_daily jsonb) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('available', f.daily_left + f.top_up, 'dailyAllowance', f.allowance,
    'resetsAt', utc_day(f.today + 1), 'topUp', f.top_up, 'tier', f.tier)
  from (
    select d.*, coalesce(w.top_up, 0) as top_up,
      case when w.user_id is null or w.day < d.today then d.allowance
           else greatest(w.daily_left + d.allowance - w.allowance, 0) end as daily_left
    from (select t.*, (p_daily->>t.tier)::integer as allowance
          from (select (now() at time zone 'utc')::date as today, coalesce(
                  (select tier from energy_wallets where workspace_id = p_workspace and user_id = p_user),
                  (select tier from visitors where id = visitor_named(p_user) and workspace_id = p_workspace),
                  p_tier) as tier) t) d
      left join energy_wallets w on w.workspace_id = p_workspace and w.user_id = p_user
  ) f;
$$;

-- Midnight at which a UTC day begins, as ISO 8601.
create or replace function utc_day(p_day date) returns text
language sql immutable as $$ select to_char(p_day, 'YYYY-MM-DD') || 'T00:00:00.000Z' $$;
