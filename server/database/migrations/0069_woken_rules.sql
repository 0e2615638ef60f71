-- Why: rules license waiting devices as soon as something becomes free, something new waits, or a rule changes; and a token may
-- let devices wait on purpose.
-- Locks: enrollment_tokens for a moment. Undo: drop the function and the column.

-- Leaves the event that lets the rules of the caller's provider run soon, unless none of them is on: whoever frees a license
-- need not see that there are rules. Who turns one on at this moment wakes them, too.
CREATE FUNCTION tenancy.wake_license_rules() RETURNS void LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.outbox (provider_id, id, organization_id, event, version, payload, created_at)
  SELECT p.id, tenancy.timed_id(), p.id, 'license_rules.woken', 1, '{}', clock_timestamp()
  FROM (SELECT nullif(current_setting('app.provider_id', true), '')::uuid) p(id)
  WHERE EXISTS (SELECT FROM public.license_rules r WHERE r.provider_id = p.id AND r.is_on)
$$;
REVOKE EXECUTE ON FUNCTION tenancy.wake_license_rules FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.wake_license_rules TO tenantry_app;

-- Whether what is new takes its licenses, or waits for somebody who gives it some.
ALTER TABLE enrollment_tokens ADD COLUMN license text NOT NULL DEFAULT 'take',
  ADD CONSTRAINT enrollment_tokens_license CHECK (license IN ('take', 'wait'));
