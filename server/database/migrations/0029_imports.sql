-- Why: lists of customers, entities and contacts come in from files, in the background: what a file holds, how its
-- columns are matched, how far it has come, what it has made and what is wrong with it.
-- Locks: organizations and memberships for a moment. Undo: drop the four tables and the three functions.

CREATE TABLE imports (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Whose it is; it acts as this membership, and nobody else sees it.
  membership_id uuid NOT NULL,
  api_key_id uuid,
  kind text NOT NULL,
  state text NOT NULL,
  file_name text NOT NULL,
  has_file boolean NOT NULL DEFAULT true,
  size_bytes bigint NOT NULL,
  encoding text NOT NULL,
  separator text NOT NULL,
  -- Not jsonb: what stands in a file is kept as it stands there.
  headers json NOT NULL,
  samples json NOT NULL,
  rows int NOT NULL,
  -- For each column of the file the column that it is matched with, or null.
  matching json NOT NULL,
  existing text NOT NULL,
  empty_cells text NOT NULL,
  parent_id uuid,
  -- Rows that are behind it, in the run at hand: a check, the import itself, the taking back.
  position int NOT NULL DEFAULT 0,
  created int NOT NULL DEFAULT 0,
  updated int NOT NULL DEFAULT 0,
  unchanged int NOT NULL DEFAULT 0,
  skipped int NOT NULL DEFAULT 0,
  failed int NOT NULL DEFAULT 0,
  taken_back int NOT NULL DEFAULT 0,
  kept int NOT NULL DEFAULT 0,
  stopped_by text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  checked_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT imports_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT imports_parent FOREIGN KEY (provider_id, parent_id) REFERENCES organizations ON DELETE CASCADE,
  CONSTRAINT imports_kind CHECK (kind IN ('customers', 'entities', 'contacts')),
  CONSTRAINT imports_state CHECK (state IN ('analysed', 'checking', 'checked', 'running', 'finished', 'cancelled', 'stopped', 'undoing', 'undone'))
);
CREATE INDEX imports_of_membership ON imports (provider_id, membership_id, id);
CREATE INDEX imports_by_parent ON imports (provider_id, parent_id);
CREATE INDEX imports_by_age ON imports (updated_at);

CALL tenancy.protect_own('imports');
GRANT SELECT, INSERT, UPDATE, DELETE ON imports TO tenantry_app;

-- What is wrong with the rows of the last run, one row for each cell.
CREATE TABLE import_problems (
  provider_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number int NOT NULL,
  place int NOT NULL,
  membership_id uuid NOT NULL,
  column_index int,
  code text NOT NULL,
  message text NOT NULL,
  value text,
  PRIMARY KEY (provider_id, import_id, row_number, place),
  CONSTRAINT import_problems_import FOREIGN KEY (provider_id, import_id) REFERENCES imports ON DELETE CASCADE,
  CONSTRAINT import_problems_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE
);
CREATE INDEX import_problems_of_membership ON import_problems (provider_id, membership_id);

CALL tenancy.protect_own('import_problems');
GRANT SELECT, INSERT, DELETE ON import_problems TO tenantry_app;

-- What a row of the file has made or changed, so that it can be taken back: the version that it left, and what was
-- there before. Goes with the organization.
CREATE TABLE import_rows (
  provider_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number int NOT NULL,
  organization_id uuid NOT NULL,
  object_id uuid NOT NULL,
  is_new boolean NOT NULL,
  version int NOT NULL,
  before json,
  PRIMARY KEY (provider_id, import_id, row_number),
  CONSTRAINT import_rows_import FOREIGN KEY (provider_id, import_id) REFERENCES imports ON DELETE CASCADE,
  CONSTRAINT import_rows_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations
);
CREATE INDEX import_rows_by_organization ON import_rows (provider_id, organization_id);

CALL tenancy.protect('import_rows');
GRANT SELECT, INSERT, DELETE ON import_rows TO tenantry_app;

-- How a house has matched a set of headings the last time. Headings are kept as a hash: nothing of a customer is here.
CREATE TABLE import_matchings (
  provider_id uuid NOT NULL,
  house_id uuid NOT NULL,
  kind text NOT NULL,
  headers_hash text NOT NULL,
  matching json NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, house_id, kind, headers_hash),
  CONSTRAINT import_matchings_house FOREIGN KEY (provider_id, house_id) REFERENCES organizations ON DELETE CASCADE
);

CALL tenancy.protect_provider_only('import_matchings');
GRANT SELECT, INSERT, UPDATE, DELETE ON import_matchings TO tenantry_app;

-- A file and what was said of it goes a week after the last change, the rest after 90 days; over all providers.
GRANT SELECT (provider_id, id, has_file, updated_at), UPDATE (has_file, samples), DELETE ON imports TO tenantry_jobs;
CREATE POLICY expiry ON imports TO tenantry_jobs USING (true);
GRANT SELECT (provider_id, import_id), DELETE ON import_problems TO tenantry_jobs;
CREATE POLICY expiry ON import_problems TO tenantry_jobs USING (true);

