-- Why: whoever runs out of licenses is told before, once for each time that the use of a limit reaches a threshold, and
-- once more when it reaches the limit. Who counts sees that in the row that it writes anyway, so that nothing is lost and
-- nothing is slower; a mail is made of it afterwards.
-- Locks: license_counters for a moment; then the counters with a limit are gone through once.
-- Undo: put the three functions back as 0052 has them, drop the functions and tables of alerts and the columns of counters.

-- How an organization is told. own: of its own limits. below: what those below it inherit. NULL inherits.
CREATE TABLE license_alert_settings (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  audience text NOT NULL,
  is_on boolean,
  threshold int,
  type_thresholds jsonb NOT NULL,
  recipients text[],
  subject text,
  body text,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, organization_id, audience),
  CONSTRAINT license_alert_settings_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT license_alert_settings_audience CHECK (audience IN ('own', 'below')),
  CONSTRAINT license_alert_settings_threshold CHECK (threshold BETWEEN 1 AND 100)
);
CALL tenancy.protect('license_alert_settings');
GRANT SELECT, INSERT, UPDATE, DELETE ON license_alert_settings TO tenantry_app;

-- Each time that a level was reached: level is threshold or full. What has no time of mailing yet waits to be told.
CREATE TABLE license_alerts (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  type text NOT NULL COLLATE "C",
  level text NOT NULL,
  threshold int NOT NULL,
  limit_count int NOT NULL,
  demand int NOT NULL,
  fired_at timestamptz NOT NULL,
  transaction_id text NOT NULL,
  mailed_at timestamptz,
  mail_key text,
  recipients text[],
  PRIMARY KEY (provider_id, id),
  CONSTRAINT license_alerts_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT license_alerts_level CHECK (level IN ('threshold', 'full'))
);
CREATE INDEX license_alerts_by_organization ON license_alerts (provider_id, organization_id, fired_at DESC, id DESC);
CREATE INDEX license_alerts_unmailed ON license_alerts (provider_id, id) WHERE mailed_at IS NULL;
CREATE INDEX license_alerts_by_mail ON license_alerts (provider_id, mailed_at);
CALL tenancy.protect('license_alerts');
GRANT SELECT ON license_alerts TO tenantry_app;
GRANT UPDATE (mailed_at, mail_key, recipients) ON license_alerts TO tenantry_app;
-- Jobs look, over all providers, for those that wait.
GRANT SELECT (provider_id, mailed_at) ON license_alerts TO tenantry_jobs;
CREATE POLICY waiting ON license_alerts FOR SELECT TO tenantry_jobs USING (mailed_at IS NULL);

-- alert_threshold: percent of the limit; NULL where nobody is told. alert_state: 1 where the threshold has been reached and
-- 2 where the limit has, each until demand has fallen far enough. alert_above, alert_below: the demands at which this
-- changes next, so that whoever writes a counter has but to compare.
ALTER TABLE license_counters ADD COLUMN alert_threshold int, ADD COLUMN alert_state int NOT NULL DEFAULT 0,
  ADD COLUMN alert_above int, ADD COLUMN alert_below int;

-- What becomes of a counter's state, what it has reached just now, and at which demands it changes next. A level is reached
-- at so many percent of the limit or more and is left at 5 points less. Of a limit of 0 there is no part: it reaches and
-- leaves nothing. A threshold of 100 is the limit itself.
CREATE FUNCTION tenancy.license_alert_step(limit_count int, demand int, threshold int, state int)
RETURNS TABLE (becomes int, reached int, above int, below int) LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN limit_count IS NULL OR threshold IS NULL THEN 0 WHEN limit_count = 0 THEN state ELSE coalesce(sum(l.bit) FILTER (WHERE l.is_reached), 0)::int END,
    coalesce(sum(l.bit) FILTER (WHERE l.is_reached AND state & l.bit = 0), 0)::int,
    (min(l.reached_at) FILTER (WHERE NOT l.is_reached))::int, (max(l.left_at) FILTER (WHERE l.is_reached))::int
  FROM (
    SELECT p.bit, p.reached_at, p.left_at, CASE WHEN state & p.bit > 0 THEN demand > p.left_at ELSE demand >= p.reached_at END AS is_reached
    FROM (
      SELECT v.bit, (v.percent * limit_count::bigint + 99) / 100 AS reached_at, greatest(v.percent - 5, 0) * limit_count::bigint / 100 AS left_at
      FROM (VALUES (1, threshold), (2, 100)) v(bit, percent)
      WHERE limit_count > 0 AND threshold IS NOT NULL AND (v.bit = 2 OR threshold < 100)) p) l
$$;

