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
import { useState } from 'react'
import { formatNumber, formatTotal } from '../../../platform/format.ts'
import { usePermission } from '../../../platform/session.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { ListPage } from '../../../ui/list/list-page.tsx'
import { ListToolbar } from '../../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../../ui/list/nothing-found.tsx'
import { useRowStop } from '../../../ui/list/row-stop.ts'
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
import { totalsQuery, useUsage } from './usage.api.ts'
import classes from './usage.module.css'
import { texts } from './usage.texts.ts'
import { UsageTotals } from './usage-totals.tsx'

const route = getRouteApi('/frame/licenses/usage')
const { type: _, ...columns } = licenseUsageColumns

/** What all customers are metered for a month, with the way to what explains it (RI6, EC5). */
export function UsagePage() {
  return usePermission('licenses.read') ? <Usage /> : <NotFoundPage />
}

function Usage() {
  useTrail(...useLicenseTrail(texts.title))
  const { month } = route.useSearch()
  const navigate = route.useNavigate()
  const state = useListSearch(columns)
  const query = { ...state.query, ...(month === undefined ? {} : { month }) }
  const pages = useUsage(query)
  // A search that leaves nothing is of a month, too.
  const totals = useQuery(totalsQuery(query)).data
  const shown = month ?? pages.rows[0]?.month ?? totals?.month
  const isProvisional = pages.rows[0]?.isProvisional ?? totals?.isProvisional
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
          below={isProvisional && !isNone ? texts.provisional : texts.lead}
          actions={
            <>
              <LedgerLink />
              {!isNone && (
                <Export
                  href={requestUrl(exportLicenseUsage, {
                    query: shown === undefined ? query : { ...query, month: shown },
                  })}
                />
              )}
            </>
          }
        />
      }
      toolbar={
        <>
          <ListToolbar
            searchLabel={texts.search}
            columns={columns}
            state={state}
            end={
              shown !== undefined && (
                <MonthInput
                  isInline
                  value={shown}
                  onChange={(next) => {
                    setNoneAt(next === null ? shown : null)
                    if (next !== null) void navigate({ search: (before) => ({ ...before, month: next }) })
                  }}
                />
              )
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

const tableColumns: TableColumn<LicenseUsage>[] = [
  {
    id: 'name',
    heading: texts.columns.name,
    isSortable: true,
    isFixed: true,
    cell: (usage) => <Name usage={usage} />,
  },
  {
    id: 'metered',
    heading: texts.columns.metered,
    from: 'narrow',
    cell: (usage) => <MeteredCell usage={usage} />,
  },
  {
    id: 'basis',
    heading: texts.columns.basis,
    widthPx: 190,
    from: 'medium',
    cell: (usage) => <BasisSelect usage={usage} />,
  },
]

function Name({ usage }: { usage: LicenseUsage }) {
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
          {/* Where the table has no room for columns of them. */}
          <span className={classes.metered}>{meteredText(usage)}</span>
          <span className={ledgerClasses.medium}>{texts.bases[basis]}</span>
        </div>
      </div>
      <div className={classes.menu}>
        <BasisMenu usage={usage} />
      </div>
    </div>
  )
}

/** What it is metered, and below that what has become part of it, each on a line. */
function MeteredCell({ usage }: { usage: LicenseUsage }) {
  const own = numbersText(usage)
  return (
    <div className={classes.lines}>
      <div className={classes.line} title={own}>
        {own}
      </div>
      {usage.merged.map((part) => (
        <div key={part.id} className={`${classes.line} ${classes.part}`} title={mergedText(part)}>
          {mergedText(part)}
        </div>
      ))}
    </div>
  )
}

/** The same in one text. */
function meteredText(usage: LicenseUsage): string {
  return [numbersText(usage), ...usage.merged.map(mergedText)].join(' · ')
}

function mergedText(part: MergedUsage): string {
  return part.types.length === 0 ? texts.merged.found(part.name) : texts.merged.of(part.name, numbersText(part))
}

function numbersText({ types }: Pick<LicenseUsage, 'types'>): string {
  const some = types.filter(({ quantity }) => quantity > 0)
  return some.length === 0
    ? texts.nothing
    : some.map(({ quantity, name }) => texts.part(formatNumber(quantity), name)).join(', ')
}

function Export({ href }: { href: string }) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
    >
      {texts.export}
    </Button>
  )
}
