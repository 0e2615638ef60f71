-- Why: one change of many customers goes on in the background, one chunk after the other, and can be taken back.
-- Locks: organizations and memberships for a moment. Undo: drop both tables.

CREATE TABLE bulk_changes (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  membership_id uuid NOT NULL,
  api_key_id uuid,
  api_key_name text,
  state text NOT NULL COLLATE "C",
  change jsonb NOT NULL,
  total int NOT NULL,
  processed int NOT NULL DEFAULT 0,
  changed int NOT NULL DEFAULT 0,
  refused int NOT NULL DEFAULT 0,
  restored int NOT NULL DEFAULT 0,
  left_alone int NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT bulk_changes_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE
);
CREATE INDEX bulk_changes_of_membership ON bulk_changes (provider_id, membership_id, created_at, id);
CREATE INDEX bulk_changes_by_age ON bulk_changes (created_at);

-- The customers that a change is about, in the order in which it comes to them. What was so already leaves no row.
CREATE TABLE bulk_change_items (
  provider_id uuid NOT NULL,
  bulk_change_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  place int NOT NULL,
  -- pending, changed, refused, restored, left
  state text NOT NULL COLLATE "C",
  reason text COLLATE "C",
  message text,
  -- What the change has done to it, for the undo.
  done jsonb,
  PRIMARY KEY (provider_id, bulk_change_id, organization_id),
  CONSTRAINT bulk_change_items_change FOREIGN KEY (provider_id, bulk_change_id) REFERENCES bulk_changes ON DELETE CASCADE
);
CREATE INDEX bulk_change_items_by_state ON bulk_change_items (provider_id, bulk_change_id, state, place);
CREATE INDEX bulk_change_items_of_organization ON bulk_change_items (provider_id, organization_id);

CALL tenancy.protect_own('bulk_changes');
CALL tenancy.protect_own('bulk_change_items');
GRANT SELECT, INSERT, UPDATE ON bulk_changes TO tenantry_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON bulk_change_items TO tenantry_app;

-- Dropped by age, over all providers; those that still live are out of the jobs' sight.
GRANT SELECT (created_at), DELETE ON bulk_changes TO tenantry_jobs;
CREATE POLICY expiry ON bulk_changes TO tenantry_jobs USING (created_at < now() - interval '30 days');
