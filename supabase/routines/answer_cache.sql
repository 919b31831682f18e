-- find_cached_answer(p_workspace, p_voice, p_query jsonb, p_embedding text, p_embedding_model text,
--   p_knowledge_version bigint) → [{question, exact, similarity, persona, intent, documents, answer}], the likeliest
-- first: answers that may fit, whose citations still stand. Whether one does is decided by whoever asks (lib/ai/answer-cache.ts).
--   p_query      {promptVersion, questionHash, leastSimilarity}
--   p_embedding  vector text of the question, or null: exact repeats only
-- Near repeats are looked for among the workspace's 300 newest answers of the voice, and only where there is no exact
-- one: comparing 300 vectors of 1,536 numbers takes the embedded database 2 ms.
create or replace function find_cached_answer(
  p_workspace uuid, p_voice text, p_query jsonb, p_embedding text, p_embedding_model text, p_knowledge_version bigint
) returns jsonb
language plpgsql stable security definer set search_path = public, extensions, pg_temp as $$
declare
  v_found jsonb;
  v_question vector := p_embedding::vector;
begin
  select jsonb_agg(jsonb_build_object('question', question, 'exact', true, 'similarity', 1, 'persona', persona,
      'intent', intent, 'documents', documents, 'answer', answer)) into v_found
    from (select * from cached_answers
      where workspace_id = p_workspace and voice_id = p_voice and prompt_version = p_query->>'promptVersion'
        and question_hash = p_query->>'questionHash' and expires_at > now()
        and (knowledge_version is null or knowledge_version = p_knowledge_version)
      order by created_at desc limit 5) exact
    where citations_stand(p_workspace, answer);
  if v_found is not null or v_question is null then return coalesce(v_found, '[]'); end if;

  select jsonb_agg(jsonb_build_object('question', question, 'exact', false, 'similarity', similarity, 'persona', persona,
      'intent', intent, 'documents', documents, 'answer', answer) order by similarity desc) into v_found
    from (
      select recent.*, case when vector_dims(embedding) = vector_dims(v_question)
          then 1 - (embedding <=> v_question) else 0 end as similarity
        from (select * from cached_answers
          where workspace_id = p_workspace and voice_id = p_voice and prompt_version = p_query->>'promptVersion'
            and embedding_model = p_embedding_model and expires_at > now()
            and (knowledge_version is null or knowledge_version = p_knowledge_version)
          order by expires_at desc limit 300) recent
        order by similarity desc limit 5
    ) near
    where similarity > (p_query->>'leastSimilarity')::real and citations_stand(p_workspace, answer);
  return coalesce(v_found, '[]');
end $$;

-- citations_stand(p_workspace, p_answer {sources, citations}) → whether each excerpt still stands at its offsets (UTF-16
-- code units) in a passage of the document that its source names.
create or replace function citations_stand(p_workspace uuid, p_answer jsonb) returns boolean
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(bool_and(exists (
    select 1 from jsonb_array_elements(p_answer->'sources') s
        join documents d on d.id = (s->>'documentId')::uuid and d.workspace_id = p_workspace and d.state = 'ready'
        join passages p on p.document_id = d.id and p.workspace_id = p_workspace
      where s->>'n' = c->>'n' and p.start_at <= (c->>'start')::integer and p.end_at >= (c->>'end')::integer
        and strpos(p.content, c->>'excerpt') > 0
        and p.start_at + utf16_length(left(p.content, strpos(p.content, c->>'excerpt') - 1)) = (c->>'start')::integer
  )), true) from jsonb_array_elements(p_answer->'citations') c;
$$;

-- How many UTF-16 code units a text has: characters beyond the basic plane have two.
create or replace function utf16_length(p_text text) returns integer
language sql immutable as $$
  select length(p_text) + length(regexp_replace(p_text, '[\u0001-\uFFFF]', '', 'g'));
$$;

