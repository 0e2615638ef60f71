-- Why: the ledger is told by time and, of one moment, by number. When a type is switched on, or a data folder that was there
-- before is upgraded, all that is there is counted at one moment: without the number in the index each page sorted all of it.
-- Locks: writes to the ledger while two indexes are built, a second or two for a million rows.
-- Undo: the two indexes as 0052 has them.
DROP INDEX license_ledger_by_time;
DROP INDEX license_ledger_by_organization;
CREATE INDEX license_ledger_by_time ON license_ledger (provider_id, happened_at, number, id);
CREATE INDEX license_ledger_by_organization ON license_ledger (provider_id, organization_id, happened_at, number, id);
