-- Money: what was spent and what is held, by workspace and person, in each UTC day and month.
--
-- The ledger knows what was spent. Counters are for caps, which have to hold however many call at once: one is made
-- by the first call under its cap, from the ledger, and counts from then on. Who writes the ledger shares a lock, who
-- makes a counter has it alone, so that no row of the ledger is counted twice or not at all. Locks before rows, rows
-- from the installation down (the order of the key), so that no two wait for each other.
--
-- For the functions that reserve and record, in whose rights they run: changing over at each costs a turn time.
--
--   p_caps   [{scope: "installation"|"workspace"|"person", period: "day"|"month", cap}], US dollars, widest first

-- Holds p_cost against every cap, or against none: returns the scope whose cap it would break, or null. Always
-- in the order given, so that no two wait for each other.
create or replace function hold_spend(p_day date, p_workspace uuid, p_user text, p_cost numeric, p_caps jsonb) returns text
language plpgsql volatile as $$
declare
  v_cap record;
  v_scope text;
  v_is_missing boolean;
begin
  -- Once more where a counter has to be made: not while rows are held, which those who wait for the lock may want.
  for v_try in 1..2 loop
    begin
      for v_cap in select * from jsonb_to_recordset(p_caps) as c(scope text, period text, cap numeric) loop
        v_scope := v_cap.scope;
        update spend_counters s set held = s.held + p_cost
          from spend_key(p_day, p_workspace, p_user, v_cap.scope, v_cap.period) k
          where s.workspace_id = k.workspace_id and s.user_id = k.user_id and s.period = v_cap.period
            and s.starts = k.starts and s.spent + s.held + p_cost <= v_cap.cap;
        if not found then
          v_is_missing := v_try = 1 and not exists (
            select 1 from spend_counters s, spend_key(p_day, p_workspace, p_user, v_cap.scope, v_cap.period) k
            where s.workspace_id = k.workspace_id and s.user_id = k.user_id and s.period = v_cap.period
              and s.starts = k.starts);
          raise exception using errcode = 'BGCAP';
        end if;
      end loop;
      return null;
    exception when sqlstate 'BGCAP' then
      if not v_is_missing then return v_scope; end if;
    end;
    perform begin_counters(p_day, p_workspace, p_user, p_caps);
  end loop;
  return v_scope;
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

-- Makes the counters of these caps that are not there, of what was spent until now: a cap set at noon knows of the
-- morning.
create or replace function begin_counters(p_day date, p_workspace uuid, p_user text, p_caps jsonb) returns void
language plpgsql volatile as $$
declare
  v_cap record;
begin
  for v_cap in select c.scope, c.period, k.* from jsonb_to_recordset(p_caps) as c(scope text, period text),
      spend_key(p_day, p_workspace, p_user, c.scope, c.period) k loop
    perform pg_advisory_xact_lock(spend_lock(), case when v_cap.scope = 'installation' then 0 else hashtext(p_workspace::text) end);
    insert into spend_counters (workspace_id, user_id, period, starts, spent)
      values (v_cap.workspace_id, v_cap.user_id, v_cap.period, v_cap.starts,
              ledger_sum(p_workspace, p_user, v_cap.scope, v_cap.period, v_cap.starts))
      on conflict (workspace_id, user_id, period, starts) do nothing;
  end loop;
end $$;

-- To be called before the ledger is written: nobody makes a counter until that is committed.
create or replace function share_spend_lock(p_workspace uuid) returns void
language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(spend_lock(), 0);
  perform pg_advisory_xact_lock_shared(spend_lock(), hashtext(p_workspace::text));
end $$;

-- Counts what was spent, in the counters that there are.
create or replace function add_spend(p_workspace uuid, p_user text, p_cost numeric) returns void
language plpgsql volatile as $$
declare
  v_day date := (now() at time zone 'utc')::date;
  v_counter record;
begin
  for v_counter in
    select s.workspace_id, s.user_id, s.period, s.starts
    from (values ('installation', 'day'), ('workspace', 'day'), ('workspace', 'month'), ('person', 'day'), ('person', 'month'))
        c(scope, period),
      spend_key(v_day, p_workspace, p_user, c.scope, c.period) k, spend_counters s
    where s.workspace_id = k.workspace_id and s.user_id = k.user_id and s.period = c.period and s.starts = k.starts
    order by 1, 2, 3, 4
  loop
    update spend_counters set spent = spent + p_cost
      where workspace_id = v_counter.workspace_id and user_id = v_counter.user_id and period = v_counter.period
        and starts = v_counter.starts;
  end loop;
end $$;

-- US dollars spent in the period that holds p_day: by the counter where there is one, else by the ledger.
create or replace function spent_in(p_day date, p_workspace uuid, p_user text, p_scope text, p_period text) returns numeric
language sql stable as $$
  select coalesce(
    (select s.spent from spend_counters s where s.workspace_id = k.workspace_id and s.user_id = k.user_id
      and s.period = p_period and s.starts = k.starts),
    ledger_sum(p_workspace, p_user, p_scope, p_period, k.starts))
  from spend_key(p_day, p_workspace, p_user, p_scope, p_period) k;
$$;

-- What the ledger says was spent in the day or month that begins at p_starts.
create or replace function ledger_sum(p_workspace uuid, p_user text, p_scope text, p_period text, p_starts date) returns numeric
language plpgsql stable as $$
declare
  v_from timestamptz := p_starts::timestamp at time zone 'utc';
  v_to timestamptz := (p_starts + case when p_period = 'month' then interval '1 month' else interval '1 day' end) at time zone 'utc';
begin
  -- A statement each: one for all would read the whole ledger.
  if p_scope = 'person' then
    return (select coalesce(sum(coalesce(cost_usd, counted_usd)), 0) from ai_usage_logs
      where workspace_id = p_workspace and user_id = p_user and created_at >= v_from and created_at < v_to);
  elsif p_scope = 'workspace' then
    return (select coalesce(sum(coalesce(cost_usd, counted_usd)), 0) from ai_usage_logs
      where workspace_id = p_workspace and created_at >= v_from and created_at < v_to);
  end if;
  return (select coalesce(sum(l.spent), 0) from workspaces w, lateral (
      select sum(coalesce(cost_usd, counted_usd)) as spent from ai_usage_logs
      where workspace_id = w.id and created_at >= v_from and created_at < v_to) l);
end $$;

-- Which counter a scope and period mean.
create or replace function spend_key(p_day date, p_workspace uuid, p_user text, p_scope text, p_period text)
returns table (workspace_id uuid, user_id text, starts date)
language sql stable as $$
  select case when p_scope = 'installation' then '00000000-0000-0000-0000-000000000000'::uuid else p_workspace end,
         case when p_scope = 'person' then p_user else '' end,
         case when p_period = 'month' then date_trunc('month', p_day)::date else p_day end;
$$;

-- The first half of the locks' keys: any number that nothing else on the same database would choose.
create or replace function spend_lock() returns integer
language sql immutable as $$ select 524016072 $$;
