-- Why: two customers that are one become one. The place of the one that goes stays, out of everybody's sight, with its
-- code and its audit log; it lies below the one that it has become part of, and goes when that is deleted for good.
-- Locks: organizations for a moment, and against writing while the index is built.
-- Undo: drop the two new functions and the column; write the policy as 0017 has it, and
-- tenancy.purge_organization as 0011 has it.

ALTER TABLE organizations
  ADD COLUMN merged_into_id uuid,
  ADD CONSTRAINT organizations_merged_into FOREIGN KEY (provider_id, merged_into_id) REFERENCES organizations,
  ADD CONSTRAINT organizations_merged CHECK (merged_into_id IS NULL OR (merged_into_id <> id AND status = 'archived' AND archived_until IS NULL));
CREATE INDEX organizations_by_merged_into ON organizations (provider_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Said once here instead of in every statement: what has been merged is no organization any more. Its closure stays, so
-- that whoever sees the customer that it has become part of reads its log.
-- Searches find it still, and the statement that asks them checks each again: a condition of theirs here would keep them
-- from their indexes.
DO $do$
DECLARE
  wall text := tenancy.provider_wall() || ' AND ' || tenancy.organization_wall('id', NULL) || ' AND merged_into_id IS NULL';
BEGIN
  EXECUTE format('ALTER POLICY tenant ON organizations USING (%1$s) WITH CHECK (%1$s)', wall);
END $do$;

-- What a merged organization has become part of, in one step however often that has been merged since; null for any other
-- id, and where the caller does not see that customer. And the merge itself, which moves places of people, that the
-- application's role may not move, and hides a row, that it may not hide from itself.
DO $do$
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION tenancy.merged_into(organization uuid) RETURNS uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT merged_into_id FROM public.organizations WHERE id = organization AND %1$s AND %2$s
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('merged_into_id', NULL));

  EXECUTE format($f$
    -- Gives the target what the source has, but for its contacts, representatives and assignments, which its caller has
    -- looked after, and hides the source. The caller has hung it below the target already, holds the provider's tree and
    -- both rows. Of people with a place in both the one in the target stays, with what they wrote and began in the other,
    -- unless they have accepted the other one only: nobody loses what they use for what they may never take.
    CREATE FUNCTION tenancy.merge_organization(from_id uuid, into_id uuid, moment timestamptz) RETURNS jsonb LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
      provider uuid := nullif(current_setting('app.provider_id', true), '')::uuid;
      twins uuid[];
      kept uuid[];
      twins_there int;
      withdrawn jsonb;
      moved jsonb;
      has_pinned boolean;
      has_administrator boolean;
      sessions int;
      keys int;
      onboarding int;
      drafts int;
      redirects int;
    BEGIN
      PERFORM FROM public.organizations WHERE id IN (from_id, into_id) AND type IN ('customer', 'enterprise')
        AND merged_into_id IS NULL AND %1$s AND %2$s ORDER BY id FOR UPDATE;
      IF from_id = into_id OR (SELECT count(*) FROM public.organizations WHERE id IN (from_id, into_id)
          AND type IN ('customer', 'enterprise') AND merged_into_id IS NULL AND %1$s AND %2$s) <> 2
        OR NOT EXISTS (SELECT FROM public.organization_closure c
          WHERE c.provider_id = provider AND c.ancestor_id = into_id AND c.descendant_id = from_id AND c.distance = 1)
        OR EXISTS (SELECT FROM public.organization_closure c
          JOIN public.organizations o ON o.provider_id = c.provider_id AND o.id = c.descendant_id
          WHERE c.provider_id = provider AND c.ancestor_id = from_id AND c.distance > 0 AND o.merged_into_id IS NULL) THEN
        RAISE EXCEPTION 'Only a customer that hangs below another, with nothing below it, becomes part of that'
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'organizations_merged';
      END IF;

      -- Before the places themselves, as whoever accepts an invitation has it.
      PERFORM FROM public.invitations i WHERE i.provider_id = provider AND i.organization_id = from_id ORDER BY i.id FOR UPDATE;

      -- People with a place in both.
      SELECT coalesce(array_agg(g.id ORDER BY g.id), '{}'), coalesce(array_agg(CASE g.id WHEN s.id THEN t.id ELSE s.id END ORDER BY g.id), '{}'),
        coalesce(jsonb_agg(jsonb_build_object('membershipId', g.id, 'name', g.name, 'email', g.email) ORDER BY g.name_key, g.id), '[]'),
        count(*) FILTER (WHERE g.id = t.id)
      INTO twins, kept, withdrawn, twins_there
      FROM public.memberships s
      JOIN public.memberships t ON t.provider_id = s.provider_id AND t.account_id = s.account_id AND t.organization_id = into_id
      JOIN public.memberships g ON g.provider_id = s.provider_id
        AND g.id = CASE WHEN s.status = 'active' AND t.status = 'pending' THEN t.id ELSE s.id END
      WHERE s.provider_id = provider AND s.organization_id = from_id;
      UPDATE public.notes n SET author_membership_id = k.kept FROM unnest(twins, kept) AS k(twin, kept)
      WHERE n.provider_id = provider AND n.author_membership_id = k.twin;
      UPDATE public.sales_representatives r SET membership_id = k.kept FROM unnest(twins, kept) AS k(twin, kept)
      WHERE r.provider_id = provider AND r.membership_id = k.twin;
      UPDATE public.customer_drafts d SET membership_id = k.kept FROM unnest(twins, kept) AS k(twin, kept)
      WHERE d.provider_id = provider AND d.membership_id = k.twin;
      UPDATE auth.handed_events h SET membership_id = k.kept FROM unnest(twins, kept) AS k(twin, kept)
      WHERE h.provider_id = provider AND h.membership_id = k.twin;
      UPDATE auth.handed_events h SET organization_id = into_id WHERE h.provider_id = provider AND h.organization_id = from_id;
      INSERT INTO public.membership_entities (provider_id, membership_id, entity_id)
      SELECT e.provider_id, k.kept, e.entity_id FROM unnest(twins, kept) AS k(twin, kept)
      JOIN public.membership_entities e ON e.provider_id = provider AND e.membership_id = k.twin
      JOIN public.memberships m ON m.provider_id = provider AND m.id = k.kept AND m.reach = 'entities'
      ON CONFLICT DO NOTHING;
      WITH ended AS (
        DELETE FROM auth.sessions s WHERE s.active_provider_id = provider AND s.active_membership_id = ANY (twins)
          AND s.account_id IN (SELECT m.account_id FROM public.memberships m WHERE m.provider_id = provider AND m.id = ANY (twins))
        RETURNING s.expires_at)
      SELECT count(*) INTO sessions FROM ended WHERE expires_at > now();
      SELECT count(*) INTO keys FROM public.api_keys a
      WHERE a.provider_id = provider AND a.membership_id = ANY (twins) AND a.expires_at > now();
      DELETE FROM public.idempotency_keys i WHERE i.provider_id = provider AND i.membership_id = ANY (twins);
      DELETE FROM public.memberships m WHERE m.provider_id = provider AND m.id = ANY (twins);

      -- Everything else changes its home. Devices and the entities that they lie in do so at once, or one would be
      -- elsewhere than the other.
      has_administrator := EXISTS (SELECT FROM public.memberships m
        WHERE m.provider_id = provider AND m.organization_id = into_id AND m.is_first_administrator);
      has_pinned := EXISTS (SELECT FROM public.notes n WHERE n.provider_id = provider AND n.organization_id = into_id AND n.is_pinned);
      WITH
        places AS (UPDATE public.memberships m
          SET organization_id = into_id, is_first_administrator = m.is_first_administrator AND NOT has_administrator, version = m.version + 1
          WHERE m.provider_id = provider AND m.organization_id = from_id RETURNING m.status),
        invited AS (UPDATE public.invitations i SET organization_id = into_id
          WHERE i.provider_id = provider AND i.organization_id = from_id RETURNING i.accepted_at),
        branches AS (UPDATE public.entities e SET organization_id = into_id, version = e.version + 1, updated_at = moment
          WHERE e.provider_id = provider AND e.organization_id = from_id RETURNING e.id),
        boxes AS (UPDATE public.devices d SET organization_id = into_id, version = d.version + 1, updated_at = moment
          WHERE d.provider_id = provider AND d.organization_id = from_id RETURNING d.id),
        own_roles AS (UPDATE public.roles r SET organization_id = into_id
          WHERE r.provider_id = provider AND r.organization_id = from_id RETURNING r.id),
        written AS (UPDATE public.notes n SET organization_id = into_id, version = n.version + 1, is_pinned = n.is_pinned AND NOT has_pinned
          WHERE n.provider_id = provider AND n.organization_id = from_id RETURNING n.id),
        counted AS (SELECT
          (SELECT count(*) FROM places) AS users, (SELECT count(*) FROM invited WHERE accepted_at IS NULL) AS invitations,
          (SELECT count(*) FROM branches) AS entities, (SELECT count(*) FROM boxes) AS devices, (SELECT count(*) FROM written) AS notes),
        counters AS (UPDATE public.organization_counters n
          SET users = n.users + c.users - twins_there, entities = n.entities + c.entities, devices = n.devices + c.devices
          FROM counted c WHERE n.provider_id = provider AND n.organization_id = into_id)
      SELECT to_jsonb(c) || jsonb_build_object('notesUnpinned', (SELECT count(*) FROM public.notes n
        WHERE has_pinned AND n.provider_id = provider AND n.organization_id = from_id AND n.is_pinned)) INTO moved FROM counted c;
      DELETE FROM public.organization_counters n WHERE n.provider_id = provider AND n.organization_id = from_id;
      WITH dropped AS (DELETE FROM public.onboarding_items i
        WHERE i.provider_id = provider AND i.organization_id = from_id RETURNING i.state)
      SELECT count(*) INTO onboarding FROM dropped WHERE state = 'open';
      DELETE FROM public.organization_settings s WHERE s.provider_id = provider AND s.organization_id = from_id;
      -- Each draft is its owner's alone; the caller is told of their own.
      WITH renamed AS (UPDATE public.customer_drafts d SET
          parent_id = CASE WHEN d.parent_id = from_id THEN into_id ELSE d.parent_id END,
          values = replace(d.values::text, from_id::text, into_id::text)::json
        WHERE d.provider_id = provider AND (d.parent_id = from_id OR strpos(d.values::text, from_id::text) > 0)
        RETURNING d.membership_id)
      SELECT count(*) INTO drafts FROM renamed
      WHERE membership_id = nullif(current_setting('app.membership_id', true), '')::uuid;
      UPDATE public.customer_templates t SET values = replace(t.values::text, from_id::text, into_id::text)::json, version = t.version + 1
      WHERE t.provider_id = provider AND t.values ->> 'parentId' = from_id::text;

      WITH led AS (UPDATE public.organizations o SET merged_into_id = into_id
        WHERE o.provider_id = provider AND o.merged_into_id = from_id RETURNING o.id)
      SELECT count(*) INTO redirects FROM led;
      UPDATE public.organizations o SET parent_id = into_id, depth = t.depth + 1, merged_into_id = into_id, status = 'archived',
        status_since = moment, archived_until = NULL, updated_at = moment, version = o.version + 1
      FROM public.organizations t WHERE t.provider_id = provider AND t.id = into_id AND o.provider_id = provider AND o.id = from_id;
      RETURN moved || jsonb_build_object('withdrawn', withdrawn, 'sessionsEnded', sessions, 'apiKeysStopped', keys,
        'onboardingItems', onboarding, 'drafts', drafts, 'redirects', redirects);
    END $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));

  -- As before, and with it goes what has been merged into it.
  EXECUTE format($f$
    CREATE OR REPLACE FUNCTION tenancy.purge_organization(organization uuid, typed_code_key text) RETURNS jsonb LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    DECLARE
      provider uuid := nullif(current_setting('app.provider_id', true), '')::uuid;
      memberships uuid[];
      entities uuid[];
      accounts uuid[];
      merged uuid[];
      doomed uuid;
      part record;
      gone int;
      counts jsonb := '{}';
    BEGIN
      PERFORM FROM public.organizations WHERE id = organization AND status = 'archived' AND type <> 'provider'
        AND merged_into_id IS NULL AND code_key = typed_code_key AND %1$s AND %2$s FOR UPDATE;
      IF NOT FOUND OR EXISTS (SELECT FROM public.organization_closure c
        JOIN public.organizations o ON o.provider_id = c.provider_id AND o.id = c.descendant_id
        WHERE c.provider_id = provider AND c.ancestor_id = organization AND c.distance > 0
          AND o.merged_into_id IS DISTINCT FROM organization) THEN
        RAISE EXCEPTION 'Only an archived organization with nothing below it can be deleted, by its code'
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'organizations_purged_from_the_archive';
      END IF;
      -- The deepest first: one that was merged before hangs below the one that it was merged into.
      SELECT coalesce(array_agg(c.descendant_id ORDER BY c.distance DESC), '{}') INTO merged
      FROM public.organization_closure c WHERE c.provider_id = provider AND c.ancestor_id = organization AND c.distance > 0;
      SELECT coalesce(array_agg(m.id), '{}'), coalesce(array_agg(DISTINCT m.account_id), '{}') INTO memberships, accounts
      FROM public.memberships m WHERE m.provider_id = provider AND m.organization_id = organization;
      SELECT coalesce(array_agg(e.id), '{}') INTO entities
      FROM public.entities e WHERE e.provider_id = provider AND e.organization_id = organization;
      DELETE FROM auth.sessions s WHERE s.account_id = ANY (accounts) AND s.active_provider_id = provider AND s.active_membership_id = ANY (memberships);
      FOREACH doomed IN ARRAY merged || organization LOOP
        -- Answers kept for repeated requests may tell of it; whoever repeats is told that it was answered already.
        UPDATE public.idempotency_keys k SET body = NULL, object_table = NULL, object_id = NULL
        WHERE k.provider_id = provider AND (k.object_id = doomed OR strpos(k.body, doomed::text) > 0);
        DELETE FROM auth.handed_events h WHERE h.provider_id = provider AND h.organization_id = doomed;
        -- Where codes were to be unique, there is nothing any more.
        UPDATE public.organizations o SET code_scope_id = o.id
        WHERE o.provider_id = provider AND o.code_scope_id = doomed AND o.merged_into_id IS NOT NULL;
        FOR part IN SELECT * FROM tenancy.purge_plan() p ORDER BY p.place LOOP
          EXECUTE format('DELETE FROM public.%%I WHERE %%s', part.table_name, part.condition)
          USING provider, doomed, memberships, entities;
          GET DIAGNOSTICS gone = ROW_COUNT;
          IF gone > 0 THEN
            counts := counts || jsonb_build_object(part.table_name, coalesce((counts ->> part.table_name)::int, 0) + gone);
          END IF;
        END LOOP;
      END LOOP;
      RETURN jsonb_build_object('counts', counts, 'accounts', auth.delete_accounts_without_place(accounts));
    END $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA tenancy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.merged_into, tenancy.merge_organization TO tenantry_app;
