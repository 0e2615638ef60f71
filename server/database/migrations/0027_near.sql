-- Why: whoever switches customers forty times a day marks favourites and goes back to what was opened last; and one search
-- finds everything that has a name, entities included, which were looked for inside one customer only until now.
-- Locks: organizations and memberships for a moment, entities against writing while two indexes are built.
-- Undo: drop both tables, both functions and both indexes.

CREATE TABLE favourite_customers (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, membership_id, organization_id),
  CONSTRAINT favourite_customers_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT favourite_customers_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations ON DELETE CASCADE
);
CREATE INDEX favourite_customers_by_organization ON favourite_customers (provider_id, organization_id);

CREATE TABLE recent_customers (
  provider_id uuid NOT NULL,
  membership_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, membership_id, organization_id),
  CONSTRAINT recent_customers_membership FOREIGN KEY (provider_id, membership_id) REFERENCES memberships ON DELETE CASCADE,
  CONSTRAINT recent_customers_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations ON DELETE CASCADE
);
CREATE INDEX recent_customers_by_organization ON recent_customers (provider_id, organization_id);

CALL tenancy.protect_own('favourite_customers');
CALL tenancy.protect_own('recent_customers');
GRANT SELECT, INSERT, UPDATE, DELETE ON favourite_customers, recent_customers TO tenantry_app;

CREATE INDEX entities_by_name ON entities (provider_id, name_key, id);
CREATE INDEX entities_name_trigrams ON entities USING gin (name_key gin_trgm_ops);

GRANT SELECT (provider_id, id, organization_id, name_key) ON entities TO tenantry_search;
CREATE POLICY search ON entities FOR SELECT TO tenantry_search USING (true);
GRANT CREATE ON SCHEMA search TO tenantry_search;
DO $do$
BEGIN
  EXECUTE format($f$
    -- As search.device_ids, for names of entities.
    CREATE FUNCTION search.entity_ids(provider uuid, term text, max_rows int) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public ROWS 100 AS $body$
      SELECT id FROM public.entities
      WHERE name_key LIKE '%%' || term || '%%' AND provider_id = provider AND %1$s AND %2$s
      LIMIT max_rows
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('organization_id', 'id'));
  EXECUTE format($f$
    -- Hands everybody's marks on one organization over to another, of which the caller sees both, and counts those of the
    -- first one: it becomes part of the other, and whoever had it near has that near.
    CREATE FUNCTION tenancy.move_nearness(source uuid, target uuid) RETURNS int LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH seen AS (
        SELECT provider_id FROM public.organizations WHERE id IN (source, target) AND merged_into_id IS NULL AND %1$s AND %2$s
        GROUP BY provider_id HAVING count(*) = 2),
      marked AS (
        DELETE FROM public.favourite_customers f USING seen s WHERE f.provider_id = s.provider_id AND f.organization_id = source
        RETURNING f.provider_id, f.membership_id, f.created_at),
      opened AS (
        DELETE FROM public.recent_customers r USING seen s WHERE r.provider_id = s.provider_id AND r.organization_id = source
        RETURNING r.provider_id, r.membership_id, r.opened_at),
      favourites AS (
        INSERT INTO public.favourite_customers (provider_id, membership_id, organization_id, created_at)
        SELECT provider_id, membership_id, target, created_at FROM marked ON CONFLICT DO NOTHING),
      recents AS (
        INSERT INTO public.recent_customers AS r (provider_id, membership_id, organization_id, opened_at)
        SELECT provider_id, membership_id, target, opened_at FROM opened
        ON CONFLICT (provider_id, membership_id, organization_id) DO UPDATE SET opened_at = greatest(r.opened_at, excluded.opened_at))
      SELECT (SELECT count(*) FROM marked)::int + (SELECT count(*) FROM opened)::int
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;
ALTER FUNCTION search.entity_ids(uuid, text, int) OWNER TO tenantry_search;
REVOKE CREATE ON SCHEMA search FROM tenantry_search;
REVOKE EXECUTE ON FUNCTION search.entity_ids, tenancy.move_nearness FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search.entity_ids, tenancy.move_nearness TO tenantry_app;
