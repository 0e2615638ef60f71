import { IconArchive, IconFileImport, IconTag, IconTemplate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import {
  type CustomerSummary,
  customerColumns,
  internalCustomerColumns,
  listCustomers,
} from '@tenantry/contract/customer-list.ts'
import type { ListColumns } from '@tenantry/contract/list.ts'
import { type ComponentType, Suspense, useCallback, useMemo } from 'react'
import { api } from '../../platform/api.ts'
import { formatTotal } from '../../platform/format.ts'
import { useIsHouse, usePermission } from '../../platform/session.tsx'
import { DataTable } from '../../ui/list/data-table.tsx'
import { ExportMenu } from '../../ui/list/export-menu.tsx'
import { ListPage } from '../../ui/list/list-page.tsx'
import type { ListView } from '../../ui/list/list-search.ts'
import { ListToolbar } from '../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../ui/list/nothing-found.tsx'
import type { RowSelection } from '../../ui/list/row-selection.tsx'
import { isBare, type ListPages, useListPages } from '../../ui/list/use-list-pages.ts'
import { type ListState, useListSearch } from '../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../ui/list/use-organization-options.ts'
import { type Arranged, useTableLayout } from '../../ui/list/use-table-layout.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { ornament, part } from '../../ui/part.tsx'
import { type QuietLink, QuietLinks } from '../../ui/quiet-links.tsx'
import { ViewSkeleton } from '../../ui/skeletons.tsx'
import { tagOptionsQuery } from '../../ui/tag-options.ts'
import { useTrail } from '../../ui/trail.tsx'
import { SavedViews } from '../saved-views/public.ts'
import { AddCustomerButton, loadAddCustomerPanel } from './add-customer-button.tsx'
import { changesLink } from './bulk/changes-link.ts'
import { useSelection } from './bulk/use-selection.ts'
import { tableColumns } from './customer-columns.tsx'
import { texts } from './customers.texts.ts'
import { customersKey } from './customers-key.ts'
import { DraftLines } from './drafts/draft-lines.tsx'
import { countryOptions } from './form/country-options.ts'
import { HiddenSwitch } from './hidden-switch.tsx'
import { settingChoices } from './setting-choices.ts'
import { shownCustomers } from './shown-customers.ts'
import { ShownRows } from './shown-rows.ts'
import { templateActions } from './templates/actions.texts.ts'
import { useMayUseTemplates } from './templates/use-template-actions.ts'
import { useStateOptions } from './use-state-options.ts'

const words = texts.list
const SortMenu = ornament(async () => ({ default: (await import('./sort-menu.tsx')).SortMenu }))
const CustomerCards = part(() => import('./customer-cards.tsx'))
const SelectionBar = part(() => import('./bulk/selection-bar.tsx'))
const NoCustomers = part(() => import('./no-customers.tsx'))
const AddCustomerPanel = part(loadAddCustomerPanel)
const loadExport = () => import('./export-customers.tsx')
const route = getRouteApi('/frame/customers')

const views: readonly ListView[] = ['table', 'cards', 'tree']

const columnsOfOwnPeople = Object.fromEntries(
  Object.entries(customerColumns).filter(([name]) => !internalCustomerColumns.includes(name)),
)
const { provider: _, ...typesBelow } = texts.types
const bulkAbout = {
  list: 'customers' as const,
  kinds: ['tags', 'status', 'technicians', 'accountManager', 'settings'] as const,
}
const selectionWords = { row: words.choose, all: words.chooseAll }
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** What the tree is told: what narrows it, null for all of it, and how to see all of it again. */
interface TreeProps {
  query: Pick<ListState['query'], 'q' | 'filter'> | null
  inUse: boolean
  hint: string | null
  onClear: () => void
}

/**
 * All customers that the person may see, as a table, as cards or as a tree.
 * @param props.Tree the organization tree, which another room shows
 */
export function CustomerListPage({ Tree }: { Tree: ComponentType<TreeProps> }) {
  useTrail({ label: words.title })
  const isOwnSide = !useIsHouse()
  const columns = isOwnSide ? columnsOfOwnPeople : customerColumns
  const state = useListSearch(columns, views)
  const readsLicenses = usePermission('licenses.read')
  const inTable = useMemo(() => tableColumns(isOwnSide, readsLicenses), [isOwnSide, readsLicenses])
  const layout = useTableLayout('customers', inTable, state)
  const showsAll = route.useSearch().all ?? false
  const query = shownCustomers(state.query, showsAll)
  const pages = useListPages<CustomerSummary>([...customersKey, 'list'], query, (page, signal) =>
    api(listCustomers, { query: { ...query, ...page } }, { signal }),
  )
  const bare = state.view !== 'tree' && isBare(pages, state)
  const mayCreate = usePermission('customers.create')
  const mayChange = usePermission('customers.update') && !isOwnSide
  const selection = useSelection(pages.rows, JSON.stringify([query.q, query.filter]), selectionWords)
  const links = useLinks({ isHouse: !isOwnSide, mayImport: mayCreate, mayChange })
  return (
    <ShownRows value={pages.rows}>
      <ListPage
        header={
          <>
            <PageHeader
              title={words.title}
              beside={typeof pages.total === 'undefined' ? null : formatTotal(pages.total)}
              actions={
                <>
                  <QuietLinks label={words.more} links={links} isKept={mayCreate && bare === undefined} />
                  {/* The empty list has one of its own. */}
                  {mayCreate && !bare && <AddCustomerButton isKept={bare === undefined} />}
                </>
              }
            />
            {mayCreate && <DraftLines />}
          </>
        }
        toolbar={
          <>
            <Toolbar
              columns={columns}
              state={state}
              layout={layout}
              showsAll={showsAll}
              query={query}
              isReady={!pages.isLoading}
            />
            {(selection.isAll || selection.ids.size > 0) && (
              <Suspense>
                <SelectionBar about={bulkAbout} selection={selection} query={query} total={pages.total} />
              </Suspense>
            )}
          </>
        }
      >
        {state.view === 'tree' ? (
          <Suspense fallback={<ViewSkeleton />}>
            <Tree
              query={state.isFiltered ? withoutSort(query) : null}
              inUse={!showsAll}
              hint={query === state.query ? null : words.hiddenHint}
              onClear={state.clear}
            />
          </Suspense>
        ) : (
          <Rows
            state={state}
            layout={layout}
            pages={pages}
            isHiding={query !== state.query}
            selection={mayChange ? selection.table : undefined}
          />
        )}
      </ListPage>
      {mayCreate && <Wizard />}
    </ShownRows>
  )
}

/** The part of a list's query that narrows the tree, where siblings stand by name. */
function withoutSort({ sort: _, ...query }: ListState['query']) {
  return query
}

/** The pages that belong to customers, as far as the person has them. */
function useLinks(of: { isHouse: boolean; mayImport: boolean; mayChange: boolean }): QuietLink[] {
  const hasTemplates = useMayUseTemplates()
  return [
    ...(hasTemplates ? [{ label: templateActions.list, icon: IconTemplate, to: '/customer-templates' } as const] : []),
    ...(of.isHouse
      ? [
          { label: words.tags, icon: IconTag, to: '/tags' } as const,
          { label: words.archive, icon: IconArchive, to: '/archive' } as const,
        ]
      : []),
    ...(of.mayImport ? [{ label: words.import, icon: IconFileImport, to: '/imports' } as const] : []),
    ...(of.mayChange ? [changesLink] : []),
  ]
}

function Toolbar(props: {
  columns: ListColumns
  state: ListState
  layout: Arranged<CustomerSummary>
  showsAll: boolean
  /** What the rows are asked for with. */
  query: ListState['query']
  /** The first rows are there; what is only chosen from in conditions waits for them. */
  isReady: boolean
}) {
  const { columns, state } = props
  const parentId = useOrganizationOptions('parentId', { current: state.query.filter }, true)
  const states = useStateOptions(state.query.filter)
  const tags = useQuery({ ...tagOptionsQuery, enabled: props.isReady && 'tags' in columns }).data
  const options = useMemo(
    () => ({
      status: optionsOf(texts.statuses),
      type: optionsOf(typesBelow),
      plan: optionsOf(texts.plans),
      country: countryOptions(),
      state: states,
      ...settingChoices,
      ...(tags ? { tags } : {}),
      ...(parentId ? { parentId } : {}),
    }),
    [parentId, states, tags],
  )
  return (
    <ListToolbar
      searchLabel={words.search}
      columns={columns}
      options={options}
      state={state}
      layout={props.layout}
      views={<SavedViews list="customers" />}
      end={
        <>
          {state.view !== 'tree' && (
            <ExportMenu load={loadExport} props={{ query: props.query, layout: props.layout }} />
          )}
          {state.view === 'cards' && (
            <Suspense>
              <SortMenu columns={columns} sort={state.sort} onToggle={state.toggleSort} />
            </Suspense>
          )}
          <HiddenSwitch isOn={props.showsAll} />
        </>
      }
    />
  )
}

function Rows(props: {
  state: ListState
  layout: Arranged<CustomerSummary>
  pages: ListPages<CustomerSummary>
  isHiding: boolean
  selection: RowSelection<CustomerSummary> | undefined
}) {
  const { state, pages } = props
  const navigate = useNavigate()
  const common = {
    label: words.title,
    pages,
    rowKey: ({ id }: CustomerSummary) => id,
    empty: state.isFiltered ? (
      <NothingFound onClear={state.clear} hint={props.isHiding ? words.hiddenHint : null} />
    ) : (
      <Suspense>
        <NoCustomers />
      </Suspense>
    ),
  }
  if (state.view === 'cards')
    return (
      <Suspense fallback={<ViewSkeleton />}>
        <CustomerCards {...common} selection={props.selection} />
      </Suspense>
    )
  return (
    <DataTable
      {...common}
      layout={props.layout}
      selection={props.selection}
      sort={state.sort}
      onToggleSort={state.toggleSort}
      onOpen={({ id }) => void navigate({ to: '/customers/$id', params: { id } })}
    />
  )
}

/** The address without the wizard. */
const closed = { add: undefined, draft: undefined, copy: undefined, template: undefined }

/** The wizard while the address says so; closed or done, it takes its place in the history along, so that Back opens none. */
function Wizard() {
  const navigate = useNavigate()
  const { add, draft, copy, template } = route.useSearch()
  const close = useCallback(
    () => void navigate({ to: '/customers', search: (before) => ({ ...before, ...closed }), replace: true }),
    [navigate],
  )
  if (!add) return null
  return (
    <Suspense>
      <AddCustomerPanel
        draftId={draft}
        copyId={copy}
        templateId={template}
        onClose={close}
        onCreated={({ id }) => void navigate({ to: '/customers/$id', params: { id }, replace: true })}
      />
    </Suspense>
  )
}
