-- Why: which of the customers that have become part of others a search finds was judged twice, here and by the program.
-- Locks: none. Undo: drop the function, and run that part of 0089 that makes tenancy.found_by_merged.

DROP FUNCTION tenancy.found_by_merged(uuid, text);

DO $do$
BEGIN
  -- The customers whose name or code is like a pattern and that have become part of others, with these.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.found_merged(provider uuid, pattern text) RETURNS TABLE (merged_id uuid, into_id uuid) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT id, merged_into_id FROM public.organizations
      WHERE provider_id = provider AND merged_into_id IS NOT NULL AND (name_key LIKE pattern OR code_key LIKE pattern)
        AND %1$s AND %2$s
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.found_merged FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.found_merged TO tenantry_app;
