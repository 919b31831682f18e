-- reserve_spend(p_workspace uuid, p_reservation uuid, p_cost numeric, p_caps jsonb) → {held: true}, or {capped: scope}
-- where p_cost US dollars would break a cap, and nothing is held. For calls that nobody is charged for: no wallet is
-- asked. Ended by settle_energy, or by the sweep (energy.sql).
--   p_caps   [{scope: "installation"|"workspace", period: "day"|"month", cap}], widest first
create or replace function reserve_spend(p_workspace uuid, p_reservation uuid, p_cost numeric, p_caps jsonb)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_day date := (now() at time zone 'utc')::date;
  v_capped text := hold_spend(v_day, p_workspace, '', p_cost, p_caps);
begin
  if v_capped is not null then return jsonb_build_object('capped', v_capped); end if;
  insert into energy_reservations (id, workspace_id, user_id, day, price, from_top_up, cost_usd, caps)
    values (p_reservation, p_workspace, '', v_day, 0, 0, p_cost, p_caps);
  return jsonb_build_object('held', true);
end $$;
