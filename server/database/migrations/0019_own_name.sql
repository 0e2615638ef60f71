-- Why: people change how they are called themselves, also those who do not see the organization that their place is in,
-- and the account's name with it, which stands in mails about signing in. Nobody else is reached: the place is the
-- scope's own.
-- Locks: nothing. Undo: drop the function.

CREATE FUNCTION auth.rename_self(new_name text, new_name_key text) RETURNS text LANGUAGE plpgsql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  provider uuid := nullif(current_setting('app.provider_id', true), '')::uuid;
  place uuid := nullif(current_setting('app.membership_id', true), '')::uuid;
  before text;
  person uuid;
BEGIN
  SELECT m.name, m.account_id INTO before, person FROM public.memberships m
  WHERE m.provider_id = provider AND m.id = place AND m.status = 'active' FOR UPDATE;
  IF before IS NOT NULL AND before <> new_name THEN
    UPDATE public.memberships SET name = new_name, name_key = new_name_key, version = version + 1
    WHERE provider_id = provider AND id = place;
    UPDATE auth.accounts SET name = new_name, updated_at = now() WHERE id = person;
  END IF;
  RETURN before;
END $$;
REVOKE EXECUTE ON FUNCTION auth.rename_self FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.rename_self TO tenantry_app;
