-- read_turn_context(p_workspace uuid, p_turn uuid) → {turnId, message, createdAt, context}: what a turn's prompt was
-- made of and what did not fit, for the operator. Null where there is no such turn; context is null where no model
-- was asked.
create or replace function read_turn_context(p_workspace uuid, p_turn uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('turnId', id, 'message', message, 'createdAt', created_at,
      'context', case when context ? 'budget' then context end)
    from turns where workspace_id = p_workspace and id = p_turn;
$$;
