-- judged_run_view(r) → {id, label, status, questions, asked, knowledgeVersion, knowledgeVersionAfter, embedder,
-- settings, summary, error, startedAt, endedAt}. A run that says nothing for half a minute is told as interrupted:
-- its process is gone.
create or replace function judged_run_view(r judged_runs) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', r.id, 'label', r.label,
    'status', case when r.status = 'running' and r.alive_at < now() - interval '30 seconds' then 'interrupted' else r.status end,
    'questions', r.questions,
    'asked', (select count(*) from judged_results a where a.run_id = r.id and a.result is not null),
    'knowledgeVersion', r.knowledge_version, 'knowledgeVersionAfter', r.knowledge_version_after, 'embedder', r.embedder,
    'settings', r.settings, 'summary', r.summary, 'error', r.error, 'startedAt', r.started_at, 'endedAt', r.ended_at);
$$;

-- begin_judged_run(p_workspace uuid, p_run uuid, p_label text, p_embedder text, p_settings jsonb, p_kept integer) →
-- {run: view}, {running: <id>} where one runs already, or {empty: true} where no question is kept. The oldest runs
-- beyond p_kept are removed.
create or replace function begin_judged_run(
  p_workspace uuid, p_run uuid, p_label text, p_embedder text, p_settings jsonb, p_kept integer
) returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_version bigint;
  v_running uuid;
  v_run judged_runs;
begin
  -- One at a time begins.
  select knowledge_version into v_version from workspaces where id = p_workspace for no key update;
  update judged_runs set status = 'interrupted', ended_at = now()
   where workspace_id = p_workspace and status = 'running' and alive_at < now() - interval '30 seconds';
  select id into v_running from judged_runs where workspace_id = p_workspace and status = 'running';
  if found then return jsonb_build_object('running', v_running); end if;
  perform 1 from judged_questions where workspace_id = p_workspace;
  if not found then return jsonb_build_object('empty', true); end if;

  delete from judged_runs where workspace_id = p_workspace and id in (
    select id from judged_runs where workspace_id = p_workspace order by started_at desc offset p_kept - 1);
  insert into judged_runs (id, workspace_id, label, questions, knowledge_version, embedder, settings)
  values (p_run, p_workspace, p_label, (select count(*) from judged_questions where workspace_id = p_workspace),
    v_version, p_embedder, p_settings)
  returning * into v_run;
  insert into judged_results (run_id, workspace_id, ordinal, question_id, question, expected)
  select p_run, p_workspace, row_number() over (order by created_at, id), id, question, expected
    from judged_questions where workspace_id = p_workspace;
  return jsonb_build_object('run', judged_run_view(v_run));
end $$;

-- next_judged_questions(p_workspace uuid, p_run uuid, p_limit integer) → [{ordinal, question, expected: [{documentId,
-- title, excerpt, grade, documentThere, excerptThere}]}] that were not asked yet; null where the run does not run any
-- more. `excerptThere`: the words still stand in the document's text, white space apart.
create or replace function next_judged_questions(p_workspace uuid, p_run uuid, p_limit integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update judged_runs set alive_at = now() where workspace_id = p_workspace and id = p_run and status = 'running';
  if not found then return null; end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('ordinal', a.ordinal, 'question', a.question, 'expected', (
        select coalesce(jsonb_agg(e || jsonb_build_object('documentThere', d.id is not null, 'excerptThere',
            coalesce(e->>'excerpt' is null or position(e->>'excerpt' in d.body) > 0
              or position(regexp_replace(e->>'excerpt', '\s+', ' ', 'g') in regexp_replace(d.body, '\s+', ' ', 'g')) > 0, false))
            order by n), '[]')
          from jsonb_array_elements(a.expected) with ordinality as listed (e, n)
          left join documents d on d.workspace_id = p_workspace and d.id = (e->>'documentId')::uuid)) order by a.ordinal), '[]')
      from (select * from judged_results where run_id = p_run and workspace_id = p_workspace and result is null
        order by ordinal limit p_limit) a);
end $$;

-- record_judged_results(p_workspace uuid, p_run uuid, p_results jsonb) → whether the run still runs.
--   p_results  [{ordinal, result}]
create or replace function record_judged_results(p_workspace uuid, p_run uuid, p_results jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update judged_runs set alive_at = now() where workspace_id = p_workspace and id = p_run and status = 'running';
  if not found then return to_jsonb(false); end if;
  update judged_results a set result = r->'result' from jsonb_array_elements(p_results) r
   where a.run_id = p_run and a.workspace_id = p_workspace and a.ordinal = (r->>'ordinal')::integer;
  return to_jsonb(true);
end $$;

-- end_judged_run(p_workspace uuid, p_run uuid, p_status text, p_summary jsonb, p_error text) → the run's view, or null
-- where the workspace has none of that id. A run that has ended stays as it is.
create or replace function end_judged_run(p_workspace uuid, p_run uuid, p_status text, p_summary jsonb, p_error text)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_run judged_runs;
begin
  update judged_runs set status = p_status, summary = p_summary, error = p_error, ended_at = now(),
      knowledge_version_after = (select knowledge_version from workspaces where id = p_workspace)
   where workspace_id = p_workspace and id = p_run and status = 'running';
  select * into v_run from judged_runs where workspace_id = p_workspace and id = p_run;
  if not found then return null; end if;
  return judged_run_view(v_run);
end $$;

-- list_judged_runs(p_workspace uuid) → [view], the newest first.
create or replace function list_judged_runs(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(judged_run_view(r) order by r.started_at desc, r.id), '[]')
    from judged_runs r where r.workspace_id = p_workspace;
$$;

-- read_judged_run(p_workspace uuid, p_run uuid) → the view with {results: [{questionId, question, expected,
-- result|null}]}, or null.
create or replace function read_judged_run(p_workspace uuid, p_run uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select judged_run_view(r) || jsonb_build_object('results', (
      select coalesce(jsonb_agg(jsonb_build_object('questionId', a.question_id, 'question', a.question,
        'expected', a.expected, 'result', a.result) order by a.ordinal), '[]')
        from judged_results a where a.run_id = r.id and a.workspace_id = p_workspace))
    from judged_runs r where r.workspace_id = p_workspace and r.id = p_run;
$$;

-- delete_judged_run(p_workspace uuid, p_run uuid) → true, or false where there is none. One that runs ends with it.
create or replace function delete_judged_run(p_workspace uuid, p_run uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from judged_runs where workspace_id = p_workspace and id = p_run;
  return to_jsonb(found);
end $$;
