-- set_reranking(p_workspace uuid, p_on boolean, p_knowledge_version bigint) → {set: true}, or {set: false} where the
-- knowledge base is no longer the one that this was decided for (null: whichever it is) or there is no such workspace.
create or replace function set_reranking(p_workspace uuid, p_on boolean, p_knowledge_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update workspaces set config = config || jsonb_build_object('rerank', p_on), version = version + 1, updated_at = now()
   where id = p_workspace and (p_knowledge_version is null or knowledge_version = p_knowledge_version)
     and coalesce((config->>'rerank')::boolean, false) is distinct from p_on;
  return jsonb_build_object('set', exists (select 1 from workspaces where id = p_workspace
    and (p_knowledge_version is null or knowledge_version = p_knowledge_version)));
end $$;
