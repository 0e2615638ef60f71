-- Why: whoever has purchased is metered by the month from the ledger, by a basis of its own and by the months of its time
-- zone as that was when the month began.
-- Locks: organizations for a moment. Undo: drop the functions, the table and the column.

ALTER TABLE organizations ADD COLUMN license_basis text NOT NULL DEFAULT 'peak',
  ADD CONSTRAINT organizations_license_basis CHECK (license_basis IN ('peak', 'month_end', 'allocated')
    AND (license_basis <> 'allocated' OR license_mode = 'allocated'));

-- By what a month of an organization is metered: kept when it begins, so that a report comes out the same ever after. The
-- time zone stays; the basis is that which is set last before the month has ended.
CREATE TABLE license_months (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  month date NOT NULL,
  time_zone text NOT NULL,
  basis text NOT NULL,
  PRIMARY KEY (provider_id, organization_id, month),
  CONSTRAINT license_months_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT license_months_month CHECK (extract(day FROM month) = 1),
  CONSTRAINT license_months_basis CHECK (basis IN ('peak', 'month_end', 'allocated'))
);
CALL tenancy.protect('license_months');
GRANT SELECT, UPDATE (basis) ON license_months TO tenantry_app;

-- The time zone in force for an organization: its own, or that of the nearest one above.
CREATE FUNCTION tenancy.time_zone_of(provider uuid, organization uuid) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((
    SELECT s.value FROM public.organization_closure c
    JOIN public.organization_settings s ON s.provider_id = c.provider_id AND s.organization_id = c.ancestor_id AND s.name = 'timeZone'
    WHERE c.provider_id = provider AND c.descendant_id = organization ORDER BY c.distance LIMIT 1), 'UTC')
$$;

-- Keeps by what the months are metered that have begun and are not kept yet; of the whole provider. Looks up time zones
-- only around the beginning of a month, while it has begun in some of them.
CREATE FUNCTION tenancy.keep_license_months(provider uuid, moment timestamptz) RETURNS int LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept int;
BEGIN
  IF provider IS DISTINCT FROM nullif(current_setting('app.provider_id', true), '')::uuid OR current_setting('app.reach', true) <> 'all' THEN
    RAISE EXCEPTION 'The provider is out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO public.license_months (provider_id, organization_id, month, time_zone, basis)
  SELECT provider, o.id, date_trunc('month', keep_license_months.moment AT TIME ZONE z.zone)::date, z.zone, o.license_basis
  FROM public.organizations o CROSS JOIN LATERAL (SELECT tenancy.time_zone_of(provider, o.id) AS zone) z
  WHERE o.provider_id = provider AND o.type NOT IN ('provider', 'division') AND o.status <> 'archived'
    AND NOT EXISTS (SELECT FROM public.license_months m WHERE m.provider_id = provider AND m.organization_id = o.id
      AND m.month = date_trunc('month', (keep_license_months.moment + interval '14 hours') AT TIME ZONE 'UTC')::date)
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS kept = ROW_COUNT;
  RETURN kept;
END $$;

-- By what a month of some organizations is metered: as it was kept, or else by what holds now. A month begins at midnight,
-- or at the first moment after it where the clocks leave midnight out.
CREATE FUNCTION tenancy.license_months_of(provider uuid, organizations uuid[], wanted date)
RETURNS TABLE (organization_id uuid, time_zone text, basis text, starts_at timestamptz, ends_at timestamptz) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, organizations);
  RETURN QUERY SELECT o.id, z.zone, coalesce(m.basis, o.license_basis),
    wanted::timestamp AT TIME ZONE z.zone, (wanted + interval '1 month')::timestamp AT TIME ZONE z.zone
  FROM public.organizations o
  LEFT JOIN public.license_months m ON m.provider_id = provider AND m.organization_id = o.id AND m.month = wanted
  CROSS JOIN LATERAL (SELECT coalesce(m.time_zone, tenancy.time_zone_of(provider, o.id)) AS zone) z
  WHERE o.provider_id = provider AND o.id = ANY (organizations);
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.time_zone_of, tenancy.keep_license_months, tenancy.license_months_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.keep_license_months, tenancy.license_months_of TO tenantry_app;
