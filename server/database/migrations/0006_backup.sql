-- Why: a backup that leaves something out without a word is worse than none. The role of backups could not read the
-- accounts, and of the audit log's months, which are dumped one by one, it got no rows at all.
-- Locks: for a moment each month of the audit log. Undo: revoke the grants, drop the policies `backup` of the months.

GRANT USAGE ON SCHEMA auth TO tenantry_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA auth TO tenantry_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA auth TO tenantry_backup;

CREATE PROCEDURE audit.open_to_backup(part regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO tenantry_backup USING (true)', part);
  EXECUTE format('GRANT SELECT ON %s TO tenantry_backup', part);
END $$;
REVOKE EXECUTE ON PROCEDURE audit.open_to_backup FROM PUBLIC;

DO $$
DECLARE part regclass;
BEGIN
  FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'public.audit_events'::regclass LOOP
    CALL audit.open_to_backup(part);
  END LOOP;
END $$;

-- As before, and each new month is opened to backups.
CREATE OR REPLACE FUNCTION audit.ensure_partitions(from_month date, months int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
DECLARE
  starts date := date_trunc('month', from_month)::date;
  ends date;
  part text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(727450193);
  FOR i IN 0 .. least(months, 24) - 1 LOOP
    ends := (starts + interval '1 month')::date;
    part := 'audit_events_' || to_char(starts, 'YYYY_MM');
    IF to_regclass('public.' || part) IS NULL THEN
      LOCK TABLE public.audit_events IN SHARE ROW EXCLUSIVE MODE;
      EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
      EXECUTE format('WITH early AS (DELETE FROM public.audit_events WHERE occurred_at >= %L AND occurred_at < %L RETURNING *) INSERT INTO public.%I SELECT * FROM early', starts, ends, part);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', part);
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', part);
      CALL audit.open_to_backup(format('public.%I', part)::regclass);
      EXECUTE format('ALTER TABLE public.audit_events ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part, starts, ends);
      made := made + 1;
    END IF;
    starts := ends;
  END LOOP;
  RETURN made;
END $$;
