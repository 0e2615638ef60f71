-- The customers page of a technician with chosen customers: $4 the membership; $1 provider, $2 status, $3 country.
SELECT o.id, o.name, o.code, o.type, o.status, o.status_since, o.domain, o.business_email, o.phone, o.website,
  o.country, o.region, o.state, o.city, o.postal_code, o.line1, o.plan_kind, o.plan_expires_on, o.subscription_id, o.account_manager_email, o.created_at, o.updated_at,
  p.id AS parent_id, p.name AS parent_name, c.devices, c.users, c.entities,
  (SELECT json_object_agg(s.name, s.value) FROM organization_settings s
    WHERE s.provider_id = o.provider_id AND s.organization_id = o.id) AS settings,
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) ORDER BY t.name_key, t.id), '[]')
    FROM organization_tags k JOIN tags t ON t.provider_id = k.provider_id AND t.id = k.tag_id
    WHERE k.provider_id = o.provider_id AND k.organization_id = o.id) AS tags,
  (SELECT coalesce(json_agg(json_build_object('system', e.system, 'value', e.value) ORDER BY e.position), '[]')
    FROM external_ids e WHERE e.provider_id = o.provider_id AND e.organization_id = o.id) AS external_ids
FROM organizations o
JOIN membership_organizations s ON s.provider_id = o.provider_id AND s.organization_id = o.id AND s.membership_id = $4
JOIN organization_counters c ON c.provider_id = o.provider_id AND c.organization_id = o.id
LEFT JOIN organizations p ON p.provider_id = o.provider_id AND p.id = o.parent_id AND EXISTS (
  SELECT FROM membership_organizations v WHERE v.provider_id = p.provider_id AND v.membership_id = $4 AND v.organization_id = p.id)
WHERE o.provider_id = $1 AND o.merged_into_id IS NULL AND o.type <> 'provider' AND o.status = $2 AND o.country = $3
ORDER BY o.name_key, o.id LIMIT 51
