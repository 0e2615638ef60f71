import { IconTemplate } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import {
  type CustomerTemplateSummary,
  customerTemplateColumns,
  listCustomerTemplates,
} from '@tenantry/contract/customer-templates.ts'
import { Suspense, useMemo, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { formatTotal } from '../../../platform/format.ts'
import { texts as frameTexts } from '../../../platform/texts.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AddToList } from '../../../ui/list/add-to-list.tsx'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { ListPage } from '../../../ui/list/list-page.tsx'
import { ListToolbar } from '../../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../../ui/list/nothing-found.tsx'
import { isBare, useListPages } from '../../../ui/list/use-list-pages.ts'
import { type ListState, useListSearch } from '../../../ui/list/use-list-search.ts'
import { NotFoundPage } from '../../../ui/not-found-page.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { part } from '../../../ui/part.tsx'
import { useTrail } from '../../../ui/trail.tsx'
import { types } from '../organization-words.ts'
import { DeleteTemplate } from './delete-template.tsx'
import { templateColumns } from './template-columns.tsx'
import { RemovalContext } from './template-row-menu.tsx'
import { templatesKey } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'
import { useEditTemplate } from './use-edit-template.ts'
import { useMayKeepTemplates, useMayUseTemplates } from './use-template-actions.ts'

const words = templateTexts.list
const TemplatePanel = part(() => import('./template-panel.tsx'))
const route = getRouteApi('/frame/customer-templates')

/** The templates that the person can begin customers with, to be used, changed and deleted. */
export function TemplateListPage() {
  const mayUse = useMayUseTemplates()
  useTrail(
    { label: frameTexts.navigation.customers, to: '/customers' },
    { label: mayUse ? words.title : frameTexts.notFound.heading },
  )
  return mayUse ? <Templates /> : <NotFoundPage />
}

function Templates() {
  const { add, edit } = route.useSearch()
  const state = useListSearch(customerTemplateColumns)
  const pages = useListPages<CustomerTemplateSummary>([...templatesKey, 'list'], state.query, (page, signal) =>
    api(listCustomerTemplates, { query: { ...state.query, ...page } }, { signal }),
  )
  const [leaving, setLeaving] = useState<CustomerTemplateSummary | null>(null)
  const open = useEditTemplate()
  const navigate = useNavigate()
  const use = (id: string) => void navigate({ to: '/customers', search: { add: true, template: id } })
  const mayKeep = useMayKeepTemplates()
  const isBegun = isBare(pages, state) === false
  const beside = pages.total === undefined ? null : formatTotal(pages.total)
  return (
    <RemovalContext value={setLeaving}>
      <ListPage
        header={<PageHeader title={words.title} beside={beside} actions={mayKeep && isBegun && <AddButton />} />}
        toolbar={<Toolbar state={state} />}
      >
        <DataTable
          label={words.title}
          pages={pages}
          rowKey={({ id }) => id}
          columns={templateColumns}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          onOpen={({ id, mayChange }) => (mayChange ? open(id) : use(id))}
          empty={state.isFiltered ? <NothingFound onClear={state.clear} /> : <NoTemplates mayKeep={mayKeep} />}
        />
      </ListPage>
      <DeleteTemplate template={leaving} onEnd={() => setLeaving(null)} />
      {(add || edit) && (
        <Suspense>
          <TemplatePanel key={edit ?? 'new'} id={edit ?? null} onClose={() => open(null)} />
        </Suspense>
      )}
    </RemovalContext>
  )
}

function AddButton() {
  const open = useEditTemplate()
  return <AddToList label={words.add} onClick={() => open('new')} />
}

function Toolbar({ state }: { state: ListState }) {
  const options = useMemo(() => ({ type: Object.entries(types).map(([value, label]) => ({ value, label })) }), [])
  const { organizationId: _, ...columns } = customerTemplateColumns
  return <ListToolbar searchLabel={words.search} columns={columns} options={options} state={state} />
}

function NoTemplates({ mayKeep }: { mayKeep: boolean }) {
  return (
    <EmptyState
      icon={<IconTemplate size={22} stroke={1.6} />}
      title={words.emptyTitle}
      text={mayKeep ? words.emptyText : words.emptyTextReader}
      action={mayKeep && <AddButton />}
    />
  )
}
