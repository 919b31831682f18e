-- judged_question_view(q) → {id, question, expected: [{documentId, title, excerpt, grade, documentThere}], createdAt,
-- updatedAt}. `title` is the document's own as long as there is the document.
create or replace function judged_question_view(q judged_questions) returns jsonb
language sql stable set search_path = public, extensions, pg_temp as $$
  select jsonb_build_object('id', q.id, 'question', q.question, 'createdAt', q.created_at, 'updatedAt', q.updated_at,
    'expected', (
      select coalesce(jsonb_agg(e || jsonb_build_object('title', coalesce(d.title, e->>'title'),
          'documentThere', d.id is not null) order by n), '[]')
        from jsonb_array_elements(q.expected) with ordinality as listed (e, n)
        left join documents d on d.workspace_id = q.workspace_id and d.id = (e->>'documentId')::uuid));
$$;

-- list_judged_questions(p_workspace uuid) → [view], in the order they were kept.
create or replace function list_judged_questions(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_agg(judged_question_view(q) order by q.created_at, q.id), '[]')
    from judged_questions q where q.workspace_id = p_workspace;
$$;

-- keep_judged_questions(p_workspace uuid, p_questions jsonb, p_most integer) → {kept: [view + {change:
-- "created"|"replaced"}]} in their order, or {tooMany: <how many there would be>} and nothing is kept.
--   p_questions  [{question, expected}], each question once; one that is kept already gets the new judgements
create or replace function keep_judged_questions(p_workspace uuid, p_questions jsonb, p_most integer) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_there integer;
  v_kept jsonb;
begin
  -- One writer at a time, so that the bound holds.
  perform 1 from workspaces where id = p_workspace for no key update;
  select count(*) into v_there from (
    select md5(question) from judged_questions where workspace_id = p_workspace
    union select md5(q->>'question') from jsonb_array_elements(p_questions) q) every;
  if v_there > p_most then return jsonb_build_object('tooMany', v_there); end if;

  with given as (
    select q->>'question' as question, q->'expected' as expected, n
      from jsonb_array_elements(p_questions) with ordinality as listed (q, n)
  ), before as (
    select g.n from given g join judged_questions j on j.workspace_id = p_workspace and md5(j.question) = md5(g.question)
  ), written as (
    -- A microsecond apart, so that the list has the order in which they came.
    insert into judged_questions (workspace_id, question, expected, created_at)
    select p_workspace, question, expected, now() + n * interval '1 microsecond' from given
    on conflict (workspace_id, md5(question)) do update set expected = excluded.expected, updated_at = now()
    returning judged_questions.*
  )
  select coalesce(jsonb_agg(judged_question_view(w) || jsonb_build_object('change',
      case when g.n in (select n from before) then 'replaced' else 'created' end) order by g.n), '[]')
    into v_kept
    from written w join given g on g.question = w.question;
  return jsonb_build_object('kept', v_kept);
end $$;

-- change_judged_question(p_workspace uuid, p_id uuid, p_question text, p_expected jsonb) → the view as it is then;
-- {conflict: true} where another question has these words already; null where there is no such question.
create or replace function change_judged_question(p_workspace uuid, p_id uuid, p_question text, p_expected jsonb)
returns jsonb language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
declare
  v_question judged_questions;
begin
  update judged_questions set question = p_question, expected = p_expected, updated_at = now()
   where workspace_id = p_workspace and id = p_id returning * into v_question;
  if not found then return null; end if;
  return judged_question_view(v_question);
exception when unique_violation then return jsonb_build_object('conflict', true);
end $$;

-- forget_judged_question(p_workspace uuid, p_id uuid) → true, or false where there is no such question. What runs
-- found for it stays with the runs.
create or replace function forget_judged_question(p_workspace uuid, p_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from judged_questions where workspace_id = p_workspace and id = p_id;
  return to_jsonb(found);
end $$;

-- find_named_documents(p_workspace uuid, p_names jsonb) → {<name>: {documentId, title, text}|{ambiguous: true}}: a name
-- is a document's id, its title, or where it came from (source_key), whatever the case. Unknown names are not in it.
create or replace function find_named_documents(p_workspace uuid, p_names jsonb) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_object_agg(name, case when documents = 1 then found else '{"ambiguous": true}' end), '{}')
    from (
      select name, count(*) as documents, (jsonb_agg(jsonb_build_object('documentId', d.id, 'title', d.title, 'text', d.body)))->0 as found
        from jsonb_array_elements_text(p_names) name
        join documents d on d.workspace_id = p_workspace
          and (d.id::text = lower(name) or lower(d.title) = lower(name) or lower(d.source_key) = lower(name))
       group by name) named;
$$;
