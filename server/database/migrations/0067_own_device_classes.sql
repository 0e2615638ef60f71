-- Why: a provider has classes of devices of its own; it names them, gives them a picture, and archives them.
-- Locks: device_classes, which has a few rows for each provider, for a moment.
-- Undo: drop the index, the constraint and the three columns, and revoke DELETE; devices of own classes keep their keys.

-- icon: the built-in class whose picture it has; NULL where it is built in itself. Archived, it takes no new devices.
-- No foreign key leads here from devices: whoever adds one shares the lock of the provider's tree, whoever deletes a class
-- holds it alone, and many who enroll at once would all lock the same row.
ALTER TABLE device_classes
  ADD COLUMN icon text,
  ADD COLUMN is_archived boolean NOT NULL DEFAULT false,
  ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD CONSTRAINT device_classes_code CHECK (code ~ '^[a-z][a-z0-9_]{0,49}$'),
  ADD CONSTRAINT device_classes_icon CHECK (is_built_in = (icon IS NULL));
CREATE UNIQUE INDEX device_classes_name ON device_classes (provider_id, lower(normalize(name, NFKC)));
GRANT DELETE ON device_classes TO tenantry_app;
