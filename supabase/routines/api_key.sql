-- Keys of a workspace's programs. Nobody can read a key here: only its SHA-256 is stored.

-- As the console lists it.
create or replace function api_key_view(p_key api_keys) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', p_key.id, 'name', p_key.name, 'hint', p_key.hint, 'scopes', to_jsonb(p_key.scopes),
    'tier', p_key.tier, 'createdAt', p_key.created_at, 'lastUsedAt', p_key.last_used_at, 'revokedAt', p_key.revoked_at);
$$;

--   p_scopes   ["chat", …]; p_operator null where the installation's own key made it
create or replace function create_api_key(
  p_workspace uuid, p_key uuid, p_name text, p_hash text, p_hint text, p_scopes jsonb, p_tier text, p_operator uuid
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_key api_keys;
begin
  insert into api_keys (id, workspace_id, name, key_hash, hint, scopes, tier, created_by)
    values (p_key, p_workspace, p_name, p_hash, p_hint, array(select jsonb_array_elements_text(p_scopes)), p_tier,
            p_operator)
    returning * into v_key;
  return api_key_view(v_key);
end $$;

-- Newest first, the revoked ones too.
create or replace function list_api_keys(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(api_key_view(k) order by k.created_at desc, k.id), '[]')
  from api_keys k where k.workspace_id = p_workspace;
$$;

-- The key as it is afterwards, and its hash for whoever remembers it; null where the workspace has no such key.
create or replace function revoke_api_key(p_workspace uuid, p_key uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_key api_keys;
begin
  update api_keys set revoked_at = coalesce(revoked_at, now())
    where id = p_key and workspace_id = p_workspace returning * into v_key;
  if not found then return null; end if;
  return api_key_view(v_key) || jsonb_build_object('hash', v_key.key_hash);
end $$;

-- Whose key this is: {keyId, workspaceSlug, scopes, tier, name}, or null where there is none or it was revoked. When
-- it was used is written at most once a minute.
create or replace function find_api_key(p_hash text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_key api_keys;
begin
  select * into v_key from api_keys where key_hash = p_hash and revoked_at is null;
  if not found then return null; end if;
  if v_key.last_used_at is null or v_key.last_used_at < now() - interval '1 minute' then
    update api_keys set last_used_at = now() where id = v_key.id and workspace_id = v_key.workspace_id;
  end if;
  return jsonb_build_object('keyId', v_key.id, 'scopes', to_jsonb(v_key.scopes), 'tier', v_key.tier,
    'workspaceSlug', (select slug from workspaces where id = v_key.workspace_id));
end $$;
