-- What a message is evidence of and what it is after are worked out while the database opens its turn, and recorded
-- when it closes: a turn that is still running has no intent yet.
alter table turns alter column intent drop not null;
