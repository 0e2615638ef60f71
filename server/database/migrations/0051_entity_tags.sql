-- Why: entities carry the tags of a house as customers and devices do, to be found again.
-- Locks: entities and tags for a moment. Undo: drop the table, and make both functions as in 0037.

-- What an entity carries says where it lies too, and goes along when that changes.
CREATE TABLE entity_tags (
  provider_id uuid NOT NULL,
  entity_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  house_id uuid NOT NULL,
  PRIMARY KEY (provider_id, entity_id, tag_id),
  CONSTRAINT entity_tags_entity FOREIGN KEY (provider_id, organization_id, entity_id)
    REFERENCES entities (provider_id, organization_id, id) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT entity_tags_tag FOREIGN KEY (provider_id, tag_id, house_id)
    REFERENCES tags (provider_id, id, organization_id) ON DELETE CASCADE
);
CREATE INDEX entity_tags_by_tag ON entity_tags (provider_id, tag_id, house_id, organization_id, entity_id);
CREATE INDEX entity_tags_of_organization ON entity_tags (provider_id, organization_id, entity_id);

CALL tenancy.protect('entity_tags');
GRANT SELECT, INSERT, DELETE ON entity_tags TO tenantry_app;

-- Besides the organization that the entity belongs to, the tag's house has to be in sight.
CREATE POLICY of_seen_houses ON entity_tags AS RESTRICTIVE TO tenantry_app
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
    -- As before, and from the entities there too.
    CREATE OR REPLACE FUNCTION tenancy.release_tags(organization uuid) RETURNS int LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH seen AS (SELECT provider_id, id FROM public.organizations
        WHERE id = organization AND merged_into_id IS NULL AND %1$s AND %2$s),
      released AS (
        DELETE FROM public.organization_tags t
        USING seen o, public.organization_closure below
        WHERE below.provider_id = o.provider_id AND below.ancestor_id = o.id
          AND t.provider_id = o.provider_id AND t.organization_id = below.descendant_id
          AND NOT EXISTS (SELECT FROM public.organization_closure above
            WHERE above.provider_id = o.provider_id AND above.ancestor_id = t.house_id AND above.descendant_id = t.organization_id)
        RETURNING 1),
      from_devices AS (
        DELETE FROM public.device_tags t
        USING seen o, public.organization_closure below
        WHERE below.provider_id = o.provider_id AND below.ancestor_id = o.id
          AND t.provider_id = o.provider_id AND t.organization_id = below.descendant_id
          AND NOT EXISTS (SELECT FROM public.organization_closure above
            WHERE above.provider_id = o.provider_id AND above.ancestor_id = t.house_id AND above.descendant_id = t.organization_id)
        RETURNING 1),
      from_entities AS (
        DELETE FROM public.entity_tags t
        USING seen o, public.organization_closure below
        WHERE below.provider_id = o.provider_id AND below.ancestor_id = o.id
          AND t.provider_id = o.provider_id AND t.organization_id = below.descendant_id
          AND NOT EXISTS (SELECT FROM public.organization_closure above
            WHERE above.provider_id = o.provider_id AND above.ancestor_id = t.house_id AND above.descendant_id = t.organization_id)
        RETURNING 1)
      SELECT ((SELECT count(*) FROM released) + (SELECT count(*) FROM from_devices) + (SELECT count(*) FROM from_entities))::int
    $body$;

    -- As before, and from the entities of the first one too.
    CREATE OR REPLACE FUNCTION tenancy.move_tags(source uuid, target uuid) RETURNS int LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH seen AS (
        SELECT provider_id FROM public.organizations WHERE id IN (source, target) AND merged_into_id IS NULL AND %1$s AND %2$s
        GROUP BY provider_id HAVING count(*) = 2),
      gone AS (
        DELETE FROM public.organization_tags t USING seen s WHERE t.provider_id = s.provider_id AND t.organization_id = source
        RETURNING t.provider_id, t.tag_id, t.house_id),
      from_devices AS (
        DELETE FROM public.device_tags t USING seen s WHERE t.provider_id = s.provider_id AND t.organization_id = source
          AND NOT EXISTS (SELECT FROM public.organization_closure c
            WHERE c.provider_id = t.provider_id AND c.ancestor_id = t.house_id AND c.descendant_id = target)
        RETURNING 1),
      from_entities AS (
        DELETE FROM public.entity_tags t USING seen s WHERE t.provider_id = s.provider_id AND t.organization_id = source
          AND NOT EXISTS (SELECT FROM public.organization_closure c
            WHERE c.provider_id = t.provider_id AND c.ancestor_id = t.house_id AND c.descendant_id = target)
        RETURNING 1),
      moved AS (
        INSERT INTO public.organization_tags (provider_id, organization_id, tag_id, house_id)
        SELECT g.provider_id, target, g.tag_id, g.house_id FROM gone g
        JOIN public.organization_closure c ON c.provider_id = g.provider_id AND c.ancestor_id = g.house_id AND c.descendant_id = target
        ON CONFLICT DO NOTHING RETURNING 1)
      SELECT count(*)::int FROM moved
    $body$;
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;
