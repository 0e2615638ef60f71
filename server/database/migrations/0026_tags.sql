-- Why: a house, the provider or a partner, puts tags on customers to find them again. A tag is of one house, and nobody of
-- another one sees it or that it is set; those above do.
-- Locks: organizations and roles for a moment. Undo: drop both tables and functions, and take 'tags.manage' out of the roles.

CREATE TABLE tags (
  provider_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  version int NOT NULL DEFAULT 1,
  name text NOT NULL,
  name_key text NOT NULL COLLATE "C",
  color text NOT NULL COLLATE "C",
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, id),
  CONSTRAINT tags_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  -- What carries a tag says whose it is too, so that the walls need no look-up.
  CONSTRAINT tags_of_house UNIQUE (provider_id, id, organization_id)
);
CREATE UNIQUE INDEX tags_name ON tags (provider_id, organization_id, name_key);

CREATE TABLE organization_tags (
  provider_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  house_id uuid NOT NULL,
  PRIMARY KEY (provider_id, organization_id, tag_id),
  CONSTRAINT organization_tags_organization FOREIGN KEY (provider_id, organization_id) REFERENCES organizations,
  CONSTRAINT organization_tags_tag FOREIGN KEY (provider_id, tag_id, house_id)
    REFERENCES tags (provider_id, id, organization_id) ON DELETE CASCADE
);
CREATE INDEX organization_tags_by_tag ON organization_tags (provider_id, tag_id, house_id, organization_id);

CALL tenancy.protect('tags');
CALL tenancy.protect('organization_tags');
GRANT SELECT, INSERT, UPDATE, DELETE ON tags TO tenantry_app;
GRANT SELECT, INSERT, DELETE ON organization_tags TO tenantry_app;

-- Technicians of chosen organizations do not see their own house, and use its tags all the same.
CREATE POLICY of_own_house ON tags TO tenantry_app
USING (
  provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
  AND (SELECT current_setting('app.reach', true) = 'selected')
  AND organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid))
WITH CHECK (
  provider_id = (SELECT nullif(current_setting('app.provider_id', true), '')::uuid)
  AND (SELECT current_setting('app.reach', true) = 'selected')
  AND organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));

-- Besides the customer its house has to be in sight.
CREATE POLICY of_seen_houses ON organization_tags AS RESTRICTIVE TO tenantry_app
USING (
  (SELECT current_setting('app.reach', true) = 'all')
  OR house_id IN (SELECT tenancy.visible_organizations())
  OR ((SELECT current_setting('app.reach', true) = 'selected')
    AND house_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)))
WITH CHECK (
  (SELECT current_setting('app.reach', true) = 'all')
  OR house_id IN (SELECT tenancy.visible_organizations())
  OR ((SELECT current_setting('app.reach', true) = 'selected')
    AND house_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)));

DO $do$
BEGIN
  EXECUTE format($f$
    -- Takes from an organization that the caller sees, and from all below it, the tags of houses that do not lie above any
    -- more, and counts them.
    CREATE FUNCTION tenancy.release_tags(organization uuid) RETURNS int LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH released AS (
        DELETE FROM public.organization_tags t
        USING (SELECT provider_id, id FROM public.organizations
            WHERE id = organization AND merged_into_id IS NULL AND %1$s AND %2$s) o,
          public.organization_closure below
        WHERE below.provider_id = o.provider_id AND below.ancestor_id = o.id
          AND t.provider_id = o.provider_id AND t.organization_id = below.descendant_id
          AND NOT EXISTS (SELECT FROM public.organization_closure above
            WHERE above.provider_id = o.provider_id AND above.ancestor_id = t.house_id AND above.descendant_id = t.organization_id)
        RETURNING 1)
      SELECT count(*)::int FROM released
    $body$;

    -- Gives the tags of one organization to another one, of which the caller sees both, as far as their houses lie above it,
    -- and counts those that it did not carry yet.
    CREATE FUNCTION tenancy.move_tags(source uuid, target uuid) RETURNS int LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH seen AS (
        SELECT provider_id FROM public.organizations WHERE id IN (source, target) AND merged_into_id IS NULL AND %1$s AND %2$s
        GROUP BY provider_id HAVING count(*) = 2),
      gone AS (
        DELETE FROM public.organization_tags t USING seen s WHERE t.provider_id = s.provider_id AND t.organization_id = source
        RETURNING t.provider_id, t.tag_id, t.house_id),
      moved AS (
        INSERT INTO public.organization_tags (provider_id, organization_id, tag_id, house_id)
        SELECT g.provider_id, target, g.tag_id, g.house_id FROM gone g
        JOIN public.organization_closure c ON c.provider_id = g.provider_id AND c.ancestor_id = g.house_id AND c.descendant_id = target
        ON CONFLICT DO NOTHING RETURNING 1)
      SELECT count(*)::int FROM moved
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.release_tags, tenancy.move_tags FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.release_tags, tenancy.move_tags TO tenantry_app;

UPDATE roles SET permissions = array_append(permissions, 'tags.manage')
WHERE key IN ('provider_administrator', 'partner_administrator') AND NOT 'tags.manage' = ANY (permissions);