-- What an organization has of its own, and what those above it give to those below, the nearest first. Recipients above
-- are the caller's to read as far as it sees them.
CREATE FUNCTION tenancy.license_alert_lines(provider uuid, organization uuid)
RETURNS TABLE (distance int, organization_id uuid, is_on boolean, threshold int, type_thresholds jsonb, recipients text[], subject text, body text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.distance, s.organization_id, s.is_on, s.threshold, s.type_thresholds, s.recipients, s.subject, s.body
  FROM public.organization_closure c
  JOIN public.license_alert_settings s ON s.provider_id = c.provider_id AND s.organization_id = c.ancestor_id
    AND s.audience = CASE WHEN c.distance = 0 THEN 'own' ELSE 'below' END
  WHERE c.provider_id = provider AND c.descendant_id = organization
$$;

-- The percent at which somebody is told of a type of an organization; NULL where nobody is. The nearest value holds, there
-- that of the type before the general one. Partners and the provider are always told of their own pool.
CREATE FUNCTION tenancy.license_alert_threshold(provider uuid, organization uuid, of_type text) RETURNS int LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  line record;
  switched boolean;
  percent int;
BEGIN
  IF of_type = 'trial_devices' THEN
    RETURN NULL;
  END IF;
  FOR line IN SELECT l.* FROM tenancy.license_alert_lines(provider, organization) l ORDER BY l.distance LOOP
    switched := coalesce(switched, line.is_on);
    percent := coalesce(percent, (line.type_thresholds ->> of_type)::int, line.threshold);
  END LOOP;
  IF NOT switched AND (SELECT o.type NOT IN ('provider', 'partner') FROM public.organizations o WHERE o.provider_id = provider AND o.id = organization) THEN
    RETURN NULL;
  END IF;
  RETURN coalesce(percent, 80);
END $$;

-- The same settings for the application, of an organization that the caller sees.
CREATE FUNCTION tenancy.license_alert_settings_of(provider uuid, organization uuid)
RETURNS TABLE (distance int, organization_id uuid, name text, is_on boolean, threshold int, type_thresholds jsonb, has_recipients boolean,
  recipients text[], subject text, body text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  RETURN QUERY
    SELECT l.distance, CASE WHEN v.is_seen THEN l.organization_id END, CASE WHEN v.is_seen THEN o.name END, l.is_on, l.threshold, l.type_thresholds,
      l.recipients IS NOT NULL, CASE WHEN v.is_seen THEN l.recipients END, l.subject, l.body
    FROM tenancy.license_alert_lines(provider, organization) l
    JOIN public.organizations o ON o.provider_id = provider AND o.id = l.organization_id
    CROSS JOIN LATERAL (SELECT tenancy.sees_organization(provider, l.organization_id) AS is_seen) v
    ORDER BY l.distance;
END $$;

-- Brings the state of counters that the caller has locked up to date, and notes what they have reached. What was noted in
-- the same transaction follows the numbers, and goes where they have fallen again: others see what comes of the whole.
CREATE FUNCTION tenancy.judge_license_alerts(provider uuid, organizations uuid[], judged_types text[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.license_alerts a USING unnest(organizations, judged_types) g(org, type), public.license_counters k
  WHERE a.provider_id = provider AND a.organization_id = g.org AND a.type = g.type AND a.mailed_at IS NULL AND a.transaction_id = pg_current_xact_id()::text
    AND k.provider_id = provider AND k.organization_id = g.org AND k.type = g.type
    AND (SELECT s.becomes FROM tenancy.license_alert_step(k.limit_count, k.demand, k.alert_threshold, k.alert_state) s)
      & CASE a.level WHEN 'full' THEN 2 ELSE 1 END = 0;
  UPDATE public.license_alerts a SET limit_count = k.limit_count, demand = k.demand, threshold = k.alert_threshold
  FROM unnest(organizations, judged_types) g(org, type), public.license_counters k
  WHERE a.provider_id = provider AND a.organization_id = g.org AND a.type = g.type AND a.mailed_at IS NULL AND a.transaction_id = pg_current_xact_id()::text
    AND k.provider_id = provider AND k.organization_id = g.org AND k.type = g.type AND k.limit_count > 0 AND k.alert_threshold IS NOT NULL;
  WITH judged AS (
    SELECT k.organization_id, k.type, k.limit_count, k.demand, k.alert_threshold, s.*
    FROM unnest(organizations, judged_types) g(org, type)
    JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = g.org AND k.type = g.type
    CROSS JOIN LATERAL tenancy.license_alert_step(k.limit_count, k.demand, k.alert_threshold, k.alert_state) s
    WHERE (k.alert_state, k.alert_above, k.alert_below) IS DISTINCT FROM (s.becomes, s.above, s.below)),
  written AS (
    UPDATE public.license_counters k SET alert_state = j.becomes, alert_above = j.above, alert_below = j.below
    FROM judged j WHERE k.provider_id = provider AND k.organization_id = j.organization_id AND k.type = j.type),
  noted AS (
    INSERT INTO public.license_alerts (provider_id, id, organization_id, type, level, threshold, limit_count, demand, fired_at, transaction_id)
    SELECT provider, tenancy.timed_id(), j.organization_id, j.type, l.level, j.alert_threshold, j.limit_count, j.demand,
      clock_timestamp(), pg_current_xact_id()::text
    FROM judged j JOIN (VALUES (1, 'threshold'), (2, 'full')) l(bit, level) ON j.reached & l.bit > 0
    RETURNING 1)
  INSERT INTO public.outbox (provider_id, id, organization_id, event, version, payload, created_at)
  SELECT provider, tenancy.timed_id(), provider, 'licenses.alerted', 1, '{}', clock_timestamp() WHERE EXISTS (SELECT FROM noted);
END $$;

-- An id in the order of time, as the application makes them (UUIDv7).
CREATE FUNCTION tenancy.timed_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Gives the counters of an organization and of all that lies below it the thresholds that hold now, and brings their state
-- up to date: after a change of settings or of place, and for whatever was missed. Locks those that differ alone, as
-- everybody does: from the deepest upwards, by id and type.
CREATE FUNCTION tenancy.renew_license_alerts(provider uuid, organization uuid) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r_org uuid[]; r_type text[];
BEGIN
  PERFORM tenancy.require_seen(provider, ARRAY[organization]);
  SELECT array_agg(d.org), array_agg(d.type) INTO r_org, r_type FROM (
    SELECT k.organization_id AS org, k.type FROM public.organization_closure c
    JOIN public.license_counters k ON k.provider_id = c.provider_id AND k.organization_id = c.descendant_id
    CROSS JOIN LATERAL (SELECT CASE WHEN k.limit_count IS NOT NULL THEN tenancy.license_alert_threshold(provider, k.organization_id, k.type) END AS percent) t
    CROSS JOIN LATERAL tenancy.license_alert_step(k.limit_count, k.demand, t.percent, k.alert_state) s
    WHERE c.provider_id = provider AND c.ancestor_id = organization AND (k.limit_count IS NOT NULL OR k.alert_threshold IS NOT NULL)
      AND (k.alert_threshold, k.alert_state, k.alert_above, k.alert_below) IS DISTINCT FROM (t.percent, s.becomes, s.above, s.below)) d;
  IF r_org IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM FROM unnest(r_org, r_type) g(org, type)
  JOIN public.organizations o ON o.provider_id = provider AND o.id = g.org
  JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = g.org AND k.type = g.type
  ORDER BY o.depth DESC, k.organization_id, k.type FOR UPDATE OF k;
  UPDATE public.license_counters k SET
    alert_threshold = CASE WHEN k.limit_count IS NOT NULL THEN tenancy.license_alert_threshold(provider, k.organization_id, k.type) END
  FROM unnest(r_org, r_type) g(org, type) WHERE k.provider_id = provider AND k.organization_id = g.org AND k.type = g.type;
  PERFORM tenancy.judge_license_alerts(provider, r_org, r_type);
  RETURN cardinality(r_org);
END $$;

-- As in 0052; what has reached what somebody is told of is judged at once.
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

-- As in 0052, with the same addition.
CREATE OR REPLACE FUNCTION tenancy.change_few_licenses(provider uuid, organization uuid, ids uuid[], types text[], counts int[], subject_kinds text[],
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
        RETURNING c.used, c.demand, c.entries, c.limit_count, c.overage,
          c.demand >= c.alert_above OR c.demand <= c.alert_below AS is_due INTO k;
        -- The loop itself says afterwards that it has found something.
        is_done := FOUND;
        EXIT WHEN is_done OR attempt = 2;
        INSERT INTO public.license_counters (provider_id, organization_id, type) VALUES (provider, here, types[i]) ON CONFLICT DO NOTHING;
      END LOOP;
      IF NOT is_done THEN
        refused := refused || jsonb_build_array(jsonb_build_object('organizationId', here, 'type', types[i]));
        CONTINUE;
      END IF;
      IF k.is_due THEN
        PERFORM tenancy.judge_license_alerts(provider, ARRAY[here], ARRAY[types[i]]);
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

-- As in 0052; another limit moves what somebody is told of.
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

-- What is over a threshold already has reached it before anybody was to be told: nothing is noted of it.
DO $do$
BEGIN
  UPDATE license_counters k SET alert_threshold = 80, alert_state = s.becomes, alert_above = s.above, alert_below = s.below
  FROM license_counters w CROSS JOIN LATERAL tenancy.license_alert_step(w.limit_count, w.demand, 80, 0) s
  WHERE w.limit_count IS NOT NULL AND w.type <> 'trial_devices'
    AND k.provider_id = w.provider_id AND k.organization_id = w.organization_id AND k.type = w.type;
END $do$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA tenancy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.license_alert_settings_of, tenancy.renew_license_alerts TO tenantry_app;
