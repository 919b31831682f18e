-- What operators set in the console goes before what the company's file says, however often that is read again.
alter table workspaces add column set_in_console jsonb not null default '{}';

-- What a page's site said of it when it was read, so that it can be asked whether the page has changed since:
-- {url, etag?, lastModified?, canonical?, readAs}. Null where the text did not come from a page, or was written otherwise since.
alter table documents add column validators jsonb;
