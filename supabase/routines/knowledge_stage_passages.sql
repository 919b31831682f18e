-- Passages on their way in or out: see passage_stages.

-- stage_passages(p_workspace uuid, p_stage uuid, p_title text, p_passages jsonb, p_first integer, p_embedding_model text)
--   → how many the stage holds now
--   p_passages  as replace_document takes them; the first of them is the document's p_first-th, counted from 1
-- Stores a part of a document's passages with their words and vectors, for replace_document to take them all at once.
-- Their words are counted in the statistics from here on, so that taking them is no work.
create or replace function stage_passages(
  p_workspace uuid, p_stage uuid, p_title text, p_passages jsonb, p_first integer, p_embedding_model text
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_language text;
begin
  select coalesce(config->>'language', 'en') into v_language from workspaces where id = p_workspace for no key update;
  insert into passage_stages (id, workspace_id, language) values (p_stage, p_workspace, v_language)
  on conflict (id) do update set created_at = now()
    where passage_stages.workspace_id = p_workspace and not passage_stages.is_leaving
  returning language into v_language;
  if not found then raise exception 'the stage is another workspace''s, or is being cleared away'; end if;
  update passage_stages set words = words + knowledge_index_passages(p_workspace,
      knowledge_insert_passages(p_workspace, null, p_stage, p_passages, p_first, p_embedding_model), p_title, v_language)
   where id = p_stage;
  return to_jsonb((select count(*) from passages where workspace_id = p_workspace and stage = p_stage));
end $$;

-- clear_away_passages(p_limit integer) → how many there still are: of those that left their document, or were staged an
-- hour ago for one that never took them, up to p_limit are removed with their words and vectors.
create or replace function clear_away_passages(p_limit integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_stage passage_stages;
  v_passages bigint[];
begin
  select * into v_stage from passage_stages where is_leaving or created_at < now() - interval '1 hour'
   order by created_at limit 1;
  if not found then return to_jsonb(0); end if;
  -- The workspace first, as whoever takes a stage does. From here on who comes late finds no stage to take, and not what
  -- is left of it.
  perform 1 from workspaces where id = v_stage.workspace_id for no key update;
  update passage_stages set is_leaving = true where workspace_id = v_stage.workspace_id and id = v_stage.id
     and (is_leaving or created_at < now() - interval '1 hour');
  -- Taken, or gone on with, just now.
  if not found then return to_jsonb(0); end if;
  select array_agg(number) into v_passages from (
    select number from passages where workspace_id = v_stage.workspace_id and stage = v_stage.id limit p_limit) part;
  perform knowledge_unindex_passages(v_stage.workspace_id, v_passages);
  delete from passages where workspace_id = v_stage.workspace_id and number = any (v_passages);
  delete from passage_stages where workspace_id = v_stage.workspace_id and id = v_stage.id and not exists (
    select 1 from passages where workspace_id = v_stage.workspace_id and stage = v_stage.id);
  return to_jsonb((select count(*) from passages p join passage_stages s on s.id = p.stage and s.workspace_id = p.workspace_id
    where s.is_leaving or s.created_at < now() - interval '1 hour'));
end $$;

-- knowledge_take_passages(p_workspace, p_document, p_stage) → void. Gives a document all passages of a stage; it has none.
create or replace function knowledge_take_passages(p_workspace uuid, p_document uuid, p_stage uuid) returns void
language plpgsql set search_path = public, extensions, pg_temp as $$
declare
  v_stage passage_stages;
begin
  delete from passage_stages where workspace_id = p_workspace and id = p_stage and not is_leaving returning * into v_stage;
  if not found then raise exception 'there is no such stage'; end if;
  update passages set document_id = p_document, stage = null where workspace_id = p_workspace and stage = p_stage;
  perform knowledge_count_words(p_workspace, p_document, v_stage.language, v_stage.words);
end $$;

-- knowledge_leave_passages(p_workspace, p_document) → void. Takes a document's passages out of every search at once, and
-- leaves them and their words to clear_away_passages.
create or replace function knowledge_leave_passages(p_workspace uuid, p_document uuid) returns void
language plpgsql set search_path = public, extensions, pg_temp as $$
declare
  v_stage uuid := gen_random_uuid();
begin
  perform knowledge_uncount_words(p_workspace, p_document);
  insert into passage_stages (id, workspace_id, language, is_leaving) values (v_stage, p_workspace, '', true);
  update passages set document_id = null, stage = v_stage where workspace_id = p_workspace and document_id = p_document;
end $$;

-- The numbers of the passages that it inserts, into a document or a stage.
create or replace function knowledge_insert_passages(
  p_workspace uuid, p_document uuid, p_stage uuid, p_passages jsonb, p_first integer, p_embedding_model text
) returns bigint[] language plpgsql volatile set search_path = public, extensions, pg_temp as $$
declare
  v_numbers bigint[];
begin
  with inserted as (
    insert into passages (workspace_id, document_id, stage, ordinal, heading_path, content, start_at, end_at, token_count,
      tokens, question, context, page)
    select p_workspace, p_document, p_stage, p_first + ordinality - 1, p->'headingPath', p->>'content',
      (p->>'start')::integer, (p->>'end')::integer, (p->>'tokens')::integer, (p->>'promptTokens')::integer, p->>'question',
      p->>'context', (p->>'page')::integer
      from jsonb_array_elements(p_passages) with ordinality as t (p, ordinality)
    returning number, ordinal)
  select array_agg(number order by ordinal) into v_numbers from inserted;

  insert into passage_vectors (passage, workspace_id, model, dimensions, embedding)
  select n.number, p_workspace, p_embedding_model, vector_dims(e.embedding), e.embedding
    from unnest(v_numbers) with ordinality n (number, place),
      lateral (select l2_normalize((p_passages->(n.place - 1)::integer->>'embedding')::vector) as embedding) e;
  return v_numbers;
end $$;
