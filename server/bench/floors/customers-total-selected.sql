-- How many rows that page is a page of, up to 10,000: $1 provider, $2 status, $3 country, $4 as there.
SELECT count(*)::int AS count FROM (
  SELECT FROM organizations o
  JOIN membership_organizations s ON s.provider_id = o.provider_id AND s.organization_id = o.id AND s.membership_id = $4
  WHERE o.provider_id = $1 AND o.merged_into_id IS NULL AND o.type <> 'provider' AND o.status = $2 AND o.country = $3 LIMIT 10001
) counted
