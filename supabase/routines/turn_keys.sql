-- What a repeated idempotency key means, asked inside open_turn. Two requests with one key wait for each other here, on
-- any instance, so that one of them opens the turn and the other finds it.
--   p_visitor   whose key it is; null for somebody without a cookie
--   p_key       {key, body, newcomer}: SHA-256 of the key and of the body; newcomer where the key alone may name its owner
-- → null (nobody used it in the last 24 hours), {refused: "conflict", turnId} (with another body),
--   {repeats: {turnId, status, visitorId, visitorVersion, conversationId}}, or
--   {again: {visitorId, conversationId}}: the turn had failed and gives way to this one
create or replace function claim_turn_key(p_workspace uuid, p_visitor uuid, p_key jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_first record;
begin
  if p_visitor is null and not coalesce((p_key->>'newcomer')::boolean, false) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_workspace::text || (p_key->>'key'), 0));
  select t.id, t.status, t.conversation_id, k.body, v.id as visitor_id, v.version into v_first
    from turn_keys k join turns t on t.id = k.turn_id join visitors v on v.id = k.visitor_id
    where k.workspace_id = p_workspace and k.key = p_key->>'key' and k.created_at > now() - interval '24 hours'
      -- Without a cookie only for as long as a browser tries again: the key is then all that it shows.
      and case when p_visitor is null then k.newcomer and k.created_at > now() - interval '10 minutes'
               else k.visitor_id = p_visitor end;
  if not found then return null; end if;
  if v_first.body <> p_key->>'body' then
    return jsonb_build_object('refused', 'conflict', 'turnId', v_first.id);
  end if;
  if v_first.status <> 'failed' then
    return jsonb_build_object('repeats', jsonb_build_object('turnId', v_first.id, 'status', v_first.status,
      'visitorId', v_first.visitor_id, 'visitorVersion', v_first.version, 'conversationId', v_first.conversation_id));
  end if;
  delete from turns where id = v_first.id and workspace_id = p_workspace;
  return jsonb_build_object('again', jsonb_build_object('visitorId', v_first.visitor_id,
    'conversationId', v_first.conversation_id));
end $$;

-- The keys that a turn answers to from now on.
--   p_keys   as in claim_turn_key; p_newcomer: the first of them came without a cookie
create or replace function keep_turn_keys(
  p_workspace uuid, p_visitor uuid, p_turn uuid, p_keys jsonb, p_newcomer boolean
) returns void
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  if p_newcomer then
    update turn_keys set newcomer = false
      where workspace_id = p_workspace and newcomer and key in (select k->>'key' from jsonb_array_elements(p_keys) k);
  end if;
  insert into turn_keys (workspace_id, visitor_id, turn_id, key, body, newcomer)
    select p_workspace, p_visitor, p_turn, k->>'key', k->>'body',
           p_newcomer and coalesce((k->>'newcomer')::boolean, false)
    from jsonb_array_elements(p_keys) k
    on conflict (visitor_id, key) do update
      set turn_id = excluded.turn_id, body = excluded.body, newcomer = excluded.newcomer, created_at = now();
end $$;

-- The turn of a key, for a request that would have to wait and may not need to.
-- → {turnId, status, body} or null
create or replace function find_turn_of_key(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_key text
) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('turnId', t.id, 'status', t.status, 'body', k.body)
  from turn_keys k join turns t on t.id = k.turn_id join visitors v on v.id = k.visitor_id
  where k.workspace_id = p_workspace and k.visitor_id = p_visitor and v.version = p_visitor_version and k.key = p_key
    and k.created_at > now() - interval '24 hours';
$$;

-- The tier of a visitor whose limit is to be known before their turn opens; null where the cookie is of nobody.
create or replace function visitor_tier(p_workspace uuid, p_visitor uuid, p_visitor_version integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('tier', v.tier) from visitors v
  where v.id = p_visitor and v.workspace_id = p_workspace and v.version = p_visitor_version;
$$;
