-- read_knowledge(p_workspace uuid, p_embedding_model text, p_after bigint, p_limit integer) →
--   {version, languages, passages: <how many there are in all>, words: <of all of them>, rows: [{number, passageId, documentId, title, url, tags, sample,
--    headingPath, content, context|null, page|null, start, end, question, tokens, lexemes: {lexeme: frequency}, length, embedding: "[…]"|null}]}
-- A part of what a workspace knows, for a process that searches a small knowledge base in its own memory:
-- passages with a number above p_after, in order. The version tells whether two parts belong together.
create or replace function read_knowledge(p_workspace uuid, p_embedding_model text, p_after bigint, p_limit integer)
returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'version', w.knowledge_version, 'languages', coalesce(to_jsonb(t.languages), '[]'),
    'passages', coalesce(t.passages, 0), 'words', coalesce(t.words, 0),
    'rows', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'number', p.number, 'passageId', p.id, 'documentId', p.document_id, 'title', d.title, 'url', d.url,
        'tags', d.tags, 'sample', d.sample, 'headingPath', p.heading_path, 'content', p.content, 'context', p.context, 'page', p.page,
        'start', p.start_at, 'end', p.end_at, 'question', p.question, 'tokens', p.tokens, 'updatedAt', d.updated_at,
        'lexemes', (select coalesce(jsonb_object_agg(s.lexeme, l.frequency), '{}')
          from passage_lexemes l join lexeme_statistics s on s.number = l.word where l.passage = p.number),
        'length', (select l.length from passage_lexemes l where l.passage = p.number limit 1),
        'embedding', (select v.embedding::text from passage_vectors v
          where v.passage = p.number and v.workspace_id = w.id and v.model = p_embedding_model)) order by p.number), '[]')
      from (select * from passages where workspace_id = w.id and number > p_after and stage is null order by number limit p_limit) p
        join documents d on d.id = p.document_id and d.state = 'ready'))
  from workspaces w left join knowledge_totals t on t.workspace_id = w.id where w.id = p_workspace;
$$;
