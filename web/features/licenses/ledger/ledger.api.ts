import type { OrganizationId } from '@tenantry/contract/ids.ts'
import {
  type LicenseAllotment,
  listLicenseAllotments,
  listPoolAllotments,
} from '@tenantry/contract/license-allotments.ts'
import { type LedgerEntry, listLicenseLedger } from '@tenantry/contract/license-ledger.ts'
import { type LicenseUse, listLicenseUses } from '@tenantry/contract/license-uses.ts'
import { api } from '../../../platform/api.ts'
import { useListPages } from '../../../ui/list/use-list-pages.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'

type Query = ListState['query']

/** Rows of the ledger, the latest first. */
export function useLedger(query: Query) {
  return useListPages<LedgerEntry>(['licenses', 'ledger'], query, (page, signal) =>
    api(listLicenseLedger, { query: { ...query, ...page } }, { signal }),
  )
}

/** The limits that make up what is set aside of a type, the largest first; of the provider's pool without an id. */
export function useAllotments({ id, type }: { id: string | null; type: string }) {
  return useListPages<LicenseAllotment>(['licenses', 'allotments', id, type], {}, (page, signal) =>
    id === null
      ? api(listPoolAllotments, { params: { type }, query: page }, { signal })
      : api(listLicenseAllotments, { params: { id: id as OrganizationId, type }, query: page }, { signal }),
  )
}

/** What takes a type in a customer and below it now. */
export function useUses(of: { id: string; type: string }, query: Query) {
  const params = { id: of.id as OrganizationId, type: of.type }
  return useListPages<LicenseUse>(['licenses', 'uses', params], query, (page, signal) =>
    api(listLicenseUses, { params, query: { ...query, ...page } }, { signal }),
  )
}
