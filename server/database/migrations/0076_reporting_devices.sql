-- Why: a device that somebody has moved goes on reporting itself with the token of where it was, and is no new device there;
-- and what a device calls itself is kept beside what people call it.
-- Locks: devices for a moment; the log is read once. Undo: drop the table and the column.

-- Where a device reported itself, or would have been recognised, before it was moved away.
CREATE TABLE moved_devices (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  device_id uuid NOT NULL,
  entity_id uuid,
  enrollment_key text COLLATE "C",
  serial_key text COLLATE "C",
  moved_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, organization_id, device_id),
  CONSTRAINT moved_devices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT moved_devices_device FOREIGN KEY (provider_id, device_id) REFERENCES devices ON DELETE CASCADE,
  CONSTRAINT moved_devices_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities ON DELETE SET NULL (entity_id)
);
CREATE INDEX moved_devices_by_key ON moved_devices (provider_id, organization_id, enrollment_key);
CREATE INDEX moved_devices_by_serial ON moved_devices (provider_id, organization_id, serial_key);
CREATE INDEX moved_devices_of_device ON moved_devices (provider_id, device_id);
CREATE INDEX moved_devices_of_entity ON moved_devices (provider_id, entity_id);
CALL tenancy.protect('moved_devices', 'organization_id', 'entity_id');
GRANT SELECT, INSERT, UPDATE, DELETE ON moved_devices TO tenantry_app;

-- What was moved before, as far as it still tells itself apart.
INSERT INTO moved_devices (provider_id, organization_id, device_id, enrollment_key, serial_key, moved_at)
SELECT a.provider_id, a.organization_id, d.id, d.enrollment_key, d.serial_key, max(a.occurred_at)
FROM audit_events a
JOIN devices d ON d.provider_id = a.provider_id AND d.id = a.object_id AND d.organization_id <> a.organization_id
JOIN organizations o ON o.provider_id = a.provider_id AND o.id = a.organization_id
WHERE a.action = 'device.moved_away' AND (d.enrollment_key IS NOT NULL OR d.serial_key IS NOT NULL)
GROUP BY a.provider_id, a.organization_id, d.id, d.enrollment_key, d.serial_key;

-- As it has reported itself last. While it is the name, the name follows it; NULL where it has not told since the upgrade.
ALTER TABLE devices ADD COLUMN host_name text;
