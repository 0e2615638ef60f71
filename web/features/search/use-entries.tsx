/** What the palette offers, group by group. */
import { useMantineColorScheme } from '@mantine/core'
import {
  IconAffiliate,
  IconArchive,
  IconBuildings,
  IconDevices,
  IconFileImport,
  IconHistory,
  IconPlus,
  IconStarFilled,
  IconTag,
  IconTemplate,
  IconUserCircle,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { NearCustomer } from '@tenantry/contract/favourites.ts'
import type { SearchHits } from '@tenantry/contract/search.ts'
import type { ReactNode } from 'react'
import { useIsHouse, useMe } from '../../platform/session.tsx'
import { colorSchemes } from '../../ui/color-schemes.ts'
import { InitialsLogo } from '../../ui/initials-logo.tsx'
import { isPlaceOf, places, settingsPlaces } from '../../ui/navigation.tsx'
import type { PaletteProps } from '../../ui/palette.ts'
import { placeOfEntity, useAddCustomer, useMayUseTemplates } from '../customers/public.ts'
import { favouritesQuery, favouriteTexts, recentsQuery, useToggleFavourite } from '../favourites/public.ts'
import classes from './command-palette.module.css'
import { texts } from './search.texts.ts'
import { hasText, useSearch } from './use-search.ts'

/** One line of the palette. */
export interface Entry {
  key: string
  label: string
  description?: string
  icon: ReactNode
  /** At the end of the line. */
  mark?: ReactNode
  /** The customer that an action is done to: whoever types its name looks for the customer. */
  doneTo?: string
  run: () => void
}

/** Lines under a heading. */
export interface Group {
  label: string
  entries: Entry[]
}

type Scope = PaletteProps['scope']

const mostNear = { everything: 5, customers: 20 } as const

/** What is offered for a text: what is near where nothing is typed, else what was found. */
export function useEntries(query: string, scope: Scope) {
  const search = useSearch(query)
  const near = useNear(scope)
  const pages = usePages()
  const actions = useActions()
  const found = useFound(search.hits, scope)
  const isTyped = query.trim() !== ''
  const { named, others } = byName(scope === 'customers' ? [] : matching(actions, query), query)
  const fixed =
    scope === 'customers'
      ? []
      : [
          { label: texts.pages, entries: matching(pages, query) },
          { label: texts.actions, entries: others },
        ]
  const isFound = found.some(({ entries }) => entries.length > 0)
  const last = isFound ? [{ label: texts.onThisPage, entries: named }] : []
  const groups = isTyped ? [...fixed, ...found, ...last] : [...near, ...fixed]
  return {
    groups: groups.filter(({ entries }) => entries.length > 0),
    isFetching: search.isFetching,
    isError: search.isError,
  }
}

function matching(entries: Entry[], query: string): Entry[] {
  return entries.filter(({ label }) => hasText(label, query))
}

/** Actions of which nothing but the name of what they are done to is typed, which nobody may take who looks for that. */
function byName(entries: Entry[], query: string) {
  const isNamed = ({ label, doneTo }: Entry) =>
    doneTo !== undefined &&
    hasText(doneTo, query) &&
    !hasText(
      label.replace(doneTo, () => ''),
      query,
    )
  return { named: entries.filter(isNamed), others: entries.filter((entry) => !isNamed(entry)) }
}

const star = <IconStarFilled size={15} role="img" aria-label={texts.favourite} className={classes.favourite} />

function useCustomerEntry() {
  const navigate = useNavigate()
  return (group: string, customer: NearCustomer, isFavourite: boolean): Entry => ({
    key: `${group} ${customer.id}`,
    label: customer.name,
    description: customer.code,
    icon: <InitialsLogo name={customer.name} size="sm" />,
    ...(isFavourite ? { mark: star } : {}),
    run: () => void navigate({ to: '/customers/$id', params: { id: customer.id } }),
  })
}

/** Favourites, then what was opened last. */
function useNear(scope: Scope): Group[] {
  const isAllowed = useMe().permissions.includes('customers.read')
  const navigate = useNavigate()
  const { id: current } = useParams({ strict: false })
  const entryOf = useCustomerEntry()
  const favourites = useQuery({ ...favouritesQuery, enabled: isAllowed }).data ?? []
  const recents = useQuery({ ...recentsQuery, enabled: isAllowed }).data ?? []
  const most = mostNear[scope]
  const marked = new Set(favourites.map(({ id }) => id))
  // Nobody goes where they are.
  const others = recents.filter(({ id }) => !marked.has(id) && id !== current)
  const all: Entry = {
    key: 'all',
    label: texts.allCustomers,
    icon: <IconBuildings size={18} stroke={1.7} aria-hidden />,
    run: () => void navigate({ to: '/customers' }),
  }
  return [
    { label: texts.favourites, entries: favourites.slice(0, most).map((each) => entryOf('favourite', each, true)) },
    { label: texts.recents, entries: others.slice(0, most).map((each) => entryOf('recent', each, false)) },
    ...(scope === 'customers' ? [{ label: texts.pages, entries: [all] }] : []),
  ]
}

function usePages(): Entry[] {
  const navigate = useNavigate()
  const me = useMe()
  return [...places, ...useFurtherPlaces(), ...settingsPlaces]
    .filter((place) => isPlaceOf(me, place))
    .map(({ to, label, icon: Icon }) => ({
      key: to,
      label,
      icon: <Icon size={18} stroke={1.7} aria-hidden />,
      run: () => void navigate({ to }),
    }))
}

/** Pages that the list of customers leads to. */
function useFurtherPlaces() {
  const isHouse = useIsHouse()
  const { imports, tags, templates, archive, changes } = texts.places
  return [
    { to: '/imports', label: imports, icon: IconFileImport, permission: 'customers.create' },
    ...(isHouse ? ([{ to: '/tags', label: tags, icon: IconTag, permission: 'customers.read' }] as const) : []),
    ...(useMayUseTemplates()
      ? ([{ to: '/customer-templates', label: templates, icon: IconTemplate, permission: 'customers.create' }] as const)
      : []),
    ...(isHouse
      ? ([{ to: '/archive', label: archive, icon: IconArchive, permission: 'customers.read' }] as const)
      : []),
    { to: '/bulk-changes', label: changes, icon: IconHistory, permission: 'customers.update' },
  ] as const
}

/** What can be done from anywhere. */
function useActions(): Entry[] {
  const navigate = useNavigate()
  const { permissions } = useMe()
  const addCustomer = useAddCustomer()
  // The library would hold transitions still with a style element, which the content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const starring = useStarring()
  const add: Entry = {
    key: 'add customer',
    label: texts.addCustomer,
    icon: <IconPlus size={18} stroke={1.7} aria-hidden />,
    run: () => addCustomer(),
  }
  const account: Entry = {
    key: 'account',
    label: texts.account,
    icon: <IconUserCircle size={18} stroke={1.7} aria-hidden />,
    run: () => void navigate({ to: '/account' }),
  }
  const appearances = colorSchemes.map(({ value, icon: Icon }) => ({
    key: `appearance ${value}`,
    label: value === 'auto' ? texts.system : texts[value],
    icon: <Icon size={18} stroke={1.7} aria-hidden />,
    run: () => setColorScheme(value),
  }))
  return [...(permissions.includes('customers.create') ? [add] : []), ...starring, account, ...appearances]
}

/** The star of the customer whose page is open. */
function useStarring(): Entry[] {
  const { id } = useParams({ strict: false })
  const isAllowed = useMe().permissions.includes('customers.read')
  const favourites = useQuery({ ...favouritesQuery, enabled: isAllowed && id !== undefined }).data
  const opened = useQuery({ ...recentsQuery, enabled: isAllowed && id !== undefined }).data
  const toggle = useToggleFavourite()
  const marked = favourites?.find((each) => each.id === id)
  const customer = marked ?? opened?.find((each) => each.id === id)
  if (!customer || !favourites) return []
  const { name } = customer
  return [
    {
      key: 'star',
      label: marked ? favouriteTexts.remove(name) : favouriteTexts.add(name),
      icon: <IconStarFilled size={18} aria-hidden />,
      doneTo: name,
      run: () => void toggle(customer, !marked),
    },
  ]
}

function useFound({ customers, entities, devices, users }: SearchHits, scope: Scope): Group[] {
  const navigate = useNavigate()
  const entryOf = useCustomerEntry()
  const openDevice = useOpenDevice()
  const found = { label: texts.customers, entries: customers.map((each) => entryOf('found', each, each.isFavourite)) }
  if (scope === 'customers') return [found]
  return [
    found,
    {
      label: texts.entities,
      entries: entities.map((entity) => ({
        key: entity.id,
        label: entity.name,
        description: entity.organizationName,
        icon: <IconAffiliate size={18} stroke={1.7} aria-hidden />,
        run: () => void navigate(placeOfEntity(entity)),
      })),
    },
    {
      label: texts.devices,
      entries: devices.map((device) => ({
        key: device.id,
        label: device.name,
        description: device.organizationName,
        icon: <IconDevices size={18} stroke={1.7} aria-hidden />,
        run: () => openDevice(device),
      })),
    },
    {
      label: texts.users,
      entries: users.map(({ id, name, email, organizationName }) => ({
        key: id,
        label: name,
        description: `${email} · ${organizationName}`,
        icon: <IconUserCircle size={18} stroke={1.7} aria-hidden />,
        run: () => void navigate({ to: '/users', search: { user: id } }),
      })),
    },
  ]
}

function useOpenDevice() {
  const navigate = useNavigate()
  const { organization } = useMe().membership
  return ({ name, organizationId }: SearchHits['devices'][number]) => {
    const search = { q: name }
    // One's own house is no customer, and has no page of one.
    if (organizationId === organization.id && organization.type === 'provider')
      return void navigate({ to: '/devices', search })
    return void navigate({ to: '/customers/$id/$tab', params: { id: organizationId, tab: 'devices' }, search })
  }
}
