-- Why: where the licenses for rows of a file run out is counted exactly over the whole file, by what is kept of each row that
-- found none; kept beside the file (0071) it was cut to some after each piece. And where not all of many things find a
-- license, it is worked out which do, in one pass over counters that are held: tried out in parts, a full pool took one part
-- that failed for each of a thousand customers.
-- Locks: import_problems for a moment. Undo: drop the columns, and put the functions back as 0052 and 0073 have them.

-- Where a row found no license: of which organization, which type, and what the provider calls that.
ALTER TABLE import_problems ADD COLUMN customer_id uuid, ADD COLUMN license_type text, ADD COLUMN license_name text;

-- What is told of counters that are exhausted, given with their organizations and types.
CREATE FUNCTION tenancy.exhausted_licenses(provider uuid, refused jsonb) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_agg(r || jsonb_build_object('free', greatest(0, k.limit_count + k.overage - k.demand),
    'isSeen', tenancy.sees_organization(provider, k.organization_id), 'limit', k.limit_count,
    'name', (SELECT t.name FROM public.license_types t WHERE t.provider_id = provider AND t.code = k.type)))::text
  FROM jsonb_array_elements(refused) r JOIN public.license_counters k ON k.provider_id = provider
    AND k.organization_id = (r ->> 'organizationId')::uuid AND k.type = r ->> 'type'
$$;
REVOKE EXECUTE ON FUNCTION tenancy.exhausted_licenses FROM PUBLIC;

CREATE OR REPLACE FUNCTION tenancy.refuse_licenses(provider uuid, refused jsonb) RETURNS void LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'License exhausted' USING ERRCODE = 'TLEXH', DETAIL = tenancy.exhausted_licenses(provider, refused);
END $$;

-- Takes licenses of many things, in their order, each all of its own or none, and tells what is in the way of those that got
-- none. Where not all find one, it holds the counters that they may come to, climbs from each thing through those that it
-- would charge as charge_licenses does, and takes for what fits together.
CREATE OR REPLACE FUNCTION tenancy.take_licenses_that_fit(provider uuid, ids uuid[], organizations uuid[], types text[], subject_kinds text[],
  subject_ids uuid[], subject_names text[], why text, happened_at timestamptz, actor uuid, actor_name text)
RETURNS TABLE (refused_id uuid, refusal text) LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told text; thing record; start int; here int; deepest int; short int[]; key text; list jsonb;
  refused_ids uuid[] := '{}'; refused_keys text[] := '{}'; lists jsonb := '{}';
  -- The counters: what they demand, their limits, up to what they may go, whether they charge all that they demand, and the
  -- place of the one above that they charge.
  c_org uuid[]; c_type text[]; c_depth int[]; c_demand int[]; c_limit int[]; c_most int[]; c_passes boolean[]; c_up int[];
