-- Why: what a token lets wait counts against its most devices when a rule licenses it, and it has to be known whose it is.
-- Locks: seen_devices for a moment. Undo: drop the column.

-- NULL where it is not known: seen before the upgrade, or by a token that was revoked.
ALTER TABLE seen_devices ADD COLUMN token_id uuid,
  ADD CONSTRAINT seen_devices_token FOREIGN KEY (provider_id, token_id) REFERENCES enrollment_tokens ON DELETE SET NULL (token_id);
CREATE INDEX seen_devices_of_token ON seen_devices (provider_id, token_id);
