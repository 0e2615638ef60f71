-- Why: a device is known by more than its name: what it is, where it is reached, who works with it, where it stands in its
-- life. What is retired takes no license; monitoring takes licenses of its own.
-- Locks: devices, for as long as its new indexes are built. Undo: drop the columns with their indexes and both functions of
-- tags, and make live_license_uses and device_ids as in 0052 and 0004.

ALTER TABLE devices
  ADD COLUMN status text NOT NULL DEFAULT 'in_use',
  ADD COLUMN serial_number text,
  ADD COLUMN serial_key text COLLATE "C",
  ADD COLUMN maker text,
  ADD COLUMN maker_key text COLLATE "C",
  ADD COLUMN model text,
  ADD COLUMN model_key text COLLATE "C",
  ADD COLUMN operating_system text,
  ADD COLUMN operating_system_key text COLLATE "C",
  ADD COLUMN ip_addresses text[] NOT NULL DEFAULT '{}',
  ADD COLUMN mac_addresses text[] NOT NULL DEFAULT '{}',
  ADD COLUMN user_id uuid,
  ADD COLUMN purchased_on date,
  ADD COLUMN warranty_ends_on date,
  ADD COLUMN monitors_availability boolean NOT NULL DEFAULT false,
  ADD COLUMN monitors_performance boolean NOT NULL DEFAULT false,
  ADD COLUMN notes text,
  ADD COLUMN custom_data jsonb NOT NULL DEFAULT '{}',
  ADD CONSTRAINT devices_status CHECK (status IN ('in_use', 'in_stock', 'in_repair', 'missing', 'retired')),
  -- Whoever goes leaves what they worked with.
  ADD CONSTRAINT devices_user FOREIGN KEY (provider_id, user_id) REFERENCES memberships (provider_id, id) ON DELETE SET NULL (user_id);

CREATE INDEX devices_by_status ON devices (provider_id, status, id);
CREATE INDEX devices_by_serial ON devices (provider_id, serial_key, id);
CREATE INDEX devices_by_maker ON devices (provider_id, maker_key, id);
CREATE INDEX devices_by_model ON devices (provider_id, model_key, id);
CREATE INDEX devices_by_operating_system ON devices (provider_id, operating_system_key, id);
CREATE INDEX devices_by_warranty ON devices (provider_id, warranty_ends_on, id);
CREATE INDEX devices_by_user ON devices (provider_id, user_id) WHERE user_id IS NOT NULL;
CREATE INDEX devices_serial_trigrams ON devices USING gin (serial_key gin_trgm_ops);

-- As in 0052; retired devices take nothing, and monitoring takes licenses of its own.
CREATE OR REPLACE FUNCTION tenancy.live_license_uses(provider uuid, organizations uuid[])
RETURNS TABLE (organization_id uuid, type text, subject_kind text, subject_id uuid, subject_name text) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.organization_id, t.type, 'device', d.id, d.name
  FROM public.devices d
  JOIN public.organizations o ON o.provider_id = d.provider_id AND o.id = d.organization_id AND o.status <> 'archived'
  LEFT JOIN public.device_classes c ON c.provider_id = d.provider_id AND c.code = d.class
  CROSS JOIN LATERAL unnest(coalesce(c.license_types, '{}') || 'trial_devices'::text
    || CASE WHEN d.monitors_availability THEN '{availability_monitors}'::text[] ELSE '{}' END
    || CASE WHEN d.monitors_performance THEN '{performance_monitors}'::text[] ELSE '{}' END) t(type)
  WHERE d.provider_id = provider AND (organizations IS NULL OR d.organization_id = ANY (organizations)) AND d.status <> 'retired'
    AND (t.type = 'trial_devices' OR EXISTS (SELECT FROM public.license_types l WHERE l.provider_id = provider AND l.code = t.type AND l.is_on))
  UNION ALL
  SELECT m.organization_id, r.license_type, 'membership', m.id, m.name
  FROM public.memberships m
  JOIN public.organizations o ON o.provider_id = m.provider_id AND o.id = m.organization_id AND o.status <> 'archived' AND o.type <> 'provider'
  JOIN public.roles r ON r.provider_id = m.provider_id AND r.id = m.role_id
  WHERE m.provider_id = provider AND (organizations IS NULL OR m.organization_id = ANY (organizations)) AND m.status IN ('pending', 'active')
    AND EXISTS (SELECT FROM public.license_types l WHERE l.provider_id = provider AND l.code = r.license_type AND l.is_on)
$$;

GRANT SELECT (serial_key) ON devices TO tenantry_search;
DO $do$
BEGIN
  EXECUTE format($f$
    -- As in 0004, and by the serial number.
    CREATE OR REPLACE FUNCTION search.device_ids(provider uuid, term text, max_rows int) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $body$
      SELECT id FROM public.devices
      WHERE (name_key LIKE '%%' || term || '%%' OR serial_key LIKE '%%' || term || '%%') AND provider_id = provider AND %1$s AND %2$s
      LIMIT max_rows
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('organization_id', 'entity_id'));
END $do$;

-- Takes from a device that goes to another organization the tags of houses that do not lie above that one, those that the
-- caller does not see among them. Both organizations have to be in sight.
CREATE FUNCTION tenancy.release_device_tags(provider uuid, device uuid, from_organization uuid, to_organization uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[from_organization, to_organization]);
  DELETE FROM public.device_tags t
  WHERE t.provider_id = provider AND t.device_id = device AND t.organization_id = from_organization
    AND NOT EXISTS (SELECT FROM public.organization_closure c
      WHERE c.provider_id = provider AND c.ancestor_id = t.house_id AND c.descendant_id = to_organization);
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.release_device_tags(uuid, uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.release_device_tags(uuid, uuid, uuid, uuid) TO tenantry_app;
