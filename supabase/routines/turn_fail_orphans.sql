-- Turns whose process ended before they did: marked as failed, with what the visitor is to be told.
--   p_before   only turns that began before this time
create or replace function fail_orphaned_turns(p_before timestamptz, p_error jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_count integer;
begin
  update turns set status = 'failed', error = p_error, ended_at = now()
    where status = 'running' and created_at < p_before;
  get diagnostics v_count = row_count;
  return jsonb_build_object('failed', v_count);
end $$;
