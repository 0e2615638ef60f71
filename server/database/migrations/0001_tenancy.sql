-- Why: the walls between tenants, the organization tree and the people in it.
-- Locks: a fresh database only. Undo: drop the schemas public, tenancy and search.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE SCHEMA tenancy;
GRANT USAGE ON SCHEMA tenancy TO tenantry_app;
GRANT USAGE ON SCHEMA public TO tenantry_app, tenantry_search, tenantry_jobs, tenantry_backup;

-- Policies are written here and nowhere else, so that no table spells the walls its own way. Settings are read in
-- sub-selects: they are evaluated once per statement and the id sets become hashed sub-plans.
CREATE FUNCTION tenancy.provider_wall() RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'provider_id = (SELECT nullif(current_setting(''app.provider_id'', true), '''')::uuid)'
$$;

CREATE FUNCTION tenancy.organization_wall(organization_column text, entity_column text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT format(
    '((SELECT current_setting(''app.reach'', true) = ''all'')'
    ' OR ((SELECT current_setting(''app.reach'', true) = ''subtree'') AND %1$I IN (SELECT c.descendant_id FROM public.organization_closure c WHERE c.%2$s AND c.ancestor_id = (SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)))'
    ' OR ((SELECT current_setting(''app.reach'', true) = ''selected'') AND %1$I IN (SELECT a.organization_id FROM public.membership_organizations a WHERE a.%2$s AND a.membership_id = (SELECT nullif(current_setting(''app.membership_id'', true), '''')::uuid)))'
    '%3$s)',
    organization_column, tenancy.provider_wall(),
    CASE WHEN entity_column IS NULL THEN '' ELSE format(
      ' OR ((SELECT current_setting(''app.reach'', true) = ''entities'') AND %1$I IN (SELECT e.entity_id FROM public.membership_entities e WHERE e.%2$s AND e.membership_id = (SELECT nullif(current_setting(''app.membership_id'', true), '''')::uuid)))',
      entity_column, tenancy.provider_wall()) END)
$$;

CREATE PROCEDURE tenancy.write_policies(target regclass, predicate text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s TO tenantry_app USING (%s) WITH CHECK (%s)', target, predicate, predicate);
  EXECUTE format('CREATE POLICY migration ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', target);
  EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO tenantry_backup USING (true)', target);
  EXECUTE format('GRANT SELECT ON %s TO tenantry_backup', target);
END $$;

-- Rows of an organization: both walls, and the third one where an entity can be named.
CREATE PROCEDURE tenancy.protect(target regclass, organization_column text DEFAULT 'organization_id', entity_column text DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
  CALL tenancy.write_policies(target, tenancy.provider_wall() || ' AND ' || tenancy.organization_wall(organization_column, entity_column));
END $$;

-- Tables that the walls themselves are computed from, and lists of a provider without customer data.
CREATE PROCEDURE tenancy.protect_provider_only(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  CALL tenancy.write_policies(target, tenancy.provider_wall());
END $$;

-- Rows that belong to one membership and that nobody else may see, whatever their reach.
CREATE PROCEDURE tenancy.protect_own(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  CALL tenancy.write_policies(target, tenancy.provider_wall() ||
    ' AND membership_id = (SELECT nullif(current_setting(''app.membership_id'', true), '''')::uuid)');
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA tenancy FROM PUBLIC;
REVOKE EXECUTE ON ALL PROCEDURES IN SCHEMA tenancy FROM PUBLIC;

-- One row per provider: the unit of sharding. Its row is the lock of the provider's tree: shared by whoever adds
-- below it, exclusive for moves.
CREATE TABLE providers (
  provider_id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL
);

