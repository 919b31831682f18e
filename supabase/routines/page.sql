-- A page for its owner: {id, version, page, createdAt, expiresAt, withdrawn, hasPassword}, or null.
create or replace function read_own_page(p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_page uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', p.id, 'version', p.version, 'page', pv.spec, 'createdAt', p.created_at,
    'updatedAt', p.updated_at, 'expiresAt', p.expires_at, 'withdrawn', p.withdrawn_at is not null,
    'hasPassword', p.password_hash is not null)
  from pages p
    join page_versions pv on pv.page_id = p.id and pv.version = p.version
    join visitors v on v.id = p.visitor_id
  where p.id = p_page and p.workspace_id = p_workspace and p.visitor_id = p_visitor and v.version = p_visitor_version;
$$;

-- A page for whoever has its link; the caller decides by expiry, withdrawal and password what is shown.
create or replace function read_linked_page(p_page uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', p.id, 'workspace', w.slug, 'page', pv.spec, 'createdAt', pv.created_at,
    'gone', p.withdrawn_at is not null or coalesce(p.expires_at <= now(), false), 'passwordHash', p.password_hash)
  from pages p join page_versions pv on pv.page_id = p.id and pv.version = p.version
    join workspaces w on w.id = p.workspace_id
  where p.id = p_page;
$$;

create or replace function list_page_versions(p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_page uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('current', p.version, 'versions', (
      select jsonb_agg(jsonb_build_object('version', pv.version, 'title', pv.spec->>'title', 'createdAt', pv.created_at)
        order by pv.version desc) from page_versions pv where pv.page_id = p.id))
  from pages p join visitors v on v.id = p.visitor_id
  where p.id = p_page and p.workspace_id = p_workspace and p.visitor_id = p_visitor and v.version = p_visitor_version;
$$;

-- The spec of one version, for its owner.
create or replace function read_page_version(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_page uuid, p_version integer
) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select pv.spec from pages p
    join page_versions pv on pv.page_id = p.id and pv.version = p_version
    join visitors v on v.id = p.visitor_id
  where p.id = p_page and p.workspace_id = p_workspace and p.visitor_id = p_visitor and v.version = p_visitor_version;
$$;

-- Adds a version and makes it the current one, unless somebody else did meanwhile. The first version and the newest 99
-- are kept: whoever has a page changes it as often as they like.
--   p_from_version   the version the caller read
-- → {found, conflict, version}
create or replace function write_page_version(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_page uuid, p_from_version integer, p_spec jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_current integer;
begin
  select p.version into v_current from pages p join visitors v on v.id = p.visitor_id
    where p.id = p_page and p.workspace_id = p_workspace and p.visitor_id = p_visitor and v.version = p_visitor_version
    for update of p;
  if not found then return jsonb_build_object('found', false); end if;
  if v_current <> p_from_version then return jsonb_build_object('found', true, 'conflict', true); end if;
  insert into page_versions (page_id, version, workspace_id, spec) values (p_page, v_current + 1, p_workspace, p_spec);
  update pages set version = v_current + 1, updated_at = now() where id = p_page;
  delete from page_versions where page_id = p_page and version > 1 and version <= v_current + 1 - 99;
  return jsonb_build_object('found', true, 'conflict', false, 'version', v_current + 1);
end $$;

-- How a page's link behaves. Only the keys that stand in p_change are changed.
--   p_change   {expiresAt?: time|null, passwordHash?: text|null, withdrawn?: boolean}
create or replace function change_page_link(
  p_workspace uuid, p_visitor uuid, p_visitor_version integer, p_page uuid, p_change jsonb
) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update pages p set
      expires_at = case when p_change ? 'expiresAt' then (p_change->>'expiresAt')::timestamptz else p.expires_at end,
      password_hash = case when p_change ? 'passwordHash' then p_change->>'passwordHash' else p.password_hash end,
      withdrawn_at = case when p_change ? 'withdrawn'
        then (case when (p_change->>'withdrawn')::boolean then coalesce(p.withdrawn_at, now()) end) else p.withdrawn_at end,
      updated_at = now()
    from visitors v
    where p.id = p_page and p.workspace_id = p_workspace and p.visitor_id = p_visitor
      and v.id = p.visitor_id and v.version = p_visitor_version;
  return jsonb_build_object('found', found);
end $$;
