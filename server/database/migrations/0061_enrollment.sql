-- Why: programs at a customer's site enroll what they find there, each with a token of that customer: the same device twice
-- is one device.
-- Locks: devices, while a key is built. Undo: drop the table, and the columns with their key.

ALTER TABLE devices ADD COLUMN hardware_id text, ADD COLUMN enrollment_key text COLLATE "C";
-- What tells an enrolled device from the others of its organization.
CREATE UNIQUE INDEX devices_enrolled_once ON devices (provider_id, organization_id, enrollment_key);
CREATE INDEX devices_of_organization_by_serial ON devices (provider_id, organization_id, serial_key);

CREATE TABLE enrollment_tokens (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  entity_id uuid,
  name text NOT NULL,
  prefix text NOT NULL,
  token_hash bytea NOT NULL,
  -- The provider's own people go on adding where a customer is switched off.
  is_of_provider boolean NOT NULL,
  most_devices int,
  devices int NOT NULL DEFAULT 0,
  created_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT enrollment_tokens_hash UNIQUE (provider_id, token_hash),
  CONSTRAINT enrollment_tokens_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT enrollment_tokens_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities ON DELETE SET NULL (entity_id),
  CONSTRAINT enrollment_tokens_devices CHECK (devices >= 0 AND most_devices > 0)
);
CREATE INDEX enrollment_tokens_of_entity ON enrollment_tokens (provider_id, entity_id);
CREATE INDEX enrollment_tokens_of_organization ON enrollment_tokens (provider_id, organization_id, created_at);
CALL tenancy.protect('enrollment_tokens', 'organization_id', 'entity_id');
GRANT SELECT, INSERT, UPDATE, DELETE ON enrollment_tokens TO tenantry_app;
