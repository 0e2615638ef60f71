-- Why: the entities of all customers are searched by name or code, and each of them was looked at for that.
-- Locks: entities against writing while an index is built. Undo: write search.entity_ids as 0027 has it, drop the index and
-- take back the column.

CREATE INDEX entities_code_trigrams ON entities USING gin (code_key gin_trgm_ops);
GRANT SELECT (code_key) ON entities TO tenantry_search;
DO $do$
BEGIN
  EXECUTE format($f$
    -- As before, and by code.
    CREATE OR REPLACE FUNCTION search.entity_ids(provider uuid, term text, max_rows int) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $body$
      SELECT id FROM public.entities
      WHERE (name_key LIKE '%%' || term || '%%' OR code_key LIKE '%%' || term || '%%')
        AND provider_id = provider AND %1$s AND %2$s
      LIMIT max_rows
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('organization_id', 'id'));
END $do$;
