-- Why: a provider that is empty at noon has a hundred thousand customers a minute later, and what PostgreSQL knows of the
-- tables is a minute old: it would look for each row by reading all of them. An import says when they have grown.
-- Locks: nothing. Undo: drop the function.

CREATE FUNCTION tenancy.refresh_statistics() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  ANALYZE public.organizations;
  ANALYZE public.organization_closure;
  ANALYZE public.import_rows;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.refresh_statistics FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.refresh_statistics TO tenantry_app;
