-- Why: an invitation can be sent again, so often in an hour and no oftener, and withdrawn. What is withdrawn is gone: the
-- place, and the account that nobody has another place with, so that a mistyped login stays nowhere and the count of
-- users is the number of rows.
-- Locks: invitations for a moment; memberships that an archive once withdrew and counters of their organizations.
-- Undo: drop the function and the columns. The places that were withdrawn before do not come back.

ALTER TABLE invitations ADD COLUMN asked_since timestamptz, ADD COLUMN asked int NOT NULL DEFAULT 0;

-- Of some accounts, which have just lost a place, deletes those that have none any more.
CREATE FUNCTION auth.forget_accounts(candidates uuid[]) RETURNS int LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT auth.delete_accounts_without_place(candidates)
$$;

-- Withdrawn by an archive, as it was done until now: switched off before anybody had accepted.
WITH gone AS (
  DELETE FROM memberships m USING invitations i
  WHERE i.provider_id = m.provider_id AND i.membership_id = m.id AND i.accepted_at IS NULL AND m.status = 'deactivated'
  RETURNING m.provider_id, m.organization_id)
UPDATE organization_counters n SET users = greatest(n.users - g.count, 0)
FROM (SELECT provider_id, organization_id, count(*)::int AS count FROM gone GROUP BY 1, 2) g
WHERE n.provider_id = g.provider_id AND n.organization_id = g.organization_id;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA auth FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.forget_accounts TO tenantry_app;
