import { Button } from '@mantine/core'
import { IconKey, IconRadar2, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { SeenDeviceId } from '@tenantry/contract/ids.ts'
import {
  forgetSeenDevice,
  licenseSeenDevices,
  listSeenDevices,
  mostLicensed,
  type SeenDevice,
  seenDeviceColumns,
} from '@tenantry/contract/seen-devices.ts'
import { useMemo } from 'react'
import { api } from '../../platform/api.ts'
import { formatAgo, formatDateTime, formatNumber, formatTotal } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { usePermission } from '../../platform/session.tsx'
import { texts as frameTexts } from '../../platform/texts.ts'
import { ActionMenu } from '../../ui/action-menu.tsx'
import { type DeviceClasses, useDeviceClasses, withoutGoneClasses } from '../../ui/device-classes.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { TableColumn } from '../../ui/list/columns.ts'
import below from '../../ui/list/customer-below.module.css'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useListPages } from '../../ui/list/use-list-pages.ts'
import { type ListState, useListSearch } from '../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { HiddenSwitch, statusWords, useSelection } from '../customers/public.ts'
import { RulesLink } from '../license-rules/public.ts'
import { seenChanged, seenKey, shownSeen } from './enrollment.api.ts'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'
import { refusedText } from './refused-text.ts'

const words = texts.list
const route = getRouteApi('/frame/seen-devices')
const statusOptions = Object.entries(statusWords).map(([value, label]) => ({ value, label }))
const reasonOptions = Object.entries(words.reasons).map(([value, label]) => ({ value, label }))
const selectionWords = { row: words.choose, all: words.chooseAll }

/** Devices that were seen and have no license, and the way to give them one. */
export function SeenDevicesPage() {
  useTrail({ label: frameTexts.navigation.devices, to: '/devices' }, { label: texts.seen })
  const known = useDeviceClasses()
  const { state, isHeld } = withoutGoneClasses(useListSearch(seenDeviceColumns), known)
  const showsAll = route.useSearch().all ?? false
  const query = useMemo(() => shownSeen(state.query, showsAll), [state.query, showsAll])
  const pages = useListPages<SeenDevice>(
    seenKey,
    query,
    (page, signal) => api(listSeenDevices, { query: { ...query, ...page } }, { signal }),
    isHeld,
  )
  const organizationId = useOrganizationOptions('organizationId', { current: state.query.filter })
  const options = useMemo(
    () => ({
      class: known.options,
      reason: reasonOptions,
      organizationStatus: statusOptions,
      ...(organizationId ? { organizationId } : {}),
    }),
    [known, organizationId],
  )
  const mayWrite = usePermission('devices.write')
  const selection = useSelection(pages.rows, JSON.stringify([state.query.q, state.query.filter]), selectionWords)
  const { license, forget, isBusy } = useDecisions(selection.clear)
  const columns = useMemo(
    () => columnsWith(known, mayWrite ? { license, forget } : null),
    [known, mayWrite, license, forget],
  )
  const ids = [...selection.ids].slice(0, mostLicensed)
  return (
    <ListPage
      header={
        <PageHeader
          title={texts.seen}
          beside={pages.total === undefined ? null : formatTotal(pages.total)}
          actions={<RulesLink />}
        />
      }
      toolbar={
        <>
          <ListToolbar
            searchLabel={words.search}
            columns={seenDeviceColumns}
            options={options}
            state={state}
            end={!state.query.filter?.organizationId && <HiddenSwitch isOn={showsAll} />}
          />
          {mayWrite && ids.length > 0 && (
            <section className={classes.bar} aria-label={words.region}>
              <span>{words.chosen(formatNumber(ids.length))}</span>
              <Button size="compact-sm" loading={isBusy} onClick={() => license(ids)}>
                {words.licenseChosen(formatNumber(ids.length))}
              </Button>
              <Button variant="subtle" size="compact-sm" onClick={selection.clear}>
                {words.clear}
              </Button>
            </section>
          )}
        </>
      }
    >
      <DataTable
        label={texts.seen}
        isMeasured
        selection={mayWrite ? selection.table : undefined}
        pages={pages}
        rowKey={({ id }) => id}
        columns={columns}
        sort={state.sort}
        onToggleSort={state.toggleSort}
        empty={
          state.isFiltered && !isOfOne(state.query) ? (
            <NothingFound onClear={state.clear} hint={query === state.query ? null : words.hiddenHint} />
          ) : (
            <EmptyState
              icon={<IconRadar2 size={22} stroke={1.6} />}
              title={words.emptyTitle}
              text={mayWrite ? words.emptyText : words.emptyTextOthers}
            />
          )
        }
      />
    </ListPage>
  )
}

