-- list_gaps(p_workspace uuid, p_state text, p_limit integer) → {gaps: [gap], counts: {open, answered, dismissed}}, the
-- gap that most visitors asked first. p_state null: of every state.
-- gap: {id, state, question (the newest wording), wordings (at most 6, each once, newest first), visitors, asked,
--   firstAskedAt, lastAskedAt, why: {<reason>: how many}, language, nearest, found, foundVersion, knowledgeVersion}
create or replace function list_gaps(p_workspace uuid, p_state text, p_limit integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
    'gaps', (select coalesce(jsonb_agg(gap order by visitors desc, last_asked desc), '[]') from (
      select gap_summary(p_workspace, g.id) as gap, q.visitors, q.last_asked
        from gaps g join (
          select gap_id, count(distinct visitor_id) as visitors, max(created_at) as last_asked
            from gap_questions where workspace_id = p_workspace group by gap_id) q on q.gap_id = g.id
       where g.workspace_id = p_workspace and (p_state is null or g.state = p_state)
       order by q.visitors desc, q.last_asked desc limit p_limit) listed),
    'counts', (select jsonb_build_object('open', count(*) filter (where state = 'open'),
        'answered', count(*) filter (where state = 'answered'), 'dismissed', count(*) filter (where state = 'dismissed'))
      from gaps where workspace_id = p_workspace));
$$;

-- read_gap(p_workspace uuid, p_gap uuid) → gap as above, or null.
create or replace function read_gap(p_workspace uuid, p_gap uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select gap_summary(p_workspace, id) from gaps where id = p_gap and workspace_id = p_workspace;
$$;

create or replace function gap_summary(p_workspace uuid, p_gap uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object(
      'id', g.id, 'state', g.state, 'question', q.newest->>'question', 'wordings', q.wordings, 'visitors', q.visitors,
      'asked', q.asked, 'firstAskedAt', q.first_asked, 'lastAskedAt', q.last_asked, 'why', q.why,
      'language', q.newest->>'language', 'nearest', still_there(p_workspace, q.newest->'nearest'),
      'found', still_there(p_workspace, g.found), 'foundVersion', g.found_version, 'knowledgeVersion', w.knowledge_version)
    from gaps g join workspaces w on w.id = g.workspace_id,
      lateral (select count(distinct visitor_id) as visitors, count(*) as asked, min(created_at) as first_asked,
          max(created_at) as last_asked,
          (array_agg(jsonb_build_object('question', question, 'language', language, 'nearest', nearest)
            order by created_at desc, turn_id))[1] as newest,
          (select jsonb_object_agg(why, n) from (select why, count(*) as n from gap_questions
            where gap_id = g.id group by why) reasons) as why,
          (select jsonb_agg(question order by newest desc) from (select question, max(created_at) as newest
            from gap_questions where gap_id = g.id group by question order by newest desc limit 6) worded) as wordings
        from gap_questions where gap_id = g.id) q
   where g.id = p_gap and g.workspace_id = p_workspace;
$$;

-- A passage as it was noted, without its ids where its document is gone.
create or replace function still_there(p_workspace uuid, p_passage jsonb) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select case when p_passage is null or p_passage = 'null' then null
    when exists (select 1 from documents where id = (p_passage->>'documentId')::uuid and workspace_id = p_workspace)
      then p_passage
    else p_passage || '{"documentId": null, "passageId": null}' end;
$$;

-- change_gap(p_workspace uuid, p_gap uuid, p_state text) → gap, or null where there is none.
create or replace function change_gap(p_workspace uuid, p_gap uuid, p_state text) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update gaps set state = p_state, state_changed_at = now()
    where id = p_gap and workspace_id = p_workspace and state <> p_state;
  return read_gap(p_workspace, p_gap);
end $$;

-- note_found(p_workspace uuid, p_found jsonb) → true. What searches for gaps found in this version of the knowledge base:
--   p_found  [{gapId, version, found: {documentId, passageId, title, excerpt} | null}]
-- A gap that counted as answered and of which nothing is found any more is open again.
create or replace function note_found(p_workspace uuid, p_found jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  update gaps g set found = nullif(f->'found', 'null'), found_version = (f->>'version')::bigint,
      state = case when g.state = 'answered' and nullif(f->'found', 'null') is null then 'open' else g.state end,
      state_changed_at = case when g.state = 'answered' and nullif(f->'found', 'null') is null then now()
        else g.state_changed_at end
    from jsonb_array_elements(p_found) f
    where g.id = (f->>'gapId')::uuid and g.workspace_id = p_workspace;
  return to_jsonb(true);
end $$;
