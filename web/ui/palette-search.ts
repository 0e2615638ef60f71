import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type CustomerSummary, listCustomers } from '@tenantry/contract/customer-list.ts'
import { type Device, listDevices } from '@tenantry/contract/devices.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { api } from '../platform/api.ts'
import { useMe } from '../platform/session.tsx'

const limit = 8

interface Finding<Item> {
  /** The key of the room's own lists, which a change has read again. */
  key: string
  permission: Permission
  load: (q: string, signal: AbortSignal) => Promise<Item[]>
  textsOf: (item: Item) => string[]
}

const customers: Finding<CustomerSummary> = {
  key: 'customers',
  permission: 'customers.read',
  load: async (q, signal) => (await api(listCustomers, { query: { q, limit } }, { signal })).data.items,
  textsOf: ({ name, code }) => [name, code],
}

const devices: Finding<Device> = {
  key: 'devices',
  permission: 'devices.read',
  load: async (q, signal) => (await api(listDevices, { query: { q, limit } }, { signal })).data.items,
  textsOf: ({ name }) => [name],
}

/** Customers by name or code, as far as the person sees them. */
export const useCustomerSearch = (query: string) => useSearch(query, customers)

/** Devices by name, as far as the person sees them. */
export const useDeviceSearch = (query: string) => useSearch(query, devices)

function useSearch<Item>(query: string, { key, permission, load, textsOf }: Finding<Item>) {
  const isAllowed = useMe().permissions.includes(permission)
  const typed = query.trim()
  const [q] = useDebouncedValue(typed, 150)
  const search = useQuery({
    queryKey: [key, 'palette', q],
    queryFn: ({ signal }) => load(q, signal),
    enabled: isAllowed && q !== '',
    placeholderData: keepPreviousData,
  })
  const isCurrent = q === typed && !search.isPlaceholderData
  const found = typed === '' || !isAllowed ? [] : (search.data ?? [])
  return {
    // Answers to an earlier text are sifted until this one's arrive: Enter may not open what does not match.
    items: isCurrent ? found : found.filter((item) => hasText(textsOf(item), typed)),
    isFetching: isAllowed && (!isCurrent || search.isFetching),
    isError: search.isError,
  }
}

function hasText(own: readonly string[], text: string): boolean {
  return own.some((each) => each.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
}
