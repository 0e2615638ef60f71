-- Why: customers that are sorted by their parents are sorted by their own names within one. Locks: organization_counters
-- against writing while an index is built. Undo: build it without the name.

DROP INDEX organization_counters_by_parent;
CREATE INDEX organization_counters_by_parent ON organization_counters (provider_id, parent_key, name_key, organization_id);