-- The caller behind a membership of the provider at hand, as it may act at this moment: what an import does long after
-- its request is done with no more than that.
CREATE FUNCTION auth.open_membership(membership uuid, key uuid) RETURNS TABLE (
  account_id uuid, email text, key_name text, expires_at timestamptz, membership_id uuid, provider_id uuid,
  organization_id uuid, organization_name text, organization_type text, role_name text, permissions text[], reach text,
  name text
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.id, a.email, k.name, k.expires_at, u.membership_id, u.provider_id,
    u.organization_id, u.organization_name, u.organization_type, u.role_name, u.permissions, u.reach, u.name
  FROM public.memberships m
  JOIN auth.accounts a ON a.id = m.account_id
  CROSS JOIN LATERAL auth.usable_memberships(m.account_id) u
  LEFT JOIN public.api_keys k ON k.provider_id = m.provider_id AND k.membership_id = m.id AND k.id = key AND k.expires_at > now()
  WHERE m.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid AND m.id = membership
    AND u.provider_id = m.provider_id AND u.membership_id = m.id AND (key IS NULL OR k.id IS NOT NULL);
END $$;

-- Which of some codes are taken where they would have to be unique, by whomever: that a code is taken is the one thing
-- told of what a caller cannot see. Below one's own organization, or where one sees the partner.
DO $do$
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION tenancy.taken_codes(code_scope uuid, code_keys text[]) RETURNS SETOF text LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT o.code_key FROM public.organizations o
      WHERE o.%1$s AND o.code_scope_id = code_scope AND o.code_key = ANY (code_keys)
        AND (code_scope = nullif(current_setting('app.organization_id', true), '')::uuid
          OR EXISTS (SELECT FROM public.organizations WHERE %1$s AND %2$s AND id = code_scope)
          OR EXISTS (SELECT FROM public.organizations WHERE %1$s AND %2$s AND code_scope_id = code_scope))
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));

  -- Removes organizations that an import of the caller's has made and that nobody has touched or used since: same
  -- version, nothing below, no device, no user but the administrator who came with it and is pending, no note, no tag or
  -- template of its own, entities and onboarding as they came; who looks after it is part of its version. The application's role may delete no organization itself. What the audit log says of them stays.
  EXECUTE format($f$
    CREATE FUNCTION tenancy.take_back_organizations(import uuid, ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
      provider uuid := nullif(current_setting('app.provider_id', true), '')::uuid;
      self uuid := nullif(current_setting('app.membership_id', true), '')::uuid;
      doomed uuid[] := '{}';
      o record;
      people uuid[];
      accounts uuid[];
      part record;
    BEGIN
      IF NOT EXISTS (SELECT FROM public.imports i WHERE i.provider_id = provider AND i.id = import AND i.membership_id = self) THEN
        RETURN;
      END IF;
      -- One by one, from the deepest upwards: what goes is in the way of nothing above it. Each by its keys: as one
      -- statement it would be planned by whatever is known of tables that have just been filled.
      FOR o IN SELECT id, version, created_at FROM public.organizations
        WHERE id = ANY (ids) AND merged_into_id IS NULL AND %1$s AND %2$s ORDER BY depth DESC, id FOR UPDATE LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM public.import_rows r
          WHERE r.provider_id = provider AND r.organization_id = o.id AND r.import_id = import
            AND r.is_new AND r.object_id = o.id AND r.version = o.version);
        CONTINUE WHEN EXISTS (SELECT FROM public.import_rows r
          WHERE r.provider_id = provider AND r.organization_id = o.id AND r.import_id <> import);
        CONTINUE WHEN EXISTS (SELECT FROM public.organization_closure c
          WHERE c.provider_id = provider AND c.ancestor_id = o.id AND c.distance > 0 AND c.descendant_id <> ALL (doomed));
        CONTINUE WHEN EXISTS (SELECT FROM public.devices d WHERE d.provider_id = provider AND d.organization_id = o.id);
        CONTINUE WHEN EXISTS (SELECT FROM public.memberships m WHERE m.provider_id = provider AND m.organization_id = o.id
          AND (m.status <> 'pending' OR m.version <> 1 OR NOT m.is_first_administrator OR m.created_at > o.created_at + interval '1 minute'));
        CONTINUE WHEN EXISTS (SELECT FROM public.tags t WHERE t.provider_id = provider AND t.organization_id = o.id)
          OR EXISTS (SELECT FROM public.customer_templates t WHERE t.provider_id = provider AND t.organization_id = o.id);
        CONTINUE WHEN EXISTS (SELECT FROM public.notes t WHERE t.provider_id = provider AND t.organization_id = o.id);
        CONTINUE WHEN EXISTS (SELECT FROM public.onboarding_items i
          WHERE i.provider_id = provider AND i.organization_id = o.id AND i.state <> 'open');
        CONTINUE WHEN EXISTS (SELECT FROM public.entities e
          WHERE e.provider_id = provider AND e.organization_id = o.id AND (e.version <> 1 OR e.created_at <> o.created_at));
        doomed := doomed || o.id;
      END LOOP;
      SELECT coalesce(array_agg(m.id), '{}'), coalesce(array_agg(DISTINCT m.account_id), '{}') INTO people, accounts
      FROM public.memberships m WHERE m.provider_id = provider AND m.organization_id = ANY (doomed);
      FOR part IN SELECT p.table_name, replace(p.condition, '= $2', '= ANY ($2)') AS condition FROM tenancy.purge_plan() p
        WHERE p.table_name NOT IN ('audit_payloads', 'outbox', 'idempotency_keys') ORDER BY p.place LOOP
        EXECUTE format('DELETE FROM public.%%I WHERE %%s', part.table_name, part.condition)
        USING provider, doomed, people, ARRAY(SELECT e.id FROM public.entities e WHERE e.provider_id = provider AND e.organization_id = ANY (doomed));
      END LOOP;
      PERFORM auth.delete_accounts_without_place(accounts);
      RETURN QUERY SELECT unnest(doomed);
    END $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth, tenancy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.open_membership, tenancy.taken_codes, tenancy.take_back_organizations TO tenantry_app;
