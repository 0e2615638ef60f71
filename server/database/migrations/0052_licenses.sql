-- Why: licenses are bought, set aside and used; who counts them has to be right under any concurrency and after any crash.
-- Locks: a moment on roles; whatever lives already is counted in one go, which reads devices and memberships once.
-- Undo: drop the functions and tables of licenses, the column of roles, and take the permissions out of the roles.

-- What can be counted, as data. Switched off, nothing takes it.
CREATE TABLE license_types (
  provider_id uuid NOT NULL,
  code text NOT NULL COLLATE "C",
  name text NOT NULL,
  position int NOT NULL,
  is_on boolean NOT NULL,
  is_built_in boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (provider_id, code),
  CONSTRAINT license_types_provider FOREIGN KEY (provider_id) REFERENCES providers,
  CONSTRAINT license_types_code CHECK (code ~ '^[a-z][a-z0-9_]{0,49}$' AND code <> 'trial_devices')
);
CALL tenancy.protect_provider_only('license_types');
GRANT SELECT, INSERT, UPDATE ON license_types TO tenantry_app;

-- Which types a device of a class takes.
CREATE TABLE device_classes (
  provider_id uuid NOT NULL,
  code text NOT NULL COLLATE "C",
  name text NOT NULL,
  position int NOT NULL,
  license_types text[] NOT NULL,
  is_built_in boolean NOT NULL DEFAULT false,
  PRIMARY KEY (provider_id, code),
  CONSTRAINT device_classes_provider FOREIGN KEY (provider_id) REFERENCES providers
);
CALL tenancy.protect_provider_only('device_classes');
GRANT SELECT, INSERT, UPDATE ON device_classes TO tenantry_app;

