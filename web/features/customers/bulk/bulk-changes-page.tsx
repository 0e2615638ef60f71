import { UnstyledButton } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { type BulkChange, bulkChangeColumns, listBulkChanges } from '@tenantry/contract/bulk-changes.ts'
import { useState } from 'react'
import { api } from '../../../platform/api.ts'
import { formatAgo, formatDateTime, formatTotal } from '../../../platform/format.ts'
import { useMe } from '../../../platform/session.tsx'
import { texts as frameTexts } from '../../../platform/texts.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { ListPage } from '../../../ui/list/list-page.tsx'
import { useListPages } from '../../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../../ui/list/use-list-search.ts'
import { NotFoundPage } from '../../../ui/not-found-page.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useTrail } from '../../../ui/trail.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { bulkKey } from './bulk.api.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import { BulkProgress } from './bulk-progress.tsx'
import { changeWords, openUndo, orderWords } from './change-words.ts'

const words = texts.page
const { navigation } = frameTexts
const customers = { label: navigation.customers, to: '/customers' }
const devices = { label: navigation.devices, to: '/devices' }

/**
 * What this person changed of many at once, newest first, each with what it did and, for a day, the way back; not there for
 * whose role changes none.
 */
export function BulkChangesPage() {
  const { permissions } = useMe()
  const changesCustomers = permissions.includes('customers.update')
  const mayChange = changesCustomers || permissions.includes('devices.write')
  useTrail(changesCustomers ? customers : devices, { label: mayChange ? words.title : frameTexts.notFound.heading })
  return mayChange ? <BulkChanges /> : <NotFoundPage />
}

function BulkChanges() {
  const state = useListSearch(bulkChangeColumns)
  const pages = useListPages<BulkChange>([...bulkKey, 'list'], state.query, (page, signal) =>
    api(listBulkChanges, { query: { ...state.query, ...page } }, { signal }),
  )
  const [shown, setShown] = useState<string | null>(null)
  useFocusReturn(shown !== null)
  const beside = pages.total === undefined ? null : formatTotal(pages.total)
  return (
    <>
      <ListPage header={<PageHeader title={words.title} beside={beside} below={words.lead} />}>
        <DataTable
          label={words.title}
          pages={pages}
          rowKey={({ id }) => id}
          columns={columnsWith(setShown)}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          onOpen={({ id }) => setShown(id)}
          empty={
            <EmptyState icon={<IconHistory size={22} stroke={1.6} />} title={words.emptyTitle} text={words.emptyText} />
          }
        />
      </ListPage>
      {shown && <BulkProgress id={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function columnsWith(open: (id: string) => void): readonly TableColumn<BulkChange>[] {
  return [
    {
      id: 'change',
      heading: words.columns.change,
      cell: (change) => (
        <>
          <UnstyledButton
            className={classes.open}
            aria-label={words.open(changeWords(change))}
            onClick={(event) => {
              event.stopPropagation()
              open(change.id)
            }}
          >
            <span className={classes.openWords} data-name>
              {changeWords(change)}
            </span>
          </UnstyledButton>
          <div className={classes.openTo}>{orderWords(change)}</div>
        </>
      ),
    },
    {
      id: 'state',
      heading: words.columns.state,
      widthPx: 110,
      cell: (change) => <div className={classes.state}>{texts.stateOf(change)}</div>,
    },
    {
      id: 'undo',
      heading: words.columns.undo,
      widthPx: 220,
      from: 'narrow',
      cell: (change) => {
        const until = openUndo(change, new Date())
        return until && words.until(formatDateTime(until.toISOString()))
      },
    },
    {
      id: 'createdAt',
      heading: words.columns.createdAt,
      isSortable: true,
      widthPx: 120,
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} title={formatDateTime(createdAt)}>
          {formatAgo(createdAt)}
        </time>
      ),
    },
  ]
}
