-- passages_without_vector(p_workspace uuid, p_embedding_model text, p_limit integer) →
-- [{number, title, headingPath, context|null, content}]: passages that this model has not embedded yet.
create or replace function passages_without_vector(p_workspace uuid, p_embedding_model text, p_limit integer)
returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', number, 'title', title, 'headingPath', heading_path, 'context', context, 'content', content)), '[]')
    from (
      select p.number, d.title, p.heading_path, p.context, p.content from passages p join documents d on d.id = p.document_id
       where p.workspace_id = p_workspace and not exists (
         select 1 from passage_vectors v where v.passage = p.number and v.model = p_embedding_model)
       order by p.number limit p_limit) missing;
$$;

-- store_vectors(p_workspace uuid, p_embedding_model text, p_vectors jsonb) → how many were stored.
--   p_vectors  [{number, embedding: "[…]"}]; a passage that was deleted meanwhile is passed over
create or replace function store_vectors(p_workspace uuid, p_embedding_model text, p_vectors jsonb)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_stored integer;
begin
  insert into passage_vectors (passage, workspace_id, model, dimensions, embedding)
  select p.number, p_workspace, p_embedding_model, vector_dims(e.embedding), e.embedding
    from (select (v->>'number')::bigint as number, l2_normalize((v->>'embedding')::vector) as embedding
            from jsonb_array_elements(p_vectors) v) e
    join passages p on p.number = e.number and p.workspace_id = p_workspace
  on conflict (passage, model) do nothing;
  get diagnostics v_stored = row_count;
  return to_jsonb(v_stored);
end $$;

-- claim_embedding_change(p_workspace uuid, p_embedding_model text, p_claimant uuid, p_seconds integer) → true, or false
-- where another process is at it. Begins a change of the model, or goes on with it for so many seconds more; a change
-- to yet another model takes the place of one that was begun.
create or replace function claim_embedding_change(
  p_workspace uuid, p_embedding_model text, p_claimant uuid, p_seconds integer
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into embedding_changes as c (workspace_id, model, claimant, claimed_until)
  values (p_workspace, p_embedding_model, p_claimant, now() + make_interval(secs => p_seconds))
  on conflict (workspace_id) do update set
    model = excluded.model, claimant = excluded.claimant, claimed_until = excluded.claimed_until, error = null,
    started_at = case when c.model = excluded.model then c.started_at else now() end
   where c.claimant = p_claimant or c.claimed_until < now();
  return to_jsonb(found);
end $$;

-- fail_embedding_change(p_workspace uuid, p_claimant uuid, p_error text) → true. Leaves it to whoever tries next.
create or replace function fail_embedding_change(p_workspace uuid, p_claimant uuid, p_error text)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update embedding_changes set error = p_error, claimed_until = now()
   where workspace_id = p_workspace and claimant = p_claimant;
  return to_jsonb(true);
end $$;

-- serve_embedding_model(p_workspace uuid, p_embedding_model text) → true, or false while a passage has no vector of it.
-- The switch: from here on the workspace's questions are embedded by this model. Nothing is stored meanwhile.
create or replace function serve_embedding_model(p_workspace uuid, p_embedding_model text)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_serving text;
begin
  select embedding_model into v_serving from workspaces where id = p_workspace for no key update;
  if jsonb_array_length(passages_without_vector(p_workspace, p_embedding_model, 1)) > 0 then return to_jsonb(false); end if;
  delete from embedding_changes where workspace_id = p_workspace and model = p_embedding_model;
  if v_serving is distinct from p_embedding_model then
    update workspaces set embedding_model = p_embedding_model, embedding_since = now(), version = version + 1,
      knowledge_version = knowledge_version + 1
     where id = p_workspace;
  end if;
  return to_jsonb(true);
end $$;

-- forget_unserved_vectors(p_workspace uuid, p_since timestamptz) → how many vectors were removed: those of models that
-- neither serve nor are about to, if the serving one does so since p_since or longer. While an embedder learns none are:
-- those of what it has learnt are stored before it is said that they will serve.
create or replace function forget_unserved_vectors(p_workspace uuid, p_since timestamptz)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_removed integer;
begin
  delete from passage_vectors v using workspaces w
   where w.id = p_workspace and v.workspace_id = w.id and w.embedding_model is not null
     and (w.embedding_since is null or w.embedding_since <= p_since) and v.model <> w.embedding_model
     and not exists (select 1 from embedding_changes c where c.workspace_id = w.id and c.model = v.model)
     and not exists (select 1 from learning_runs r where r.workspace_id = w.id
       and r.state in ('learning', 'embedding') and r.changed_at > now() - interval '10 minutes');
  get diagnostics v_removed = row_count;
  return to_jsonb(v_removed);
end $$;

-- How many passages of documents have a vector of a model; those that wait in a stage are of none yet.
create or replace function knowledge_count_embedded(p_workspace uuid, p_model text) returns bigint
language sql stable set search_path = public, extensions, pg_temp as $$
  select (select count(*) from passage_vectors where workspace_id = p_workspace and model = p_model)
       - (select count(*) from passages p join passage_vectors v on v.passage = p.number and v.model = p_model
           where p.workspace_id = p_workspace and p.stage is not null);
$$;

-- read_knowledge_state(p_workspace uuid) → {passages, documents, language, languages: [those of the word index],
--   indexed: <documents whose words stand in it in the workspace's language>, embedding: {model|null, since|null,
--   passages: <with a vector of it>}, change: {model, startedAt, passages: <with a vector of it>, error|null} | null}
create or replace function read_knowledge_state(p_workspace uuid)
returns jsonb language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'passages', (select count(*) from passages p where p.workspace_id = w.id and p.stage is null),
    'documents', (select count(*) from documents d where d.workspace_id = w.id and d.state = 'ready'),
    'indexed', (select count(*) from documents d where d.workspace_id = w.id and d.state = 'ready'
      and d.words_language = coalesce(w.config->>'language', 'en')),
    'language', coalesce(w.config->>'language', 'en'),
    'languages', coalesce((select to_jsonb(t.languages) from knowledge_totals t where t.workspace_id = w.id), '[]'),
    'embedding', jsonb_build_object('model', w.embedding_model, 'since', w.embedding_since,
      'passages', knowledge_count_embedded(w.id, w.embedding_model)),
    'change', (select jsonb_build_object('model', c.model, 'startedAt', c.started_at, 'error', c.error,
        'passages', knowledge_count_embedded(w.id, c.model))
      from embedding_changes c where c.workspace_id = w.id))
  from workspaces w where w.id = p_workspace;
$$;

-- analyze_knowledge() → true. Refreshes the planner's statistics after a bulk load; the embedded database has nobody
-- else to do it.
create or replace function analyze_knowledge() returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  analyze documents, passages, passage_lexemes, lexeme_statistics, knowledge_totals, passage_vectors;
  return to_jsonb(true);
end $$;
