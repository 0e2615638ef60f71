-- Why: of a million customers those with more than five devices, by name, were found by looking up the counts of each in
-- turn, until fifty had been found. Counts lie in the order of names now, so that such a page is read from one index.
-- Whoever renames an organization writes it here, too.
-- Locks: organization_counters, while each row is written once and an index is built. Undo: drop the column.

ALTER TABLE organization_counters ADD COLUMN name_key text COLLATE "C";
UPDATE organization_counters c SET name_key = o.name_key
FROM organizations o WHERE o.provider_id = c.provider_id AND o.id = c.organization_id;
-- The keys to other tables are checked before the column may be.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE organization_counters ALTER COLUMN name_key SET NOT NULL;
CREATE INDEX organization_counters_by_name ON organization_counters (provider_id, name_key, organization_id) INCLUDE (devices, users, entities);
