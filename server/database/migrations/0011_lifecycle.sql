-- Why: a status is kept with when it began, an archived customer with when it is deleted for good, and the deletion
-- itself may remove rows that the application's role cannot.
-- Locks: organizations for a moment, and against writing while its archived rows are changed and indexed.
-- Undo: drop the functions, the index and the columns; take 'customers.purge' out of the roles.

ALTER TABLE organizations ADD COLUMN status_since timestamptz, ADD COLUMN archived_until timestamptz;
UPDATE organizations SET archived_until = now() + interval '365 days' WHERE status = 'archived';
CREATE INDEX organizations_by_archive_end ON organizations (provider_id, archived_until, id) WHERE archived_until IS NOT NULL;

UPDATE roles SET permissions = array_append(permissions, 'customers.purge')
WHERE key = 'provider_administrator' AND NOT 'customers.purge' = ANY (permissions);

-- Everybody with a place in an organization or below it, as far as the caller sees, and whether they may act there: the
-- same rule as in auth.usable_memberships.
DO $do$
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION auth.memberships_below(organization uuid) RETURNS TABLE (membership_id uuid, account_id uuid, is_usable boolean)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
      SELECT m.id, m.account_id, m.status = 'active' AND NOT EXISTS (
        SELECT FROM public.organization_closure up
        JOIN public.organizations above ON above.provider_id = up.provider_id AND above.id = up.ancestor_id
        WHERE up.provider_id = m.provider_id AND up.descendant_id = m.organization_id
          AND above.type <> 'provider' AND above.status <> 'active')
      FROM public.memberships m
      WHERE %1$s AND m.organization_id IN (
        SELECT descendant_id FROM public.organization_closure
        WHERE ancestor_id = organization AND %1$s AND %2$s)
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('descendant_id', NULL));
END $do$;

-- How many people can sign in there, and how many API keys work: counted before and after a change of status.
CREATE FUNCTION auth.access_below(organization uuid) RETURNS jsonb LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'people', (SELECT count(DISTINCT m.account_id) FROM auth.memberships_below(organization) m WHERE m.is_usable),
    'apiKeys', (SELECT count(*) FROM auth.memberships_below(organization) m
      JOIN public.api_keys k ON k.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid AND k.membership_id = m.membership_id
      WHERE m.is_usable AND k.expires_at > now()))
$$;

-- Ends the sessions that act for a place which may not be used any more; tells how many were alive.
CREATE FUNCTION auth.end_sessions_below(organization uuid) RETURNS int LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH ended AS (
    DELETE FROM auth.sessions s USING auth.memberships_below(organization) m
    WHERE s.account_id = m.account_id AND s.active_membership_id = m.membership_id AND NOT m.is_usable
      AND s.active_provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
    RETURNING s.expires_at)
  SELECT count(*)::int FROM ended WHERE expires_at > now()
$$;

-- Which rows of each table belong to an organization, found in the catalogue so that no table can be forgotten: by
-- organization_id; by membership_id or entity_id where the row is the membership's or the entity's own (part of its key,
-- or nothing else says whose it is); else by any column that refers to organizations. Tables that refer to others come
-- before those. A row of another organization that refers to one of these keeps it from being deleted, unless its
-- foreign key says what becomes of it. Of the audit log the rows and seals stay, and what they said goes.
CREATE FUNCTION tenancy.purge_plan() RETURNS TABLE (place int, table_name name, condition text) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rest regclass[];
  free regclass[];
  part regclass;
BEGIN
  SELECT array_agg(c.oid::regclass ORDER BY c.relname) INTO rest FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('providers', 'audit_events', 'audit_seals');
  place := 0;
  WHILE cardinality(rest) > 0 LOOP
    SELECT array_agg(t) INTO free FROM unnest(rest) t WHERE NOT EXISTS (
      SELECT FROM pg_constraint k
      WHERE k.contype = 'f' AND k.confrelid = t AND k.conrelid <> t AND k.conrelid = ANY (rest::oid[]));
    IF free IS NULL THEN
      RAISE EXCEPTION 'The tables % refer to each other in a circle', rest;
    END IF;
    FOREACH part IN ARRAY free LOOP
      SELECT c.relname INTO table_name FROM pg_class c WHERE c.oid = part;
      condition := tenancy.purge_condition(part);
      place := place + 1;
      RETURN NEXT;
    END LOOP;
    SELECT coalesce(array_agg(t), '{}') INTO rest FROM unnest(rest) t WHERE NOT t = ANY (free);
  END LOOP;
END $$;

-- In the condition $1 is the provider, $2 the organization, $3 its memberships, $4 its entities.
CREATE FUNCTION tenancy.purge_condition(target regclass) RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parts text[] := '{}';
  columns text[];
  keys text[];
  names text[];
