-- What a passage needs from further up in its document to be understood: the header of a table that it begins in the
-- middle of. It is embedded, indexed and quoted to a model with the passage, but is no part of what may be cited.
alter table passages add column context text;
-- The page of a paged source (a PDF) that it begins on, from 1.
alter table passages add column page integer;
