-- Why: an entity has a kind, a contact and a location of its own, is edited by several people at once, counts its devices
-- and has a name that no other entity of its organization has. Entities of one name get numbers.
-- Locks: entities and devices against writing while their rows are read and indexed once. Undo: drop what is added here
-- and make devices_by_entity anew as the first migration has it; the numbers stay in the names.

ALTER TABLE entities
  ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD COLUMN kind text NOT NULL DEFAULT 'other',
  ADD COLUMN code text,
  ADD COLUMN code_key text COLLATE "C",
  ADD COLUMN contact_first_name text,
  ADD COLUMN contact_last_name text,
  ADD COLUMN contact_email text,
  ADD COLUMN contact_phone text,
  ADD COLUMN contact_phone_extension text,
  ADD COLUMN location_name text,
  ADD COLUMN country text COLLATE "C",
  ADD COLUMN region text,
  ADD COLUMN state text COLLATE "C",
  ADD COLUMN district text,
  ADD COLUMN city text,
  ADD COLUMN postal_code text,
  ADD COLUMN landmark text,
  ADD COLUMN line1 text,
  ADD COLUMN line2 text,
  -- Moves with each device in the same transaction, never by counting.
  ADD COLUMN devices int NOT NULL DEFAULT 0,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT entities_kind CHECK (kind IN ('branch', 'department', 'region', 'business_unit', 'other')),
  ADD CONSTRAINT entities_devices_not_negative CHECK (devices >= 0);

UPDATE entities e SET updated_at = created_at,
  devices = (SELECT count(*) FROM devices d
    WHERE d.provider_id = e.provider_id AND d.organization_id = e.organization_id AND d.entity_id = e.id);

-- First readable numbers; where such a name was there already, the id, which nothing else has.
UPDATE entities e SET name = left(name, 240) || format(' (%s)', n), name_key = left(name_key, 240) || format(' (%s)', n)
FROM (SELECT provider_id, id, row_number() OVER (PARTITION BY provider_id, organization_id, name_key ORDER BY created_at, id) AS n
  FROM entities) AS numbered
WHERE numbered.provider_id = e.provider_id AND numbered.id = e.id AND n > 1;
UPDATE entities e SET name = left(name, 210) || ' ' || e.id, name_key = left(name_key, 210) || ' ' || e.id
FROM (SELECT provider_id, id, row_number() OVER (PARTITION BY provider_id, organization_id, name_key ORDER BY created_at, id) AS n
  FROM entities) AS numbered
WHERE numbered.provider_id = e.provider_id AND numbered.id = e.id AND n > 1;

CREATE UNIQUE INDEX entities_name ON entities (provider_id, organization_id, name_key);
CREATE INDEX entities_by_created ON entities (provider_id, organization_id, created_at, id);
CREATE INDEX entities_by_devices ON entities (provider_id, organization_id, devices, id);

-- Devices of one entity are found without naming its organization.
DROP INDEX devices_by_entity;
CREATE INDEX devices_by_entity ON devices (provider_id, entity_id, organization_id);
