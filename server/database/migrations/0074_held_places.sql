-- Why: what is changed one by one in a piece (rows of a file, a change of many, what is taken back) first locks all counters
-- that it comes to, in their order, and of each customer no other types than its own.
-- Locks: nothing. Undo: drop the function.

-- Locks counters of some types, each with its organization, and of all above in the order of lock_licenses (0068), and adds
-- those that are missing, each in its turn; types that are switched off are passed over.
CREATE FUNCTION tenancy.lock_license_places(provider uuid, organizations uuid[], types text[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
BEGIN
  PERFORM tenancy.require_seen(provider, organizations);
  PERFORM FROM public.organizations o WHERE o.provider_id = provider AND o.id = ANY (organizations) ORDER BY o.id FOR KEY SHARE;
  FOR part IN
    SELECT array_agg(p.id ORDER BY p.id, p.type) AS orgs, array_agg(p.type ORDER BY p.id, p.type) AS types FROM (
      SELECT DISTINCT o.depth, o.id, w.type COLLATE "C" AS type
      FROM (SELECT DISTINCT g.org, g.type FROM unnest(organizations, types) g(org, type)
        WHERE g.type = 'trial_devices' OR EXISTS (SELECT FROM public.license_types l
          WHERE l.provider_id = provider AND l.code = g.type AND l.is_on)) w
      JOIN public.organizations b ON b.provider_id = provider AND b.id = w.org
      JOIN public.organization_closure c ON c.provider_id = provider AND c.descendant_id = w.org
      JOIN public.organizations o ON o.provider_id = provider AND o.id = c.ancestor_id
      WHERE w.type <> 'trial_devices' OR c.distance = 0 OR (b.type = 'division' AND o.type IN ('division', 'enterprise'))) p
    GROUP BY p.depth ORDER BY p.depth DESC
  LOOP
    PERFORM tenancy.lock_license_counters(provider, part.orgs, part.types);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION tenancy.lock_license_places FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.lock_license_places TO tenantry_app;
