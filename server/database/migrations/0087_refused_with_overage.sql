-- Why: a refusal told how many are free of a limit, and left out what may be used beyond it: "0 of 3 free" where 5 are used.
-- Locks: none. Undo: put exhausted_licenses back as 0079 has it.

-- As in 0079, with what may be used in all.
CREATE OR REPLACE FUNCTION tenancy.exhausted_licenses(provider uuid, refused jsonb) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_agg(r || jsonb_build_object('free', greatest(0, k.limit_count + k.overage - k.demand),
    'isSeen', tenancy.sees_organization(provider, k.organization_id), 'limit', k.limit_count + k.overage,
    'organization', (SELECT o.name FROM public.organizations o WHERE o.provider_id = provider AND o.id = k.organization_id),
    'name', (SELECT t.name FROM public.license_types t WHERE t.provider_id = provider AND t.code = k.type)))::text
  FROM jsonb_array_elements(refused) r JOIN public.license_counters k ON k.provider_id = provider
    AND k.organization_id = (r ->> 'organizationId')::uuid AND k.type = r ->> 'type'
$$;