CREATE TABLE organizations (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  type text NOT NULL,
  depth int NOT NULL,
  status text NOT NULL DEFAULT 'active',
  version int NOT NULL DEFAULT 1,
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  code text,
  code_key text COLLATE "C",
  code_scope_id uuid NOT NULL,
  domain text,
  business_email text,
  phone text,
  phone_extension text,
  website text,
  subscription_id text,
  location_name text,
  country text COLLATE "C",
  region text,
  state text COLLATE "C",
  district text,
  city text,
  postal_code text,
  landmark text,
  line1 text,
  line2 text,
  billing_profile_name text,
  bill_to text,
  billing_same_as_company boolean NOT NULL DEFAULT false,
  billing_country text,
  billing_state text,
  billing_city text,
  billing_postal_code text,
  billing_line1 text,
  billing_line2 text,
  plan_kind text NOT NULL DEFAULT 'purchased',
  trial_licenses int,
  plan_expires_on date,
  customer_type_id uuid,
  partner_subscription_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT organizations_provider FOREIGN KEY (provider_id) REFERENCES providers,
  CONSTRAINT organizations_parent FOREIGN KEY (provider_id, parent_id) REFERENCES organizations,
  CONSTRAINT organizations_type CHECK (type IN ('provider', 'partner', 'customer', 'enterprise', 'division')),
  CONSTRAINT organizations_status CHECK (status IN ('active', 'disabled', 'suspended', 'offboarding', 'archived')),
  CONSTRAINT organizations_root CHECK ((type = 'provider') = (parent_id IS NULL) AND (type = 'provider') = (code IS NULL)),
  CONSTRAINT organizations_plan CHECK (CASE plan_kind WHEN 'trial' THEN trial_licenses IS NOT NULL AND plan_expires_on IS NOT NULL
    WHEN 'purchased' THEN trial_licenses IS NULL AND plan_expires_on IS NULL ELSE false END)
);
CREATE UNIQUE INDEX organizations_code ON organizations (provider_id, code_scope_id, code_key);
CREATE INDEX organizations_by_name ON organizations (provider_id, name_key, id);
CREATE INDEX organizations_by_code ON organizations (provider_id, code_key, id);
CREATE INDEX organizations_by_created ON organizations (provider_id, created_at, id);
CREATE INDEX organizations_by_updated ON organizations (provider_id, updated_at, id);
CREATE INDEX organizations_by_status ON organizations (provider_id, status, id);
CREATE INDEX organizations_by_type ON organizations (provider_id, type, id);
CREATE INDEX organizations_by_country ON organizations (provider_id, country, id);
CREATE INDEX organizations_by_parent ON organizations (provider_id, parent_id, name_key, id);
CREATE INDEX organizations_name_trigrams ON organizations USING gin (name_key gin_trgm_ops);
CREATE INDEX organizations_code_trigrams ON organizations USING gin (code_key gin_trgm_ops);

