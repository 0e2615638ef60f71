-- Why: other systems know a customer by ids of their own; it carries them, any number for each system.
-- Locks: organizations for a moment. Undo: drop the table.

CREATE TABLE external_ids (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  position int NOT NULL,
  system text NOT NULL,
  system_key text NOT NULL COLLATE "C",
  value text NOT NULL,
  value_key text NOT NULL COLLATE "C",
  PRIMARY KEY (provider_id, organization_id, system_key, value_key),
  CONSTRAINT external_ids_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);
-- Not unique: an id that only somebody else sees would be told by the refusal.
CREATE INDEX external_ids_by_value ON external_ids (provider_id, value_key, system_key);

CALL tenancy.protect('external_ids');
GRANT SELECT, INSERT, UPDATE, DELETE ON external_ids TO tenantry_app;
