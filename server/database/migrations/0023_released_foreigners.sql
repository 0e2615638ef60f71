-- Why: what leaves a partner leaves the care of that partner's users, also of those whom whoever moves or merges it cannot
-- see, and so can neither find nor name.
-- Locks: nothing. Undo: drop the function.

DO $do$
BEGIN
  EXECUTE format($f$
    -- Takes an organization that the caller sees, with all below it, out of the care of users whose own organization does
    -- not lie above it, and counts these users. Access to it is brought in line by whoever calls.
    CREATE FUNCTION tenancy.release_foreigners(organization uuid) RETURNS int LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH released AS (
        DELETE FROM public.membership_assignments a
        USING (SELECT provider_id, id FROM public.organizations
            WHERE id = organization AND merged_into_id IS NULL AND %1$s AND %2$s) o,
          public.organization_closure below, public.memberships m
        WHERE below.provider_id = o.provider_id AND below.ancestor_id = o.id
          AND a.provider_id = o.provider_id AND a.organization_id = below.descendant_id
          AND m.provider_id = o.provider_id AND m.id = a.membership_id
          AND NOT EXISTS (SELECT FROM public.organization_closure above
            WHERE above.provider_id = o.provider_id AND above.ancestor_id = m.organization_id AND above.descendant_id = a.organization_id)
        RETURNING a.provider_id, a.membership_id),
        raised AS (UPDATE public.memberships m SET version = m.version + 1
          FROM released r WHERE m.provider_id = r.provider_id AND m.id = r.membership_id RETURNING m.id)
      SELECT count(*)::int FROM raised
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.release_foreigners FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.release_foreigners TO tenantry_app;
