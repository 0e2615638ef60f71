-- Why: of a device that reports itself it is told when it last did.
-- Locks: devices for a moment. Undo: drop the column, and set the fillfactor back.

ALTER TABLE devices ADD COLUMN last_seen_at timestamptz;
-- Who only reports itself stays on its page, and no index is touched.
ALTER TABLE devices SET (fillfactor = 85);
