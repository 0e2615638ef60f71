import { Button } from '@mantine/core'
import { IconDownload, IconReceipt2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { requestUrl } from '@tenantry/contract/client.ts'
import {
  exportLicenseUsage,
  type LicenseUsage,
  licenseUsageColumns,
  type MergedUsage,
} from '@tenantry/contract/license-usage.ts'
import { useMemo, useState } from 'react'
import { formatNumber, formatTotal } from '../../../platform/format.ts'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { ListPage } from '../../../ui/list/list-page.tsx'
import { ListToolbar } from '../../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../../ui/list/nothing-found.tsx'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import toolbarClasses from '../../../ui/list/toolbar.module.css'
import { useListSearch } from '../../../ui/list/use-list-search.ts'
import { NotFoundPage } from '../../../ui/not-found-page.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useTrail } from '../../../ui/trail.tsx'
import { useAddCustomer } from '../../customers/public.ts'
import ledgerClasses from '../ledger/ledger.module.css'
import { LedgerLink } from '../ledger/ledger-link.tsx'
import { useLicenseTrail } from '../use-license-trail.ts'
import { BasisMenu, BasisSelect } from './basis-select.tsx'
import { MonthInput } from './month-input.tsx'
import { provisional } from './provisional.ts'
import { totalsQuery, useUsage } from './usage.api.ts'
import classes from './usage.module.css'
import { texts } from './usage.texts.ts'
import { UsageLead } from './usage-lead.tsx'
import { UsageTotals } from './usage-totals.tsx'
import { type UsedType, usedTypes } from './used-types.ts'

const route = getRouteApi('/frame/licenses/usage')
const { type: _, ...columns } = licenseUsageColumns

/** What all customers are metered for a month, with the way to what explains it (RI6, EC5). */
export function UsagePage() {
  return usePermission('licenses.read') ? <Usage /> : <NotFoundPage />
}

function Usage() {
  useTrail(...useLicenseTrail(texts.title))
  const { organization } = useMe().membership
  const { month } = route.useSearch()
  const navigate = route.useNavigate()
  const state = useListSearch(columns)
  const query = { ...state.query, ...(month === undefined ? {} : { month }) }
  const pages = useUsage(query)
  // A search that leaves nothing is of a month, too.
  const totals = useQuery(totalsQuery(query)).data
  const types = usedTypes(pages.rows, totals?.types ?? [])
  const key = JSON.stringify(types)
  // Rows are drawn anew with other columns only.
  const tableColumns = useMemo(() => columnsOf(JSON.parse(key)), [key])
  const shown = month ?? pages.rows[0]?.month ?? totals?.month
  const isProvisional = provisional(pages.rows, totals)
  // The month that is typed is none, or has not begun: nothing is shown for it, least of all another one.
  const [noneAt, setNoneAt] = useState<string | null>(null)
  // By going back, say, another one is shown; what was typed is gone with it.
  if (noneAt !== null && noneAt !== shown) setNoneAt(null)
  const isNone = noneAt !== null
  return (
    <ListPage
      header={
        <PageHeader
          title={texts.title}
          beside={pages.total === undefined || isNone ? null : formatTotal(pages.total)}
          below={
            <UsageLead reader={organization.type} isProvisional={!isNone && (isProvisional ?? month === undefined)} />
          }
          actions={<LedgerLink />}
        />
      }
      toolbar={
        <>
          <ListToolbar
            searchLabel={texts.search}
            columns={columns}
            state={state}
            end={
              <>
                {!isNone && (
                  <Export
                    href={requestUrl(exportLicenseUsage, {
                      query: shown === undefined ? query : { ...query, month: shown },
                    })}
                  />
                )}
                {shown !== undefined && (
                  <MonthInput
                    isInline
                    value={shown}
                    onChange={(next) => {
                      setNoneAt(next === null ? shown : null)
                      if (next !== null) void navigate({ search: (before) => ({ ...before, month: next }) })
                    }}
                  />
                )}
              </>
            }
          />
          {!isNone && <UsageTotals query={query} />}
        </>
      }
    >
      {isNone ? (
        <NoMonth />
      ) : (
        <DataTable
          label={texts.title}
          isMeasured
          pages={pages}
          rowKey={({ id }) => id}
          columns={tableColumns}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          empty={
            state.isFiltered ? <NothingFound onClear={state.clear} /> : <NoCustomers isOver={isProvisional === false} />
          }
        />
      )}
    </ListPage>
  )
}

/** @param props.isOver the month has ended, and whoever is there now was added after it */
function NoCustomers({ isOver }: { isOver: boolean }) {
  const add = useAddCustomer()
  const mayAdd = usePermission('customers.create')
  if (isOver)
    return (
      <EmptyState
        icon={<IconReceipt2 size={22} stroke={1.6} />}
        title={texts.noneThen.title}
        text={texts.noneThen.text}
      />
    )
  return (
    <EmptyState
      icon={<IconReceipt2 size={22} stroke={1.6} />}
      title={texts.emptyTitle}
      text={texts.emptyText}
      action={mayAdd && <Button onClick={() => add()}>{texts.emptyAction}</Button>}
    />
  )
}

function NoMonth() {
  const { title, text } = texts.noMonth
  return <EmptyState icon={<IconReceipt2 size={22} stroke={1.6} />} title={title} text={text} />
}

/** Fewer columns of numbers fit into a narrower table. */
function roomFor(count: number): NonNullable<TableColumn<LicenseUsage>['from']> {
  if (count <= 3) return 'narrow'
  if (count <= 5) return 'medium'
  return count <= 7 ? 'wide' : 'widest'
}

/** A column for each type that is used; where there is no room for them they are lines below the name. */
function columnsOf(types: readonly UsedType[]): TableColumn<LicenseUsage>[] {
  const from = roomFor(types.length)
  return [
    {
      id: 'name',
      heading: texts.columns.name,
      isSortable: true,
      isFixed: true,
      cell: (usage) => <Name usage={usage} from={from} />,
    },
    ...types.map(
      ({ type, name }): TableColumn<LicenseUsage> => ({
        id: type,
        heading: name,
        head: <span className={classes.type}>{name}</span>,
        align: 'end',
        widthPx: 104,
        from,
        cell: (usage) => <Quantity count={usage.types.find((each) => each.type === type)?.quantity ?? 0} />,
      }),
    ),
    {
      id: 'basis',
      heading: texts.columns.basis,
      widthPx: 190,
      from: 'medium',
      cell: (usage) => <BasisSelect usage={usage} />,
    },
  ]
}

function Quantity({ count }: { count: number }) {
  return <span className={count === 0 ? classes.quiet : undefined}>{formatNumber(count)}</span>
}

function Name({ usage, from }: { usage: LicenseUsage; from: TableColumn<LicenseUsage>['from'] }) {
  const { id, name, code, basis, month } = usage
  return (
    <div className={classes.row}>
      <div className={`${classes.words} ${ledgerClasses.wrapped}`}>
        <div className={ledgerClasses.name}>
          <Link
            to="/customers/$id/$tab"
            params={{ id, tab: 'licenses' }}
            search={{ month }}
            className={ledgerClasses.link}
            {...useRowStop()}
          >
            {name}
          </Link>
        </div>
        <div className={ledgerClasses.below}>
          <span>{code}</span>
          <span className={ledgerClasses.medium}>{texts.bases[basis]}</span>
        </div>
        <Lines usage={usage} from={from} />
        {usage.merged.map((part) => (
          <div key={part.id} className={classes.part}>
            {mergedText(part)}
          </div>
        ))}
      </div>
      <div className={classes.menu}>
        <BasisMenu usage={usage} />
      </div>
    </div>
  )
}

/** The numbers where the table has no room for columns of them. */
function Lines({ usage, from }: { usage: LicenseUsage; from: TableColumn<LicenseUsage>['from'] }) {
  const some = usage.types.filter(({ quantity }) => quantity > 0)
  return (
    <div className={classes.lines} data-until={from}>
      {some.length === 0 && texts.nothing}
      {some.map(({ type, name, quantity }) => (
        <div key={type} className={classes.line}>
          {name} <span className={classes.quantity}>{formatNumber(quantity)}</span>
        </div>
      ))}
    </div>
  )
}

function mergedText({ name, types }: MergedUsage): string {
  const some = types.filter(({ quantity }) => quantity > 0)
  if (types.length === 0) return texts.merged.found(name)
  const parts = some.map((each) => texts.part(formatNumber(each.quantity), each.name))
  return texts.merged.of(name, parts.join(', ') || texts.nothing)
}

/** Beside the other tools of the list, as with every list that is taken out. */
function Export({ href }: { href: string }) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="subtle"
      color="gray"
      px={10}
      title={texts.export}
      leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
    >
      <span className={toolbarClasses.word}>{texts.export}</span>
    </Button>
  )
}
