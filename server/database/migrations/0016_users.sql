-- Why: people are listed, invited and given customers to look after. A pending membership is a user from the beginning;
-- its login never changes; and an invitation holds the hash of its link only.
-- Locks: memberships while its rows get their keys and indexes are built, roles for a moment.
-- Undo: drop the functions, the table, the policies and the columns; grant UPDATE on memberships as a whole again; take
-- 'users.read' out of the roles and the role customer_administrator away.

ALTER TABLE memberships
  ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD COLUMN first_name text,
  ADD COLUMN last_name text,
  ADD COLUMN communication_email text,
  ADD COLUMN is_first_administrator boolean NOT NULL DEFAULT false,
  ADD COLUMN name_key text COLLATE "C";
-- As near as the database comes to the keys that the application makes.
UPDATE memberships SET name_key = left(btrim(regexp_replace(normalize(regexp_replace(lower(normalize(name, NFKD)), '[\u0300-\u036f]', '', 'g'), NFKC), '\s+', ' ', 'g')), 255);
-- The login as accounts have it.
UPDATE memberships SET email = lower(normalize(email, NFKC)) WHERE email <> lower(normalize(email, NFKC));
ALTER TABLE memberships ALTER COLUMN name_key SET NOT NULL;
CREATE UNIQUE INDEX memberships_first_administrator ON memberships (provider_id, organization_id) WHERE is_first_administrator;
CREATE INDEX memberships_by_name ON memberships (provider_id, name_key, id);
CREATE INDEX memberships_by_email ON memberships (provider_id, email, id);
CREATE INDEX memberships_by_created ON memberships (provider_id, created_at, id);
CREATE INDEX memberships_name_trigrams ON memberships USING gin (name_key gin_trgm_ops);
CREATE INDEX memberships_email_trigrams ON memberships USING gin (email gin_trgm_ops);

-- Whose place it is never changes, whatever the code says.
REVOKE UPDATE ON memberships FROM tenantry_app;
GRANT UPDATE (role_id, reach, name, name_key, first_name, last_name, communication_email, status, version) ON memberships TO tenantry_app;

UPDATE roles SET permissions = array_append(permissions, 'users.read')
WHERE key IN ('provider_administrator', 'technician', 'partner_administrator') AND NOT 'users.read' = ANY (permissions);
INSERT INTO roles (provider_id, id, organization_id, key, name, permissions)
SELECT provider_id, gen_random_uuid(), provider_id, 'customer_administrator', 'Customer administrator', '{customers.read,devices.read,users.read}'
FROM providers;

-- The roles that every provider starts with belong to its own house, where partners and customers see nothing; what they
-- are called is no secret to whoever has one.
CREATE FUNCTION tenancy.system_roles(provider uuid) RETURNS TABLE (id uuid, key text, name text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 4 AS $$
  SELECT r.id, r.key, r.name FROM public.roles r
  WHERE r.provider_id = provider AND r.key IS NOT NULL
    AND r.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
$$;

-- The account of a login, made where there is none: the same answer and the same work either way, and nothing of an
-- account that is there is touched, so that who invites learns nothing. Held until the transaction ends, so that it is
-- not deleted as one without a place before it has got this one.
CREATE FUNCTION auth.ensure_account(new_id uuid, login text, shown_name text) RETURNS uuid LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_id uuid;
BEGIN
  IF login <> lower(normalize(login, NFKC)) OR length(login) > 254 THEN
    RAISE EXCEPTION 'A login is stored as it is compared' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'accounts_email';
  END IF;
  LOOP
    INSERT INTO auth.accounts (id, email, name, created_at, updated_at) VALUES (new_id, login, shown_name, now(), now())
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      INSERT INTO auth.events (account_id, kind) VALUES (new_id, 'account_known');
    END IF;
    SELECT a.id INTO found_id FROM auth.accounts a WHERE lower(normalize(a.email, NFKC)) = login FOR KEY SHARE;
    IF FOUND THEN
      RETURN found_id;
    END IF;
  END LOOP;
END $$;

-- One for each membership that was invited. Due when somebody asked to send it at once, or from a day on in the
-- organization's time zone; a link is issued by number, so that the same mail can be sent again after a crash.
CREATE TABLE invitations (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  send_on date,
  requested_at timestamptz,
  issue int NOT NULL DEFAULT 0,
  token_hash bytea,
  issued_at timestamptz,
  expires_at timestamptz,
  sent_at timestamptz,
  accepted_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT invitations_token UNIQUE (provider_id, token_hash),
  CONSTRAINT invitations_once UNIQUE (provider_id, membership_id),
  CONSTRAINT invitations_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT invitations_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT invitations_token_hashed CHECK (octet_length(token_hash) = 32),
  CONSTRAINT invitations_issued CHECK ((token_hash IS NULL) = (expires_at IS NULL) AND (issued_at IS NULL OR token_hash IS NOT NULL))
);
CREATE INDEX invitations_by_organization ON invitations (provider_id, organization_id);
CREATE INDEX invitations_due ON invitations (send_on, requested_at)
  WHERE sent_at IS NULL AND accepted_at IS NULL AND (send_on IS NOT NULL OR requested_at IS NOT NULL);
CALL tenancy.protect('invitations');
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO tenantry_app;

-- Which may be due is asked for all providers at once; whether they are is decided inside each.
GRANT SELECT (provider_id, id, send_on, requested_at, sent_at, accepted_at) ON invitations TO tenantry_jobs;
CREATE POLICY due ON invitations FOR SELECT TO tenantry_jobs USING (sent_at IS NULL AND accepted_at IS NULL);

GRANT SELECT (provider_id, id, organization_id, name_key, email) ON memberships TO tenantry_search;
CREATE POLICY search ON memberships FOR SELECT TO tenantry_search USING (true);
GRANT CREATE ON SCHEMA search TO tenantry_search;
DO $do$
BEGIN
  EXECUTE format($f$
    -- As search.organization_ids, for names and emails of users.
    CREATE FUNCTION search.membership_ids(provider uuid, term text, max_rows int) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $body$
      SELECT id FROM public.memberships
      WHERE (name_key LIKE '%%' || term || '%%' OR email LIKE '%%' || term || '%%')
        AND provider_id = provider AND %s AND %s
      LIMIT max_rows
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('organization_id', NULL));
END $do$;
ALTER FUNCTION search.membership_ids(uuid, text, int) OWNER TO tenantry_search;
REVOKE CREATE ON SCHEMA search FROM tenantry_search;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth, tenancy, search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.ensure_account, tenancy.system_roles, search.membership_ids TO tenantry_app;