/** What a customer's page leads to is a list of its own, though it is a condition. */
const isOfOne = ({ q, filter = {} }: ListState['query']) => !q && Object.keys(filter).join() === 'organizationId'

function useDecisions(clear: () => void) {
  const client = useQueryClient()
  const licensing = useMutation({
    mutationFn: (ids: string[]) => api(licenseSeenDevices, { body: { ids: ids as SeenDeviceId[] } }),
    onSuccess: ({ data: { items } }) => {
      seenChanged(client)
      clear()
      // The bar with the button goes with what was chosen.
      document.getElementById('content')?.focus({ preventScroll: true })
      const licensed = items.filter(({ deviceId }) => deviceId !== null)
      const refused = items.filter(({ code }) => code !== null)
      if (licensed.length > 0) notifyDone(words.licensed(licensed.length, licensed[0]?.name ?? ''))
      if (refused.length > 0) notifyError(words.refused(refused.length), refusedText(refused))
    },
    onError: (error) => notifyError(problemText(error).title, problemText(error).advice),
  })
  const forgetting = useMutation({
    mutationFn: ({ id }: SeenDevice) => api(forgetSeenDevice, { params: { id } }),
    onSuccess: (_, { name }) => {
      seenChanged(client)
      notifyDone(words.forgotten(name))
    },
    onError: (error) => notifyError(problemText(error).title, problemText(error).advice),
  })
  return { license: licensing.mutate, forget: forgetting.mutate, isBusy: licensing.isPending }
}

type Decisions = { license: (ids: string[]) => void; forget: (device: SeenDevice) => void }

function columnsWith({ nameOf }: DeviceClasses, decisions: Decisions | null): TableColumn<SeenDevice>[] {
  const { columns } = words
  const shown: TableColumn<SeenDevice>[] = [
    {
      id: 'name',
      heading: columns.name,
      isSortable: true,
      cell: ({ name, serialNumber, organizationName, reason }) => (
        <div className={classes.cell}>
          <div className={classes.cellName} title={name}>
            {name}
          </div>
          {serialNumber && <div className={classes.dim}>{serialNumber}</div>}
          {/* What the columns say where there is room for them. */}
          <div className={below.customerBelow}>{organizationName}</div>
          <div className={classes.reasonBelow}>{words.reasons[reason]}</div>
        </div>
      ),
    },
    {
      id: 'organizationId',
      heading: columns.customer,
      widthPx: 200,
      from: 'narrow',
      cell: ({ organizationId, organizationName }) => (
        <Link to="/customers/$id" params={{ id: organizationId }} className={classes.link}>
          {organizationName}
        </Link>
      ),
    },
    {
      id: 'class',
      heading: columns.class,
      widthPx: 130,
      from: 'wide',
      cell: (device) => nameOf(device.class),
    },
    {
      id: 'maker',
      heading: columns.maker,
      widthPx: 170,
      from: 'wide',
      cell: ({ maker, model }) => <span className={classes.whole}>{[maker, model].filter(Boolean).join(' ')}</span>,
    },
    {
      id: 'addresses',
      heading: columns.addresses,
      widthPx: 140,
      from: 'widest',
      cell: ({ ipAddresses }) => ipAddresses.join(', '),
    },
    {
      id: 'reason',
      heading: columns.reason,
      widthPx: 160,
      from: 'medium',
      cell: ({ reason }) => <span className={classes.reason}>{words.reasons[reason]}</span>,
    },
    {
      id: 'lastSeenAt',
      heading: columns.lastSeenAt,
      isSortable: true,
      widthPx: 110,
      from: 'narrow',
      cell: ({ lastSeenAt }) => (
        <time className={classes.dim} dateTime={lastSeenAt} title={formatDateTime(lastSeenAt)}>
          {formatAgo(lastSeenAt)}
        </time>
      ),
    },
  ]
  if (!decisions) return shown
  return [
    ...shown,
    {
      id: 'actions',
      heading: columns.actions,
      isHeadingHidden: true,
      align: 'end',
      widthPx: 72,
      cell: (device) => (
        <ActionMenu
          label={words.actionsFor(device.name)}
          actions={[
            { label: words.license, icon: IconKey, onClick: () => decisions.license([device.id]) },
            { label: words.forget, icon: IconTrash, isDangerous: true, onClick: () => decisions.forget(device) },
          ]}
        />
      ),
    },
  ]
}
