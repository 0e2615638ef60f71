-- Why: what a token of so many devices let wait is licensed by no rule once the token is revoked, also what waits in an entity
-- that whoever revokes it cannot see. It is told apart from what came after the last device of a token that still works.
-- Locks: the rows of seen_devices whose token is gone. Undo: drop the function, and set their reason to token_used_up.

DO $do$
BEGIN
  EXECUTE format($f$
    -- Tells all that wait by a token of an organization, one that the caller sees and that may add so many devices, that it is
    -- revoked. They are locked in the order of their ids.
    CREATE FUNCTION tenancy.note_revoked_token(organization uuid, token uuid) RETURNS void LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
      WITH revoked AS (
        SELECT provider_id, id FROM public.enrollment_tokens
        WHERE id = token AND organization_id = organization AND most_devices IS NOT NULL AND %1$s AND %2$s),
        waiting AS (
          SELECT s.provider_id, s.id FROM public.seen_devices s
          JOIN revoked r ON r.provider_id = s.provider_id AND r.id = s.token_id
          WHERE s.organization_id = organization ORDER BY s.id FOR UPDATE OF s)
      UPDATE public.seen_devices s SET reason = 'token_revoked'
      FROM waiting w WHERE s.provider_id = w.provider_id AND s.id = w.id
    $body$
  $f$, tenancy.provider_wall(), tenancy.organization_wall('organization_id', 'entity_id'));
END $do$;

REVOKE EXECUTE ON FUNCTION tenancy.note_revoked_token FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.note_revoked_token TO tenantry_app;

UPDATE seen_devices SET reason = 'token_revoked' WHERE token_id IS NULL AND reason = 'token_used_up';
