-- knowledge_scan_view(s) → {id, status, documents, documentsRead, statements, cutShort, knowledgeVersion, error,
-- startedAt, endedAt}. A scan that nobody has been alive for in two minutes is told as interrupted.
create or replace function knowledge_scan_view(s knowledge_scans) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', s.id,
    'status', case when s.status = 'running' and s.alive_at < now() - interval '2 minutes' then 'interrupted' else s.status end,
    'documents', s.documents, 'documentsRead', s.documents_read, 'statements', s.statements, 'cutShort', s.cut_short,
    'knowledgeVersion', s.knowledge_version, 'error', s.error, 'startedAt', s.started_at, 'endedAt', s.ended_at);
$$;

-- begin_knowledge_scan(p_workspace uuid, p_scan uuid) → {scan: view}, or {running: <id>} where one runs already.
create or replace function begin_knowledge_scan(p_workspace uuid, p_scan uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_scan knowledge_scans;
  v_version bigint;
begin
  select knowledge_version into v_version from workspaces where id = p_workspace for no key update;
  select * into v_scan from knowledge_scans where workspace_id = p_workspace;
  if v_scan.status = 'running' and v_scan.alive_at > now() - interval '2 minutes' then
    return jsonb_build_object('running', v_scan.id);
  end if;
  insert into knowledge_scans (workspace_id, id, documents, knowledge_version)
  values (p_workspace, p_scan, (select count(*) from documents where workspace_id = p_workspace and state = 'ready'), v_version)
  on conflict (workspace_id) do update set id = excluded.id, status = 'running', documents = excluded.documents,
    documents_read = 0, statements = 0, cut_short = false, knowledge_version = excluded.knowledge_version, error = null,
    started_at = now(), alive_at = now(), ended_at = null
  returning * into v_scan;
  return jsonb_build_object('scan', knowledge_scan_view(v_scan));
end $$;

-- read_scanned_documents(p_workspace uuid, p_scan uuid, p_after uuid, p_limit integer, p_characters integer,
-- p_progress jsonb) → [{documentId, title, url, writtenAt, fetchedAt: "…"|null, failure: "…"|null, text}] by id, at least
-- one and then as many as have p_characters in all; null where the scan does not run any more. `fetchedAt`: when the
-- address that it comes from was read last. `failure`: why another text could not take its place.
--   p_progress  {documentsRead, statements}: how far the scan has come
create or replace function read_scanned_documents(
  p_workspace uuid, p_scan uuid, p_after uuid, p_limit integer, p_characters integer, p_progress jsonb
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update knowledge_scans set alive_at = now(), documents_read = (p_progress->>'documentsRead')::integer,
      statements = (p_progress->>'statements')::integer
   where workspace_id = p_workspace and id = p_scan and status = 'running';
  if not found then return null; end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('documentId', id, 'title', title, 'url', url,
        'writtenAt', written_at, 'failure', error, 'text', body,
        'fetchedAt', (select max(g.created_at) from ingests g where g.source_id = sized.source_id)) order by id), '[]')
      from (select d.*, sum(length(body)) over (order by id) - length(body) as before
        from (select * from documents where workspace_id = p_workspace and state = 'ready' and id > p_after
          order by id limit p_limit) d) sized
     where before = 0 or before + length(body) <= p_characters);
end $$;

-- keep_scan_alive(p_workspace uuid, p_scan uuid) → whether it still runs.
create or replace function keep_scan_alive(p_workspace uuid, p_scan uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update knowledge_scans set alive_at = now() where workspace_id = p_workspace and id = p_scan and status = 'running';
  return to_jsonb(found);
end $$;

-- compare_places(p_workspace uuid, p_embedding_model text, p_pairs jsonb) → [<cosine>|null] in their order: how near the
-- passages around two places of documents are to each other, by their stored vectors.
--   p_pairs  [[{documentId, start}, {documentId, start}]], offsets in UTF-16 code units
create or replace function compare_places(p_workspace uuid, p_embedding_model text, p_pairs jsonb) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(similarity order by n), '[]') from (
    select n, (select 1 - (a.embedding <=> b.embedding)
        from passage_vectors a join passage_vectors b on b.dimensions = a.dimensions
       where a.passage = passage_at(p_workspace, pair->0) and b.passage = passage_at(p_workspace, pair->1)
         and a.workspace_id = p_workspace and b.workspace_id = p_workspace
         and a.model = p_embedding_model and b.model = p_embedding_model) as similarity
      from jsonb_array_elements(p_pairs) with ordinality as listed (pair, n)) compared;
$$;

