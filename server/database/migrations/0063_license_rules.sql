-- Why: devices that wait for a license get one by rules of the provider, in their order.
-- Locks: nothing. Undo: drop the table.

CREATE TABLE license_rules (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  -- The provider's own house: nobody below it sees its rules.
  organization_id uuid NOT NULL,
  name text NOT NULL,
  position int NOT NULL,
  is_on boolean NOT NULL,
  conditions jsonb NOT NULL,
  licensed int NOT NULL DEFAULT 0,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT license_rules_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);
CREATE INDEX license_rules_by_position ON license_rules (provider_id, organization_id, position);
CREATE INDEX seen_devices_in_turn ON seen_devices (provider_id, first_seen_at, id);
CALL tenancy.protect('license_rules');
GRANT SELECT, INSERT, UPDATE, DELETE ON license_rules TO tenantry_app;
