-- Why: a further contact is read and changed by itself, and two who change it at once must not overwrite each other.
-- Locks: contacts for a moment. Undo: drop the column.
ALTER TABLE contacts ADD COLUMN version int NOT NULL DEFAULT 1;
