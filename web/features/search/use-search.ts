import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type SearchHits, searchEverything } from '@tenantry/contract/search.ts'
import { api } from '../../platform/api.ts'

const nothing: SearchHits = { customers: [], entities: [], devices: [], users: [] }

/** What a text could name, as far as the person sees it; nothing where nothing is typed. */
export function useSearch(query: string) {
  const typed = query.trim()
  const [q] = useDebouncedValue(typed, 150)
  const search = useQuery({
    queryKey: ['search', q],
    queryFn: async ({ signal }) => (await api(searchEverything, { query: { q } }, { signal })).data,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  })
  const isCurrent = q === typed && !search.isPlaceholderData
  const found = typed === '' ? nothing : (search.data ?? nothing)
  return {
    // Answers to an earlier text are sifted until this one's arrive: Enter may not open what does not match.
    hits: isCurrent ? found : sifted(found, typed),
    isFetching: typed !== '' && (!isCurrent || search.isFetching),
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
