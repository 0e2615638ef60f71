import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type CustomerSummary, listCustomers } from '@tenantry/contract/customer-list.ts'
import { useEffect, useState } from 'react'
import { api } from '../platform/api.ts'
import { useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import classes from './command-palette.module.css'
import { InitialsLogo } from './initials-logo.tsx'
import { places, settingsPlaces } from './navigation.tsx'

const [store, palette] = createSpotlight()

/** Finds pages and customers from the keyboard. Loaded when it is first opened; opens again when `openings` grows. */
export default function CommandPalette({ openings }: { openings: number }) {
  const [query, setQuery] = useState('')
  const customers = useCustomerSearch(query)
  useEffect(() => {
    if (openings > 0) palette.open()
  }, [openings])
  const words = query.trim().toLocaleLowerCase()
  const permissions = useMe().permissions
  const pages = [...places, ...settingsPlaces].filter(
    (place) => permissions.includes(place.permission) && place.label.toLocaleLowerCase().includes(words),
  )
  useFirstSelected(query, [...pages.map(({ to }) => to), ...customers.items.map(({ id }) => id)].join(' '))
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      lockScroll={false}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': texts.palette.open } }}
      radius={12}
      size={600}
      classNames={{ search: classes.search, actionsGroup: classes.group, action: classes.action }}
      overlayProps={{ className: classes.veil }}
    >
      <Spotlight.Search
        placeholder={texts.palette.placeholder}
        aria-label={texts.palette.placeholder}
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {pages.length > 0 && <Pages pages={pages} />}
        {customers.items.length > 0 && <Customers items={customers.items} />}
        {pages.length === 0 && customers.items.length === 0 && (
          <Spotlight.Empty>{emptyText(customers, query)}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function emptyText(search: { isFetching: boolean; isError: boolean }, query: string): string {
  if (search.isError) return texts.palette.failed
  return search.isFetching ? texts.palette.searching : texts.palette.nothing(query)
}

function Pages({ pages }: { pages: (typeof places)[number][] }) {
  const navigate = useNavigate()
  return (
    <Spotlight.ActionsGroup label={texts.palette.pages}>
      {pages.map(({ to, label, icon: Icon }) => (
        <Spotlight.Action
          key={to}
          label={label}
          leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
          onClick={() => navigate({ to })}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

function Customers({ items }: { items: CustomerSummary[] }) {
  const navigate = useNavigate()
  return (
    <Spotlight.ActionsGroup label={texts.palette.customers}>
      {items.map((customer) => (
        <Spotlight.Action
          key={customer.id}
          label={customer.name}
          description={customer.code}
          leftSection={<InitialsLogo name={customer.name} size="sm" />}
          onClick={() => navigate({ to: '/customers/$id', params: { id: customer.id } })}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

/** Selects the first of what is found, so that Enter opens it; results come after the text that asked for them. */
function useFirstSelected(query: string, found: string): void {
  useEffect(() => {
    if (query === '' || found === '') return
    // As the library marks it: what Enter presses is found by this attribute, and the arrow keys go on from the number.
    const list = document.getElementById(store.getState().listId)
    for (const [index, action] of [...(list?.querySelectorAll('[data-action]') ?? [])].entries())
      action.toggleAttribute('data-selected', index === 0)
    store.updateState((state) => ({ ...state, selected: 0 }))
  }, [query, found])
}

function useCustomerSearch(query: string) {
  const mayRead = useMe().permissions.includes('customers.read')
  const typed = query.trim()
  const [q] = useDebouncedValue(typed, 150)
  const search = useQuery({
    queryKey: ['customers', 'palette', q],
    queryFn: async ({ signal }) => (await api(listCustomers, { query: { q, limit: 8 } }, { signal })).data.items,
    enabled: mayRead && q !== '',
    placeholderData: keepPreviousData,
  })
  const isCurrent = q === typed && !search.isPlaceholderData
  const found = typed === '' ? [] : (search.data ?? [])
  return {
    // Answers to an earlier text are sifted until this one's arrive: Enter may not open what does not match.
    items: isCurrent ? found : found.filter((customer) => hasText(customer, typed)),
    isFetching: !isCurrent || search.isFetching,
    isError: search.isError,
  }
}

function hasText({ name, code }: CustomerSummary, text: string): boolean {
  return [name, code].some((own) => own.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
}
