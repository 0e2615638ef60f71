-- Why: whoever types a customer is told of those that are there already, by nearly the same name, the same code or domain.
-- Locks: organizations against writing while three indexes are built. Undo: drop the two functions and the indexes.

-- What a name is without its legal form and punctuation: 'airtel' of 'airtel, inc.'. From the key that names are sorted by.
CREATE FUNCTION search.name_stem(name_key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(nullif(trim(regexp_replace(
    ' ' || regexp_replace(regexp_replace(name_key COLLATE "C", '[.''’]', '', 'g'), '[!-/:-@\[-`{-~–—·]+', ' ', 'g') || ' ',
    '( +(inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|pty|pvt|pte|private|gmbh|mbh|ug|ag|kg|ohg|gbr|ev|eg|se|kgaa|sa|sas|sarl|srl|spa|bv|nv|ab|aps|oy|oyj|sl|slu|sro|kft|zrt|doo|ltda|haftungsbeschrankt))+ +$',
    ' ')), ''), name_key) COLLATE "C"
$$;

CREATE INDEX organizations_by_name_stem ON organizations (provider_id, search.name_stem(name_key));
CREATE INDEX organizations_name_stem_trigrams ON organizations USING gin (search.name_stem(name_key) gin_trgm_ops);
CREATE INDEX organizations_by_domain ON organizations (provider_id, domain) WHERE domain IS NOT NULL;

GRANT SELECT (domain) ON organizations TO tenantry_search;
GRANT USAGE, CREATE ON SCHEMA search TO tenantry_search;

-- provider: the caller's own, named so that the statement says whose rows it reads. wanted_name: a key like name_key. Each of the
-- four ways gives at most max_rows ids of what the caller sees; null asks for nothing.
DO $do$
DECLARE
  walls text := tenancy.provider_wall() || ' AND ' || tenancy.organization_wall('id', NULL);
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION search.duplicate_ids(provider uuid, wanted_name text, wanted_code text, wanted_domain text, max_rows int) RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, public, pg_temp SET pg_trgm.similarity_threshold = 0.6 AS $body$
    DECLARE
      stem text := search.name_stem(wanted_name);
    BEGIN
      RETURN QUERY SELECT id FROM public.organizations
        WHERE provider_id = provider AND search.name_stem(name_key) = stem AND type <> 'provider' AND %1$s LIMIT max_rows;
      RETURN QUERY SELECT id FROM public.organizations
        WHERE provider_id = provider AND code_key = wanted_code AND type <> 'provider' AND %1$s LIMIT max_rows;
      RETURN QUERY SELECT id FROM public.organizations
        WHERE provider_id = provider AND domain = wanted_domain AND type <> 'provider' AND %1$s LIMIT max_rows;
      IF char_length(stem) >= 4 THEN
        RETURN QUERY SELECT id FROM public.organizations
          WHERE search.name_stem(name_key) %% stem AND provider_id = provider AND type <> 'provider' AND %1$s LIMIT max_rows;
      END IF;
    END $body$
  $f$, walls);
END $do$;
ALTER FUNCTION search.duplicate_ids(uuid, text, text, text, int) OWNER TO tenantry_search;
REVOKE CREATE ON SCHEMA search FROM tenantry_search;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA search FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search.name_stem TO tenantry_app, tenantry_search;
GRANT EXECUTE ON FUNCTION search.duplicate_ids TO tenantry_app;
