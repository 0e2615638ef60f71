-- Why: each policy spelled out who sees an organization or an entity, with a dozen sub-queries for every table of a
-- statement. Planning them took longer than the statement. Two functions say it now, asked once per statement and
-- table, and not at all for whoever sees the whole provider. They run as their caller, inside the walls of the tables
-- that they read.
-- Locks: each of the tables for a moment. Undo: write the policies again by organization_wall as 0001 has it.

CREATE FUNCTION tenancy.visible_organizations() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 500
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  provider uuid := nullif(current_setting('app.provider_id', true), '');
BEGIN
  IF current_setting('app.reach', true) = 'subtree' THEN
    RETURN QUERY SELECT c.descendant_id FROM public.organization_closure c
      WHERE c.provider_id = provider AND c.ancestor_id = nullif(current_setting('app.organization_id', true), '')::uuid;
  ELSIF current_setting('app.reach', true) = 'selected' THEN
    RETURN QUERY SELECT a.organization_id FROM public.membership_organizations a
      WHERE a.provider_id = provider AND a.membership_id = nullif(current_setting('app.membership_id', true), '')::uuid;
  END IF;
END $$;

CREATE FUNCTION tenancy.visible_entities() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('app.reach', true) = 'entities' THEN
    RETURN QUERY SELECT e.entity_id FROM public.membership_entities e
      WHERE e.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
      AND e.membership_id = nullif(current_setting('app.membership_id', true), '')::uuid;
  END IF;
END $$;

-- The organizations whose counts reach `entities` moves.
CREATE FUNCTION tenancy.organizations_of_visible_entities() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('app.reach', true) = 'entities' THEN
    RETURN QUERY SELECT e.organization_id FROM public.entities e
      WHERE e.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
      AND e.id IN (SELECT tenancy.visible_entities());
  END IF;
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.visible_organizations, tenancy.visible_entities, tenancy.organizations_of_visible_entities FROM PUBLIC;
-- The searches read the same walls as a role of their own.
GRANT USAGE ON SCHEMA tenancy TO tenantry_search;
GRANT EXECUTE ON FUNCTION tenancy.visible_organizations, tenancy.visible_entities TO tenantry_search;
GRANT EXECUTE ON FUNCTION tenancy.visible_organizations, tenancy.visible_entities, tenancy.organizations_of_visible_entities TO tenantry_app;

CREATE OR REPLACE FUNCTION tenancy.organization_wall(organization_column text, entity_column text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT format(
    '((SELECT current_setting(''app.reach'', true) = ''all'') OR %1$I IN (SELECT tenancy.visible_organizations())%2$s)',
    organization_column,
    CASE WHEN entity_column IS NULL THEN '' ELSE format(' OR %1$I IN (SELECT tenancy.visible_entities())', entity_column) END)
$$;

DO $$
DECLARE
  walled record;
BEGIN
  FOR walled IN SELECT * FROM (VALUES
    ('organizations', 'id', NULL), ('organization_counters', 'organization_id', NULL),
    ('organization_settings', 'organization_id', NULL), ('entities', 'organization_id', 'id'),
    ('roles', 'organization_id', NULL), ('memberships', 'organization_id', NULL), ('invitations', 'organization_id', NULL),
    ('devices', 'organization_id', 'entity_id'), ('contacts', 'organization_id', NULL),
    ('sales_representatives', 'organization_id', NULL), ('notes', 'organization_id', NULL),
    ('onboarding_items', 'organization_id', NULL), ('audit_events', 'organization_id', NULL),
    ('audit_payloads', 'organization_id', NULL), ('audit_seals', 'organization_id', NULL), ('outbox', 'organization_id', NULL)
  ) AS t(name, organization_column, entity_column)
  LOOP
    EXECUTE format('ALTER POLICY tenant ON public.%1$I USING (%2$s) WITH CHECK (%2$s)', walled.name,
      tenancy.provider_wall() || ' AND ' || tenancy.organization_wall(walled.organization_column, walled.entity_column));
  END LOOP;
  EXECUTE format('ALTER POLICY counting ON public.organization_counters USING (%s AND organization_id IN (SELECT tenancy.organizations_of_visible_entities()))',
    tenancy.provider_wall());
END $$;
