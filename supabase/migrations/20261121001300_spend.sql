-- What was spent is in the ledger. A counter is kept only where money is capped, from the first call under the cap on:
-- it begins with what the ledger says. Counters that exist go on being counted.

-- US dollars that the caps reckon with where cost_usd is not known.
alter table ai_usage_logs add column counted_usd numeric(12, 6);

-- What an alert is about, where there may be several of a kind within an hour: a model whose breaker opened.
alter table alerts add column subject text not null default '';
alter table alerts drop constraint alerts_workspace_id_kind_hour_key;
alter table alerts add constraint alerts_once unique (workspace_id, kind, hour, subject);
