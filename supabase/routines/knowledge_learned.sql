-- claim_learning(p_workspace uuid, p_run uuid) → true, or false while another run is at it.
create or replace function claim_learning(p_workspace uuid, p_run uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into learning_runs (workspace_id, run, state) values (p_workspace, p_run, 'learning')
  on conflict (workspace_id) do update set
    run = excluded.run, state = 'learning', passages = 0, embedded = 0, error = null, started_at = now(), changed_at = now()
    where learning_runs.state in ('done', 'failed') or learning_runs.changed_at < now() - interval '10 minutes';
  return to_jsonb(found);
end $$;

-- note_learning(p_workspace uuid, p_run uuid, p_state text, p_passages integer, p_embedded integer, p_error text)
--   → true, or false where the run is no longer the current one and has to end.
create or replace function note_learning(
  p_workspace uuid, p_run uuid, p_state text, p_passages integer, p_embedded integer, p_error text
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update learning_runs set state = p_state, passages = p_passages, embedded = p_embedded, error = p_error, changed_at = now()
   where workspace_id = p_workspace and run = p_run;
  return to_jsonb(found);
end $$;

-- learning_passages(p_workspace uuid, p_after bigint, p_limit integer) → [{number, title, headingPath, content}] in
-- order: what there is to learn from, part by part.
create or replace function learning_passages(p_workspace uuid, p_after bigint, p_limit integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('number', number, 'title', title, 'headingPath', heading_path,
      'content', content) order by number), '[]')
    from (
      select p.number, d.title, p.heading_path, p.content from passages p join documents d on d.id = p.document_id
       where p.workspace_id = p_workspace and p.number > p_after and d.state = 'ready'
       order by p.number limit p_limit) part;
$$;

-- store_learned_embedder(p_workspace uuid, p_embedder jsonb) → true. Not used until use_learned_embedder says so.
--   p_embedder  {id, body, passages, terms, dimensions}
create or replace function store_learned_embedder(p_workspace uuid, p_embedder jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into learned_embedders (workspace_id, id, body, passages, terms, dimensions)
  values (p_workspace, p_embedder->>'id', p_embedder->>'body', (p_embedder->>'passages')::integer,
    (p_embedder->>'terms')::integer, (p_embedder->>'dimensions')::integer)
  on conflict (workspace_id, id) do nothing;
  return to_jsonb(true);
end $$;

-- use_learned_embedder(p_workspace uuid, p_id text) → true, or false where there is no such snapshot; null: none is
-- used from now on. The others are removed. Every process reads the workspace and its knowledge anew.
create or replace function use_learned_embedder(p_workspace uuid, p_id text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  perform 1 from workspaces where id = p_workspace for no key update;
  if p_id is not null then
    perform 1 from learned_embedders where workspace_id = p_workspace and id = p_id;
    if not found then return to_jsonb(false); end if;
  end if;
  delete from learned_embedders where workspace_id = p_workspace and id is distinct from p_id;
  update learned_embedders set in_use = true where workspace_id = p_workspace;
  update workspaces set version = version + 1, knowledge_version = knowledge_version + 1 where id = p_workspace;
  return to_jsonb(true);
end $$;

-- read_learned_embedder(p_workspace uuid, p_known text) → {id, body}, the one in use, or null. `body` is null where
-- its id is p_known.
create or replace function read_learned_embedder(p_workspace uuid, p_known text) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', id, 'body', case when id is distinct from p_known then body end)
    from learned_embedders where workspace_id = p_workspace and in_use;
$$;

-- learning_state(p_workspace uuid) → {state: "idle"|"learning"|"embedding"|"done"|"failed", passages, embedded, error,
-- startedAt, learned: {id, passages, terms, dimensions, createdAt}|null, knowledge: how many passages there are now,
-- workspaceVersion}.
-- A run that was lost with its process has failed.
create or replace function learning_state(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'state', case
      when r.state is null then 'idle'
      when r.state in ('learning', 'embedding') and r.changed_at < now() - interval '10 minutes' then 'failed'
      else r.state end,
    'error', case
      when r.state in ('learning', 'embedding') and r.changed_at < now() - interval '10 minutes'
      then 'The server was stopped meanwhile.' else r.error end,
    'passages', coalesce(r.passages, 0), 'embedded', coalesce(r.embedded, 0), 'startedAt', r.started_at,
    'knowledge', (select count(*) from passages p where p.workspace_id = p_workspace and p.stage is null),
    'workspaceVersion', (select version from workspaces where id = p_workspace),
    'learned', (select jsonb_build_object('id', l.id, 'passages', l.passages, 'terms', l.terms,
        'dimensions', l.dimensions, 'createdAt', l.created_at)
      from learned_embedders l where l.workspace_id = p_workspace and l.in_use))
    from (select 1) one left join learning_runs r on r.workspace_id = p_workspace;
$$;
