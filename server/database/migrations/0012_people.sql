-- Why: a customer's people: contacts, sales representatives, account manager, the users who look after it, and its
-- administrator with an invitation. Locks: organizations, memberships and roles for a moment; the trigram index on
-- memberships while it is built. Undo: drop the new tables, columns, functions and policies, grant UPDATE on memberships again.

CREATE TABLE contacts (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  kind text NOT NULL,
  position int NOT NULL,
  role text,
  first_name text,
  last_name text,
  email text,
  phone text,
  phone_extension text,
  fax text,
  fax_extension text,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT contacts_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT contacts_kind CHECK (kind IN ('primary', 'billing', 'other') AND (kind = 'other' OR role IS NULL)),
  CONSTRAINT contacts_somebody CHECK (num_nonnulls(first_name, last_name, email) > 0)
);
CREATE UNIQUE INDEX contacts_one_of_a_kind ON contacts (provider_id, organization_id, kind) WHERE kind <> 'other';
CREATE INDEX contacts_by_organization ON contacts (provider_id, organization_id, position);

CREATE TABLE sales_representatives (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  position int NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  phone text,
  membership_id uuid,
  PRIMARY KEY (provider_id, organization_id, position),
  CONSTRAINT sales_representatives_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT sales_representatives_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships
    ON DELETE SET NULL (membership_id),
  CONSTRAINT sales_representatives_at_most_three CHECK (position BETWEEN 1 AND 3)
);
CREATE INDEX sales_representatives_by_membership ON sales_representatives (provider_id, membership_id);

ALTER TABLE organizations ADD COLUMN account_manager_email text;

-- Who looks after what, as somebody has chosen it. What a membership of reach `selected` sees is derived from here: each
-- of these with everything below. It is walled like what it is derived into, because it must be derived whole.
CREATE TABLE membership_assignments (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  PRIMARY KEY (provider_id, membership_id, organization_id),
  CONSTRAINT membership_assignments_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT membership_assignments_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX membership_assignments_by_organization ON membership_assignments (provider_id, organization_id);

-- Protected before it is filled: a table with deferred checks pending cannot be altered.
CALL tenancy.protect_provider_only('membership_assignments');

-- What somebody sees without seeing what lies above was once chosen.
INSERT INTO membership_assignments (provider_id, membership_id, organization_id)
SELECT a.provider_id, a.membership_id, a.organization_id
FROM membership_organizations a
JOIN organizations o ON o.provider_id = a.provider_id AND o.id = a.organization_id
WHERE NOT EXISTS (
  SELECT FROM membership_organizations above
  WHERE above.provider_id = a.provider_id AND above.membership_id = a.membership_id AND above.organization_id = o.parent_id);
-- Checked now, so that a later migration of the same run can alter the table.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

CALL tenancy.protect('contacts');
CALL tenancy.protect('sales_representatives');
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts, sales_representatives, membership_assignments TO tenantry_app;
