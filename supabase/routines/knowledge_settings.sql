-- change_knowledge_settings(p_workspace uuid, p_settings jsonb) → whether anything changed. Sets those fields of the
-- configuration and no others, whoever else changes it at the same time. They stay when the company's file is read again.
--   p_settings  {language?, staleAfterMonths?}, checked by the caller
create or replace function change_knowledge_settings(p_workspace uuid, p_settings jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update workspaces set config = config || p_settings, set_in_console = set_in_console || p_settings,
      version = version + 1, updated_at = now()
   where id = p_workspace and (config || p_settings, set_in_console || p_settings) is distinct from (config, set_in_console);
  return to_jsonb(found);
end $$;
