-- Why: accounts, passwords and sessions of people, apart from every provider; and the doors through which the
-- application learns who is calling. Locks: a fresh schema only. Undo: drop the schema auth.
--
-- The role of sign-in reads and writes these tables and nothing else; the application reaches them only through the
-- functions at the end, which run as the owner. Nothing here is walled by provider, because a person may belong to
-- several.

CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO tenantry_auth, tenantry_app;

-- The email is stored as it is compared. The second index catches what another normalisation would let through.
CREATE TABLE auth.accounts (
  id uuid PRIMARY KEY,
  email text NOT NULL COLLATE "C",
  email_verified boolean NOT NULL DEFAULT false,
  name text NOT NULL,
  image text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT accounts_email UNIQUE (email)
);
CREATE UNIQUE INDEX accounts_email_folded ON auth.accounts (lower(normalize(email, NFKC)));

-- One row per way to prove who one is; the only kind so far is 'credential', a password.
CREATE TABLE auth.credentials (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT credentials_once UNIQUE (kind, subject),
  CONSTRAINT credentials_account FOREIGN KEY (account_id) REFERENCES auth.accounts ON DELETE CASCADE,
  CONSTRAINT credentials_password CHECK (kind <> 'credential' OR password LIKE '$argon2id$%')
);
CREATE INDEX credentials_by_account ON auth.credentials (account_id);

-- The token itself is in the person's cookie only; here lies its SHA-256 in hexadecimal.
CREATE TABLE auth.sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  token_hash text NOT NULL COLLATE "C",
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  active_provider_id uuid,
  active_membership_id uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT sessions_token UNIQUE (token_hash),
  CONSTRAINT sessions_token_hashed CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT sessions_active CHECK ((active_provider_id IS NULL) = (active_membership_id IS NULL)),
  CONSTRAINT sessions_account FOREIGN KEY (account_id) REFERENCES auth.accounts ON DELETE CASCADE
);
CREATE INDEX sessions_by_account ON auth.sessions (account_id);
CREATE INDEX sessions_by_expiry ON auth.sessions (expires_at);

-- Links mailed to a person, by the hash of what the link holds.
CREATE TABLE auth.verifications (
  id uuid PRIMARY KEY,
  identifier_hash text NOT NULL COLLATE "C",
  account_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT verifications_account FOREIGN KEY (account_id) REFERENCES auth.accounts ON DELETE CASCADE
);
CREATE INDEX verifications_by_identifier ON auth.verifications (identifier_hash);
CREATE INDEX verifications_by_account ON auth.verifications (account_id);
CREATE INDEX verifications_by_expiry ON auth.verifications (expires_at);

-- Tries per address of the client and per email, known or not, in fixed windows. Kept here because several servers
-- count together. Keys are hashes, so the table is no list of emails. Lost on a crash without harm.
CREATE UNLOGGED TABLE auth.attempts (
  key bytea PRIMARY KEY,
  count int NOT NULL,
  window_ends_at timestamptz NOT NULL
);
CREATE INDEX attempts_by_end ON auth.attempts (window_ends_at);

-- What happened to a person's way in, for the audit logs of the providers. Written by triggers only, in the same
-- transaction as the change; never holds a secret.
CREATE TABLE auth.events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX events_by_account ON auth.events (account_id, id);

-- The same on its way into the audit logs: once per place that the person had when it was handed over.
CREATE TABLE auth.handed_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX handed_events_by_provider ON auth.handed_events (provider_id, id);

GRANT SELECT, INSERT ON auth.accounts TO tenantry_auth;
GRANT UPDATE (name, email_verified, updated_at) ON auth.accounts TO tenantry_auth;
GRANT SELECT, INSERT ON auth.credentials TO tenantry_auth;
GRANT UPDATE (password, updated_at) ON auth.credentials TO tenantry_auth;
GRANT SELECT, INSERT, DELETE ON auth.sessions TO tenantry_auth;
GRANT UPDATE (expires_at, active_provider_id, active_membership_id, updated_at) ON auth.sessions TO tenantry_auth;
GRANT SELECT, INSERT, DELETE ON auth.verifications TO tenantry_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.attempts TO tenantry_auth;

-- Arguments: the kind of event, and the column that names the account.
CREATE FUNCTION auth.record_event() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  INSERT INTO auth.events (account_id, kind) VALUES ((changed ->> TG_ARGV[1])::uuid, TG_ARGV[0]);
  RETURN NULL;
END $$;

