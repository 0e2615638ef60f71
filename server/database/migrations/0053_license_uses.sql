-- Why: behind each number of a customer's licenses lie the things that take them now, which a list tells.
-- Locks: nothing. Undo: drop the function.

-- What lives in an organization and below it and takes a type. Whoever calls compares each row with what the caller sees.
-- Devices of all classes, which trials count, are those of an account: of the organization and its divisions.
CREATE FUNCTION tenancy.license_uses(provider uuid, organization uuid, counted text)
RETURNS TABLE (organization_id uuid, subject_kind text, subject_id uuid, subject_name text, sort_name text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  RETURN QUERY SELECT u.organization_id, u.subject_kind, u.subject_id, u.subject_name, lower(u.subject_name) COLLATE "C"
  FROM tenancy.live_license_uses(provider, ARRAY(
    SELECT c.descendant_id FROM public.organization_closure c
    JOIN public.organizations o ON o.provider_id = c.provider_id AND o.id = c.descendant_id
    WHERE c.provider_id = provider AND c.ancestor_id = organization
      AND (counted <> 'trial_devices' OR c.distance = 0 OR o.type = 'division'))) u
  WHERE u.type = counted;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.license_uses FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.license_uses TO tenantry_app;
