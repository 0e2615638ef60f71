-- Why: what customers were metered that have become part of another one is told with that one, and the ledger names them;
-- the policy of organizations hides them from everybody.
-- Locks: none.
-- Undo: drop the two functions.
DO $do$
BEGIN
  -- The customers that have become part of some others, however often these were merged since. Their place in the tree is
  -- below what they are part of, so that whoever sees that sees them here.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.merged_organizations(provider uuid, targets uuid[])
    RETURNS TABLE (id uuid, into_id uuid, type text, name text, code text, created_at timestamptz) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH RECURSIVE parts AS (
        SELECT o.id AS part, o.merged_into_id AS whole FROM public.organizations o
        WHERE o.provider_id = provider AND o.merged_into_id = ANY (targets)
        UNION ALL
        SELECT o.id, p.whole FROM parts p
        JOIN public.organizations o ON o.provider_id = provider AND o.merged_into_id = p.part)
      SELECT id, (SELECT p.whole FROM parts p WHERE p.part = organizations.id), type, name, code, created_at
      FROM public.organizations
      WHERE provider_id = provider AND id IN (SELECT part FROM parts) AND %1$s AND %2$s ORDER BY name_key, id
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));

  -- The names of those of some organizations that have become part of others.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.merged_names(provider uuid, ids uuid[]) RETURNS TABLE (id uuid, name text) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT id, name FROM public.organizations
      WHERE provider_id = provider AND id = ANY (ids) AND merged_into_id IS NOT NULL AND %1$s AND %2$s
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.merged_organizations, tenancy.merged_names FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.merged_organizations, tenancy.merged_names TO tenantry_app;
