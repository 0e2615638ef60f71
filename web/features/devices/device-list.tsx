import { Button } from '@mantine/core'
import { IconDevices, IconFileImport, IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Device, deviceColumns, internalDeviceColumns, listDevices } from '@tenantry/contract/devices.ts'
import type { ListColumns } from '@tenantry/contract/list.ts'
import { type ReactNode, Suspense, useMemo, useState } from 'react'
import { api } from '../../platform/api.ts'
import { usePermission } from '../../platform/session.tsx'
import { useDeviceClasses, withoutGoneClasses } from '../../ui/device-classes.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { ExportMenu } from '../../ui/list/export-menu.tsx'
import type { ListSearch } from '../../ui/list/list-search.ts'
import { TablePage } from '../../ui/list/table-page.tsx'
import { isBare, useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'
import { useTableLayout } from '../../ui/list/use-table-layout.ts'
import { part } from '../../ui/part.tsx'
import { type QuietLink, QuietLinks } from '../../ui/quiet-links.tsx'
import { tagOptionsQuery } from '../../ui/tag-options.ts'
import {
  type ChosenOrganization,
  changesLink,
  FirstCustomer,
  HiddenSwitch,
  loadSelectionBar,
  shownOfCustomers,
  statusWords,
  useEntityOptions,
  useSelection,
} from '../customers/public.ts'
import { enrollmentTexts, loadEnrollPanel, SeenLink } from '../enrollment/public.ts'
import { SavedViews } from '../saved-views/public.ts'
import { useHasTags } from '../tags/public.ts'
import { DeleteDevice } from './delete-device.tsx'
import { deviceTableColumns } from './device-columns.tsx'
import { DeviceMenu, type DoingDevice } from './device-menu.tsx'
import { devicesKey } from './devices.api.ts'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'

const DevicePanel = part(() => import('./device-panel.tsx'))
const MoveDevice = part(() => import('./move-device.tsx'))
const EnrollPanel = part(loadEnrollPanel)
const loadExport = () => import('./export-devices.tsx')
const SelectionBar = part(loadSelectionBar)
const importLink: QuietLink = {
  label: texts.import,
  icon: IconFileImport,
  to: '/imports',
  search: { kind: 'devices' },
}
const selectionWords = { row: texts.choose, all: texts.chooseAll }

const without = (...names: string[]): ListColumns =>
  Object.fromEntries(Object.entries(deviceColumns).filter(([name]) => !names.includes(name)))
const columnsOfOne = without('organizationId', 'organizationStatus', 'userId')
// Of all customers together there are too many entities to choose from.
const columnsOfAll = without('entityId', 'userId')
const statusOptions = Object.entries(statusWords).map(([value, label]) => ({ value, label }))
const deviceStatusOptions = Object.entries(texts.statuses).map(([value, label]) => ({ value, label }))
const yesNo = [
  { value: 'true', label: texts.yes },
  { value: 'false', label: texts.no },
]
const monitorOptions = { monitorsAvailability: yesNo, monitorsPerformance: yesNo }

/**
 * Devices with search, conditions, order, and what can be done with them.
 * @param organization shows only this organization's, and adds to it
 * @param showsAll those of disabled and archived customers, too
 * @param isReadOnly nothing can be added or changed, whatever the role allows
 * @param isGrowing something can be added
 * @param header the page's heading, given the total and what stands beside it
 */
export function DeviceList(props: {
  organization?: ChosenOrganization
  showsAll?: boolean
  isReadOnly?: boolean
  isGrowing?: boolean
  header: (total: number | null | undefined, actions: ReactNode) => ReactNode
}) {
  const { organization, showsAll = false, isGrowing = true } = props
  const hasTags = useHasTags()
  const columns = columnsFor(organization !== undefined, hasTags)
  const known = useDeviceClasses()
  const { state, isHeld } = withoutGoneClasses(useListSearch(columns), known)
  const query = organization
    ? { ...state.query, filter: { ...state.query.filter, organizationId: { eq: organization.id } } }
    : shownOfCustomers(state.query, showsAll)
  const isHiding = !organization && query !== state.query
  const pages = useListPages<Device>(
    [...devicesKey, 'list'],
    query,
    (page, signal) => api(listDevices, { query: { ...query, ...page } }, { signal }),
    isHeld,
  )
  const [doing, setDoing] = useState<DoingDevice>(null)
  const mayWrite = usePermission('devices.write') && !props.isReadOnly
  const mayImport = usePermission('customers.create') && mayWrite
  const tableColumns = useMemo(
    () =>
      deviceTableColumns(
        { customer: !organization, tags: hasTags },
        known,
        mayWrite ? (device) => <DeviceMenu device={device} onDo={setDoing} /> : null,
      ),
    [organization, hasTags, known, mayWrite],
  )
  const selection = useSelection(pages.rows, JSON.stringify([query.q, query.filter]), selectionWords)
  const about = useMemo(
    () => ({
      list: 'devices' as const,
      kinds: [
        ...(hasTags ? (['tags'] as const) : []),
        ...(organization ? (['entity'] as const) : []),
        'deviceStatus' as const,
        'move' as const,
        'delete' as const,
      ],
      organizationId: organization?.id,
    }),
    [hasTags, organization],
  )
  const list = organization ? 'customer-devices' : 'devices'
  const layout = useTableLayout(list, tableColumns, state)
  const onAdd = () => setDoing({ kind: 'add' })
  const bare = isBare(pages, state)
  const add = mayWrite && isGrowing && <AddToList label={texts.add} isKept={bare === undefined} onClick={onAdd} />
  const enroll = add && organization ? () => setDoing({ kind: 'enroll' }) : null
  const first = organization ? (
    add && <FirstDevices add={add} onEnroll={enroll} />
  ) : (
    <FirstCustomer
      otherwise={add}
      beside={
        add && (
          <Button variant="default" onClick={onAdd}>
            {texts.add}
          </Button>
        )
      }
    />
  )
  const links: QuietLink[] = [
    ...(enroll ? [{ label: enrollmentTexts.enroll, icon: IconPlugConnected, onOpen: enroll }] : []),
    ...(mayImport ? [importLink] : []),
    ...(mayWrite ? [changesLink] : []),
  ]
  return (
    <>
      <TablePage
        label={texts.title}
        searchLabel={texts.search}
        searchHint={texts.searchHint}
        header={props.header(
          pages.total,
          <>
            <QuietLinks label={texts.more} links={links} isKept={!!add && bare === undefined} />
            {!bare && add}
          </>,
        )}
        columns={columns}
        options={useOptions(organization, state.query.filter)}
        state={state}
        layout={layout}
        pages={pages}
        views={<SavedViews list={list} />}
        end={
          <>
            <ExportMenu load={loadExport} props={{ query, layout }} />
            <SeenLink organizationId={organization?.id} />
            {!organization && <HiddenSwitch isOn={showsAll} />}
          </>
        }
        below={
          (selection.isAll || selection.ids.size > 0) && (
            <Suspense>
              <SelectionBar about={about} selection={selection} query={query} total={pages.total} />
            </Suspense>
          )
        }
        selection={mayWrite ? selection.table : undefined}
        onOpen={mayWrite ? (row) => setDoing({ kind: 'edit', row }) : undefined}
        hint={isHiding ? texts.hiddenHint : null}
        empty={<NoDevices of={organization?.name} action={first} />}
      />
      <DoingNow doing={doing} organization={organization} onEnd={() => setDoing(null)} />
    </>
  )
}

/** What a list of devices can be filtered and sorted by; the same each time. */
function columnsFor(isOfOne: boolean, hasTags: boolean): ListColumns {
  return columnSets[`${isOfOne} ${hasTags}`] ?? deviceColumns
}

const untagged = (columns: ListColumns): ListColumns =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => !internalDeviceColumns.includes(name)))
const columnSets: Record<string, ListColumns> = {
  'true true': columnsOfOne,
  'true false': untagged(columnsOfOne),
  'false true': columnsOfAll,
  'false false': untagged(columnsOfAll),
}

