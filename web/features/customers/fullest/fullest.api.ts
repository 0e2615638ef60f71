import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FullestLicenses, listFullestLicenses } from '@tenantry/contract/fullest-licenses.ts'
import { use } from 'react'
import { api } from '../../../platform/api.ts'
import { ShownRows } from '../shown-rows.ts'

/** As many as the first page of a list has, and half of each further one. */
const askedAtOnce = 50

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
    queryKey: ['licenses', 'fullest', ids],
    queryFn: async ({ signal }) => (await api(listFullestLicenses, { query: { id: ids } }, { signal })).data.items,
    enabled: place >= 0,
    // Of what was sorted anew most is known already.
    placeholderData: keepPreviousData,
    select: (items) => items.find((each) => each.id === id),
  })
  return data
}
