-- Why: devices report themselves as they were, by the hundred and most of the time. Under row security each of them was checked
-- anew against what its organization's token sees, which is that organization as a whole.
-- Locks: none.
-- Undo: drop the function.

-- Tells what a token of an organization may still do, and notes when devices there have reported themselves, of those that
-- report word for word what is known of them; what they do not tell is null. It walls by itself: null where the caller does
-- not see the organization, or the token is not of it. In any other status nothing is noted. Devices are locked in no order:
-- the caller holds the lock of the organization's enrollments.
CREATE FUNCTION tenancy.note_unchanged_reports(provider uuid, organization uuid, token uuid, statuses text[], moment timestamptz,
  keys text[], names text[], hardware_ids text[], serial_numbers text[], makers text[], models text[], operating_systems text[],
  ips text[], macs text[]) RETURNS json LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  status text := tenancy.effective_status(organization);
  state json;
  noted json;
BEGIN
  SELECT json_build_object('mostDevices', t.most_devices, 'devices', t.devices, 'lastUsedAt', t.last_used_at,
    'entityId', t.entity_id, 'status', status, 'hasWaiting', EXISTS (
      SELECT FROM public.seen_devices s WHERE s.provider_id = provider AND s.organization_id = organization)) INTO state
  FROM public.enrollment_tokens t
  WHERE t.provider_id = provider AND t.id = token AND t.organization_id = organization
    AND tenancy.sees_organization(provider, organization);
  IF state IS NULL OR (status = ANY (statuses)) IS NOT TRUE THEN
    RETURN json_build_object('state', state, 'noted', '{}'::json);
  END IF;
  WITH unchanged AS (
    UPDATE public.devices d SET last_seen_at = moment
    FROM unnest(keys, names, hardware_ids, serial_numbers, makers, models, operating_systems, ips, macs)
      r(key, name, hardware_id, serial_number, maker, model, operating_system, ips, macs)
    WHERE d.provider_id = provider AND d.organization_id = organization AND d.enrollment_key = r.key AND d.host_name = r.name
      AND (r.hardware_id IS NULL OR r.hardware_id = d.hardware_id)
      AND (r.serial_number IS NULL OR r.serial_number = d.serial_number)
      AND (r.maker IS NULL OR r.maker = d.maker)
      AND (r.model IS NULL OR r.model = d.model)
      AND (r.operating_system IS NULL OR r.operating_system = d.operating_system)
      AND (r.ips IS NULL OR r.ips = array_to_string(d.ip_addresses, ','))
      AND (r.macs IS NULL OR r.macs = array_to_string(d.mac_addresses, ','))
    RETURNING d.enrollment_key, d.id)
  SELECT json_object_agg(u.enrollment_key, u.id) INTO noted FROM unchanged u;
  RETURN json_build_object('state', state, 'noted', coalesce(noted, '{}'));
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.note_unchanged_reports FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.note_unchanged_reports TO tenantry_app;
