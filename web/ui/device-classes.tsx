/** What classes of devices are called and look like. In one file: each file that several pages share has its name on the first. */
import {
  IconDeviceDesktop,
  IconDeviceMobile,
  IconDeviceTablet,
  IconPackage,
  IconPrinter,
  IconRouter,
  IconServer,
  type TablerIcon,
} from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { type DeviceClass, listDeviceClasses } from '@tenantry/contract/device-classes.ts'
import type { BuiltInClass } from '@tenantry/contract/devices.ts'
import type { FilterCondition } from '@tenantry/contract/list.ts'
import { useMemo } from 'react'
import { api } from '../platform/api.ts'
import { deviceClassWords } from '../platform/device-words.ts'
import { toFilter } from './list/list-search.ts'
import type { ListState } from './list/use-list-search.ts'

/** Everything read under this key is about classes of devices. */
export const deviceClassesKey = ['device-classes'] as const

/** The classes of the provider. */
const namesQuery = queryOptions({
  queryKey: [...deviceClassesKey, 'names'],
  queryFn: async ({ signal }): Promise<KnownClass[]> => (await api(listDeviceClasses, {}, { signal })).data.items,
  staleTime: 60_000,
})

type KnownClass = Pick<DeviceClass, 'code' | 'name' | 'icon' | 'isArchived'>

/** Those that every provider has, until the others are read. */
const builtIn = Object.entries(deviceClassWords).map(
  ([code, name]): KnownClass => ({ code, name, icon: code as BuiltInClass, isArchived: false }),
)

/** What classes of devices are called and look like; the same until the list changes. */
export interface DeviceClasses {
  all: readonly KnownClass[]
  nameOf: (code: string) => string
  iconOf: (code: string) => BuiltInClass
  /** Values to choose from, those that take new devices. */
  open: { value: string; label: string }[]
  options: { value: string; label: string }[]
  /** Whether there are no others: they are on their way until then, and unknown where they cannot be read. */
  isRead: boolean
  isPending: boolean
}

/** The classes of devices by their names, the built-in ones at once. */
export function useDeviceClasses(): DeviceClasses {
  const { data, isPending } = useQuery(namesQuery)
  return useMemo(() => ({ ...knownClasses(data ?? builtIn), isRead: data !== undefined, isPending }), [data, isPending])
}

/**
 * The state of a list without classes that were deleted, which an old view or link may name: nothing has them, and they are
 * told as left out.
 * @returns also whether the list has to wait until it is known which classes there are
 */
export function withoutGoneClasses(state: ListState, known: DeviceClasses): { state: ListState; isHeld: boolean } {
  const codes = new Set(known.all.map(({ code }) => code))
  const isThere = ({ column }: FilterCondition, value: string) => column !== 'class' || codes.has(value)
  const gone = state.conditions.filter((each) => each.values.some((value) => !isThere(each, value)))
  if (gone.length === 0 || !known.isRead) return { state, isHeld: gone.length > 0 && known.isPending }
  const conditions = state.conditions
    .map((each) => ({ ...each, values: each.values.filter((value) => isThere(each, value)) }))
    .filter(({ values }) => values.length > 0)
  const { filter: _, ...query } = state.query
  const filter = toFilter(conditions)
  return {
    state: {
      ...state,
      conditions,
      unknown: [...state.unknown, ...gone],
      // A condition of classes that are all gone stays like any other that the list leaves out.
      setConditions: (next, unknown) => {
        const kept = unknown ? [] : gone.filter((each) => !each.values.some((value) => isThere(each, value)))
        state.setConditions([...kept, ...next], unknown)
      },
      isFiltered: state.q !== '' || conditions.length > 0,
      query: filter ? { ...query, filter } : query,
    },
    isHeld: false,
  }
}

function knownClasses(all: readonly KnownClass[]): Omit<DeviceClasses, 'isRead' | 'isPending'> {
  const byCode = new Map(all.map((each) => [each.code, each]))
  const optionsOf = (some: readonly KnownClass[]) => some.map(({ code, name }) => ({ value: code, label: name }))
  return {
    all,
    nameOf: (code) => byCode.get(code)?.name ?? code,
    iconOf: (code) => byCode.get(code)?.icon ?? 'non_it_asset',
    open: optionsOf(all.filter(({ isArchived }) => !isArchived)),
    options: optionsOf(all),
  }
}

const icons: Record<BuiltInClass, TablerIcon> = {
  computer: IconDeviceDesktop,
  server: IconServer,
  network_device: IconRouter,
  printer: IconPrinter,
  phone: IconDeviceMobile,
  tablet: IconDeviceTablet,
  non_it_asset: IconPackage,
}

/** The picture of a class of devices; its name stands beside it. */
export function DeviceClassIcon({ icon }: { icon: BuiltInClass }) {
  const Icon = icons[icon]
  return <Icon size={17} stroke={1.6} aria-hidden />
}
