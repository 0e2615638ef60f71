import { IconArchive } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ArchivedCustomer, archivedCustomerColumns, listArchivedCustomers } from '@tenantry/contract/lifecycle.ts'
import { api } from '../../platform/api.ts'
import { formatTotal } from '../../platform/format.ts'
import { useIsHouse, usePermission } from '../../platform/session.tsx'
import { texts as frameTexts } from '../../platform/texts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import { useListPages } from '../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../ui/list/use-list-search.ts'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { customersKey, typeWords } from '../customers/public.ts'
import { archiveColumns } from './archive-columns.tsx'
import { texts } from './lifecycle.texts.ts'
import { RetentionSetting } from './retention-setting.tsx'

const words = texts.archive
const options = { type: Object.entries(typeWords).map(([value, label]) => ({ value, label })) }

/** What has been archived and can still be restored, what is deleted for good next first; not there for a customer's own people. */
export function ArchivePage() {
  const isHouse = useIsHouse()
  useTrail(
    { label: frameTexts.navigation.customers, to: '/customers' },
    { label: isHouse ? words.title : frameTexts.notFound.heading },
  )
  return isHouse ? <Archive /> : <NotFoundPage />
}

function Archive() {
  const navigate = useNavigate()
  const mayManage = usePermission('settings.manage')
  const state = useListSearch(archivedCustomerColumns)
  const pages = useListPages<ArchivedCustomer>([...customersKey, 'archive'], state.query, (page, signal) =>
    api(listArchivedCustomers, { query: { ...state.query, ...page } }, { signal }),
  )
  return (
    <ListPage
      header={
        <PageHeader
          title={words.title}
          beside={pages.total === undefined ? null : formatTotal(pages.total)}
          actions={mayManage && <RetentionSetting />}
        />
      }
      toolbar={
        <ListToolbar searchLabel={words.search} columns={archivedCustomerColumns} options={options} state={state} />
      }
    >
      <DataTable
        label={words.title}
        pages={pages}
        rowKey={({ id }) => id}
        columns={archiveColumns}
        sort={state.sort}
        onToggleSort={state.toggleSort}
        onOpen={({ id }) => void navigate({ to: '/customers/$id', params: { id } })}
        empty={
          state.isFiltered ? (
            <NothingFound onClear={state.clear} />
          ) : (
            <EmptyState icon={<IconArchive size={22} stroke={1.6} />} title={words.emptyTitle} text={words.emptyText} />
          )
        }
      />
    </ListPage>
  )
}
