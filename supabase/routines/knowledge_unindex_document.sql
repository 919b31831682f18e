-- knowledge_unindex_document(p_workspace, p_document) → void
-- Removes a document's passages with their words and vectors, and takes them out of the statistics.
-- Only called inside replace_document and delete_document, which hold the workspace's row.
create or replace function knowledge_unindex_document(p_workspace uuid, p_document uuid) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  update lexeme_statistics s set passages = s.passages - gone.passages
    from (select l.lexeme, count(*)::integer as passages
            from passage_lexemes l join passages p on p.number = l.passage
           where p.workspace_id = p_workspace and p.document_id = p_document group by l.lexeme) gone
   where s.workspace_id = p_workspace and s.lexeme = gone.lexeme;
  delete from lexeme_statistics where workspace_id = p_workspace and passages <= 0;
  update knowledge_totals set
      passages = knowledge_totals.passages - gone.passages, tokens = knowledge_totals.tokens - gone.tokens
    from (select count(*)::integer as passages, coalesce(sum(token_count), 0) as tokens from passages
           where workspace_id = p_workspace and document_id = p_document) gone
   where knowledge_totals.workspace_id = p_workspace;
  delete from passages where workspace_id = p_workspace and document_id = p_document;
end $$;