-- Which type a user of a role takes, outside of the provider's own house.
ALTER TABLE roles ADD COLUMN license_type text NOT NULL DEFAULT 'users';
UPDATE roles SET license_type = 'technicians' WHERE key IN ('provider_administrator', 'technician', 'partner_administrator');
CREATE FUNCTION tenancy.license_types_of_roles(provider uuid, ids uuid[]) RETURNS TABLE (id uuid, license_type text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.id, r.license_type FROM public.roles r
  WHERE r.provider_id = provider AND r.id = ANY (ids)
    AND r.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid
$$;

-- What the provider has bought; of its own organization, so that nobody below sees it.
CREATE TABLE license_purchases (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  type text NOT NULL COLLATE "C",
  quantity int NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  reference text,
  cost_minor bigint,
  currency text,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT license_purchases_type FOREIGN KEY (provider_id, type) REFERENCES license_types,
  CONSTRAINT license_purchases_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT license_purchases_quantity CHECK (quantity > 0),
  CONSTRAINT license_purchases_term CHECK (ends_on >= starts_on),
  CONSTRAINT license_purchases_cost CHECK (cost_minor >= 0 AND (cost_minor IS NULL) = (currency IS NULL))
);
CREATE INDEX license_purchases_by_start ON license_purchases (provider_id, organization_id, starts_on, id);
CREATE INDEX license_purchases_by_type ON license_purchases (provider_id, type, starts_on);
CALL tenancy.protect('license_purchases');
GRANT SELECT, INSERT, UPDATE, DELETE ON license_purchases TO tenantry_app;

ALTER TABLE organizations ADD COLUMN license_mode text NOT NULL DEFAULT 'unlimited',
  ADD CONSTRAINT organizations_license_mode CHECK (license_mode IN ('unlimited', 'allocated'));

-- One row for each type that an organization, or something below it, has ever used or that it has a limit of.
-- used: live things of its own. demand: that and what its children charge. allocated: the topmost limits below.
-- reserved: what these take of it, the larger of limit and demand. limit_count: of the provider what it owns; NULL where
-- nothing is set aside. excess: how far demand has been left above capacity. entries: its rows in the ledger.
-- The type trial_devices counts devices of all classes, up to a trial's number, and charges nobody above the account.
CREATE TABLE license_counters (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  type text NOT NULL COLLATE "C",
  used int NOT NULL DEFAULT 0,
  demand int NOT NULL DEFAULT 0,
  allocated int NOT NULL DEFAULT 0,
  reserved int NOT NULL DEFAULT 0,
  limit_count int,
  overage int NOT NULL DEFAULT 0,
  excess int NOT NULL DEFAULT 0,
  entries int NOT NULL DEFAULT 0,
  kept_limit int,
  kept_overage int,
  PRIMARY KEY (provider_id, organization_id, type),
  CONSTRAINT license_counters_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT license_counters_not_negative CHECK (used >= 0 AND demand >= used AND allocated >= 0 AND reserved >= allocated
    AND demand >= reserved AND limit_count >= 0 AND overage >= 0 AND excess >= 0),
  CONSTRAINT license_counters_within_capacity CHECK (demand <= limit_count + overage + excess)
) WITH (fillfactor = 70);
CALL tenancy.protect('license_counters');
GRANT SELECT ON license_counters TO tenantry_app;

-- Every change of use and of limits, in the order in which it came: number counts per organization and type, without gaps.
-- Nobody changes or deletes a row but the deletion of an organization for good.
CREATE TABLE license_ledger (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  type text NOT NULL COLLATE "C",
  number int NOT NULL,
  happened_at timestamptz NOT NULL,
  kind text NOT NULL,
  count int NOT NULL DEFAULT 0,
  used_after int NOT NULL,
  limit_after int,
  overage_after int NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  subject_name text,
  reason text NOT NULL,
  actor_membership_id uuid,
  actor_name text NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT license_ledger_number UNIQUE (provider_id, organization_id, type, number),
  CONSTRAINT license_ledger_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT license_ledger_kind CHECK (kind IN ('opening', 'take', 'give', 'limit')),
  CONSTRAINT license_ledger_used CHECK (used_after >= 0)
);
CREATE INDEX license_ledger_by_time ON license_ledger (provider_id, happened_at, id);
CREATE INDEX license_ledger_by_organization ON license_ledger (provider_id, organization_id, happened_at, id);
CREATE INDEX license_ledger_by_subject ON license_ledger (provider_id, subject_id);
CALL tenancy.protect('license_ledger');
GRANT SELECT ON license_ledger TO tenantry_app;

-- What takes licenses: the live things of a provider with the types that they take.
CREATE FUNCTION tenancy.live_license_uses(provider uuid, organizations uuid[])
RETURNS TABLE (organization_id uuid, type text, subject_kind text, subject_id uuid, subject_name text) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.organization_id, t.type, 'device', d.id, d.name
  FROM public.devices d
  JOIN public.organizations o ON o.provider_id = d.provider_id AND o.id = d.organization_id AND o.status <> 'archived'
  LEFT JOIN public.device_classes c ON c.provider_id = d.provider_id AND c.code = d.class
  CROSS JOIN LATERAL unnest(coalesce(c.license_types, '{}') || 'trial_devices'::text) t(type)
  WHERE d.provider_id = provider AND (organizations IS NULL OR d.organization_id = ANY (organizations))
    AND (t.type = 'trial_devices' OR EXISTS (SELECT FROM public.license_types l WHERE l.provider_id = provider AND l.code = t.type AND l.is_on))
  UNION ALL
  SELECT m.organization_id, r.license_type, 'membership', m.id, m.name
  FROM public.memberships m
  JOIN public.organizations o ON o.provider_id = m.provider_id AND o.id = m.organization_id AND o.status <> 'archived' AND o.type <> 'provider'
  JOIN public.roles r ON r.provider_id = m.provider_id AND r.id = m.role_id
  WHERE m.provider_id = provider AND (organizations IS NULL OR m.organization_id = ANY (organizations)) AND m.status IN ('pending', 'active')
    AND EXISTS (SELECT FROM public.license_types l WHERE l.provider_id = provider AND l.code = r.license_type AND l.is_on)
$$;

DO $do$
BEGIN
  EXECUTE format($f$
    -- Whether the caller sees an organization.
    CREATE FUNCTION tenancy.sees_organization(provider uuid, organization uuid) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $body$
      SELECT EXISTS (SELECT FROM public.organizations o WHERE o.id = organization AND o.provider_id = provider AND %1$s AND %2$s)
    $body$;
    -- Fails where the caller does not see all of some organizations; who sees entities sees those that these belong to.
    CREATE FUNCTION tenancy.require_seen(provider uuid, organizations uuid[]) RETURNS void LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
      IF EXISTS (SELECT FROM unnest(organizations) g(org) WHERE NOT EXISTS (
        SELECT FROM public.organizations o WHERE o.id = g.org AND o.provider_id = provider AND %1$s AND (%2$s OR (
          (SELECT current_setting('app.reach', true) = 'entities') AND o.id IN (
            SELECT e.organization_id FROM public.membership_entities m
            JOIN public.entities e ON e.provider_id = m.provider_id AND e.id = m.entity_id
            WHERE m.provider_id = provider AND m.membership_id = (SELECT nullif(current_setting('app.membership_id', true), '')::uuid)))))) THEN
        RAISE EXCEPTION 'An organization is out of sight' USING ERRCODE = 'insufficient_privilege';
      END IF;
    END $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

-- Refuses what would raise demands above their capacities, with what is left and whether that is the caller's to see.
CREATE FUNCTION tenancy.refuse_licenses(provider uuid, refused jsonb) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'License exhausted' USING ERRCODE = 'TLEXH', DETAIL = (
    SELECT jsonb_agg(r || jsonb_build_object('free', greatest(0, k.limit_count + k.overage - k.demand),
      'isSeen', tenancy.sees_organization(provider, k.organization_id), 'limit', k.limit_count,
      'name', (SELECT t.name FROM public.license_types t WHERE t.provider_id = provider AND t.code = k.type)))
    FROM jsonb_array_elements(refused) r JOIN public.license_counters k ON k.provider_id = provider
      AND k.organization_id = (r ->> 'organizationId')::uuid AND k.type = r ->> 'type')::text;
END $$;

-- Adds to the counters of some organizations and carries what that charges upwards, from the deepest ones on, in each
-- depth by id and type: all who lock counters lock them in this order. What would raise a demand above its capacity is
-- refused with all that are exhausted in that depth.
CREATE FUNCTION tenancy.charge_licenses(provider uuid, organizations uuid[], types text[], uses int[], charges int[], allocations int[],
  reservations int[], entry_counts int[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  level int;
  h_org uuid[]; h_type text[]; h_use int[]; h_charge int[]; h_alloc int[]; h_res int[]; h_entries int[]; h_parent uuid[]; h_division boolean[];
  n_org uuid[]; n_type text[]; n_charge int[]; n_alloc int[]; n_res int[];
  refused jsonb;
BEGIN
  SELECT max(o.depth) INTO level FROM public.organizations o WHERE o.provider_id = provider AND o.id = ANY (organizations);
  WHILE level >= 0 LOOP
    SELECT array_agg(s.org), array_agg(s.type), array_agg(s.use), array_agg(s.charge), array_agg(s.alloc), array_agg(s.res),
      array_agg(s.entries), array_agg(s.parent_id), array_agg(s.is_division)
    INTO h_org, h_type, h_use, h_charge, h_alloc, h_res, h_entries, h_parent, h_division
    FROM (
      SELECT g.org, g.type, sum(g.use)::int AS use, sum(g.charge)::int AS charge, sum(g.alloc)::int AS alloc, sum(g.res)::int AS res,
        sum(g.entries)::int AS entries, o.parent_id, o.type = 'division' AS is_division
      FROM unnest(organizations, types, uses, charges, allocations, reservations, entry_counts) g(org, type, use, charge, alloc, res, entries)
      JOIN public.organizations o ON o.provider_id = provider AND o.id = g.org AND o.depth = level
      GROUP BY g.org, g.type, o.parent_id, o.type
      HAVING sum(abs(g.entries)) > 0 OR sum(g.use) <> 0 OR sum(g.charge) <> 0 OR sum(g.alloc) <> 0 OR sum(g.res) <> 0
      ORDER BY g.org, g.type COLLATE "C") s;
    IF h_org IS NOT NULL THEN
      INSERT INTO public.license_counters (provider_id, organization_id, type)
      SELECT provider, h.org, h.type FROM unnest(h_org, h_type) h(org, type)
      WHERE NOT EXISTS (SELECT FROM public.license_counters k
        WHERE k.provider_id = provider AND k.organization_id = h.org AND k.type = h.type)
      ON CONFLICT DO NOTHING;
      IF cardinality(h_org) > 1 THEN
        PERFORM FROM public.license_counters k JOIN unnest(h_org, h_type) h(org, type) ON k.organization_id = h.org AND k.type = h.type
        WHERE k.provider_id = provider ORDER BY k.organization_id, k.type FOR UPDATE OF k;
      END IF;
      WITH h AS (
        SELECT * FROM unnest(h_org, h_type, h_use, h_charge, h_alloc, h_res, h_entries, h_parent, h_division)
          h(org, type, use, charge, alloc, res, entries, parent_id, is_division)),
      written AS (
        UPDATE public.license_counters k SET used = k.used + h.use, demand = k.demand + h.use + h.charge,
          allocated = k.allocated + h.alloc, reserved = k.reserved + h.res, entries = k.entries + h.entries,
          excess = CASE WHEN k.limit_count IS NULL THEN 0 ELSE greatest(0, k.demand + h.use + h.charge - k.limit_count - k.overage) END
        FROM h
        WHERE k.provider_id = provider AND k.organization_id = h.org AND k.type = h.type
          AND (h.use + h.charge <= 0 OR k.limit_count IS NULL OR k.demand + h.use + h.charge <= k.limit_count + k.overage)
        RETURNING k.organization_id, k.type, k.limit_count, k.demand, k.allocated, k.reserved),
      judged AS (
        SELECT h.*, w.limit_count, w.demand, w.allocated, w.reserved, w.organization_id IS NULL AS is_refused,
          h.parent_id IS NULL OR (h.type = 'trial_devices' AND NOT h.is_division) AS is_top
        FROM h LEFT JOIN written w ON w.organization_id = h.org AND w.type = h.type),
      upward AS (
        SELECT j.parent_id, j.type, becomes.charge - was.charge AS charge, becomes.allocated - was.allocated AS alloc,
          becomes.reserved - was.reserved AS res
        FROM judged j
        CROSS JOIN LATERAL tenancy.license_charges(j.is_division, j.limit_count, j.demand, j.allocated, j.reserved) becomes
        CROSS JOIN LATERAL tenancy.license_charges(j.is_division, j.limit_count, j.demand - j.use - j.charge, j.allocated - j.alloc,
          j.reserved - j.res) was
        WHERE NOT j.is_refused AND NOT j.is_top)
      SELECT
        (SELECT jsonb_agg(jsonb_build_object('organizationId', j.org, 'type', j.type) ORDER BY j.org, j.type) FROM judged j WHERE j.is_refused),
        array_agg(u.parent_id), array_agg(u.type), array_agg(u.charge), array_agg(u.alloc), array_agg(u.res)
      INTO refused, n_org, n_type, n_charge, n_alloc, n_res
      FROM upward u WHERE u.charge <> 0 OR u.alloc <> 0 OR u.res <> 0;
      IF refused IS NOT NULL THEN
        PERFORM tenancy.refuse_licenses(provider, refused);
      END IF;
      IF n_org IS NOT NULL THEN
        organizations := organizations || n_org;
        types := types || n_type;
        uses := uses || array_fill(0, ARRAY[cardinality(n_org)]);
        entry_counts := entry_counts || array_fill(0, ARRAY[cardinality(n_org)]);
        charges := charges || n_charge;
        allocations := allocations || n_alloc;
        reservations := reservations || n_res;
      END IF;
    END IF;
    level := level - 1;
  END LOOP;
END $$;

-- What the organizations above are charged by one with a limit or without, and what of it limits take. A division charges
-- its demand alone: what limits it, such as a trial of its own, sets nothing aside for it.
CREATE FUNCTION tenancy.license_charges(is_division boolean, limit_count int, demand int, below_allocated int, below_reserved int)
RETURNS TABLE (charge int, allocated int, reserved int) LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN is_division OR limit_count IS NULL THEN demand ELSE greatest(limit_count, demand) END,
    CASE WHEN is_division OR limit_count IS NULL THEN below_allocated ELSE limit_count END,
    CASE WHEN is_division OR limit_count IS NULL THEN below_reserved ELSE greatest(limit_count, demand) END
$$;

-- As charge_licenses and the ledger, for a few types of one organization in the order of their codes, which is what single
-- things take: the same locks in the same order and the same refusals, without sets to be put together.
CREATE FUNCTION tenancy.change_few_licenses(provider uuid, organization uuid, ids uuid[], types text[], counts int[], subject_kinds text[],
  subject_ids uuid[], subject_names text[], why text, happened_at timestamptz, actor uuid, actor_name text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here uuid := organization;
  is_own boolean := true;
  parent uuid;
  is_division boolean;
  is_done boolean;
  use int; charge int; delta int;
  k record;
  refused jsonb := '[]';
  -- What goes up: the charges of types, and what of them limits reserve.
  reserve int[] := array_fill(0, ARRAY[cardinality(types)]);
  up_types text[]; up_counts int[]; up_reserve int[];
BEGIN
  WHILE here IS NOT NULL AND cardinality(types) > 0 LOOP
    SELECT o.parent_id, o.type = 'division' INTO parent, is_division FROM public.organizations o WHERE o.provider_id = provider AND o.id = here;
    up_types := '{}'; up_counts := '{}'; up_reserve := '{}';
    FOR i IN 1..cardinality(types) LOOP
      CONTINUE WHEN is_own AND types[i] <> 'trial_devices' AND NOT EXISTS (
        SELECT FROM public.license_types t WHERE t.provider_id = provider AND t.code = types[i] AND t.is_on);
      use := CASE WHEN is_own THEN counts[i] ELSE 0 END;
      FOR attempt IN 1..2 LOOP
        UPDATE public.license_counters c SET used = c.used + use, demand = c.demand + counts[i], reserved = c.reserved + reserve[i],
          entries = c.entries + CASE WHEN is_own THEN 1 ELSE 0 END,
          excess = CASE WHEN c.limit_count IS NULL THEN 0 ELSE greatest(0, c.demand + counts[i] - c.limit_count - c.overage) END
        WHERE c.provider_id = provider AND c.organization_id = here AND c.type = types[i]
          AND (counts[i] <= 0 OR c.limit_count IS NULL OR c.demand + counts[i] <= c.limit_count + c.overage)
        RETURNING c.used, c.demand, c.entries, c.limit_count, c.overage INTO k;
        -- The loop itself says afterwards that it has found something.
        is_done := FOUND;
        EXIT WHEN is_done OR attempt = 2;
        INSERT INTO public.license_counters (provider_id, organization_id, type) VALUES (provider, here, types[i]) ON CONFLICT DO NOTHING;
      END LOOP;
      IF NOT is_done THEN
        refused := refused || jsonb_build_array(jsonb_build_object('organizationId', here, 'type', types[i]));
        CONTINUE;
      END IF;
      IF is_own THEN
        INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
          overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
        VALUES (provider, ids[i], here, types[i], k.entries, change_few_licenses.happened_at, CASE WHEN use > 0 THEN 'take' ELSE 'give' END, use,
          k.used, k.limit_count, k.overage, subject_kinds[i], subject_ids[i], subject_names[i], why, actor, change_few_licenses.actor_name);
      END IF;
      CONTINUE WHEN parent IS NULL OR (types[i] = 'trial_devices' AND NOT is_division);
      -- As license_charges has it.
      delta := CASE WHEN is_division OR k.limit_count IS NULL THEN counts[i]
        ELSE greatest(k.limit_count, k.demand) - greatest(k.limit_count, k.demand - counts[i]) END;
      charge := CASE WHEN is_division OR k.limit_count IS NULL THEN reserve[i] ELSE delta END;
      IF delta <> 0 OR charge <> 0 THEN
        up_types := up_types || types[i]; up_counts := up_counts || delta; up_reserve := up_reserve || charge;
      END IF;
    END LOOP;
    IF refused <> '[]' THEN
      PERFORM tenancy.refuse_licenses(provider, refused);
    END IF;
    here := parent; is_own := false; types := up_types; counts := up_counts; reserve := up_reserve;
  END LOOP;
END $$;

-- Takes (counts above 0) and gives back licenses of things, all or none, each with its row in the ledger. Types that are
-- switched off are passed over. Raises TLEXH where something is exhausted, with the organizations, types and free numbers
-- in its detail.
CREATE FUNCTION tenancy.change_licenses(provider uuid, ids uuid[], organizations uuid[], types text[], counts int[], subject_kinds text[],
  subject_ids uuid[], subject_names text[], why text, happened_at timestamptz, actor uuid, actor_name text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c_org uuid[]; c_type text[]; c_count int[]; none int[]; one int[];
BEGIN
  PERFORM tenancy.require_seen(provider, organizations);
  -- Before the counters, as everybody does who holds an organization and then wants its counters.
  PERFORM FROM public.organizations o WHERE o.provider_id = provider AND o.id = ANY (organizations) ORDER BY o.id FOR KEY SHARE;
  IF cardinality(types) <= 4 AND organizations = array_fill(organizations[1], ARRAY[cardinality(types)])
    AND (SELECT bool_and(types[n] COLLATE "C" > types[n - 1] COLLATE "C") FROM generate_series(2, cardinality(types)) n) IS NOT FALSE THEN
    PERFORM tenancy.change_few_licenses(provider, organizations[1], ids, types, counts, subject_kinds, subject_ids, subject_names, why,
      change_licenses.happened_at, actor, change_licenses.actor_name);
    RETURN;
  END IF;
  SELECT array_agg(g.org), array_agg(g.type), array_agg(g.count) INTO c_org, c_type, c_count
  FROM unnest(organizations, types, counts) g(org, type, count)
  WHERE g.type = 'trial_devices' OR EXISTS (SELECT FROM public.license_types l WHERE l.provider_id = provider AND l.code = g.type AND l.is_on);
  IF c_org IS NULL THEN
    RETURN;
  END IF;
  none := array_fill(0, ARRAY[cardinality(c_org)]);
  one := array_fill(1, ARRAY[cardinality(c_org)]);
  PERFORM tenancy.charge_licenses(provider, c_org, c_type, c_count, none, none, none, one);
  INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
    overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
  SELECT provider, g.id, g.org, g.type,
    k.entries - count(*) OVER w + row_number() OVER (w ORDER BY g.place),
    change_licenses.happened_at, CASE WHEN g.count > 0 THEN 'take' ELSE 'give' END, g.count,
    k.used - sum(g.count) OVER w + sum(g.count) OVER (w ORDER BY g.place), k.limit_count, k.overage,
    g.kind, g.subject, g.name, why, actor, change_licenses.actor_name
  FROM unnest(ids, organizations, types, counts, subject_kinds, subject_ids, subject_names) WITH ORDINALITY
    g(id, org, type, count, kind, subject, name, place)
  JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = g.org AND k.type = g.type
  WHERE g.type = 'trial_devices' OR EXISTS (SELECT FROM public.license_types l WHERE l.provider_id = provider AND l.code = g.type AND l.is_on)
  WINDOW w AS (PARTITION BY g.org, g.type);
END $$;

-- Gives an organization other limits, all or none, and charges those above. Of the provider: what it owns. A limit below
-- what is in use becomes excess where that is confirmed, else raises TLLOW with types, use and what they would be over by.
CREATE FUNCTION tenancy.set_license_limits(provider uuid, organization uuid, ids uuid[], types text[], limits int[], overages int[],
  is_confirmed boolean, why text, happened_at timestamptz, actor uuid, actor_name text) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parent uuid;
  own_name text;
  below jsonb;
  p_type text[]; p_charge int[]; p_alloc int[]; p_res int[];
  changed int;
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  -- The limit of a division charges nobody.
  SELECT CASE WHEN o.type <> 'division' THEN o.parent_id END, o.name INTO parent, own_name
  FROM public.organizations o WHERE o.provider_id = provider AND o.id = organization;
  INSERT INTO public.license_counters (provider_id, organization_id, type)
  SELECT provider, organization, g.type FROM unnest(types) g(type) ORDER BY g.type ON CONFLICT DO NOTHING;
  PERFORM FROM public.license_counters k WHERE k.provider_id = provider AND k.organization_id = organization AND k.type = ANY (types)
  ORDER BY k.type FOR UPDATE;
  SELECT jsonb_agg(jsonb_build_object('type', k.type, 'used', k.demand, 'overBy', k.demand - g.amount - g.overage) ORDER BY k.type) INTO below
  FROM unnest(types, limits, overages) g(type, amount, overage)
  JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = organization AND k.type = g.type
  WHERE k.demand > g.amount + g.overage AND k.demand - g.amount - g.overage > k.excess;
  IF below IS NOT NULL AND NOT is_confirmed THEN
    RAISE EXCEPTION 'Limit below use' USING ERRCODE = 'TLLOW', DETAIL = below::text;
  END IF;
  WITH g AS (
    SELECT g.*, becomes.charge - was.charge AS charge, becomes.allocated - was.allocated AS alloc, becomes.reserved - was.reserved AS res
    FROM unnest(ids, types, limits, overages) g(id, type, amount, overage)
    JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = organization AND k.type = g.type
    CROSS JOIN LATERAL tenancy.license_charges(false, g.amount, k.demand, k.allocated, k.reserved) becomes
    CROSS JOIN LATERAL tenancy.license_charges(false, k.limit_count, k.demand, k.allocated, k.reserved) was
    WHERE (k.limit_count, k.overage) IS DISTINCT FROM (g.amount, g.overage)),
  written AS (
    UPDATE public.license_counters k SET limit_count = g.amount, overage = g.overage, entries = k.entries + 1,
      excess = CASE WHEN g.amount IS NULL THEN 0 ELSE greatest(0, k.demand - g.amount - g.overage) END
    FROM g WHERE k.provider_id = provider AND k.organization_id = organization AND k.type = g.type
    RETURNING k.type, k.entries, k.used),
  noted AS (
    INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
      overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
    SELECT provider, g.id, organization, g.type, w.entries, set_license_limits.happened_at, 'limit', 0, w.used, g.amount, g.overage,
      'organization', organization, own_name, why, actor, set_license_limits.actor_name
    FROM g JOIN written w ON w.type = g.type
    RETURNING 1)
  SELECT count(*)::int, array_agg(g.type) FILTER (WHERE g.type <> 'trial_devices'), array_agg(g.charge) FILTER (WHERE g.type <> 'trial_devices'),
    array_agg(g.alloc) FILTER (WHERE g.type <> 'trial_devices'), array_agg(g.res) FILTER (WHERE g.type <> 'trial_devices')
  INTO changed, p_type, p_charge, p_alloc, p_res FROM g WHERE (SELECT count(*) FROM noted) >= 0;
  IF parent IS NOT NULL AND p_type IS NOT NULL THEN
    PERFORM tenancy.charge_licenses(provider, array_fill(parent, ARRAY[cardinality(p_type)]), p_type, array_fill(0, ARRAY[cardinality(p_type)]),
      p_charge, p_alloc, p_res, array_fill(0, ARRAY[cardinality(p_type)]));
  END IF;
  RETURN changed;
END $$;

-- Charges other organizations above one that moves with all that lies below it, before it hangs elsewhere.
CREATE FUNCTION tenancy.move_licenses(provider uuid, organization uuid, to_parent uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  m_org uuid[]; m_type text[]; m_charge int[]; m_alloc int[]; m_res int[]; none int[];
  from_parent uuid;
  is_division boolean;
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization, to_parent]);
  SELECT o.parent_id, o.type = 'division' INTO from_parent, is_division
  FROM public.organizations o WHERE o.provider_id = provider AND o.id = organization;
  PERFORM FROM public.license_counters k WHERE k.provider_id = provider AND k.organization_id = organization ORDER BY k.type FOR UPDATE;
  SELECT array_agg(p.parent), array_agg(k.type), array_agg(p.sign * c.charge), array_agg(p.sign * c.allocated), array_agg(p.sign * c.reserved)
  INTO m_org, m_type, m_charge, m_alloc, m_res
  FROM public.license_counters k
  CROSS JOIN LATERAL tenancy.license_charges(is_division, k.limit_count, k.demand, k.allocated, k.reserved) c
  CROSS JOIN (VALUES (from_parent, -1), (to_parent, 1)) p(parent, sign)
  WHERE k.provider_id = provider AND k.organization_id = organization AND (k.type <> 'trial_devices' OR is_division);
  IF m_org IS NOT NULL THEN
    none := array_fill(0, ARRAY[cardinality(m_org)]);
    PERFORM tenancy.charge_licenses(provider, m_org, m_type, none, m_charge, m_alloc, m_res, none);
  END IF;
END $$;

-- Of an organization that comes back from the archive, or is about to: what lives in it and would take licenses.
CREATE FUNCTION tenancy.things_with_licenses(provider uuid, organization uuid)
RETURNS TABLE (type text, subject_kind text, subject_id uuid, subject_name text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- A statement of its own: as part of a query, a check whose answer nothing reads would be planned away.
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  RETURN QUERY SELECT u.type, u.subject_kind, u.subject_id, u.subject_name FROM tenancy.live_license_uses(provider, ARRAY[organization]) u;
END $$;

-- Remembers the limits of an organization that goes into the archive, or forgets them when it has come back.
CREATE FUNCTION tenancy.keep_license_limits(provider uuid, organization uuid, is_kept boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  UPDATE public.license_counters k SET kept_limit = CASE WHEN is_kept THEN k.limit_count END, kept_overage = CASE WHEN is_kept THEN k.overage END
  WHERE k.provider_id = provider AND k.organization_id = organization
    AND (k.kept_limit, k.kept_overage) IS DISTINCT FROM (CASE WHEN is_kept THEN k.limit_count END, CASE WHEN is_kept THEN k.overage END);
END $$;

-- Counts whatever lives of some types, which nothing has taken yet: what exceeds a capacity becomes excess.
CREATE FUNCTION tenancy.open_licenses(provider uuid, opened text[], happened_at timestamptz, why text, actor uuid, actor_name text)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.license_counters (provider_id, organization_id, type)
  SELECT DISTINCT provider, c.ancestor_id, u.type FROM tenancy.live_license_uses(provider, NULL) u
  JOIN public.organizations o ON o.provider_id = provider AND o.id = u.organization_id
  JOIN public.organization_closure c ON c.provider_id = provider AND c.descendant_id = u.organization_id
  JOIN public.organizations a ON a.provider_id = provider AND a.id = c.ancestor_id
  WHERE u.type = ANY (opened)
    AND (u.type <> 'trial_devices' OR c.distance = 0 OR (o.type = 'division' AND a.type IN ('division', 'enterprise')))
  ON CONFLICT DO NOTHING;
  -- Otherwise what comes next would be planned for a table without rows.
  ANALYZE public.license_counters;
  INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
    overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
  SELECT provider, gen_random_uuid(), u.organization_id, u.type, k.entries + row_number() OVER w, open_licenses.happened_at, 'opening', 1,
    k.used + row_number() OVER w, k.limit_count, k.overage, u.subject_kind, u.subject_id, u.subject_name, why, actor, open_licenses.actor_name
  FROM tenancy.live_license_uses(provider, NULL) u
  JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = u.organization_id AND k.type = u.type
  WHERE u.type = ANY (opened)
  WINDOW w AS (PARTITION BY u.organization_id, u.type ORDER BY u.subject_id);
  WITH own AS (
    SELECT u.organization_id, u.type, count(*)::int AS uses FROM tenancy.live_license_uses(provider, NULL) u
    WHERE u.type = ANY (opened) GROUP BY 1, 2),
  summed AS (
    SELECT c.ancestor_id, w.type, coalesce(sum(w.uses) FILTER (WHERE c.distance = 0), 0)::int AS used, sum(w.uses)::int AS demand
    FROM own w
    JOIN public.organizations o ON o.provider_id = provider AND o.id = w.organization_id
    JOIN public.organization_closure c ON c.provider_id = provider AND c.descendant_id = w.organization_id
    JOIN public.organizations a ON a.provider_id = provider AND a.id = c.ancestor_id
    WHERE w.type <> 'trial_devices' OR c.distance = 0 OR (o.type = 'division' AND a.type IN ('division', 'enterprise'))
    GROUP BY 1, 2)
  UPDATE public.license_counters k SET used = k.used + s.used, demand = k.demand + s.demand, entries = k.entries + s.used,
    excess = CASE WHEN k.limit_count IS NULL THEN 0 ELSE greatest(0, k.demand + s.demand - k.limit_count - k.overage) END
  FROM summed s WHERE k.provider_id = provider AND k.organization_id = s.ancestor_id AND k.type = s.type;
END $$;

-- Begins to count a type, or ends it: then whatever took it gives it back, and no limit of it is left. The provider's tree is
-- held alone meanwhile.
CREATE FUNCTION tenancy.switch_license_type(provider uuid, switched text, on_or_off boolean, happened_at timestamptz, actor uuid, actor_name text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[provider]);
  IF on_or_off THEN
    UPDATE public.license_types t SET is_on = true WHERE t.provider_id = provider AND t.code = switched;
    PERFORM tenancy.open_licenses(provider, ARRAY[switched], happened_at, 'type.switched_on', actor, actor_name);
    RETURN;
  END IF;
  INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
    overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
  SELECT provider, gen_random_uuid(), u.organization_id, u.type, k.entries + row_number() OVER w, switch_license_type.happened_at, 'give', -1,
    k.used - row_number() OVER w, k.limit_count, k.overage, u.subject_kind, u.subject_id, u.subject_name, 'type.switched_off', actor,
    switch_license_type.actor_name
  FROM tenancy.live_license_uses(provider, NULL) u
  JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = u.organization_id AND k.type = u.type
  WHERE u.type = switched
  WINDOW w AS (PARTITION BY u.organization_id ORDER BY u.subject_id);
  INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
    overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
  SELECT provider, gen_random_uuid(), k.organization_id, k.type, k.entries + k.used + 1, switch_license_type.happened_at, 'limit', 0, 0, NULL, 0,
    'organization', k.organization_id, o.name, 'type.switched_off', actor, switch_license_type.actor_name
  FROM public.license_counters k JOIN public.organizations o ON o.provider_id = provider AND o.id = k.organization_id
  WHERE k.provider_id = provider AND k.type = switched AND k.limit_count IS NOT NULL;
  UPDATE public.license_counters k SET entries = k.entries + k.used + CASE WHEN k.limit_count IS NULL THEN 0 ELSE 1 END,
    used = 0, demand = 0, allocated = 0, reserved = 0, excess = 0, limit_count = NULL, overage = 0, kept_limit = NULL, kept_overage = NULL
  WHERE k.provider_id = provider AND k.type = switched;
  UPDATE public.license_types t SET is_on = false WHERE t.provider_id = provider AND t.code = switched;
END $$;

-- As in 0011; types of licenses and classes of devices are the provider's and hold nothing of an organization.
CREATE OR REPLACE FUNCTION tenancy.purge_plan() RETURNS TABLE (place int, table_name name, condition text) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rest regclass[];
  free regclass[];
  part regclass;
BEGIN
  SELECT array_agg(c.oid::regclass ORDER BY c.relname) INTO rest FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('providers', 'audit_events', 'audit_seals', 'license_types', 'device_classes');
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

-- Takes what some organizations charge from those above them, before they are deleted with their counters.
CREATE FUNCTION tenancy.forget_licenses(provider uuid, organizations uuid[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  f_org uuid[]; f_type text[]; f_charge int[]; f_alloc int[]; f_res int[]; none int[];
BEGIN
  SELECT array_agg(o.parent_id), array_agg(k.type), array_agg(-c.charge), array_agg(-c.allocated), array_agg(-c.reserved)
  INTO f_org, f_type, f_charge, f_alloc, f_res
  FROM public.organizations o JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = o.id
  CROSS JOIN LATERAL tenancy.license_charges(o.type = 'division', k.limit_count, k.demand, k.allocated, k.reserved) c
  WHERE o.provider_id = provider AND o.id = ANY (organizations) AND o.parent_id <> ALL (organizations)
    AND (k.type <> 'trial_devices' OR o.type = 'division');
  IF f_org IS NOT NULL THEN
    none := array_fill(0, ARRAY[cardinality(f_org)]);
    PERFORM tenancy.charge_licenses(provider, f_org, f_type, none, f_charge, f_alloc, f_res, none);
  END IF;
END $$;

DO $do$
BEGIN
  EXECUTE format($f$
    -- As in 0029, and what they have used and set aside goes back to those above.
    CREATE OR REPLACE FUNCTION tenancy.take_back_organizations(import uuid, ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql
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
      PERFORM tenancy.forget_licenses(provider, doomed);
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

-- Where counters, ledger and live things differ; no row where all is well.
CREATE FUNCTION tenancy.differing_licenses(provider uuid)
RETURNS TABLE (organization_id uuid, type text, what text, kept bigint, counted bigint) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  WITH counters AS (SELECT k.* FROM public.license_counters k WHERE k.provider_id = provider),
  live AS (SELECT u.organization_id, u.type, count(*) AS uses FROM tenancy.live_license_uses(provider, NULL) u GROUP BY 1, 2),
  ledger AS (
    SELECT l.organization_id, l.type, l.number, l.count, l.used_after, l.limit_after, l.overage_after,
      sum(l.count) OVER w AS running, row_number() OVER w AS place
    FROM public.license_ledger l WHERE l.provider_id = provider
    WINDOW w AS (PARTITION BY l.organization_id, l.type ORDER BY l.number)),
  summed AS (
    SELECT l.organization_id, l.type, sum(l.count) AS uses, count(*) AS entries,
      count(*) FILTER (WHERE l.running <> l.used_after OR l.place <> l.number) AS broken
    FROM ledger l GROUP BY 1, 2),
  latest AS (SELECT DISTINCT ON (l.organization_id, l.type) l.* FROM ledger l ORDER BY l.organization_id, l.type, l.number DESC),
  below AS (
    SELECT o.parent_id AS organization_id, k.type, sum(c.charge) AS charge, sum(c.allocated) AS allocated, sum(c.reserved) AS reserved
    FROM counters k JOIN public.organizations o ON o.provider_id = provider AND o.id = k.organization_id
    CROSS JOIN LATERAL tenancy.license_charges(o.type = 'division', k.limit_count, k.demand, k.allocated, k.reserved) c
    WHERE o.parent_id IS NOT NULL AND (k.type <> 'trial_devices' OR o.type = 'division') GROUP BY 1, 2)
  SELECT coalesce(k.organization_id, v.organization_id), coalesce(k.type, v.type), 'live things', coalesce(k.used, 0), coalesce(v.uses, 0)
  FROM counters k FULL JOIN live v ON v.organization_id = k.organization_id AND v.type = k.type WHERE coalesce(k.used, 0) <> coalesce(v.uses, 0)
  UNION ALL
  SELECT coalesce(k.organization_id, s.organization_id), coalesce(k.type, s.type), 'ledger', coalesce(k.used, 0), coalesce(s.uses, 0)
  FROM counters k FULL JOIN summed s ON s.organization_id = k.organization_id AND s.type = k.type WHERE coalesce(k.used, 0) <> coalesce(s.uses, 0)
  UNION ALL
  SELECT coalesce(k.organization_id, s.organization_id), coalesce(k.type, s.type), 'entries of the ledger', coalesce(k.entries, 0), coalesce(s.entries, 0)
  FROM counters k FULL JOIN summed s ON s.organization_id = k.organization_id AND s.type = k.type WHERE coalesce(k.entries, 0) <> coalesce(s.entries, 0)
  UNION ALL
  SELECT s.organization_id, s.type, 'order of the ledger', 0, s.broken FROM summed s WHERE s.broken > 0
  UNION ALL
  SELECT k.organization_id, k.type, 'limit in the ledger', coalesce(k.limit_count, -1), coalesce(l.limit_after, -1)
  FROM counters k JOIN latest l ON l.organization_id = k.organization_id AND l.type = k.type
  WHERE (k.limit_count, k.overage) IS DISTINCT FROM (l.limit_after, l.overage_after)
  UNION ALL
  SELECT k.organization_id, k.type, 'demand', k.demand, k.used + coalesce(b.charge, 0)
  FROM counters k LEFT JOIN below b ON b.organization_id = k.organization_id AND b.type = k.type WHERE k.demand <> k.used + coalesce(b.charge, 0)
  UNION ALL
  SELECT b.organization_id, b.type, 'demand', 0, b.charge FROM below b LEFT JOIN counters k ON k.organization_id = b.organization_id AND k.type = b.type
  WHERE k.type IS NULL AND b.charge <> 0
  UNION ALL
  SELECT k.organization_id, k.type, 'allocated', k.allocated, coalesce(b.allocated, 0)
  FROM counters k LEFT JOIN below b ON b.organization_id = k.organization_id AND b.type = k.type WHERE k.allocated <> coalesce(b.allocated, 0)
  UNION ALL
  SELECT k.organization_id, k.type, 'reserved', k.reserved, coalesce(b.reserved, 0)
  FROM counters k LEFT JOIN below b ON b.organization_id = k.organization_id AND b.type = k.type WHERE k.reserved <> coalesce(b.reserved, 0)
  UNION ALL
  SELECT k.organization_id, k.type, 'excess', k.excess, greatest(0, k.demand - k.limit_count - k.overage)
  FROM counters k WHERE k.excess <> coalesce(greatest(0, k.demand - k.limit_count - k.overage), 0)
$$;

-- The same for the application, of the caller's own provider and where all of it is in reach.
CREATE FUNCTION tenancy.license_differences(provider uuid)
RETURNS TABLE (organization_id uuid, type text, what text, kept bigint, counted bigint) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.* FROM tenancy.differing_licenses(provider) d
  WHERE provider = nullif(current_setting('app.provider_id', true), '')::uuid AND current_setting('app.reach', true) = 'all'
$$;

-- The types and classes that every provider starts with; within the walls of whoever calls.
CREATE FUNCTION tenancy.add_license_catalog(provider uuid) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.license_types (provider_id, code, name, position, is_on, is_built_in)
  SELECT provider, t.code, t.name, t.place, t.is_on, true FROM (VALUES
    ('users', 'Users', 1, true), ('technicians', 'Technicians', 2, true), ('it_assets', 'IT assets', 3, true),
    ('non_it_assets', 'Non-IT assets', 4, true), ('mobile_devices', 'Mobile devices', 5, true),
    ('availability_monitors', 'Availability monitoring', 6, true), ('performance_monitors', 'Performance monitoring', 7, true),
    ('computers', 'Computers', 8, false), ('network_resources', 'Network resources', 9, false)) t(code, name, place, is_on)
  ON CONFLICT DO NOTHING;
  INSERT INTO public.device_classes (provider_id, code, name, position, license_types, is_built_in)
  SELECT provider, c.code, c.name, c.place, c.types, true FROM (VALUES
    ('computer', 'Computer', 1, '{it_assets,computers}'::text[]), ('server', 'Server', 2, '{it_assets,computers}'),
    ('network_device', 'Network device', 3, '{it_assets,network_resources}'), ('printer', 'Printer', 4, '{it_assets}'),
    ('phone', 'Phone', 5, '{mobile_devices}'), ('tablet', 'Tablet', 6, '{mobile_devices}'),
    ('non_it_asset', 'Non-IT asset', 7, '{non_it_assets}')) c(code, name, place, types)
  ON CONFLICT DO NOTHING
$$;

-- Counts all that lives of a provider that has counted nothing yet, and limits its trials.
CREATE FUNCTION tenancy.open_all_licenses(provider uuid, happened_at timestamptz, why text, actor_name text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.open_licenses(provider,
    (SELECT array_agg(t.code) FROM public.license_types t WHERE t.provider_id = provider) || 'trial_devices'::text,
    happened_at, why, NULL, actor_name);
  INSERT INTO public.license_counters (provider_id, organization_id, type, limit_count, entries)
  SELECT provider, o.id, 'trial_devices', o.trial_licenses, 1 FROM public.organizations o
  WHERE o.provider_id = provider AND o.plan_kind = 'trial' AND o.status <> 'archived'
    AND NOT EXISTS (SELECT FROM public.license_counters k WHERE k.provider_id = provider AND k.organization_id = o.id AND k.type = 'trial_devices');
  UPDATE public.license_counters k SET limit_count = o.trial_licenses, entries = k.entries + 1, excess = greatest(0, k.demand - o.trial_licenses)
  FROM public.organizations o
  WHERE k.provider_id = provider AND k.type = 'trial_devices' AND k.limit_count IS NULL AND o.provider_id = provider AND o.id = k.organization_id
    AND o.plan_kind = 'trial' AND o.status <> 'archived';
  INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after, overage_after,
    subject_kind, subject_id, subject_name, reason, actor_name)
  SELECT provider, gen_random_uuid(), k.organization_id, k.type, k.entries, open_all_licenses.happened_at, 'limit', 0, k.used, k.limit_count, 0,
    'organization', k.organization_id, o.name, why, open_all_licenses.actor_name
  FROM public.license_counters k JOIN public.organizations o ON o.provider_id = provider AND o.id = k.organization_id
  WHERE k.provider_id = provider AND k.type = 'trial_devices' AND k.limit_count IS NOT NULL;
END $$;

DO $do$
DECLARE
  each record;
BEGIN
  FOR each IN SELECT p.provider_id FROM providers p LOOP
    PERFORM tenancy.add_license_catalog(each.provider_id);
    PERFORM tenancy.open_all_licenses(each.provider_id, now(), 'upgrade', 'Tenantry');
  END LOOP;
END $do$;

UPDATE roles SET permissions = permissions || '{licenses.read,licenses.manage,license_pool.read,license_pool.manage}'::text[] WHERE key = 'provider_administrator';
UPDATE roles SET permissions = permissions || '{licenses.read}'::text[] WHERE key = 'technician';
UPDATE roles SET permissions = permissions || '{licenses.read,licenses.manage}'::text[] WHERE key = 'partner_administrator';
UPDATE roles SET permissions = permissions || '{licenses.read}'::text[] WHERE key = 'customer_administrator';

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA tenancy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.license_types_of_roles, tenancy.change_licenses, tenancy.set_license_limits, tenancy.move_licenses,
  tenancy.things_with_licenses, tenancy.keep_license_limits, tenancy.switch_license_type, tenancy.add_license_catalog,
  tenancy.license_differences TO tenantry_app;
