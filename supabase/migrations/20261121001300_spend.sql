-- What was spent is in the ledger. A counter is kept only where money is capped, from the first call under the cap on:
-- it begins with what the ledger says. Counters that exist go on being counted.

-- US dollars that the caps reckon with where cost_usd is not known.
alter table ai_usage_logs add column counted_usd numeric(12, 6);
