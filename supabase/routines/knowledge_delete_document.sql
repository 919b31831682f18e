-- delete_document(p_workspace uuid, p_document uuid) → true, or false where there is no such document.
-- With it go its passages, words and vectors, and the cached answers that cite it.
create or replace function delete_document(p_workspace uuid, p_document uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  perform 1 from workspaces where id = p_workspace for no key update;
  perform 1 from documents where workspace_id = p_workspace and id = p_document;
  if not found then return to_jsonb(false); end if;
  perform knowledge_unindex_document(p_workspace, p_document);
  perform forget_answers_citing(p_workspace, p_document);
  delete from documents where workspace_id = p_workspace and id = p_document;
  update workspaces set knowledge_version = knowledge_version + 1 where id = p_workspace;
  return to_jsonb(true);
end $$;
