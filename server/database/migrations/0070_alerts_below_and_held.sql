-- Why: whoever adds a customer is shown how it will be told that its licenses run out, which is what the organization above
-- gives to those below it, and not what the caller's own house gives. And what goes on in many transactions, such as an
-- import, is told of once: its alerts wait until it is through.
-- Locks: license_alerts for a moment. Undo: drop the functions and the two columns.

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

-- held_by: what goes on and has reached the level. held_until: nobody is told before, unless it is through earlier.
ALTER TABLE license_alerts ADD COLUMN held_by uuid, ADD COLUMN held_until timestamptz;

-- Holds what this transaction has reached of levels, with what is held by the same already; also of organizations above,
-- which the caller need not see.
CREATE FUNCTION tenancy.hold_license_alerts(provider uuid, run uuid, until timestamptz) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_provider(provider);
  UPDATE public.license_alerts a SET held_by = run, held_until = until
  WHERE a.provider_id = provider AND a.mailed_at IS NULL AND (a.transaction_id = pg_current_xact_id()::text OR a.held_by = run);
END $$;

-- Lets go of what is held by something that is through: told of with the numbers that it has left behind.
CREATE FUNCTION tenancy.release_license_alerts(provider uuid, run uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_provider(provider);
  UPDATE public.license_alerts a SET limit_count = k.limit_count, demand = k.demand
  FROM public.license_counters k
  WHERE a.provider_id = provider AND a.mailed_at IS NULL AND a.held_by = run
    AND k.provider_id = provider AND k.organization_id = a.organization_id AND k.type = a.type AND k.limit_count > 0
    AND k.alert_state & CASE a.level WHEN 'full' THEN 2 ELSE 1 END > 0;
  UPDATE public.license_alerts a SET held_until = NULL WHERE a.provider_id = provider AND a.mailed_at IS NULL AND a.held_by = run;
  IF FOUND THEN
    INSERT INTO public.outbox (provider_id, id, organization_id, event, version, payload, created_at)
    VALUES (provider, tenancy.timed_id(), provider, 'licenses.alerted', 1, '{}', clock_timestamp());
  END IF;
END $$;

-- Fails where a provider is not the caller's.
CREATE FUNCTION tenancy.require_provider(provider uuid) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF provider IS DISTINCT FROM nullif(current_setting('app.provider_id', true), '')::uuid THEN
    RAISE EXCEPTION 'A provider is out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.license_alert_settings_below, tenancy.hold_license_alerts, tenancy.release_license_alerts,
  tenancy.require_provider FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.license_alert_settings_below, tenancy.hold_license_alerts, tenancy.release_license_alerts TO tenantry_app;
