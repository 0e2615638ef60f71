-- Why: the middle of a word cannot be found through an index under row security, because LIKE is not leakproof. These
-- functions filter by the caller's provider and reach themselves and give back ids only, which the statement around
-- them checks once more. Locks: none. Undo: drop the schema search.

GRANT SELECT (provider_id, id, name_key, code_key, type) ON organizations TO tenantry_search;
GRANT SELECT (provider_id, id, organization_id, entity_id, name_key) ON devices TO tenantry_search;
GRANT SELECT ON organization_closure, membership_organizations, membership_entities TO tenantry_search;
CREATE POLICY search ON organizations FOR SELECT TO tenantry_search USING (true);
CREATE POLICY search ON devices FOR SELECT TO tenantry_search USING (true);
CREATE POLICY search ON organization_closure FOR SELECT TO tenantry_search USING (true);
CREATE POLICY search ON membership_organizations FOR SELECT TO tenantry_search USING (true);
CREATE POLICY search ON membership_entities FOR SELECT TO tenantry_search USING (true);

CREATE SCHEMA search;
GRANT USAGE ON SCHEMA search TO tenantry_app;
GRANT USAGE, CREATE ON SCHEMA search TO tenantry_search;

DO $do$
BEGIN
  EXECUTE format($f$
    -- provider: the caller's own, named so that the statement says whose rows it reads; another one finds nothing.
    -- term: normalised, its LIKE wildcards escaped; at most max_rows ids, in no order.
    CREATE FUNCTION search.organization_ids(provider uuid, term text, max_rows int) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $body$
      SELECT id FROM public.organizations
      WHERE (name_key LIKE '%%' || term || '%%' OR code_key LIKE '%%' || term || '%%')
        AND provider_id = provider AND %s AND %s
      LIMIT max_rows
    $body$;
    CREATE FUNCTION search.device_ids(provider uuid, term text, max_rows int) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $body$
      SELECT id FROM public.devices
      WHERE name_key LIKE '%%' || term || '%%' AND provider_id = provider AND %s AND %s
      LIMIT max_rows
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL),
       tenancy.provider_wall(), tenancy.organization_wall('organization_id', 'entity_id'));
END $do$;
ALTER FUNCTION search.organization_ids(uuid, text, int) OWNER TO tenantry_search;
ALTER FUNCTION search.device_ids(uuid, text, int) OWNER TO tenantry_search;
REVOKE CREATE ON SCHEMA search FROM tenantry_search;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA search FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA search TO tenantry_app;
