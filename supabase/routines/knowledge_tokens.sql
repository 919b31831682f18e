-- passages_without_tokens(p_workspace uuid, p_limit integer) → [{number, title, headingPath, context|null, content}]: passages that
-- were indexed before passages were counted.
create or replace function passages_without_tokens(p_workspace uuid, p_limit integer)
returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', number, 'title', title, 'headingPath', heading_path, 'context', context, 'content', content)), '[]')
    from (
      select p.number, d.title, p.heading_path, p.context, p.content from passages p join documents d on d.id = p.document_id
       where p.workspace_id = p_workspace and p.tokens is null order by p.number limit p_limit) missing;
$$;

-- store_tokens(p_workspace uuid, p_tokens jsonb) → how many were stored.
--   p_tokens  [{number, tokens}]; a passage that was deleted meanwhile is passed over
create or replace function store_tokens(p_workspace uuid, p_tokens jsonb)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_stored integer;
begin
  update passages p set tokens = (t->>'tokens')::integer
    from jsonb_array_elements(p_tokens) t
   where p.number = (t->>'number')::bigint and p.workspace_id = p_workspace;
  get diagnostics v_stored = row_count;
  return to_jsonb(v_stored);
end $$;
