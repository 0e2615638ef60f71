-- Why: the audit log told of sign-ins, sign-outs and new passwords without saying from where, and not at all of wrong
-- passwords for an account. What ends a session or changes a password notes its address in the row first, so that the
-- triggers still miss nothing; what comes from a command or a job notes none.
-- Locks: the tables of sign-in for a moment. Undo: drop columns and function, put the functions and triggers back as the
-- second migration has them.

ALTER TABLE auth.events ADD COLUMN source text;
ALTER TABLE auth.handed_events ADD COLUMN source text;
ALTER TABLE auth.sessions ADD COLUMN ended_from text;
ALTER TABLE auth.credentials ADD COLUMN changed_from text;
GRANT UPDATE (ended_from) ON auth.sessions TO tenantry_auth;
GRANT UPDATE (changed_from) ON auth.credentials TO tenantry_auth;

-- Arguments: the kind of event, the column that names the account, and the one that names the address, where there is one.
CREATE OR REPLACE FUNCTION auth.record_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  INSERT INTO auth.events (account_id, kind, source)
  VALUES ((changed ->> TG_ARGV[1])::uuid, TG_ARGV[0], nullif(changed ->> TG_ARGV[2], ''));
  RETURN NULL;
END $$;

DROP TRIGGER record_password_change ON auth.credentials;
CREATE TRIGGER record_password_change AFTER UPDATE ON auth.credentials
  FOR EACH ROW WHEN (NEW.password IS DISTINCT FROM OLD.password) EXECUTE FUNCTION auth.record_event('password_changed', 'account_id', 'changed_from');
DROP TRIGGER record_sign_in ON auth.sessions;
CREATE TRIGGER record_sign_in AFTER INSERT ON auth.sessions
  FOR EACH ROW EXECUTE FUNCTION auth.record_event('session_started', 'account_id', 'ip_address');
DROP TRIGGER record_session_end ON auth.sessions;
CREATE TRIGGER record_session_end AFTER DELETE ON auth.sessions
  FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION auth.record_event('session_ended', 'account_id', 'ended_from');

-- A wrong password for an address that may have no account: then a row of nobody is written, which no log takes over,
-- so that the work, and with it the time of whatever follows, does not tell whether there is one.
CREATE FUNCTION auth.record_failed_sign_in(login text, from_address text) RETURNS void LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO auth.events (account_id, kind, source) VALUES (
    coalesce((SELECT a.id FROM auth.accounts a WHERE lower(normalize(a.email, NFKC)) = lower(normalize(login, NFKC))),
      '00000000-0000-0000-0000-000000000000'),
    'sign_in_failed', from_address)
$$;
REVOKE EXECUTE ON FUNCTION auth.record_failed_sign_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.record_failed_sign_in TO tenantry_auth;

-- As before, with the address, and with sign-ins that failed.
CREATE OR REPLACE FUNCTION auth.hand_over_events() RETURNS SETOF uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH gone AS (DELETE FROM auth.events RETURNING id, account_id, kind, at, source)
  INSERT INTO auth.handed_events (provider_id, organization_id, membership_id, account_id, name, kind, at, source)
  SELECT m.provider_id, m.organization_id, m.id, m.account_id, m.name, e.kind, e.at, e.source
  FROM gone e JOIN public.memberships m ON m.account_id = e.account_id AND m.status = 'active'
  WHERE e.kind IN ('session_started', 'session_ended', 'password_changed', 'sign_in_failed')
  ORDER BY e.id;
  RETURN QUERY SELECT DISTINCT h.provider_id FROM auth.handed_events h;
END $$;

CREATE OR REPLACE FUNCTION auth.take_events(max_rows int) RETURNS jsonb LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH taken AS (
    DELETE FROM auth.handed_events WHERE id IN (
      SELECT h.id FROM auth.handed_events h
      WHERE h.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
      ORDER BY h.id LIMIT max_rows FOR UPDATE SKIP LOCKED)
    RETURNING *)
  SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', organization_id, 'membershipId', membership_id,
    'accountId', account_id, 'name', name, 'kind', kind, 'at', at, 'source', source) ORDER BY id), '[]') FROM taken
$$;