-- Keeps an answer to be given again, in the transaction that closes its turn. Not where the knowledge base changed
-- since the turn read it: the lock makes a change that is under way come first. Two that were asked at once are both
-- answered, and the later one is kept.
--   p_cache  {promptVersion, questionHash, question, persona, intent, embedding, embeddingModel, cited, documents,
--            knowledgeVersion, onlyThisVersion, answer, minutes}
create or replace function remember_answer(p_workspace uuid, p_turn uuid, p_voice text, p_cache jsonb) returns void
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  perform 1 from workspaces
    where id = p_workspace and knowledge_version = (p_cache->>'knowledgeVersion')::bigint for share;
  if not found then return; end if;
  delete from cached_answers where workspace_id = p_workspace and expires_at <= now();
  insert into cached_answers (workspace_id, turn_id, voice_id, prompt_version, persona, intent, question, question_hash,
      embedding_model, embedding, cited, documents, knowledge_version, answer, expires_at)
    values (p_workspace, p_turn, p_voice, p_cache->>'promptVersion', p_cache->>'persona', p_cache->>'intent',
      p_cache->>'question', p_cache->>'questionHash', p_cache->>'embeddingModel', (p_cache->>'embedding')::vector,
      array(select jsonb_array_elements_text(p_cache->'cited'))::uuid[],
      array(select jsonb_array_elements_text(p_cache->'documents'))::uuid[],
      case when (p_cache->>'onlyThisVersion')::boolean then (p_cache->>'knowledgeVersion')::bigint end,
      p_cache->'answer', now() + make_interval(mins => (p_cache->>'minutes')::integer))
    on conflict (workspace_id, question_hash, voice_id, prompt_version, persona, intent) do update set
      turn_id = excluded.turn_id, question = excluded.question, embedding_model = excluded.embedding_model,
      embedding = excluded.embedding, cited = excluded.cited, documents = excluded.documents,
      knowledge_version = excluded.knowledge_version, answer = excluded.answer, created_at = now(),
      expires_at = excluded.expires_at;
end $$;

-- forget_answers_citing(p_workspace, p_document) → how many: called where a document is changed or removed.
create or replace function forget_answers_citing(p_workspace uuid, p_document uuid) returns integer
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_removed integer;
begin
  delete from cached_answers where workspace_id = p_workspace and p_document = any (cited);
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;

-- clear_cached_answers(p_workspace, p_person) → how many were removed: all, or those that a person's turns left.
create or replace function clear_cached_answers(p_workspace uuid, p_person text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_removed integer;
  v_generated integer;
begin
  delete from cached_answers a where a.workspace_id = p_workspace
    and (p_person is null or exists (select 1 from turns t join visitors v on v.id = t.visitor_id
      where t.id = a.turn_id and t.workspace_id = p_workspace and coalesce(v.person, v.id::text) = p_person));
  get diagnostics v_removed = row_count;
  delete from generated_answers where workspace_id = p_workspace and (p_person is null or user_id = p_person);
  get diagnostics v_generated = row_count;
  return to_jsonb(v_removed + v_generated);
end $$;

-- clean_up_context(p_workspace, p_person, p_days integer) → how many things were removed: answers whose time is over,
-- and, of conversations and turns untouched for p_days, the summaries and the records of what prompts were made of.
-- What was said stays; a conversation that is taken up again is summarised again.
create or replace function clean_up_context(p_workspace uuid, p_person text, p_days integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_removed integer := 0;
  v_rows integer;
begin
  delete from cached_answers a where a.workspace_id = p_workspace and a.expires_at <= now()
    and (p_person is null or exists (select 1 from turns t join visitors v on v.id = t.visitor_id
      where t.id = a.turn_id and t.workspace_id = p_workspace and coalesce(v.person, v.id::text) = p_person));
  get diagnostics v_rows = row_count;
  v_removed := v_removed + v_rows;
  update conversations set summary = null, summary_reaches = 0, summary_claimed_at = null
    where workspace_id = p_workspace and summary is not null and updated_at < now() - make_interval(days => p_days)
      and (p_person is null or visitor_id in (select v.id from visitors v
        where v.workspace_id = p_workspace and coalesce(v.person, v.id::text) = p_person));
  get diagnostics v_rows = row_count;
  v_removed := v_removed + v_rows;
  update turns set context = null
    where workspace_id = p_workspace and context is not null and created_at < now() - make_interval(days => p_days)
      and (p_person is null or visitor_id in (select v.id from visitors v
        where v.workspace_id = p_workspace and coalesce(v.person, v.id::text) = p_person));
  get diagnostics v_rows = row_count;
  return to_jsonb(v_removed + v_rows);
end $$;
