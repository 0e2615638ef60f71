import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ImportId } from '@tenantry/contract/ids.ts'
import { listImportChanges } from '@tenantry/contract/import-changes.ts'
import { listImportProblemGroups, listImportProblems, listImportShortages } from '@tenantry/contract/import-problems.ts'
import { getImport, type ImportState, listImports } from '@tenantry/contract/imports.ts'
import { api } from '../../platform/api.ts'

const underWay: readonly ImportState[] = ['checking', 'running', 'undoing']

/** Whether something is going on in the background. */
export const isUnderWay = (state: ImportState) => underWay.includes(state)

/** One import, asked for again every second while something is going on. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: async ({ signal }) => (await api(getImport, { params: { id: id as ImportId } }, { signal })).data,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? 1_000 : false),
    staleTime: 0,
  })

/** One's own imports. */
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await api(listImports, {}, { signal })).data.items,
  staleTime: 0,
})

/** What is wrong with the rows of an import, page by page. */
export const problemsQuery = (id: string, state: ImportState) =>
  infiniteQueryOptions({
    queryKey: ['imports', id, 'problems', state],
    queryFn: async ({ pageParam, signal }) =>
      (await api(listImportProblems, { params: { id: id as ImportId }, query: { afterRow: pageParam } }, { signal }))
        .data,
    initialPageParam: 0,
    getNextPageParam: ({ nextAfterRow }) => nextAfterRow,
  })

/** What a check has found that rows would change, page by page. */
export const changesQuery = (id: string, state: ImportState) =>
  infiniteQueryOptions({
    queryKey: ['imports', id, 'changes', state],
    queryFn: async ({ pageParam, signal }) =>
      (await api(listImportChanges, { params: { id: id as ImportId }, query: { afterRow: pageParam } }, { signal }))
        .data,
    initialPageParam: 0,
    getNextPageParam: ({ nextAfterRow }) => nextAfterRow,
  })

/** What is wrong with the rows of an import, by kind. */
export const problemGroupsQuery = (id: string, state: ImportState) =>
  queryOptions({
    queryKey: ['imports', id, 'problem-groups', state],
    queryFn: async ({ signal }) =>
      (await api(listImportProblemGroups, { params: { id: id as ImportId } }, { signal })).data.items,
  })

/** Where licenses have run out, or would as a check has found. */
export const shortagesQuery = (id: string, state: ImportState) =>
  queryOptions({
    queryKey: ['imports', id, 'shortages', state],
    queryFn: async ({ signal }) =>
      (await api(listImportShortages, { params: { id: id as ImportId } }, { signal })).data.items,
  })

/** Where the rows that failed are downloaded. */
export const errorFileUrl = (id: string) => `/api/v1/imports/${id}/error-file`