BEGIN
  IF coalesce(cardinality(subject_ids), 0) = 0 THEN
    RETURN;
  END IF;
  BEGIN
    PERFORM tenancy.change_licenses(provider, ids, organizations, types, array_fill(1, ARRAY[cardinality(ids)]), subject_kinds, subject_ids,
      subject_names, why, take_licenses_that_fit.happened_at, actor, take_licenses_that_fit.actor_name);
    RETURN;
  EXCEPTION WHEN SQLSTATE 'TLEXH' THEN
    GET STACKED DIAGNOSTICS told = PG_EXCEPTION_DETAIL;
  END;
  IF subject_ids[1] = ALL (subject_ids) THEN
    RETURN QUERY SELECT subject_ids[1], told;
    RETURN;
  END IF;
  -- Nothing is held any more.
  PERFORM tenancy.lock_license_places(provider, organizations, types);
  WITH counters AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY p.depth DESC, p.id, p.type)::int AS n, p.*, k.demand, k.limit_count, k.overage
    FROM (
      SELECT DISTINCT o.depth, o.id, w.type COLLATE "C" AS type, o.type = 'division' AS is_division,
        CASE WHEN w.type <> 'trial_devices' OR o.type = 'division' THEN o.parent_id END AS charged
      FROM (SELECT DISTINCT g.org, g.type FROM unnest(organizations, types) g(org, type)
        WHERE g.type = 'trial_devices' OR EXISTS (SELECT FROM public.license_types l
          WHERE l.provider_id = provider AND l.code = g.type AND l.is_on)) w
      JOIN public.organization_closure c ON c.provider_id = provider AND c.descendant_id = w.org
      JOIN public.organizations o ON o.provider_id = provider AND o.id = c.ancestor_id) p
    JOIN public.license_counters k ON k.provider_id = provider AND k.organization_id = p.id AND k.type = p.type)
  SELECT array_agg(c.id ORDER BY c.n), array_agg(c.type ORDER BY c.n), array_agg(c.depth ORDER BY c.n), array_agg(c.demand ORDER BY c.n),
    array_agg(c.limit_count ORDER BY c.n), array_agg(c.limit_count + c.overage ORDER BY c.n),
    array_agg(c.is_division OR c.limit_count IS NULL ORDER BY c.n), array_agg(up.n ORDER BY c.n)
  INTO c_org, c_type, c_depth, c_demand, c_limit, c_most, c_passes, c_up
  FROM counters c LEFT JOIN counters up ON up.id = c.charged AND up.type = c.type;
  FOR thing IN
    SELECT g.subject, array_agg(c.n::int ORDER BY c.n) FILTER (WHERE c.n IS NOT NULL) AS starts
    FROM unnest(organizations, types, subject_ids) WITH ORDINALITY g(org, type, subject, place)
    LEFT JOIN unnest(c_org, c_type) WITH ORDINALITY c(org, type, n) ON c.org = g.org AND c.type = g.type
    GROUP BY g.subject ORDER BY min(g.place)
  LOOP
    CONTINUE WHEN thing.starts IS NULL;
    short := '{}'; deepest := -1;
    FOREACH start IN ARRAY thing.starts LOOP
      here := start;
      WHILE here IS NOT NULL LOOP
        IF c_demand[here] >= c_most[here] THEN
          short := short || here; deepest := greatest(deepest, c_depth[here]);
          EXIT;
        END IF;
        EXIT WHEN NOT c_passes[here] AND c_demand[here] < c_limit[here];
        here := c_up[here];
      END LOOP;
    END LOOP;
    IF deepest >= 0 THEN
      key := ''; list := '[]';
      FOREACH here IN ARRAY short LOOP
        CONTINUE WHEN c_depth[here] < deepest;
        key := key || ' ' || here;
        list := list || jsonb_build_object('organizationId', c_org[here], 'type', c_type[here]);
      END LOOP;
      IF NOT lists ? key THEN
        lists := lists || jsonb_build_object(key, list);
      END IF;
      refused_ids := refused_ids || thing.subject; refused_keys := refused_keys || key;
      CONTINUE;
    END IF;
    FOREACH start IN ARRAY thing.starts LOOP
      here := start;
      WHILE here IS NOT NULL LOOP
        c_demand[here] := c_demand[here] + 1;
        EXIT WHEN NOT c_passes[here] AND c_demand[here] <= c_limit[here];
        here := c_up[here];
      END LOOP;
    END LOOP;
  END LOOP;
  PERFORM tenancy.change_licenses(provider, array_agg(u.id ORDER BY u.place), array_agg(u.org ORDER BY u.place),
    array_agg(u.type ORDER BY u.place), array_agg(1 ORDER BY u.place), array_agg(u.kind ORDER BY u.place),
    array_agg(u.subject ORDER BY u.place), array_agg(u.name ORDER BY u.place), why, take_licenses_that_fit.happened_at, actor,
    take_licenses_that_fit.actor_name)
  FROM unnest(ids, organizations, types, subject_kinds, subject_ids, subject_names) WITH ORDINALITY u(id, org, type, kind, subject, name, place)
  WHERE u.subject <> ALL (refused_ids)
  HAVING count(*) > 0;
  RETURN QUERY
    WITH tales AS MATERIALIZED (SELECT e.key, tenancy.exhausted_licenses(provider, e.value) AS tale FROM jsonb_each(lists) e)
    SELECT r.id, tales.tale FROM unnest(refused_ids, refused_keys) WITH ORDINALITY r(id, key, place) JOIN tales ON tales.key = r.key
    ORDER BY r.place;
END $$;
