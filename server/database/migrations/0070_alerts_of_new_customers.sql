-- Why: whoever adds a customer is shown how it will be told that its licenses run out, which is what the organization above
-- gives to those below it, and not what the caller's own house gives.
-- Locks: none. Undo: drop the function.

-- What a new customer below an organization would inherit of alerts, the nearest first: the organization itself has distance 0.
-- For one that the caller sees, or its own house, below which a technician of chosen customers adds without seeing it.
-- Recipients and names are the caller's to read as far as it sees whose they are.
CREATE FUNCTION tenancy.license_alert_settings_below(provider uuid, organization uuid)
RETURNS TABLE (distance int, organization_id uuid, name text, is_on boolean, threshold int, type_thresholds jsonb, has_recipients boolean,
  recipients text[], subject text, body text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF provider IS DISTINCT FROM nullif(current_setting('app.provider_id', true), '')::uuid
    OR organization IS DISTINCT FROM nullif(current_setting('app.organization_id', true), '')::uuid THEN
    PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  END IF;
  RETURN QUERY
    SELECT c.distance, CASE WHEN v.is_seen THEN s.organization_id END, CASE WHEN v.is_seen THEN o.name END, s.is_on, s.threshold, s.type_thresholds,
      s.recipients IS NOT NULL, CASE WHEN v.is_seen THEN s.recipients END, s.subject, s.body
    FROM public.organization_closure c
    JOIN public.license_alert_settings s ON s.provider_id = c.provider_id AND s.organization_id = c.ancestor_id AND s.audience = 'below'
    JOIN public.organizations o ON o.provider_id = c.provider_id AND o.id = c.ancestor_id
    CROSS JOIN LATERAL (SELECT tenancy.sees_organization(provider, c.ancestor_id) AS is_seen) v
    WHERE c.provider_id = provider AND c.descendant_id = organization
    ORDER BY c.distance;
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.license_alert_settings_below FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.license_alert_settings_below TO tenantry_app;
