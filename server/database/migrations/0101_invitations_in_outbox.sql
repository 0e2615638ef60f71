-- Why: an invitation that was written while there was no mail server lies in the outbox, and is not to be called sent.
-- Locks: invitations for a moment. Undo: drop the column.

ALTER TABLE invitations ADD COLUMN is_in_outbox boolean NOT NULL DEFAULT false;
