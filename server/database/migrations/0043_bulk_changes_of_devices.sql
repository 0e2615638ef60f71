-- Why: many devices are changed at once as many customers are. An item is of a customer or of a device of one.
-- Locks: both tables for a moment. Undo: forget the changes of devices, drop both columns and key the items by organization.

ALTER TABLE bulk_changes ADD COLUMN list text COLLATE "C" NOT NULL DEFAULT 'customers';
ALTER TABLE bulk_changes ALTER COLUMN list DROP DEFAULT;

ALTER TABLE bulk_change_items ADD COLUMN object_id uuid;
UPDATE bulk_change_items SET object_id = organization_id;
ALTER TABLE bulk_change_items ALTER COLUMN object_id SET NOT NULL,
  DROP CONSTRAINT bulk_change_items_pkey,
  ADD PRIMARY KEY (provider_id, bulk_change_id, object_id);
