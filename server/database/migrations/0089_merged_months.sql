-- Why: who searches the usage of licenses for a customer that has become part of another one found nothing; and a month of it
-- whose time zone was never kept was told by that of the other.
-- Locks: none. Undo: drop the two functions.

DO $do$
BEGIN
  -- The organizations that those have become part of whose name or code is like a pattern.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.found_by_merged(provider uuid, pattern text) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT DISTINCT merged_into_id FROM public.organizations
      WHERE provider_id = provider AND merged_into_id IS NOT NULL AND (name_key LIKE pattern OR code_key LIKE pattern) AND %1$s AND %2$s
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

-- Keeps by what the months of some organizations are metered that are not kept yet, from the first one on: before their
-- settings become others, and they lie elsewhere.
CREATE FUNCTION tenancy.keep_months_so_far(provider uuid, organizations uuid[], moment timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, organizations);
  INSERT INTO public.license_months (provider_id, organization_id, month, time_zone, basis)
  SELECT provider, o.id, m::date, z.zone, o.license_basis
  FROM public.organizations o CROSS JOIN LATERAL (SELECT tenancy.time_zone_of(provider, o.id) AS zone) z
  CROSS JOIN LATERAL generate_series(date_trunc('month', o.created_at AT TIME ZONE z.zone), moment AT TIME ZONE z.zone, '1 month') m
  WHERE o.provider_id = provider AND o.id = ANY (organizations)
  ON CONFLICT DO NOTHING;
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.found_by_merged, tenancy.keep_months_so_far FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.found_by_merged, tenancy.keep_months_so_far TO tenantry_app;
