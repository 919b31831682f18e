-- Money: what was spent and what is held, by workspace and person, in each UTC day and month.
--
-- For the functions that reserve and record, in whose rights they run: changing over at each costs a turn time.
--
--   p_caps   [{scope: "installation"|"workspace"|"person", period: "day"|"month", cap}], US dollars

-- Holds p_cost against every cap, or against none: returns the scope whose cap it would break, or null. Only
-- counters that have a cap are touched here, since everybody's turns would wait for the workspace's row. Always
-- in the order given, so that no two wait for each other.
create or replace function hold_spend(p_day date, p_workspace uuid, p_user text, p_cost numeric, p_caps jsonb) returns text
language plpgsql volatile as $$
declare
  v_cap record;
  v_scope text;
begin
  begin
    for v_cap in select * from jsonb_to_recordset(p_caps) as c(scope text, period text, cap numeric) loop
      v_scope := v_cap.scope;
      insert into spend_counters as s (workspace_id, user_id, period, starts, held)
        select k.workspace_id, k.user_id, v_cap.period, k.starts, p_cost
        from spend_key(p_day, p_workspace, p_user, v_cap.scope, v_cap.period) k where p_cost <= v_cap.cap
        on conflict (workspace_id, user_id, period, starts)
          do update set held = s.held + p_cost where s.spent + s.held + p_cost <= v_cap.cap;
      if not found then raise exception using errcode = 'BGCAP'; end if;
    end loop;
  exception when sqlstate 'BGCAP' then
    return v_scope;
  end;
  return null;
end $$;

create or replace function let_go_spend(p_day date, p_workspace uuid, p_user text, p_cost numeric, p_caps jsonb) returns void
language plpgsql volatile as $$
declare
  v_cap record;
begin
  for v_cap in select * from jsonb_to_recordset(p_caps) as c(scope text, period text) loop
    update spend_counters s set held = greatest(s.held - p_cost, 0)
      from spend_key(p_day, p_workspace, p_user, v_cap.scope, v_cap.period) k
      where s.workspace_id = k.workspace_id and s.user_id = k.user_id and s.period = v_cap.period and s.starts = k.starts;
  end loop;
end $$;

-- Counts what was spent, whether or not anything is capped: a cap set at noon knows of the morning.
create or replace function add_spend(p_workspace uuid, p_user text, p_cost numeric) returns void
language sql volatile as $$
  insert into spend_counters as s (workspace_id, user_id, period, starts, spent)
    select k.workspace_id, k.user_id, c.period, k.starts, p_cost
    from (values (1, 'installation', 'day'), (2, 'workspace', 'day'), (3, 'workspace', 'month'),
                 (4, 'person', 'day'), (5, 'person', 'month')) c(n, scope, period),
      spend_key((now() at time zone 'utc')::date, p_workspace, p_user, c.scope, c.period) k
    where p_cost > 0 and (c.scope <> 'person' or p_user is not null)
    order by c.n
    on conflict (workspace_id, user_id, period, starts) do update set spent = s.spent + excluded.spent;
$$;

-- Which counter a scope and period mean.
create or replace function spend_key(p_day date, p_workspace uuid, p_user text, p_scope text, p_period text)
returns table (workspace_id uuid, user_id text, starts date)
language sql stable as $$
  select case when p_scope = 'installation' then '00000000-0000-0000-0000-000000000000'::uuid else p_workspace end,
         case when p_scope = 'person' then p_user else '' end,
         case when p_period = 'month' then date_trunc('month', p_day)::date else p_day end;
$$;