-- Checked at commit: a new organization's place is written before its row, so that the walls already see it.
CREATE TABLE organization_closure (
  provider_id uuid NOT NULL,
  ancestor_id uuid NOT NULL,
  descendant_id uuid NOT NULL,
  distance int NOT NULL,
  PRIMARY KEY (provider_id, ancestor_id, descendant_id),
  CONSTRAINT organization_closure_ancestor FOREIGN KEY (provider_id, ancestor_id) REFERENCES organizations DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT organization_closure_descendant FOREIGN KEY (provider_id, descendant_id) REFERENCES organizations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX organization_closure_by_descendant ON organization_closure (provider_id, descendant_id, distance);

-- Changed by `SET devices = devices + 1` in the transaction of what is counted, never by counting.
CREATE TABLE organization_counters (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  devices int NOT NULL DEFAULT 0,
  users int NOT NULL DEFAULT 0,
  entities int NOT NULL DEFAULT 0,
  PRIMARY KEY (provider_id, organization_id),
  CONSTRAINT organization_counters_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT organization_counters_not_negative CHECK (devices >= 0 AND users >= 0 AND entities >= 0)
);
CREATE INDEX organization_counters_by_devices ON organization_counters (provider_id, devices, organization_id);
CREATE INDEX organization_counters_by_users ON organization_counters (provider_id, users, organization_id);
CREATE INDEX organization_counters_by_entities ON organization_counters (provider_id, entities, organization_id);

-- Values that are inherited from above until an organization sets its own.
CREATE TABLE organization_settings (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (provider_id, organization_id, name),
  CONSTRAINT organization_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);

CREATE TABLE entities (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT entities_of_organization UNIQUE (provider_id, organization_id, id),
  CONSTRAINT entities_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);

CREATE TABLE roles (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  key text,
  name text NOT NULL,
  permissions text[] NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT roles_key UNIQUE (provider_id, key),
  CONSTRAINT roles_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);
CREATE INDEX roles_by_organization ON roles (provider_id, organization_id);

-- account_id names a row of the sign-in schema, which knows no provider; a foreign key cannot cross over.
CREATE TABLE memberships (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  account_id uuid NOT NULL,
  role_id uuid NOT NULL,
  reach text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  status text NOT NULL DEFAULT 'active',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT memberships_once UNIQUE (provider_id, account_id, organization_id),
  CONSTRAINT memberships_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT memberships_role FOREIGN KEY (provider_id, role_id) REFERENCES roles,
  CONSTRAINT memberships_reach CHECK (reach IN ('all', 'subtree', 'selected', 'entities')),
  CONSTRAINT memberships_status CHECK (status IN ('pending', 'active', 'deactivated'))
);
CREATE INDEX memberships_by_organization ON memberships (provider_id, organization_id);
CREATE INDEX memberships_by_role ON memberships (provider_id, role_id);
CREATE INDEX memberships_by_account ON memberships (account_id);

-- What a membership of reach `selected` sees, with everything below already spelled out.
CREATE TABLE membership_organizations (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  PRIMARY KEY (provider_id, membership_id, organization_id),
  CONSTRAINT membership_organizations_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT membership_organizations_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX membership_organizations_by_organization ON membership_organizations (provider_id, organization_id);

CREATE TABLE membership_entities (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  entity_id uuid NOT NULL,
  PRIMARY KEY (provider_id, membership_id, entity_id),
  CONSTRAINT membership_entities_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT membership_entities_entity FOREIGN KEY (provider_id, entity_id) REFERENCES entities ON DELETE CASCADE
);
CREATE INDEX membership_entities_by_entity ON membership_entities (provider_id, entity_id);

CREATE TABLE devices (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  entity_id uuid,
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  class text NOT NULL,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT devices_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT devices_entity FOREIGN KEY (provider_id, organization_id, entity_id) REFERENCES entities (provider_id, organization_id, id)
);
CREATE INDEX devices_by_name ON devices (provider_id, name_key, id);
CREATE INDEX devices_by_created ON devices (provider_id, created_at, id);
CREATE INDEX devices_by_class ON devices (provider_id, class, id);
CREATE INDEX devices_by_organization ON devices (provider_id, organization_id, name_key, id);
CREATE INDEX devices_by_entity ON devices (provider_id, organization_id, entity_id);
CREATE INDEX devices_name_trigrams ON devices USING gin (name_key gin_trgm_ops);

CALL tenancy.protect_provider_only('providers');
CALL tenancy.protect('organizations', 'id');
CALL tenancy.protect_provider_only('organization_closure');
CALL tenancy.protect('organization_counters');
-- Whoever adds a device to an entity of theirs moves the count of its organization, which they do not see otherwise.
CREATE POLICY counting ON organization_counters TO tenantry_app USING (
  provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
  AND (SELECT current_setting('app.reach', true) = 'entities')
  AND organization_id IN (SELECT e.organization_id FROM membership_entities m
    JOIN entities e ON e.provider_id = m.provider_id AND e.id = m.entity_id
    WHERE m.provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
    AND m.membership_id = (SELECT nullif(current_setting('app.membership_id', true), '')::uuid)));
CALL tenancy.protect('organization_settings');
-- What is set above one's own organization is inherited by people who cannot see those above.
CREATE POLICY inherited ON organization_settings FOR SELECT TO tenantry_app USING (
  provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
  AND organization_id IN (SELECT c.ancestor_id FROM organization_closure c
    WHERE c.provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
    AND c.descendant_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)));
CALL tenancy.protect('entities', 'organization_id', 'id');
CALL tenancy.protect('roles');
CALL tenancy.protect('memberships');
CALL tenancy.protect_provider_only('membership_organizations');
CALL tenancy.protect_provider_only('membership_entities');
CALL tenancy.protect('devices', 'organization_id', 'entity_id');

GRANT SELECT, INSERT, UPDATE ON providers, organizations, organization_counters TO tenantry_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON organization_closure, organization_settings, entities, roles, memberships,
  membership_organizations, membership_entities, devices TO tenantry_app;

-- Set-up must know that a provider exists without seeing any: it gets a yes or a no.
CREATE FUNCTION tenancy.is_set_up() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT 1 FROM public.providers)
$$;
REVOKE EXECUTE ON FUNCTION tenancy.is_set_up FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.is_set_up TO tenantry_app;

-- What is held above holds for everybody below, also for people who cannot see those above: the strictest status of an
-- organization and its ancestors, and nothing else of them; null for one that the caller's provider does not have.
CREATE FUNCTION tenancy.effective_status(organization uuid) RETURNS text LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT above.status
  FROM public.organization_closure c
  JOIN public.organizations above ON above.provider_id = c.provider_id AND above.id = c.ancestor_id
  WHERE c.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid AND c.descendant_id = organization
  ORDER BY array_position(ARRAY['active', 'disabled', 'suspended', 'offboarding', 'archived'], above.status) DESC
  LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION tenancy.effective_status FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.effective_status TO tenantry_app;

-- Gives an organization a code unless the code is taken, by whomever: a plain UPDATE that fails would end the whole
-- transaction, and with it the search for a code that is free. Runs as its caller, inside both walls.
CREATE FUNCTION tenancy.try_code(organization uuid, new_code text, new_code_key text) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  violated text;
BEGIN
  UPDATE public.organizations SET code = new_code, code_key = new_code_key
  WHERE provider_id = nullif(current_setting('app.provider_id', true), '')::uuid AND id = organization;
  RETURN FOUND;
EXCEPTION WHEN unique_violation THEN
  GET STACKED DIAGNOSTICS violated = CONSTRAINT_NAME;
  IF violated <> 'organizations_code' THEN
    RAISE;
  END IF;
  RETURN false;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.try_code FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.try_code TO tenantry_app;
