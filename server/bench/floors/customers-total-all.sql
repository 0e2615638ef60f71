-- How many rows that page is a page of, up to 10,000: $1 provider, $2 status, $3 country.
SELECT count(*)::int AS count FROM (
  SELECT FROM organizations o WHERE o.provider_id = $1 AND o.merged_into_id IS NULL AND o.type <> 'provider' AND o.status = $2 AND o.country = $3 LIMIT 10001
) counted
