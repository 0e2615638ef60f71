-- Why: what somebody looks for again and again in a list is kept by a name, for that person alone or for their house.
-- Locks: memberships, organizations and roles for a moment. Undo: drop both tables, and take 'saved_views.manage' out of
-- the roles.

CREATE TABLE saved_views (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Whose it is: a person's or a house's, which keeps it when whoever shared it goes.
  membership_id uuid,
  organization_id uuid,
  author_id uuid,
  list text NOT NULL COLLATE "C",
  version int NOT NULL DEFAULT 1,
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  -- As it stands in an address.
  search text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT saved_views_of_one CHECK ((membership_id IS NULL) <> (organization_id IS NULL)),
  CONSTRAINT saved_views_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT saved_views_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT saved_views_author FOREIGN KEY (provider_id, author_id) REFERENCES memberships ON DELETE SET NULL (author_id)
);
CREATE INDEX saved_views_by_author ON saved_views (provider_id, author_id);
CREATE UNIQUE INDEX saved_views_name ON saved_views (provider_id, membership_id, list, name_key);
CREATE UNIQUE INDEX saved_views_shared_name ON saved_views (provider_id, organization_id, list, name_key);

-- The view that a list opens with, for each person.
CREATE TABLE default_views (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  list text NOT NULL COLLATE "C",
  view_id uuid NOT NULL,
  PRIMARY KEY (provider_id, membership_id, list),
  CONSTRAINT default_views_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT default_views_view FOREIGN KEY (provider_id, view_id) REFERENCES saved_views ON DELETE CASCADE
);
CREATE INDEX default_views_by_view ON default_views (provider_id, view_id);

-- A name tells what somebody is after: not even those above the house read it.
CALL tenancy.write_policies('saved_views', tenancy.provider_wall() ||
  ' AND (membership_id = (SELECT nullif(current_setting(''app.membership_id'', true), '''')::uuid)'
  ' OR organization_id = (SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid))');
CALL tenancy.protect_own('default_views');
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_views, default_views TO tenantry_app;

UPDATE roles SET permissions = array_append(permissions, 'saved_views.manage')
WHERE key IN ('provider_administrator', 'partner_administrator') AND NOT 'saved_views.manage' = ANY (permissions);
