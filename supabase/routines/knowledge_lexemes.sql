-- knowledge_language(p_language) → the text search configuration of a workspace's language (ISO 639-1): its Snowball
-- stemmer and its stop words. A language that Postgres has no stemmer for is only lower-cased.
create or replace function knowledge_language(p_language text) returns regconfig language sql immutable as $$
  select (case p_language
    when 'en' then 'pg_catalog.english' when 'de' then 'pg_catalog.german' when 'fr' then 'pg_catalog.french'
    when 'es' then 'pg_catalog.spanish' when 'it' then 'pg_catalog.italian' when 'pt' then 'pg_catalog.portuguese'
    when 'nl' then 'pg_catalog.dutch' when 'sv' then 'pg_catalog.swedish' when 'da' then 'pg_catalog.danish'
    when 'no' then 'pg_catalog.norwegian' when 'fi' then 'pg_catalog.finnish' when 'ru' then 'pg_catalog.russian'
    else 'pg_catalog.simple' end)::pg_catalog.regconfig
$$;

-- knowledge_stemmer(p_language) → its dictionary: '{}' for a stop word, or the stem.
create or replace function knowledge_stemmer(p_language text) returns regdictionary language sql immutable as $$
  select (case p_language
    when 'en' then 'pg_catalog.english_stem' when 'de' then 'pg_catalog.german_stem' when 'fr' then 'pg_catalog.french_stem'
    when 'es' then 'pg_catalog.spanish_stem' when 'it' then 'pg_catalog.italian_stem'
    when 'pt' then 'pg_catalog.portuguese_stem' when 'nl' then 'pg_catalog.dutch_stem'
    when 'sv' then 'pg_catalog.swedish_stem' when 'da' then 'pg_catalog.danish_stem'
    when 'no' then 'pg_catalog.norwegian_stem' when 'fi' then 'pg_catalog.finnish_stem'
    when 'ru' then 'pg_catalog.russian_stem' else 'pg_catalog.simple' end)::pg_catalog.regdictionary
$$;

-- knowledge_plain(p_text) → the text with blanks for all but letters, digits and the hyphens between letters. Postgres'
-- own parser would see hosts, paths, versions and signed numbers in it, and make one word of several.
create or replace function knowledge_plain(p_text text) returns text language sql immutable as $$
  select pg_catalog.regexp_replace(p_text, '[^[:alnum:]-]+|-(?![[:alpha:]])|(?<![[:alpha:]])-', ' ', 'g')
$$;

-- knowledge_lexeme(p_lexeme) → a lexeme of to_tsvector as the index keeps it. A hyphenated word stands there as its
-- parts; joined it is kept too, marked by "=", for a question that writes it as one word ("billback" asked,
-- "bill-back" written).
create or replace function knowledge_lexeme(p_lexeme text) returns text language sql immutable as $$
  select case when pg_catalog.strpos(p_lexeme, '-') = 0 then p_lexeme else '=' || pg_catalog.replace(p_lexeme, '-', '') end
$$;
