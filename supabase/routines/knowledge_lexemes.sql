-- knowledge_lexemes(p_text, p_language) → tsvector
-- The words of a text as the index keeps them: stemmed by the workspace's language (ISO 639-1; a language
-- Postgres has no stemmer for is only lower-cased). Slashes and underscores part words instead of making paths.
create or replace function knowledge_lexemes(p_text text, p_language text) returns tsvector
language sql immutable set search_path = pg_catalog as $$
  select to_tsvector(
    (case p_language
      when 'en' then 'english' when 'de' then 'german' when 'fr' then 'french' when 'es' then 'spanish'
      when 'it' then 'italian' when 'pt' then 'portuguese' when 'nl' then 'dutch' when 'sv' then 'swedish'
      when 'da' then 'danish' when 'no' then 'norwegian' when 'fi' then 'finnish' when 'ru' then 'russian'
      else 'simple' end)::regconfig,
    translate(p_text, '/\_@|*#`', '        '))
$$;
