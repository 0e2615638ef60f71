-- Why: whoever reads an alert is told what became of its mails, also of those that are about another organization or go to
-- somebody whom they do not see: which state it is, and never to whom.
-- Locks: none. Undo: drop the function.

DO $do$
BEGIN
  -- The mails of some alerts, by the place of their recipient; the state is NULL once the mail is no longer kept.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.alert_mail_states(provider uuid, alerts uuid[]) RETURNS TABLE (alert_id uuid, place int, state text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT a.id, r.place::int, m.state
      FROM (
        SELECT id, mail_key, recipients FROM public.license_alerts WHERE provider_id = provider AND id = ANY (alerts) AND %1$s AND %2$s
      ) a
      CROSS JOIN LATERAL unnest(a.recipients) WITH ORDINALITY r(address, place)
      LEFT JOIN LATERAL (
        -- The key has the address in small letters; that of earlier releases as somebody has written it.
        SELECT w.state FROM public.mails w
        WHERE w.provider_id = provider AND w.key IN (a.mail_key || '/' || lower(r.address), a.mail_key || '/' || r.address)
        LIMIT 1
      ) m ON true
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('organization_id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.alert_mail_states FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.alert_mail_states TO tenantry_app;
