import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type FullestLicenses, listFullestLicenses } from '@tenantry/contract/fullest-licenses.ts'
import { use } from 'react'
import { api } from '../../../platform/api.ts'
import { customersKey } from '../customers-key.ts'
import { ShownRows } from '../shown-rows.ts'

/** As many as the first page of a list has, and half of each further one. */
const askedAtOnce = 50

/** How full the licenses of some customers are: read again with their list, since users, plans and statuses change it, too. */
export const fullestQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: [...customersKey, 'fullest', ids],
    queryFn: async ({ signal }) =>
      (await api(listFullestLicenses, { query: { id: ids as FullestLicenses['id'][] } }, { signal })).data.items,
    // Of what was sorted anew most is known already.
    placeholderData: keepPreviousData,
  })

/**
 * How full a customer's licenses are; undefined until that is known, and where nothing is told. Asks once for all
 * customers that stand around it in the list.
 */
export function useFullest(id: string): FullestLicenses | undefined {
  const rows = use(ShownRows)
  const place = rows.findIndex((each) => each.id === id)
  const from = place - (place % askedAtOnce)
  const ids = rows.slice(from, from + askedAtOnce).map((each) => each.id)
  const { data } = useQuery({
    ...fullestQuery(ids),
    enabled: place >= 0,
    select: (items) => items.find((each) => each.id === id),
  })
  return data
}
