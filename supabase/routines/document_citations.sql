-- Remembers which documents an answer cited, with the statement that closes its turn. Each once, however often.
create or replace function remember_cited_documents() returns trigger
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  insert into document_citations (workspace_id, document_id, cited_at)
  select distinct new.workspace_id, (s->>'documentId')::uuid, new.ended_at
    from jsonb_array_elements(new.citations) c
    join jsonb_array_elements(new.sources) s on s->'n' = c->'n'
   where s->>'documentId' is not null;
  return null;
end $$;
drop trigger if exists turns_cite on turns;
create trigger turns_cite after update of citations on turns for each row
  when (old.status = 'running' and new.ended_at is not null and new.citations <> '[]'::jsonb)
  execute function remember_cited_documents();

create or replace function forget_cited_document() returns trigger
language plpgsql security definer set search_path = public, extensions, pg_temp as $$
begin
  delete from document_citations where workspace_id = old.workspace_id and document_id = old.id;
  return null;
end $$;
drop trigger if exists documents_cited on documents;
create trigger documents_cited after delete on documents for each row execute function forget_cited_document();

-- list_document_uses(p_workspace uuid, p_days integer) → {<document id>: {lastCitedAt, citations}}: when each document
-- was last cited in an answer, and in how many of the last p_days days' answers. A document never cited is not in it.
create or replace function list_document_uses(p_workspace uuid, p_days integer) returns jsonb
language sql stable security definer set search_path = public, extensions, pg_temp as $$
  select coalesce(jsonb_object_agg(d.id, jsonb_build_object('lastCitedAt', last.cited_at, 'citations', recent.citations)), '{}')
    from documents d
    join lateral (select c.cited_at from document_citations c
      where c.workspace_id = p_workspace and c.document_id = d.id order by c.cited_at desc limit 1) last on true
    join lateral (select count(*) as citations from document_citations c
      where c.workspace_id = p_workspace and c.document_id = d.id
        and c.cited_at > now() - make_interval(days => p_days)) recent on true
   where d.workspace_id = p_workspace;
$$;
