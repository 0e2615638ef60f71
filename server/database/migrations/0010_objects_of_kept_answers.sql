-- Why: an answer kept for a repeated request was repeated to a membership that could not see the thing any more. What the
-- answer shows is kept with it, so that it can be looked for again. Answers from before have none and are not repeated.
-- Locks: idempotency_keys for a moment. Undo: drop the columns.

ALTER TABLE idempotency_keys ADD COLUMN object_table text, ADD COLUMN object_id uuid,
  ADD CONSTRAINT idempotency_keys_object CHECK ((object_table IS NULL) = (object_id IS NULL));
