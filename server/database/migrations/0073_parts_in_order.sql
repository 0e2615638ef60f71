-- Where licenses are taken in parts, counters that are missing are locked in their order with the others: added later, a
-- customer's came after the provider's. And after each refusal it goes on with one and not with all that is left: with many
-- customers that have none, nearly all of that failed again.
-- Undo: put the function back as 0068 has it.
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
          (SELECT array_agg(DISTINCT g.type) FROM unnest(types) g(type)), true);
      END IF;
      IF size = 1 THEN
        memo := memo || jsonb_build_object(want, told);
        -- What comes next may belong to another that has none left either: all at once would only fail again.
        size := 1;
      ELSE
        size := size / 2;
      END IF;
    END;
  END LOOP;
END $$;
