-- Why: a division that moves to another enterprise took its past along: months that had ended changed for both. Which rows
-- of its ledger count for which account is now kept when it moves, and the ledger tells the move.
-- Locks: none. Undo: drop the three functions and the table. Of moves before this nothing is kept: they are told by today's place.

-- Rows of the ledger that count for another account than the one that the division lies under now.
CREATE TABLE former_accounts (
  provider_id uuid NOT NULL,
  -- The division whose rows they are.
  organization_id uuid NOT NULL,
  type text NOT NULL COLLATE "C",
  first_number int NOT NULL,
  last_number int NOT NULL,
  -- NULL once it has been deleted for good: they count for nobody then.
  account_id uuid,
  left_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, organization_id, type, last_number),
  CONSTRAINT former_accounts_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT former_accounts_account FOREIGN KEY (provider_id, account_id) REFERENCES organizations ON DELETE SET NULL (account_id),
  CONSTRAINT former_accounts_numbers CHECK (first_number BETWEEN 1 AND last_number)
);
CREATE INDEX former_accounts_by_account ON former_accounts (provider_id, account_id, left_at);
CALL tenancy.protect('former_accounts');
GRANT SELECT ON former_accounts TO tenantry_app;

-- Whose licenses an organization draws on: of a division the enterprise above it, of any other its own.
CREATE FUNCTION tenancy.account_of(provider uuid, organization uuid) RETURNS uuid LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.ancestor_id FROM public.organization_closure c
  JOIN public.organizations o ON o.provider_id = provider AND o.id = c.ancestor_id AND o.type <> 'division'
  WHERE c.provider_id = provider AND c.descendant_id = organization ORDER BY c.distance LIMIT 1
$$;

-- Before a division moves below another parent: where that draws on another account, what it and all below it have in use
-- is given back by the one and taken by the other at one moment, and the rows up to then stay with the one. Locks the
-- counters of what moves from the deepest upwards; the caller holds the provider's tree alone.
CREATE FUNCTION tenancy.leave_account(provider uuid, division uuid, to_parent uuid, moment timestamptz, actor uuid, actor_name text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  left_account uuid;
  moved uuid[];
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[division, to_parent]);
  left_account := tenancy.account_of(provider, division);
  IF left_account = division OR left_account = tenancy.account_of(provider, to_parent) THEN
    RETURN;
  END IF;
  SELECT array_agg(c.descendant_id) INTO moved FROM public.organization_closure c WHERE c.provider_id = provider AND c.ancestor_id = division;
  PERFORM FROM public.license_counters k JOIN public.organizations o ON o.provider_id = provider AND o.id = k.organization_id
  WHERE k.provider_id = provider AND k.organization_id = ANY (moved) ORDER BY o.depth DESC, k.organization_id, k.type FOR UPDATE OF k;
  INSERT INTO public.former_accounts (provider_id, organization_id, type, first_number, last_number, account_id, left_at)
  SELECT provider, k.organization_id, k.type, f.first, l.last, left_account, moment
  FROM public.license_counters k
  CROSS JOIN LATERAL (SELECT coalesce(max(f.last_number), 0) + 1 AS first FROM public.former_accounts f
    WHERE f.provider_id = provider AND f.organization_id = k.organization_id AND f.type = k.type) f
  CROSS JOIN LATERAL (SELECT k.entries + CASE WHEN k.used > 0 THEN 1 ELSE 0 END AS last) l
  WHERE k.provider_id = provider AND k.organization_id = ANY (moved) AND l.last >= f.first;
  INSERT INTO public.license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after,
    overage_after, subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
  SELECT provider, gen_random_uuid(), k.organization_id, k.type, k.entries + p.place, moment, p.kind, p.sign * k.used, CASE p.kind WHEN 'take' THEN k.used ELSE 0 END,
    k.limit_count, k.overage, 'organization', o.id, o.name, 'division.moved', actor, leave_account.actor_name
  FROM public.license_counters k JOIN public.organizations o ON o.provider_id = provider AND o.id = k.organization_id
  CROSS JOIN (VALUES (1, 'give', -1), (2, 'take', 1)) p(place, kind, sign)
  WHERE k.provider_id = provider AND k.organization_id = ANY (moved) AND k.used > 0;
  UPDATE public.license_counters k SET entries = k.entries + 2
  WHERE k.provider_id = provider AND k.organization_id = ANY (moved) AND k.used > 0;
END $$;

-- Of divisions that have left some accounts: their rows within a month of each account, and the last ones before it, as far
-- as they are its. Whoever sees the account reads them, who may see the division no more.
CREATE FUNCTION tenancy.left_license_rows(provider uuid, accounts uuid[], starts timestamptz[], ends timestamptz[])
RETURNS TABLE (account_id uuid, is_before boolean, id uuid, organization_id uuid, type text, number int, happened_at timestamptz, kind text,
  count int, used_after int, limit_after int, reason text, subject_name text) LANGUAGE plpgsql STABLE ROWS 10
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM tenancy.require_seen(provider, accounts);
  IF current_setting('app.reach', true) = 'entities' THEN
    RETURN;
  END IF;
  RETURN QUERY WITH stays AS (
    SELECT f.account_id, f.organization_id, f.type, f.first_number, f.last_number, m.starts_at, m.ends_at
    FROM unnest(accounts, starts, ends) m(account_id, starts_at, ends_at)
    -- A row of it may be a little later than its time tells.
    JOIN public.former_accounts f ON f.provider_id = provider AND f.account_id = m.account_id AND f.left_at >= m.starts_at - interval '10 minutes')
  SELECT s.account_id, false, l.id, l.organization_id, l.type, l.number, l.happened_at, l.kind, l.count, l.used_after, l.limit_after, l.reason,
    l.subject_name
  FROM stays s JOIN public.license_ledger l ON l.provider_id = provider AND l.organization_id = s.organization_id AND l.type = s.type
    AND l.number BETWEEN s.first_number AND s.last_number AND l.happened_at >= s.starts_at AND l.happened_at < s.ends_at
  UNION ALL
  SELECT s.account_id, true, b.id, b.organization_id, b.type, b.number, b.happened_at, b.kind, b.count, b.used_after, b.limit_after, b.reason,
    b.subject_name
  FROM (SELECT DISTINCT g.organization_id, g.type, g.starts_at FROM stays g) g
  CROSS JOIN LATERAL (
    SELECT l.happened_at FROM public.license_ledger l
    WHERE l.provider_id = provider AND l.organization_id = g.organization_id AND l.type = g.type AND l.happened_at < g.starts_at
    ORDER BY l.happened_at DESC LIMIT 1) latest
  CROSS JOIN LATERAL (
    SELECT r.* FROM (
      SELECT l.* FROM public.license_ledger l
      WHERE l.provider_id = provider AND l.organization_id = g.organization_id AND l.type = g.type AND l.happened_at < g.starts_at
        AND l.happened_at > latest.happened_at - interval '10 minutes'
      ORDER BY l.happened_at DESC OFFSET 0) r
    ORDER BY r.number DESC LIMIT 1) b
  JOIN stays s ON s.organization_id = b.organization_id AND s.type = b.type AND s.starts_at = g.starts_at
    AND b.number BETWEEN s.first_number AND s.last_number;
END $$;

REVOKE EXECUTE ON FUNCTION tenancy.account_of, tenancy.leave_account, tenancy.left_license_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.leave_account, tenancy.left_license_rows TO tenantry_app;