BEGIN
  SELECT array_agg(a.attname::text) INTO columns FROM pg_attribute a WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped;
  SELECT coalesce(array_agg(a.attname::text), '{}') INTO keys FROM pg_index i
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = target AND i.indisprimary;
  IF target = 'public.organizations'::regclass THEN
    RETURN 'provider_id = $1 AND id = $2';
  END IF;
  IF 'organization_id' = ANY (columns) THEN
    parts := parts || 'organization_id = $2'::text;
  END IF;
  IF 'membership_id' = ANY (columns) AND ('membership_id' = ANY (keys) OR NOT 'organization_id' = ANY (columns)) THEN
    parts := parts || 'membership_id = ANY ($3)'::text;
  END IF;
  IF 'entity_id' = ANY (columns) AND ('entity_id' = ANY (keys) OR NOT 'organization_id' = ANY (columns)) THEN
    parts := parts || 'entity_id = ANY ($4)'::text;
  END IF;
  IF cardinality(parts) = 0 THEN
    SELECT coalesce(array_agg(format('%I = $2', a.attname)), '{}') INTO names FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND a.attname <> 'provider_id'
    WHERE k.contype = 'f' AND k.conrelid = target AND k.confrelid = 'public.organizations'::regclass;
    parts := parts || names;
  END IF;
  IF cardinality(parts) = 0 THEN
    RAISE EXCEPTION 'Nothing says which rows of % belong to an organization', target;
  END IF;
  RETURN format('provider_id = $1 AND (%s)', array_to_string(parts, ' OR '));
END $$;

-- Removes every row of an archived organization below which nothing lies, and the accounts of people who then have no
-- place anywhere; tells how many rows of which table. The application's role may delete no organization itself: here the
-- typed code, the archive and the caller's sight are checked once more.
DO $do$
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION tenancy.purge_organization(organization uuid, typed_code_key text) RETURNS jsonb LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
      provider uuid := nullif(current_setting('app.provider_id', true), '')::uuid;
      memberships uuid[];
      entities uuid[];
      accounts uuid[];
      part record;
      gone int;
      counts jsonb := '{}';
    BEGIN
      PERFORM FROM public.organizations WHERE id = organization AND status = 'archived' AND type <> 'provider'
        AND code_key = typed_code_key AND %1$s AND %2$s FOR UPDATE;
      IF NOT FOUND OR EXISTS (SELECT FROM public.organization_closure c
        WHERE c.provider_id = provider AND c.ancestor_id = organization AND c.distance > 0) THEN
        RAISE EXCEPTION 'Only an archived organization with nothing below it can be deleted, by its code'
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'organizations_purged_from_the_archive';
      END IF;
      SELECT coalesce(array_agg(m.id), '{}'), coalesce(array_agg(DISTINCT m.account_id), '{}') INTO memberships, accounts
      FROM public.memberships m WHERE m.provider_id = provider AND m.organization_id = organization;
      SELECT coalesce(array_agg(e.id), '{}') INTO entities
      FROM public.entities e WHERE e.provider_id = provider AND e.organization_id = organization;
      -- Answers kept for repeated requests may tell of it; whoever repeats is told that it was answered already.
      UPDATE public.idempotency_keys k SET body = NULL, object_table = NULL, object_id = NULL
      WHERE k.provider_id = provider AND (k.object_id = organization OR strpos(k.body, organization::text) > 0);
      DELETE FROM auth.handed_events h WHERE h.provider_id = provider AND h.organization_id = organization;
      DELETE FROM auth.sessions s WHERE s.account_id = ANY (accounts) AND s.active_provider_id = provider AND s.active_membership_id = ANY (memberships);
      FOR part IN SELECT * FROM tenancy.purge_plan() p ORDER BY p.place LOOP
        EXECUTE format('DELETE FROM public.%%I WHERE %%s', part.table_name, part.condition)
        USING provider, organization, memberships, entities;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN
          counts := counts || jsonb_build_object(part.table_name, gone);
        END IF;
      END LOOP;
      RETURN jsonb_build_object('counts', counts, 'accounts', auth.delete_accounts_without_place(accounts));
    END $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

-- Of some accounts deletes those that belong to no provider any more, with their passwords, sessions and links. Locked
-- first and looked at afterwards: whoever gives one of them a place holds the account's row while doing so.
CREATE FUNCTION auth.delete_accounts_without_place(candidates uuid[]) RETURNS int LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone int;
BEGIN
  PERFORM FROM auth.accounts a WHERE a.id = ANY (candidates) ORDER BY a.id FOR UPDATE;
  DELETE FROM auth.accounts a WHERE a.id = ANY (candidates)
    AND NOT EXISTS (SELECT FROM public.memberships m WHERE m.account_id = a.id);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth, tenancy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.access_below, auth.end_sessions_below, tenancy.purge_organization TO tenantry_app;
