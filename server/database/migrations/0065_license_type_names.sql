-- Why: two types of license of one provider with the same name cannot be told apart on a page or in an alert.
-- Locks: license_types, which has a few rows for each provider, while names that are there twice get their code behind them.
-- Undo: drop the index; the names stay as they are.

-- The types of older providers may have been named alike: the first keeps its name, the others are told apart by their code,
-- and by a number where even that is a name already.
DO $do$
DECLARE
  each record;
  fresh text;
  attempt int;
BEGIN
  FOR each IN
    SELECT t.provider_id, t.code, t.name FROM public.license_types t
    WHERE EXISTS (SELECT FROM public.license_types e WHERE e.provider_id = t.provider_id
      AND lower(normalize(e.name, NFKC)) = lower(normalize(t.name, NFKC)) AND (e.position, e.code) < (t.position, t.code))
    ORDER BY t.provider_id, t.position, t.code
  LOOP
    attempt := 1;
    LOOP
      fresh := each.name || ' (' || each.code || CASE WHEN attempt > 1 THEN ' ' || attempt ELSE '' END || ')';
      EXIT WHEN NOT EXISTS (SELECT FROM public.license_types e WHERE e.provider_id = each.provider_id
        AND lower(normalize(e.name, NFKC)) = lower(normalize(fresh, NFKC)));
      attempt := attempt + 1;
    END LOOP;
    UPDATE public.license_types t SET name = fresh, version = t.version + 1
    WHERE t.provider_id = each.provider_id AND t.code = each.code;
  END LOOP;
END $do$;

CREATE UNIQUE INDEX license_types_name ON license_types (provider_id, lower(normalize(name, NFKC)));
