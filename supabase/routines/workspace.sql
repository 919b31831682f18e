-- The workspace of a slug: {id, version, knowledgeVersion, embeddingModel: the one whose vectors serve|null, config},
-- or null.
create or replace function read_workspace(p_slug text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', id, 'version', version, 'knowledgeVersion', knowledge_version,
    'embeddingModel', embedding_model, 'config', config)
  from workspaces where slug = p_slug;
$$;

-- Makes the workspace or changes its configuration, but for what was set in the console; nothing happens when it is the
-- same.
create or replace function write_workspace(p_slug text, p_config jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into workspaces (slug, config) values (p_slug, p_config)
    on conflict (slug) do update
      set config = excluded.config || workspaces.set_in_console, version = workspaces.version + 1, updated_at = now()
      where workspaces.config is distinct from excluded.config || workspaces.set_in_console;
  insert into operator_workspaces (operator_id, workspace_id)
    select o.id, w.id from operators o, workspaces w where o.role = 'owner' and w.slug = p_slug
    on conflict do nothing;
  return read_workspace(p_slug);
end $$;

-- Is there any workspace yet? Decides whether this is the first start.
create or replace function count_workspaces() returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select to_jsonb(count(*)) from workspaces;
$$;

create or replace function list_workspaces() returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'slug', slug) order by created_at), '[]') from workspaces;
$$;

-- list_knowledge_versions() → [{id, slug, version, knowledgeVersion, localOnly}]: what says whether a workspace's
-- knowledge has to be looked through again.
create or replace function list_knowledge_versions() returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'slug', slug, 'version', version,
      'knowledgeVersion', knowledge_version, 'localOnly', coalesce((config->>'localOnly')::boolean, false))), '[]')
    from workspaces;
$$;
