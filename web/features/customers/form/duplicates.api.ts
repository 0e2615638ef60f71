import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { findCustomerDuplicates } from '@tenantry/contract/customer-duplicates.ts'
import { api } from '../../../platform/api.ts'
import { customersKey, typedCustomerKey } from '../customers-key.ts'

/** What somebody has typed so far of what a customer is known by. */
export interface Known {
  name: string
  code: string
  domain: string
}

/** Customers that are there already and may be the one that is typed. A warning: where it cannot be had, none is given. */
export const duplicatesQuery = ({ name, code, domain }: Known, except: string | undefined) =>
  queryOptions({
    queryKey: [...(except === undefined ? typedCustomerKey : customersKey), 'duplicates', name, code, domain, except],
    queryFn: async ({ signal }) => {
      const typed = Object.entries({ name, code, domain }).filter(([, text]) => text !== '')
      const query = { ...Object.fromEntries(typed), ...(except === undefined ? {} : { except }) }
      return (await api(findCustomerDuplicates, { query }, { signal })).data.items
    },
    enabled: name.length >= 2 || code !== '' || domain !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