/** How a customer gets its first devices: by hand, or by a program at its site. */
function FirstDevices({ add, onEnroll }: { add: ReactNode; onEnroll: (() => void) | null }) {
  return (
    <div className={classes.actions}>
      {onEnroll && (
        <Button variant="default" onClick={onEnroll}>
          {enrollmentTexts.enroll}
        </Button>
      )}
      {add}
    </div>
  )
}

function NoDevices({ of, action }: { of: string | undefined; action: ReactNode }) {
  return (
    <EmptyState
      icon={<IconDevices size={22} stroke={1.6} />}
      title={texts.emptyTitle}
      text={of === undefined ? texts.emptyText : texts.emptyOf(of)}
      action={action}
    />
  )
}

function useOptions(organization: ChosenOrganization | undefined, filter: ListSearch['filter']) {
  const organizationId = useOrganizationOptions('organizationId', organization ? null : { current: filter })
  const entities = useEntityOptions(organization?.id, filter)
  const tags = useQuery({ ...tagOptionsQuery, enabled: useHasTags() }).data
  const { options: classOptions } = useDeviceClasses()
  return useMemo(
    () => ({
      class: classOptions,
      status: deviceStatusOptions,
      ...monitorOptions,
      organizationStatus: statusOptions,
      ...(organizationId ? { organizationId } : {}),
      ...(organization ? { entityId: entities } : {}),
      ...(tags ? { tags } : {}),
    }),
    [organizationId, organization, entities, tags, classOptions],
  )
}

function DoingNow(props: { doing: DoingDevice; organization: ChosenOrganization | undefined; onEnd: () => void }) {
  const { doing, organization, onEnd } = props
  if (doing === null) return null
  if (doing.kind === 'delete') return <DeleteDevice device={doing.row} onEnd={onEnd} />
  return (
    <Suspense>
      {doing.kind === 'enroll' ? (
        organization && <EnrollPanel organization={organization} onEnd={onEnd} />
      ) : doing.kind === 'move' ? (
        <MoveDevice device={doing.row} onEnd={onEnd} />
      ) : (
        <DevicePanel
          device={doing.kind === 'edit' ? doing.row : null}
          organization={organization ?? null}
          onEnd={onEnd}
        />
      )}
    </Suspense>
  )
}
