-- Why: who locks counters of licenses does so in one order, from the deepest organization upwards and there by id and type,
-- or two of them wait for each other. Some did not: where a counter was added before those of earlier types were locked,
-- where limits are kept or forgotten, where licenses are taken in parts, and where a merge or a move is tried out beside
-- others. And what a type stood at before a month began is read by its time, not backwards through all that came after.
-- Locks: license_ledger against writing while an index is built. Undo: put the functions back as 0052, 0056 and 0059 have them,
-- drop the two new ones and the index.

CREATE INDEX license_ledger_by_type ON license_ledger (provider_id, organization_id, type, happened_at);

-- Locks counters that are given in their order, of one depth, and adds those that are missing: each in its turn, as
-- whoever else adds one of them waits for it as for any other.
CREATE FUNCTION tenancy.lock_license_counters(provider uuid, organizations uuid[], types text[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM unnest(organizations, types) h(org, type) WHERE NOT EXISTS (SELECT FROM public.license_counters k
    WHERE k.provider_id = provider AND k.organization_id = h.org AND k.type = h.type)) THEN
    FOR i IN 1..cardinality(organizations) LOOP
      INSERT INTO public.license_counters (provider_id, organization_id, type) VALUES (provider, organizations[i], types[i]) ON CONFLICT DO NOTHING;
      PERFORM FROM public.license_counters k
      WHERE k.provider_id = provider AND k.organization_id = organizations[i] AND k.type = types[i] FOR UPDATE;
    END LOOP;
  ELSE
    PERFORM FROM public.license_counters k JOIN unnest(organizations, types) h(org, type) ON k.organization_id = h.org AND k.type = h.type
    WHERE k.provider_id = provider ORDER BY k.organization_id, k.type FOR UPDATE OF k;
  END IF;
END $$;

-- Locks the counters of some organizations and of all above them, in their order, before several changes that would each begin
-- at the deepest again. wanted: the types, or NULL for all that these organizations have. is_adding: those that are missing
-- as well, which is for what is taken back in the end.
CREATE FUNCTION tenancy.lock_licenses(provider uuid, organizations uuid[], wanted text[], is_adding boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
BEGIN
  PERFORM tenancy.require_seen(provider, organizations);
  PERFORM FROM public.organizations o WHERE o.provider_id = provider AND o.id = ANY (organizations) ORDER BY o.id FOR KEY SHARE;
  IF wanted IS NULL THEN
    SELECT array_agg(DISTINCT k.type) INTO wanted FROM public.license_counters k
    WHERE k.provider_id = provider AND k.organization_id = ANY (organizations);
  END IF;
  FOR part IN
    SELECT array_agg(p.id ORDER BY p.id, p.type) AS orgs, array_agg(p.type ORDER BY p.id, p.type) AS types FROM (
      SELECT DISTINCT o.depth, o.id, w.type COLLATE "C" AS type
      FROM public.organization_closure c
      JOIN public.organizations b ON b.provider_id = provider AND b.id = c.descendant_id
      JOIN public.organizations o ON o.provider_id = provider AND o.id = c.ancestor_id
      CROSS JOIN unnest(wanted) w(type)
      WHERE c.provider_id = provider AND c.descendant_id = ANY (organizations)
        AND (EXISTS (SELECT FROM public.license_counters k WHERE k.provider_id = provider AND k.organization_id = o.id AND k.type = w.type)
          OR (is_adding AND (w.type <> 'trial_devices' OR c.distance = 0 OR (b.type = 'division' AND o.type IN ('division', 'enterprise')))))) p
    GROUP BY p.depth ORDER BY p.depth DESC
  LOOP
    PERFORM tenancy.lock_license_counters(provider, part.orgs, part.types);
  END LOOP;
END $$;

-- As in 0059; a counter that is missing is added in its turn.
CREATE OR REPLACE FUNCTION tenancy.charge_licenses(provider uuid, organizations uuid[], types text[], uses int[], charges int[], allocations int[],
  reservations int[], entry_counts int[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  level int;
  h_org uuid[]; h_type text[]; h_use int[]; h_charge int[]; h_alloc int[]; h_res int[]; h_entries int[]; h_parent uuid[]; h_division boolean[];
  n_org uuid[]; n_type text[]; n_charge int[]; n_alloc int[]; n_res int[];
  refused jsonb;
  d_org uuid[]; d_type text[];
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
      PERFORM tenancy.lock_license_counters(provider, h_org, h_type);
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
        RETURNING k.organization_id, k.type, k.limit_count, k.demand, k.allocated, k.reserved,
          k.demand >= k.alert_above OR k.demand <= k.alert_below AS is_due),
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
        (SELECT array_agg(w.organization_id) FROM written w WHERE w.is_due), (SELECT array_agg(w.type) FROM written w WHERE w.is_due),
        array_agg(u.parent_id), array_agg(u.type), array_agg(u.charge), array_agg(u.alloc), array_agg(u.res)
      INTO refused, d_org, d_type, n_org, n_type, n_charge, n_alloc, n_res
      FROM upward u WHERE u.charge <> 0 OR u.alloc <> 0 OR u.res <> 0;
      IF refused IS NOT NULL THEN
        PERFORM tenancy.refuse_licenses(provider, refused);
      END IF;
      IF d_org IS NOT NULL THEN
        PERFORM tenancy.judge_license_alerts(provider, d_org, d_type);
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

-- As in 0059; a counter that is missing is added in its turn.
CREATE OR REPLACE FUNCTION tenancy.set_license_limits(provider uuid, organization uuid, ids uuid[], types text[], limits int[], overages int[],
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
  PERFORM tenancy.lock_license_counters(provider, array_agg(organization), array_agg(g.type ORDER BY g.type COLLATE "C")) FROM unnest(types) g(type);
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
      alert_threshold = CASE WHEN g.amount IS NOT NULL THEN tenancy.license_alert_threshold(provider, organization, k.type) END,
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
  IF changed > 0 THEN
    PERFORM tenancy.judge_license_alerts(provider, array_fill(organization, ARRAY[cardinality(types)]), types);
  END IF;
  IF parent IS NOT NULL AND p_type IS NOT NULL THEN
    PERFORM tenancy.charge_licenses(provider, array_fill(parent, ARRAY[cardinality(p_type)]), p_type, array_fill(0, ARRAY[cardinality(p_type)]),
      p_charge, p_alloc, p_res, array_fill(0, ARRAY[cardinality(p_type)]));
  END IF;
  RETURN changed;
END $$;

-- As in 0052; in the order of types.
CREATE OR REPLACE FUNCTION tenancy.keep_license_limits(provider uuid, organization uuid, is_kept boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  PERFORM FROM public.license_counters k WHERE k.provider_id = provider AND k.organization_id = organization ORDER BY k.type FOR UPDATE;
  UPDATE public.license_counters k SET kept_limit = CASE WHEN is_kept THEN k.limit_count END, kept_overage = CASE WHEN is_kept THEN k.overage END
  WHERE k.provider_id = provider AND k.organization_id = organization
    AND (k.kept_limit, k.kept_overage) IS DISTINCT FROM (CASE WHEN is_kept THEN k.limit_count END, CASE WHEN is_kept THEN k.overage END);
END $$;

-- As in 0056; once licenses are taken in parts, all that these may need is locked in its order before.
CREATE OR REPLACE FUNCTION tenancy.take_licenses_that_fit(provider uuid, ids uuid[], organizations uuid[], types text[], subject_kinds text[],
  subject_ids uuid[], subject_names text[], why text, happened_at timestamptz, actor uuid, actor_name text)
RETURNS TABLE (refused_id uuid, refusal text) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  subjects uuid[]; wants text[];
  place int := 1; size int; most int; told text; part uuid[]; want text;
  memo jsonb := '{}';
BEGIN
  -- Things by their place, each with what it wants.
  SELECT array_agg(s.subject ORDER BY s.place), array_agg(s.want ORDER BY s.place) INTO subjects, wants FROM (
    SELECT g.subject, min(g.place) AS place, min(g.org::text) || ' ' || string_agg(g.type, ' ' ORDER BY g.type COLLATE "C") AS want
    FROM unnest(organizations, types, subject_ids) WITH ORDINALITY g(org, type, subject, place) GROUP BY g.subject) s;
  most := coalesce(cardinality(subjects), 0);
  size := most;
  WHILE place <= most LOOP
    want := wants[place];
    IF memo ? want THEN
      refused_id := subjects[place]; refusal := memo ->> want;
      RETURN NEXT;
      place := place + 1;
      CONTINUE;
    END IF;
    size := greatest(1, least(size, most - place + 1));
    SELECT array_agg(subjects[n] ORDER BY n) INTO part FROM generate_series(place, place + size - 1) n WHERE NOT memo ? wants[n];
    BEGIN
      PERFORM tenancy.change_licenses(provider, array_agg(g.id ORDER BY g.rank), array_agg(g.org ORDER BY g.rank),
        array_agg(g.type ORDER BY g.rank), array_agg(1 ORDER BY g.rank), array_agg(g.kind ORDER BY g.rank),
        array_agg(g.subject ORDER BY g.rank), array_agg(g.name ORDER BY g.rank), why, take_licenses_that_fit.happened_at, actor,
        take_licenses_that_fit.actor_name)
      FROM (SELECT u.*, row_number() OVER (ORDER BY array_position(part, u.subject), u.type COLLATE "C") AS rank
        FROM unnest(ids, organizations, types, subject_kinds, subject_ids, subject_names) u(id, org, type, kind, subject, name)
        WHERE u.subject = ANY (part)) g;
      FOR n IN place .. place + size - 1 LOOP
        IF memo ? wants[n] THEN
          refused_id := subjects[n]; refusal := memo ->> wants[n];
          RETURN NEXT;
        END IF;
      END LOOP;
      place := place + size;
      size := size * 2;
    EXCEPTION WHEN SQLSTATE 'TLEXH' THEN
      GET STACKED DIAGNOSTICS told = PG_EXCEPTION_DETAIL;
      IF memo = '{}' AND size = most AND most > 1 THEN
        -- Nothing is held yet; what follows comes in parts, each of which would begin at the deepest again.
        PERFORM tenancy.lock_licenses(provider, (SELECT array_agg(DISTINCT g.org) FROM unnest(organizations) g(org)),
          (SELECT array_agg(DISTINCT g.type) FROM unnest(types) g(type)), false);
      END IF;
      IF size = 1 THEN
        memo := memo || jsonb_build_object(want, told);
        size := most;
      ELSE
        size := size / 2;
      END IF;
    END;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.lock_license_counters, tenancy.lock_licenses FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.lock_licenses TO tenantry_app;
