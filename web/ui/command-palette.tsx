import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconDevices, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import type { Device } from '@tenantry/contract/devices.ts'
import { useEffect, useState } from 'react'
import { useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import classes from './command-palette.module.css'
import { InitialsLogo } from './initials-logo.tsx'
import { places, settingsPlaces } from './navigation.tsx'
import { useCustomerSearch, useDeviceSearch } from './palette-search.ts'

const [store, palette] = createSpotlight()

/** Finds pages, customers and devices from the keyboard. Loaded when it is first opened; opens again when `openings` grows. */
export default function CommandPalette({ openings }: { openings: number }) {
  const [query, setQuery] = useState('')
  const customers = useCustomerSearch(query)
  const devices = useDeviceSearch(query)
  useEffect(() => {
    if (openings > 0) palette.open()
  }, [openings])
  const words = query.trim().toLocaleLowerCase()
  const permissions = useMe().permissions
  const pages = [...places, ...settingsPlaces].filter(
    (place) => permissions.includes(place.permission) && place.label.toLocaleLowerCase().includes(words),
  )
  const found = [...pages.map(({ to }) => to), ...[...customers.items, ...devices.items].map(({ id }) => id)]
  useFirstSelected(query, found.join(' '))
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
        {devices.items.length > 0 && <Devices items={devices.items} />}
        {found.length === 0 && <Spotlight.Empty>{emptyText([customers, devices], query)}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function emptyText(searches: { isFetching: boolean; isError: boolean }[], query: string): string {
  if (searches.some(({ isError }) => isError)) return texts.palette.failed
  return searches.some(({ isFetching }) => isFetching) ? texts.palette.searching : texts.palette.nothing(query)
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

function Devices({ items }: { items: Device[] }) {
  const navigate = useNavigate()
  const { organization } = useMe().membership
  const open = ({ name, organizationId }: Device) => {
    const search = { q: name }
    // One's own house is no customer, and has no page of one.
    if (organizationId === organization.id && organization.type === 'provider')
      return navigate({ to: '/devices', search })
    return navigate({ to: '/customers/$id/$tab', params: { id: organizationId, tab: 'devices' }, search })
  }
  return (
    <Spotlight.ActionsGroup label={texts.palette.devices}>
      {items.map((device) => (
        <Spotlight.Action
          key={device.id}
          label={device.name}
          description={device.organizationName}
          leftSection={<IconDevices size={18} stroke={1.7} aria-hidden />}
          onClick={() => open(device)}
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
