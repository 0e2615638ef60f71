import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { isSearchable } from '@tenantry/contract/list.ts'
import { type SearchHits, searchEverything } from '@tenantry/contract/search.ts'
import { api } from '../../platform/api.ts'

const nothing: SearchHits = { customers: [], entities: [], devices: [], users: [] }

const canFind = (text: string) => text !== '' && isSearchable(text)

/** Nobody is asked for a text of which nothing can be looked for. */
export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: async ({ signal }) => (await api(searchEverything, { query: { q } }, { signal })).data,
    enabled: canFind(q),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  })

/** What a text could name, as far as the person sees it; nothing where nothing is typed that can be looked for. */
export function useSearch(query: string) {
  const typed = query.trim()
  const [q] = useDebouncedValue(typed, 150)
  const search = useQuery(searchQuery(q))
  const isCurrent = q === typed && !search.isPlaceholderData
  const found = canFind(typed) ? (search.data ?? nothing) : nothing
  return {
    // Answers to an earlier text are sifted until this one's arrive: Enter may not open what does not match.
    hits: isCurrent ? found : sifted(found, typed),
    isFetching: canFind(typed) && (!isCurrent || search.isFetching),
    isError: search.isError,
  }
}

function sifted({ customers, entities, devices, users }: SearchHits, typed: string): SearchHits {
  const has = (...texts: string[]) => texts.some((text) => hasText(text, typed))
  return {
    customers: customers.filter(({ name, code }) => has(name, code)),
    entities: entities.filter(({ name }) => has(name)),
    devices: devices.filter(({ name }) => has(name)),
    users: users.filter(({ name, email }) => has(name, email)),
  }
}

/** Whether a text holds what is typed, as people read it. */
export function hasText(text: string, typed: string): boolean {
  return text.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase())
}
