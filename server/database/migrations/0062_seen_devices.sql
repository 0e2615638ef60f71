-- Why: a device that there was no license for waits, with what it has reported, until somebody gives it one.
-- Locks: nothing. Undo: drop the table.

CREATE TABLE seen_devices (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  entity_id uuid,
  enrollment_key text NOT NULL COLLATE "C",
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  class text NOT NULL,
  serial_number text,
  hardware_id text,
  maker text,
  maker_key text COLLATE "C",
  model text,
  operating_system text,
  ip_addresses text[] NOT NULL,
  mac_addresses text[] NOT NULL,
  reason text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT seen_devices_once UNIQUE (provider_id, organization_id, enrollment_key),
  CONSTRAINT seen_devices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT seen_devices_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities ON DELETE SET NULL (entity_id)
);
CREATE INDEX seen_devices_by_name ON seen_devices (provider_id, name_key, id);
CREATE INDEX seen_devices_by_time ON seen_devices (provider_id, last_seen_at, id);
CREATE INDEX seen_devices_of_entity ON seen_devices (provider_id, entity_id);
CREATE INDEX seen_devices_of_organization ON seen_devices (provider_id, organization_id, last_seen_at);
CALL tenancy.protect('seen_devices', 'organization_id', 'entity_id');
GRANT SELECT, INSERT, UPDATE, DELETE ON seen_devices TO tenantry_app;
