-- The live status looks at quarantined bodies that landed since the last build; everywhere else they are few among many.
create index if not exists payloads_quarantined_lately on raw.payloads (landed_xid)
where quarantine_code is not null;
