import { queryOptions } from '@tanstack/react-query'
import {
  type BulkChange,
  type BulkChangeInput,
  createBulkChange,
  getBulkChange,
  listBulkChanges,
  undoBulkChange,
} from '@tenantry/contract/bulk-changes.ts'
import type { z } from 'zod'
import { api } from '../../../platform/api.ts'

/** A bulk change as it is sent. */
export type BulkInput = z.input<typeof BulkChangeInput>

/** Everything read under this key is about bulk changes. */
export const bulkKey = ['bulk-changes'] as const

/** What a change would do; asked anew each time, for anybody may change a customer meanwhile. */
export const bulkPreviewQuery = (input: BulkInput | null) =>
  queryOptions({
    queryKey: [...bulkKey, 'preview', input],
    queryFn: async ({ signal }) => {
      const { data } = await api(createBulkChange, { body: input as BulkInput }, { dryRun: true, signal })
      return data.preview
    },
    enabled: input !== null,
    staleTime: 0,
    gcTime: 0,
  })

/** What taking a change back would do; asked anew each time, for anybody may change something meanwhile. */
export const undoPreviewQuery = (id: string) =>
  queryOptions({
    queryKey: [...bulkKey, 'undo-preview', id],
    queryFn: async ({ signal }) =>
      (await api(undoBulkChange, { params: { id } }, { dryRun: true, signal })).data.preview,
    staleTime: 0,
    gcTime: 0,
  })

export const isUnderWay = (change: BulkChange | undefined): boolean =>
  change?.state === 'running' || change?.state === 'undoing'

/** A bulk change with its progress, read again while it is under way. */
export const bulkChangeQuery = (id: string) =>
  queryOptions({
    queryKey: [...bulkKey, 'one', id],
    queryFn: async ({ signal }) => (await api(getBulkChange, { params: { id } }, { signal })).data,
    refetchInterval: ({ state }) => (isUnderWay(state.data) || !state.data ? 700 : false),
  })

/** The last ones that this person made. */
export const recentBulkChangesQuery = queryOptions({
  queryKey: [...bulkKey, 'recent'],
  queryFn: async ({ signal }) => (await api(listBulkChanges, { query: { limit: 5 } }, { signal })).data.items,
  staleTime: 0,
})
