-- Why: a change by an API key named the person only, who may have many keys; after a leak the question is which key it
-- was. The name is kept as it was, for keys are removed when they are revoked. Locks: the audit log for a moment.
-- Undo: drop the columns.

ALTER TABLE audit_events ADD COLUMN actor_api_key_id uuid, ADD COLUMN actor_api_key_name text,
  ADD CONSTRAINT audit_events_key CHECK ((actor_api_key_id IS NULL) = (actor_api_key_name IS NULL));
