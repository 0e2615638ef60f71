-- Why: a move and a merge end assignments of users whom the mover cannot see. Who sees these users finds in the log that
-- they no longer look after what has moved, by name, as it is written of everybody else.
-- Locks: none. Undo: drop the function.

DO $do$
BEGIN
  EXECUTE format($f$
    -- Everybody who looks after an organization that the caller sees, or after something below it, with where they belong;
    -- the application shows none of it to the caller.
    CREATE FUNCTION tenancy.assigned_people(organization uuid)
    RETURNS TABLE (membership_id uuid, organization_id uuid, home_id uuid, name text) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      SELECT a.membership_id, a.organization_id, m.organization_id, m.name
      FROM public.organizations o
      JOIN public.organization_closure below ON below.provider_id = o.provider_id AND below.ancestor_id = o.id
      JOIN public.membership_assignments a ON a.provider_id = o.provider_id AND a.organization_id = below.descendant_id
      JOIN public.memberships m ON m.provider_id = o.provider_id AND m.id = a.membership_id
      WHERE o.provider_id = nullif(current_setting('app.provider_id', true), '')::uuid AND o.merged_into_id IS NULL
        AND o.id = (SELECT id FROM public.organizations WHERE id = organization AND %1$s AND %2$s)
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('id', NULL));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.assigned_people FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.assigned_people TO tenantry_app;