create or replace function passage_at(p_workspace uuid, p_place jsonb) returns bigint
language sql stable set search_path = public, extensions, pg_temp as $$
  select number from passages
   where workspace_id = p_workspace and document_id = (p_place->>'documentId')::uuid
     and start_at <= (p_place->>'start')::integer and end_at > (p_place->>'start')::integer
   order by ordinal limit 1;
$$;

-- end_knowledge_scan(p_workspace uuid, p_scan uuid, p_status text, p_cut_short boolean, p_error text, p_findings jsonb)
-- → the scan's view; null where another scan has taken its place. With p_findings (status done) what it found is
-- stored: what was found before keeps its state, what is still open and was not found again is removed.
--   p_findings  [{fingerprint, about, kind, confidence, first: {documentId, …}, second: {documentId, …}|null}]
create or replace function end_knowledge_scan(
  p_workspace uuid, p_scan uuid, p_status text, p_cut_short boolean, p_error text, p_findings jsonb
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_scan knowledge_scans;
begin
  update knowledge_scans set status = p_status, cut_short = p_cut_short, error = p_error, ended_at = now(), alive_at = now()
   where workspace_id = p_workspace and id = p_scan and status = 'running' returning * into v_scan;
  if not found then return null; end if;
  if p_findings is null then return knowledge_scan_view(v_scan); end if;

  insert into knowledge_findings (workspace_id, fingerprint, about, kind, confidence, first, first_document, second,
    second_document, scan_id)
  select p_workspace, f->>'fingerprint', f->>'about', f->>'kind', (f->>'confidence')::real, f->'first',
      (f->'first'->>'documentId')::uuid, nullif(f->'second', 'null'), (f->'second'->>'documentId')::uuid, p_scan
    from jsonb_array_elements(p_findings) f
    -- A document that was deleted meanwhile has nothing to say.
   where exists (select 1 from documents d where d.workspace_id = p_workspace and d.id = (f->'first'->>'documentId')::uuid)
     and (f->'second' = 'null' or exists (select 1 from documents d
       where d.workspace_id = p_workspace and d.id = (f->'second'->>'documentId')::uuid))
  on conflict (workspace_id, fingerprint) do update set kind = excluded.kind, confidence = excluded.confidence,
    first = excluded.first, first_document = excluded.first_document, second = excluded.second,
    second_document = excluded.second_document, scan_id = excluded.scan_id;
  delete from knowledge_findings where workspace_id = p_workspace and state = 'open' and scan_id <> p_scan;
  return knowledge_scan_view(v_scan);
end $$;

-- list_findings(p_workspace uuid, p_about text, p_state text, p_limit integer) → {findings: [{id, about, kind,
-- confidence, first, second, state, decidedBy, decidedAt, foundAt}], counts: {<about>: {<state>: n}}, scan: view|null,
-- knowledgeVersion, changed: <documents written since the scan began>}. The surest first.
create or replace function list_findings(p_workspace uuid, p_about text, p_state text, p_limit integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'findings', (select coalesce(jsonb_agg(knowledge_finding_view(f) order by f.confidence desc, f.found_at, f.id), '[]')
      from (select * from knowledge_findings where workspace_id = p_workspace and about = p_about and state = p_state
        order by confidence desc, found_at, id limit p_limit) f),
    'counts', (select coalesce(jsonb_object_agg(about, states), '{}') from (
        select about, jsonb_object_agg(state, n) as states from (
          select about, state, count(*) as n from knowledge_findings where workspace_id = p_workspace group by about, state) each
        group by about) counted),
    'scan', (select knowledge_scan_view(s) from knowledge_scans s where s.workspace_id = p_workspace),
    'knowledgeVersion', w.knowledge_version,
    'changed', (select count(*) from documents d where d.workspace_id = w.id and d.updated_at >
      coalesce((select s.started_at from knowledge_scans s where s.workspace_id = w.id and s.status = 'done'), '-infinity')))
  from workspaces w where w.id = p_workspace;
$$;

create or replace function knowledge_finding_view(f knowledge_findings) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', f.id, 'about', f.about, 'kind', f.kind, 'confidence', f.confidence, 'first', f.first,
    'second', f.second, 'state', f.state, 'decidedBy', f.decided_by, 'decidedAt', f.decided_at, 'foundAt', f.found_at);
$$;

-- decide_finding(p_workspace uuid, p_id uuid, p_state text, p_by text) → the finding as it is then, or null.
create or replace function decide_finding(p_workspace uuid, p_id uuid, p_state text, p_by text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_finding knowledge_findings;
begin
  update knowledge_findings set state = p_state,
      decided_by = case when p_state = 'open' then null else p_by end,
      decided_at = case when p_state = 'open' then null else now() end
   where workspace_id = p_workspace and id = p_id returning * into v_finding;
  if not found then return null; end if;
  return knowledge_finding_view(v_finding);
end $$;
