-- Why: apostrophes and what is typed in their place no longer count in the keys that names are sorted, searched and
-- compared by, so that `obrien` finds O'Brien. This is version 2 of the keys; those of version 1 that hold one are made
-- anew. Locks: the rows that change. Undo: none is needed, both versions can be told apart by nothing but what they find.

CREATE FUNCTION pg_temp.new_key(key text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT btrim(regexp_replace(translate(key, '''`’‘‛ʼʻ′', ''), ' +', ' ', 'g')) $$;

UPDATE organizations SET name_key = pg_temp.new_key(name_key) WHERE name_key <> pg_temp.new_key(name_key);
UPDATE memberships SET name_key = pg_temp.new_key(name_key) WHERE name_key <> pg_temp.new_key(name_key);
UPDATE devices SET name_key = pg_temp.new_key(name_key) WHERE name_key <> pg_temp.new_key(name_key);
UPDATE entities SET code_key = pg_temp.new_key(code_key) WHERE code_key <> pg_temp.new_key(code_key);

-- Names that are unique: where another row has the new key, or got it first, the id tells the two apart, and both names
-- stay as they were typed.
DO $do$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['entities', 'customer_templates'] LOOP
    EXECUTE format($f$
      UPDATE %1$I row SET name_key = CASE WHEN place = 1 AND NOT is_taken THEN key ELSE left(key, 210) || ' ' || row.id END
      FROM (
        SELECT old.provider_id, old.id, old.key,
          row_number() OVER (PARTITION BY old.provider_id, old.organization_id, old.key ORDER BY old.created_at, old.id) AS place,
          EXISTS (SELECT FROM %1$I other WHERE other.provider_id = old.provider_id
            AND other.organization_id = old.organization_id AND other.name_key = old.key) AS is_taken
        FROM (SELECT *, pg_temp.new_key(name_key) AS key FROM %1$I WHERE name_key <> pg_temp.new_key(name_key)) old
      ) AS made
      WHERE made.provider_id = row.provider_id AND made.id = row.id
    $f$, target);
  END LOOP;
END $do$;

DROP FUNCTION pg_temp.new_key(text);
