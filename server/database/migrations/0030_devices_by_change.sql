-- Why: devices are listed by when they were changed, the latest first.
-- Locks: devices against writing while the index is built. Undo: drop it.

CREATE INDEX devices_by_updated ON devices (provider_id, updated_at, id);
