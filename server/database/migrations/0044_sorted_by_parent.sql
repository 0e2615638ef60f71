-- Why: sorted by what lies above them, a hundred thousand customers were joined and sorted for each page. Counts of an
-- organization, which lie in the order of its own name already, lie in the order of its parent's, too. Whoever renames an
-- organization writes it to all directly below, and whoever moves one to itself.
-- Locks: organization_counters, while each row is written once and an index is built. Undo: drop the column.

ALTER TABLE organization_counters ADD COLUMN parent_key text COLLATE "C";
UPDATE organization_counters c SET parent_key = p.name_key
FROM organizations o JOIN organizations p ON p.provider_id = o.provider_id AND p.id = o.parent_id
WHERE o.provider_id = c.provider_id AND o.id = c.organization_id;
-- The keys to other tables are checked before an index may be built.
SET CONSTRAINTS ALL IMMEDIATE;
-- A page that is sorted by it goes on from a value.
ALTER TABLE organization_counters ADD CONSTRAINT organization_counters_parent_key CHECK (parent_key IS NOT NULL OR organization_id = provider_id);
CREATE INDEX organization_counters_by_parent ON organization_counters (provider_id, parent_key, organization_id);
