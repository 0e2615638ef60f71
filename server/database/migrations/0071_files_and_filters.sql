-- Why: a check of a file goes through it in pieces, each of which is rolled back; what the pieces before would have taken is
-- held while the next one is judged, so that the whole file is told where licenses run out. Where they do is kept with the
-- import, by organization and type.
-- Customers are filtered by their states and by what their domains begin with, which indexes find; what a text begins with is
-- a range by bytes, and the index that looks domains up goes by the server's own order.
-- Locks: imports for a moment; organizations against changes while the indexes are built, a second for 100,000 of them.
-- Undo: drop the function, the column and the indexes.

ALTER TABLE imports ADD COLUMN shortages json;
-- It goes with the problems, a week after the last change.
GRANT SELECT (shortages), UPDATE (shortages) ON imports TO tenantry_jobs;

-- Takes so many licenses of each type in each organization, or as many as there still are, for as long as a transaction lasts
-- that is rolled back afterwards: what it writes in the ledger names no thing. Locks as change_licenses does.
CREATE FUNCTION tenancy.hold_licenses(provider uuid, organizations uuid[], types text[], counts int[], held_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rest int; size int;
BEGIN
  BEGIN
    PERFORM tenancy.change_licenses(provider, array_agg(gen_random_uuid()), organizations, types, counts,
      array_agg('organization'::text), organizations, array_agg(NULL::text), 'device.created', held_at, NULL, '')
    FROM unnest(types);
    RETURN;
  EXCEPTION WHEN SQLSTATE 'TLEXH' THEN
    NULL;
  END;
  -- Somebody has taken some meanwhile.
  FOR n IN 1 .. cardinality(types) LOOP
    rest := counts[n];
    size := rest;
    WHILE size > 0 LOOP
      BEGIN
        PERFORM tenancy.change_licenses(provider, ARRAY[gen_random_uuid()], organizations[n:n], types[n:n], ARRAY[size],
          ARRAY['organization'], organizations[n:n], ARRAY[NULL::text], 'device.created', held_at, NULL, '');
        rest := rest - size;
        size := least(size, rest);
      EXCEPTION WHEN SQLSTATE 'TLEXH' THEN
        size := size / 2;
      END;
    END LOOP;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.hold_licenses FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.hold_licenses TO tenantry_app;

CREATE INDEX organizations_by_state ON organizations (provider_id, state, id) WHERE merged_into_id IS NULL;
CREATE INDEX organizations_by_domain_start ON organizations (provider_id, domain COLLATE "C", id)
  WHERE merged_into_id IS NULL AND domain IS NOT NULL;
