import { queryOptions, useQuery } from '@tanstack/react-query'
import { filterConditions } from '@tenantry/contract/list.ts'
import { useMemo } from 'react'
import type { SearchedOptions } from '../../ui/list/filter-words.ts'
import type { ListFilter } from '../../ui/list/list-search.ts'

/** States to choose from in a condition: those of the countries that other conditions name, else of all. */
export function useStateOptions(filter: ListFilter | undefined): SearchedOptions {
  const conditions = filterConditions({ filter })
  const named = (column: string, operators: string[]) =>
    conditions
      .filter((each) => each.column === column && operators.includes(each.operator))
      .flatMap(({ values }) => values)
  const codes = named('state', ['eq', 'ne', 'in', 'nin']).join()
  const countries = named('country', ['eq', 'in']).join()
  const known = useQuery({ ...statesQuery('named', codes), enabled: codes !== '' }).data
  return useMemo(() => ({ known, search: (q) => statesQuery('found', q, countries) }), [known, countries])
}

const statesQuery = (what: 'named' | 'found', asked: string, countries = '') =>
  queryOptions({
    queryKey: ['states', what, asked, countries] as (string | boolean)[],
    queryFn: async () => {
      const { findStates, namedStates } = await import('./state-options.ts')
      const split = (codes: string) => codes.split(',').filter(Boolean)
      return what === 'named' ? namedStates(split(asked)) : findStates(asked, split(countries))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
