import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { getLicenseRule, listLicenseRules, runLicenseRules } from '@tenantry/contract/license-rules.ts'
import { useMemo } from 'react'
import { api } from '../../platform/api.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'

const key = ['license-rules'] as const

/** The rules in their order. */
export const rulesQuery = queryOptions({
  queryKey: [...key, 'list'],
  queryFn: async ({ signal }) => (await api(listLicenseRules, {}, { signal })).data.items,
})

/** A rule with the ETag that a change has to name; read anew whenever it is about to be edited. */
export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => api(getLicenseRule, { params: { id } }, { signal }),
    staleTime: 0,
  })

/** What a run would do at this moment. */
export const trialQuery = queryOptions({
  queryKey: [...key, 'trial'],
  queryFn: async ({ signal }) => (await api(runLicenseRules, { body: {} }, { signal, dryRun: true })).data,
  staleTime: 0,
  gcTime: 0,
})

/** Has the rules read again. */
export const rulesChanged = (client: QueryClient) => client.invalidateQueries({ queryKey: [...key, 'list'] })

/** Has the rules, devices with those that wait, their counts, and what is left of licenses read again. */
export function rulesHaveRun(client: QueryClient): void {
  void rulesChanged(client)
  for (const each of ['devices', 'customers', 'entities', 'licenses'])
    void client.invalidateQueries({ queryKey: [each] })
}

/** Names of organizations, as far as the person sees them; undefined while they are read. */
export function useOrganizationNames(ids: string[]): Map<string, string> | undefined {
  const known = useOrganizationOptions('organizationId', { current: { organizationId: { in: ids } } })?.known
  return useMemo(() => known && new Map(known.map(({ value, label }) => [value, label])), [known])
}
