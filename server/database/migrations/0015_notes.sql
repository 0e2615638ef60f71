-- Why: those who look after a customer keep notes about it, one of which can be pinned to all of its page.
-- Locks: roles for a moment. Undo: drop the table and take the two permissions out of the roles again.

CREATE TABLE notes (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  version int NOT NULL DEFAULT 1,
  body text NOT NULL,
  is_pinned boolean NOT NULL DEFAULT false,
  -- What lists sort and filter by: they compare texts.
  pinned text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN is_pinned THEN 'true' ELSE 'false' END) STORED NOT NULL,
  is_visible_to_customer boolean NOT NULL DEFAULT false,
  -- The name stays when the person is gone.
  author_name text NOT NULL,
  author_membership_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT notes_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT notes_author FOREIGN KEY (provider_id, author_membership_id) REFERENCES memberships
    ON DELETE SET NULL (author_membership_id),
  CONSTRAINT notes_length CHECK (char_length(body) BETWEEN 1 AND 10000)
);
CREATE UNIQUE INDEX notes_one_pinned ON notes (provider_id, organization_id) WHERE is_pinned;
CREATE INDEX notes_by_organization ON notes (provider_id, organization_id, pinned, created_at, id);
CREATE INDEX notes_by_author ON notes (provider_id, author_membership_id);

CALL tenancy.protect('notes');
GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO tenantry_app;

UPDATE roles SET permissions = permissions || '{notes.read,notes.write}'
WHERE key IN ('provider_administrator', 'technician', 'partner_administrator') AND NOT 'notes.read' = ANY (permissions);
