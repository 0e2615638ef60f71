-- Why: a refusal said how many are left, and neither whose they are nor how many were needed: of many customers nobody could
-- tell which one is short. Whoever reads it is told the name only of what they see.
-- Locks: none. Undo: put exhausted_licenses back as 0075 has it and charge_licenses as 0068.

-- As in 0075, with the name of whose they are.
CREATE OR REPLACE FUNCTION tenancy.exhausted_licenses(provider uuid, refused jsonb) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_agg(r || jsonb_build_object('free', greatest(0, k.limit_count + k.overage - k.demand),
    'isSeen', tenancy.sees_organization(provider, k.organization_id), 'limit', k.limit_count,
    'organization', (SELECT o.name FROM public.organizations o WHERE o.provider_id = provider AND o.id = k.organization_id),
    'name', (SELECT t.name FROM public.license_types t WHERE t.provider_id = provider AND t.code = k.type)))::text
  FROM jsonb_array_elements(refused) r JOIN public.license_counters k ON k.provider_id = provider
    AND k.organization_id = (r ->> 'organizationId')::uuid AND k.type = r ->> 'type'
$$;

-- As in 0068, telling how many were needed.
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
        (SELECT jsonb_agg(jsonb_build_object('organizationId', j.org, 'type', j.type, 'needed', j.use + j.charge) ORDER BY j.org, j.type)
          FROM judged j WHERE j.is_refused),
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
