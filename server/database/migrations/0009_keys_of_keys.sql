-- Why: a program may make and revoke keys, too, for every operation is open to keys. A key that a key has made ends with
-- it, however that one ends, so that a leaked key leaves nothing behind; and whoever reads a change learns which key it
-- was. Locks: api_keys for a moment. Undo: drop the column and put the function back as the second migration has it.

ALTER TABLE api_keys ADD COLUMN created_by_key_id uuid;
ALTER TABLE api_keys ADD CONSTRAINT api_keys_created_by FOREIGN KEY (provider_id, created_by_key_id)
  REFERENCES api_keys ON DELETE CASCADE;
CREATE INDEX api_keys_by_creator ON api_keys (provider_id, created_by_key_id);

DROP FUNCTION auth.open_api_key(uuid, bytea);
-- As before, with the name of the key.
CREATE FUNCTION auth.open_api_key(provider uuid, hash bytea) RETURNS TABLE (
  account_id uuid, email text, key_id uuid, key_name text, expires_at timestamptz, membership_id uuid, provider_id uuid,
  organization_id uuid, organization_name text, organization_type text, role_name text, permissions text[], reach text,
  name text, last_used_at timestamptz
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT a.id, a.email, k.id, k.name, k.expires_at, u.membership_id, u.provider_id,
    u.organization_id, u.organization_name, u.organization_type, u.role_name, u.permissions, u.reach, u.name, k.last_used_at
  FROM public.api_keys k
  JOIN public.memberships m ON m.provider_id = k.provider_id AND m.id = k.membership_id
  JOIN auth.accounts a ON a.id = m.account_id
  CROSS JOIN LATERAL auth.usable_memberships(m.account_id) u
  WHERE k.provider_id = provider AND k.key_hash = hash AND k.expires_at > now()
    AND u.provider_id = k.provider_id AND u.membership_id = k.membership_id;
END $$;
REVOKE EXECUTE ON FUNCTION auth.open_api_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.open_api_key TO tenantry_app;
