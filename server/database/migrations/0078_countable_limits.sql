-- Why: of a type that was never bought, limits that nobody's own limit held could fill the provider's counter up to the end of
-- its numbers, after which nobody of the provider took one any more. What sets limits, or moves them, is now refused far
-- below that: beyond 50,000,000 of a type in what lies directly below the provider, so that no partner can use up what is
-- there for all, and beyond 1,000,000,000 in all. What only takes a license is never refused for it.
-- Locks: none. Undo: put set_license_limits back as 0068 has it and move_licenses as 0052, and drop the function.

-- Raises TLMST with the types of which too much would be set aside above a place; of what was charged there, those that grew.
CREATE FUNCTION tenancy.require_countable(provider uuid, organization uuid, types text[], charges int[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  beyond jsonb;
BEGIN
  SELECT jsonb_agg(DISTINCT k.type) INTO beyond
  FROM unnest(types, charges) g(type, charge)
  JOIN public.organization_closure c ON c.provider_id = provider AND c.descendant_id = organization
  JOIN public.organizations o ON o.provider_id = provider AND o.id = c.ancestor_id
  JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = o.id AND k.type = g.type
  WHERE g.charge > 0 AND k.demand > CASE WHEN o.id = provider THEN 1000000000 WHEN o.parent_id = provider THEN 50000000 END;
  IF beyond IS NOT NULL THEN
    RAISE EXCEPTION 'More than can be counted' USING ERRCODE = 'TLMST', DETAIL = beyond::text;
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.require_countable FROM PUBLIC;

-- As in 0068, within what can be counted.
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
    PERFORM tenancy.require_countable(provider, parent, p_type, p_charge);
  END IF;
  RETURN changed;
END $$;

-- As in 0052, within what can be counted.
CREATE OR REPLACE FUNCTION tenancy.move_licenses(provider uuid, organization uuid, to_parent uuid) RETURNS void LANGUAGE plpgsql
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
    SELECT array_agg(g.type), array_agg(g.charge) INTO m_type, m_charge FROM unnest(m_org, m_type, m_charge) g(org, type, charge) WHERE g.org = to_parent;
    PERFORM tenancy.require_countable(provider, to_parent, m_type, m_charge);
  END IF;
END $$;