CREATE TRIGGER record_account AFTER INSERT ON auth.accounts
  FOR EACH ROW EXECUTE FUNCTION auth.record_event('account_created', 'id');
CREATE TRIGGER record_password AFTER INSERT ON auth.credentials
  FOR EACH ROW EXECUTE FUNCTION auth.record_event('credential_added', 'account_id');
CREATE TRIGGER record_password_change AFTER UPDATE ON auth.credentials
  FOR EACH ROW WHEN (NEW.password IS DISTINCT FROM OLD.password) EXECUTE FUNCTION auth.record_event('password_changed', 'account_id');
CREATE TRIGGER record_password_removal AFTER DELETE ON auth.credentials
  FOR EACH ROW EXECUTE FUNCTION auth.record_event('credential_removed', 'account_id');
CREATE TRIGGER record_sign_in AFTER INSERT ON auth.sessions
  FOR EACH ROW EXECUTE FUNCTION auth.record_event('session_started', 'account_id');
-- A session that ran out is only tidied away.
CREATE TRIGGER record_session_end AFTER DELETE ON auth.sessions
  FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION auth.record_event('session_ended', 'account_id');
CREATE TRIGGER record_reset_link AFTER INSERT ON auth.verifications
  FOR EACH ROW EXECUTE FUNCTION auth.record_event('reset_link_issued', 'account_id');
CREATE TRIGGER record_reset_link_end AFTER DELETE ON auth.verifications
  FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION auth.record_event('reset_link_spent', 'account_id');

-- Who sets a new password may have lost the old one to somebody, who may have made keys with it: they end with it, under
-- every provider, in the same transaction.
CREATE FUNCTION auth.revoke_api_keys() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.api_keys k USING public.memberships m
  WHERE m.account_id = NEW.account_id AND k.provider_id = m.provider_id AND k.membership_id = m.id;
  RETURN NULL;
END $$;
CREATE TRIGGER revoke_api_keys AFTER UPDATE ON auth.credentials
  FOR EACH ROW WHEN (NEW.password IS DISTINCT FROM OLD.password) EXECUTE FUNCTION auth.revoke_api_keys();

CREATE FUNCTION auth.refuse_email_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'The login email of an account never changes'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'accounts_email_never_changes';
END $$;
CREATE TRIGGER accounts_email_never_changes BEFORE UPDATE ON auth.accounts
  FOR EACH ROW WHEN (NEW.email IS DISTINCT FROM OLD.email OR NEW.id IS DISTINCT FROM OLD.id) EXECUTE FUNCTION auth.refuse_email_change();

