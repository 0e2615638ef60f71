-- Why: a check of an import shows what its rows would change, old and new values, before anything is written.
-- Locks: imports and organizations while the keys are built. Undo: drop the table.

-- One row for each cell that would differ, of the first rows that change something. Seen like the organization that it
-- tells of, so that whoever sees that no more sees nothing of it here; goes with the organization.
CREATE TABLE import_changes (
  provider_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number int NOT NULL,
  place int NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  column_index int NOT NULL,
  before text NOT NULL,
  after text NOT NULL,
  PRIMARY KEY (provider_id, import_id, row_number, place),
  CONSTRAINT import_changes_import FOREIGN KEY (provider_id, import_id) REFERENCES imports ON DELETE CASCADE,
  CONSTRAINT import_changes_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);
CREATE INDEX import_changes_by_organization ON import_changes (provider_id, organization_id);

CALL tenancy.protect('import_changes');
GRANT SELECT, INSERT, DELETE ON import_changes TO tenantry_app;

-- They go with the problems, a week after the last change of the import; over all providers.
GRANT SELECT (provider_id, import_id), DELETE ON import_changes TO tenantry_jobs;
CREATE POLICY expiry ON import_changes TO tenantry_jobs USING (true);
