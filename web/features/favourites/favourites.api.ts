import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  addFavourite,
  listFavourites,
  listRecents,
  type NearCustomer,
  recordRecent,
  removeFavourite,
} from '@tenantry/contract/favourites.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { useEffect } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { notifyError } from '../../ui/notify.ts'
import { texts } from './favourites.texts.ts'

/** One's own favourites, by name. */
export const favouritesQuery = queryOptions({
  queryKey: ['favourites'],
  queryFn: async ({ signal }) => (await api(listFavourites, {}, { signal })).data.items,
})

/** The customers that one has opened last, the latest first. */
export const recentsQuery = queryOptions({
  queryKey: ['recents'],
  queryFn: async ({ signal }) => (await api(listRecents, {}, { signal })).data.items,
  staleTime: 0,
})

/** Whether a customer is a favourite; null while that is not known. */
export function useIsFavourite(id: string): boolean | null {
  const { data = null } = useQuery({ ...favouritesQuery, select: (items) => items.some((item) => item.id === id) })
  return data
}

/** Marks a customer, or takes the mark off; shown at once where the others are known, and taken back where it did not go. */
export function useToggleFavourite() {
  const queryClient = useQueryClient()
  const { queryKey } = favouritesQuery
  return async (customer: NearCustomer, isWanted: boolean) => {
    await queryClient.cancelQueries({ queryKey })
    queryClient.setQueryData(queryKey, (items: NearCustomer[] | undefined) => {
      if (!items) return
      const others = items.filter(({ id }) => id !== customer.id)
      return isWanted ? [...others, customer].sort((one, other) => one.name.localeCompare(other.name)) : others
    })
    try {
      await api(isWanted ? addFavourite : removeFavourite, { params: { id: customer.id } })
    } catch (error) {
      notifyError(texts.failed(customer.name), problemText(error).advice)
    }
    void queryClient.invalidateQueries({ queryKey })
  }
}

/** Notes that the page of a customer was opened; nobody waits for it, and nothing is lost where it fails. */
export function useRecordOpened(id: OrganizationId): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    void api(recordRecent, { params: { id } })
      .then(() => queryClient.invalidateQueries(recentsQuery))
      .catch(() => {})
  }, [id, queryClient])
}
