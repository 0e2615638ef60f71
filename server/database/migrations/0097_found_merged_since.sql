-- Why: a customer that became part of another one counts in months after it was added, and in none before.
-- Locks: none. Undo: drop the function, and run 0095 but for its first statement.

DROP FUNCTION tenancy.found_merged(uuid, text);

DO $do$
BEGIN
  -- The customers whose name or code is like a pattern and that have become part of others, with these and when they were added.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.found_merged(provider uuid, pattern text) RETURNS TABLE (merged_id uuid, into_id uuid, created_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT id, merged_into_id, organizations.created_at FROM public.organizations
      WHERE provider_id = provider AND merged_into_id IS NOT NULL AND (name_key LIKE pattern OR code_key LIKE pattern)
        AND %1$s AND %2$s
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.found_merged FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.found_merged TO tenantry_app;
