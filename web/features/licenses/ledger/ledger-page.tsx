import { IconNotebook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type LedgerEntry, ledgerColumns } from '@tenantry/contract/license-ledger.ts'
import { useMemo } from 'react'
import { formatTotal } from '../../../platform/format.ts'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { ExportMenu } from '../../../ui/list/export-menu.tsx'
import type { SearchedOptions } from '../../../ui/list/filter-words.ts'
import { ListPage } from '../../../ui/list/list-page.tsx'
import type { ListFilter } from '../../../ui/list/list-search.ts'
import { ListToolbar } from '../../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../../ui/list/nothing-found.tsx'
import { useListSearch } from '../../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../../ui/list/use-organization-options.ts'
import { NotFoundPage } from '../../../ui/not-found-page.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useTrail } from '../../../ui/trail.tsx'
import { typesQuery } from '../../license-limits/public.ts'
import { UsageLink } from '../usage/usage-link.tsx'
import { useLicenseTrail } from '../use-license-trail.ts'
import { useLedger } from './ledger.api.ts'
import classes from './ledger.module.css'
import { texts } from './ledger.texts.ts'
import { ledgerTableColumns } from './ledger-columns.tsx'
import { movesText } from './moves-text.ts'

const words = texts.list
const loadExport = () => import('./export-ledger.tsx')
// A thing is searched by its name.
const { subjectId: _, ...columns } = ledgerColumns
const kinds = Object.entries(texts.kinds).map(([value, label]) => ({ value, label }))
const reasons = Object.entries(texts.reasons).map(([value, label]) => ({ value, label }))

/** Every license taken and given back, and every limit set, of what the person sees (IF7). */
export function LedgerPage() {
  return usePermission('licenses.read') ? <Ledger /> : <NotFoundPage />
}

function Ledger() {
  useTrail(...useLicenseTrail(words.title))
  const state = useListSearch(columns)
  const pages = useLedger(state.query)
  const { providerId, organization } = useMe().membership
  const moves = movesText(organization.type, usePermission('audit.read'))
  const tableColumns = useMemo(() => ledgerTableColumns({ type: true, organization: true, providerId }), [providerId])
  return (
    <ListPage
      header={
        <PageHeader
          title={words.title}
          beside={pages.total === undefined ? null : formatTotal(pages.total)}
          below={
            <>
              {words.lead} {moves && <span className={classes.moves}>{moves}</span>}
            </>
          }
          actions={<UsageLink />}
        />
      }
      toolbar={
        <ListToolbar
          searchLabel={words.search}
          columns={columns}
          options={useOptions(state.query.filter, pages.rows)}
          state={state}
          end={<ExportMenu load={loadExport} props={{ query: state.query }} />}
        />
      }
    >
      <DataTable
        label={words.title}
        isMeasured
        pages={pages}
        rowKey={({ id }) => id}
        columns={tableColumns}
        sort={state.sort}
        onToggleSort={state.toggleSort}
        empty={
          state.isFiltered ? (
            <NothingFound onClear={state.clear} />
          ) : (
            <EmptyState
              icon={<IconNotebook size={22} stroke={1.6} />}
              title={words.emptyTitle}
              text={words.emptyText}
            />
          )
        }
      />
    </ListPage>
  )
}

/** With the names that rows tell, of what has become part of another and is in no list any more. */
function withTold(options: SearchedOptions | undefined, rows: readonly LedgerEntry[]): SearchedOptions | undefined {
  if (!options?.known) return options
  const told = rows.map(({ organizationId, organizationName }) => ({ value: organizationId, label: organizationName }))
  return { ...options, known: [...options.known, ...told] }
}

function useOptions(current: ListFilter | undefined, rows: readonly LedgerEntry[]) {
  const types = useQuery(typesQuery).data
  const its = useOrganizationOptions('organizationId', { current })
  const withinId = useOrganizationOptions('withinId', { current })
  const metered = useOrganizationOptions('accountId', { current })
  const organizationId = useMemo(() => withTold(its, rows), [its, rows])
  const accountId = useMemo(() => withTold(metered, rows), [metered, rows])
  return useMemo(
    () => ({
      kind: kinds,
      reason: reasons,
      ...(organizationId ? { organizationId } : {}),
      ...(withinId ? { withinId } : {}),
      ...(accountId ? { accountId } : {}),
      ...(types
        ? {
            type: [
              ...types.map(({ code, name }) => ({ value: code, label: name })),
              { value: 'trial_devices', label: texts.trialDevices },
            ],
          }
        : {}),
    }),
    [types, organizationId, withinId, accountId],
  )
}
