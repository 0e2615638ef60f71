-- Why: where a limit was lowered below what is in use, a refusal told that 0 of 5 are free, and not that 12 are in use: whoever
-- gave one back met the same refusal again. What limits below set aside is told apart, as it is not in use.
-- Locks: none. Undo: put exhausted_licenses back as 0087 has it.

-- As in 0087, with how many are beyond what may be used, and how many limits below set aside.
CREATE OR REPLACE FUNCTION tenancy.exhausted_licenses(provider uuid, refused jsonb) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_agg(r || jsonb_build_object('free', greatest(0, k.limit_count + k.overage - k.demand),
    'overBy', greatest(0, k.demand - k.limit_count - k.overage), 'setAside', k.reserved,
    'isSeen', tenancy.sees_organization(provider, k.organization_id), 'limit', k.limit_count + k.overage,
    'organization', (SELECT o.name FROM public.organizations o WHERE o.provider_id = provider AND o.id = k.organization_id),
    'name', (SELECT t.name FROM public.license_types t WHERE t.provider_id = provider AND t.code = k.type)))::text
  FROM jsonb_array_elements(refused) r JOIN public.license_counters k ON k.provider_id = provider
    AND k.organization_id = (r ->> 'organizationId')::uuid AND k.type = r ->> 'type'
$$;
