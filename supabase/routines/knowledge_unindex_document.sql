-- knowledge_unindex_passages(p_workspace, p_passages) → void
-- Takes passages' words out of the index and lowers the counts of the passages they stand in; the passages stay.
create or replace function knowledge_unindex_passages(p_workspace uuid, p_passages bigint[]) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
declare
  v_words bigint[];
begin
  with gone as (
    delete from passage_lexemes l using passages p
     where l.passage = p.number and p.workspace_id = p_workspace and p.number = any (p_passages)
    returning l.word
  ), lowered as (
    update lexeme_statistics s set passages = s.passages - c.passages
      from (select word, count(*)::integer as passages from gone group by word) c
     where s.number = c.word and s.workspace_id = p_workspace
    returning s.number, s.passages
  )
  select array_agg(number) filter (where passages <= 0) into v_words from lowered;
  delete from lexeme_statistics where workspace_id = p_workspace and number = any (v_words);
end $$;

-- knowledge_uncount_words(p_workspace, p_document) → void
-- Takes a document's passages and words out of the totals.
create or replace function knowledge_uncount_words(p_workspace uuid, p_document uuid) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
declare
  v_passages integer;
begin
  select count(*) into v_passages from passages where workspace_id = p_workspace and document_id = p_document;
  update knowledge_totals t set passages = t.passages - v_passages, words = t.words - d.words
    from documents d
   where t.workspace_id = p_workspace and d.workspace_id = p_workspace and d.id = p_document and d.words_language is not null;
  update documents set words_language = null, words = 0 where workspace_id = p_workspace and id = p_document;
end $$;

-- knowledge_unindex_words(p_workspace, p_document) → void
-- Takes a document's words out of the index and the statistics; its passages stay.
create or replace function knowledge_unindex_words(p_workspace uuid, p_document uuid) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  perform knowledge_unindex_passages(p_workspace,
    array(select number from passages where workspace_id = p_workspace and document_id = p_document));
  perform knowledge_uncount_words(p_workspace, p_document);
end $$;

-- knowledge_unindex_document(p_workspace, p_document) → void
-- Takes a document's passages with their words and vectors out of search and statistics: at once where they are few, and
-- otherwise by leaving them to clear_away_passages. Only called inside replace_document and delete_document, which hold
-- the workspace's row.
create or replace function knowledge_unindex_document(p_workspace uuid, p_document uuid) returns void
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  if (select count(*) from passages where workspace_id = p_workspace and document_id = p_document) > 48 then
    perform knowledge_leave_passages(p_workspace, p_document);
    return;
  end if;
  perform knowledge_unindex_words(p_workspace, p_document);
  delete from passages where workspace_id = p_workspace and document_id = p_document;
end $$;