-- A person may act for a membership that is active while nothing above its organization is switched off. The
-- provider's own people always may, so that somebody can switch things on again.
CREATE FUNCTION auth.usable_memberships(account uuid) RETURNS TABLE (
  membership_id uuid, provider_id uuid, provider_name text, organization_id uuid, organization_name text,
  organization_type text, role_name text, permissions text[], reach text, name text, created_at timestamptz
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 2 AS $$
BEGIN
  RETURN QUERY
  SELECT m.id, m.provider_id, root.name, o.id, o.name, o.type, r.name, r.permissions, m.reach, m.name, m.created_at
  FROM public.memberships m
  JOIN public.organizations o ON o.provider_id = m.provider_id AND o.id = m.organization_id
  JOIN public.roles r ON r.provider_id = m.provider_id AND r.id = m.role_id
  JOIN public.organizations root ON root.provider_id = m.provider_id AND root.parent_id IS NULL
  WHERE m.account_id = account AND m.status = 'active'
    AND (o.type = 'provider' OR o.status = 'active')
    AND NOT EXISTS (
      SELECT FROM public.organization_closure c
      JOIN public.organizations above ON above.provider_id = c.provider_id AND above.id = c.ancestor_id
      WHERE c.provider_id = m.provider_id AND c.descendant_id = m.organization_id
        AND above.type <> 'provider' AND above.status <> 'active');
END $$;

-- A session acts in one place from its beginning: the oldest that the person may use. It never slides into another by
-- itself, least of all into another provider; whoever has none at that moment has a session that opens nothing.
CREATE FUNCTION auth.choose_membership() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT m.provider_id, m.membership_id INTO NEW.active_provider_id, NEW.active_membership_id
  FROM auth.usable_memberships(NEW.account_id) m ORDER BY m.created_at, m.membership_id LIMIT 1;
  RETURN NEW;
END $$;
CREATE TRIGGER choose_membership BEFORE INSERT ON auth.sessions
  FOR EACH ROW WHEN (NEW.active_membership_id IS NULL) EXECUTE FUNCTION auth.choose_membership();

-- The caller behind a session's token, by its hash: one row, or none when the session is unknown or over, or when its
-- membership may not be used.
CREATE FUNCTION auth.open_session(token_hash text) RETURNS TABLE (
  account_id uuid, email text, session_id uuid, expires_at timestamptz, membership_id uuid, provider_id uuid,
  organization_id uuid, organization_name text, organization_type text, role_name text, permissions text[], reach text,
  name text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.id, a.email, s.id, s.expires_at, m.membership_id, m.provider_id,
    m.organization_id, m.organization_name, m.organization_type, m.role_name, m.permissions, m.reach, m.name
  FROM auth.sessions s
  JOIN auth.accounts a ON a.id = s.account_id
  CROSS JOIN LATERAL auth.usable_memberships(s.account_id) m
  WHERE s.token_hash = open_session.token_hash AND s.expires_at > now()
    AND m.membership_id = s.active_membership_id AND m.provider_id = s.active_provider_id;
END $$;

-- The caller behind an API key, by the provider named in it and its hash.
CREATE FUNCTION auth.open_api_key(provider uuid, hash bytea) RETURNS TABLE (
  account_id uuid, email text, key_id uuid, expires_at timestamptz, membership_id uuid, provider_id uuid,
  organization_id uuid, organization_name text, organization_type text, role_name text, permissions text[], reach text,
  name text, last_used_at timestamptz
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.id, a.email, k.id, k.expires_at, u.membership_id, u.provider_id,
    u.organization_id, u.organization_name, u.organization_type, u.role_name, u.permissions, u.reach, u.name, k.last_used_at
  FROM public.api_keys k
  JOIN public.memberships m ON m.provider_id = k.provider_id AND m.id = k.membership_id
  JOIN auth.accounts a ON a.id = m.account_id
  CROSS JOIN LATERAL auth.usable_memberships(m.account_id) u
  WHERE k.provider_id = provider AND k.key_hash = hash AND k.expires_at > now()
    AND u.provider_id = k.provider_id AND u.membership_id = k.membership_id;
END $$;

-- The places that a person can switch to, oldest first.
CREATE FUNCTION auth.memberships_of(account uuid) RETURNS TABLE (
  membership_id uuid, provider_id uuid, provider_name text, organization_id uuid, organization_name text,
  organization_type text, role_name text, reach text
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.membership_id, m.provider_id, m.provider_name, m.organization_id, m.organization_name, m.organization_type,
    m.role_name, m.reach
  FROM auth.usable_memberships(account) m ORDER BY m.created_at, m.membership_id
$$;

-- Empties the events into what the audit logs take, and tells for which providers there is something.
CREATE FUNCTION auth.hand_over_events() RETURNS SETOF uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH gone AS (DELETE FROM auth.events RETURNING id, account_id, kind, at)
  INSERT INTO auth.handed_events (provider_id, organization_id, membership_id, account_id, name, kind, at)
  SELECT m.provider_id, m.organization_id, m.id, m.account_id, m.name, e.kind, e.at
  FROM gone e JOIN public.memberships m ON m.account_id = e.account_id AND m.status = 'active'
  WHERE e.kind IN ('session_started', 'session_ended', 'password_changed')
  ORDER BY e.id;
  RETURN QUERY SELECT DISTINCT h.provider_id FROM auth.handed_events h;
END $$;

-- Takes the oldest of what was handed over for the provider of the transaction, which writes it to the audit log.
CREATE FUNCTION auth.take_events(max_rows int) RETURNS jsonb LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH taken AS (
    DELETE FROM auth.handed_events WHERE id IN (
      SELECT h.id FROM auth.handed_events h
      WHERE h.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
      ORDER BY h.id LIMIT max_rows FOR UPDATE SKIP LOCKED)
    RETURNING *)
  SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', organization_id, 'membershipId', membership_id,
    'accountId', account_id, 'name', name, 'kind', kind, 'at', at) ORDER BY id), '[]') FROM taken
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC;
GRANT USAGE ON SCHEMA auth TO tenantry_jobs;
GRANT EXECUTE ON FUNCTION auth.hand_over_events TO tenantry_jobs;
GRANT EXECUTE ON FUNCTION auth.take_events TO tenantry_app;
GRANT EXECUTE ON FUNCTION auth.open_session, auth.open_api_key, auth.memberships_of TO tenantry_app;
-- Switching to a membership is a change of the session and needs the same list.
GRANT EXECUTE ON FUNCTION auth.memberships_of TO tenantry_auth;
