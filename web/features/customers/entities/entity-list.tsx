import { IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Customer } from '@tenantry/contract/customers.ts'
import { type Entity, listAllEntities, listEntities } from '@tenantry/contract/entity-list.ts'
import { type ReactNode, Suspense, useMemo, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AddToList } from '../../../ui/list/add-to-list.tsx'
import { ExportMenu } from '../../../ui/list/export-menu.tsx'
import { type Doing, EditMenu, TablePage } from '../../../ui/list/table-page.tsx'
import { isBare, useListPages } from '../../../ui/list/use-list-pages.ts'
import { type ListState, useListSearch } from '../../../ui/list/use-list-search.ts'
import { useOrganizationOptions } from '../../../ui/list/use-organization-options.ts'
import { useTableLayout } from '../../../ui/list/use-table-layout.ts'
import { part } from '../../../ui/part.tsx'
import { QuietLinks } from '../../../ui/quiet-links.tsx'
import { tagOptionsQuery } from '../../../ui/tag-options.ts'
import { SavedViews } from '../../saved-views/public.ts'
import { useHasTags } from '../../tags/public.ts'
import { changesLink } from '../bulk/changes-link.ts'
import { useSelection } from '../bulk/use-selection.ts'
import { customerQuery } from '../customer.api.ts'
import { texts as customerTexts } from '../customers.texts.ts'
import { FirstCustomer } from '../first-customer.tsx'
import { countryOptions } from '../form/country-options.ts'
import { HiddenSwitch } from '../hidden-switch.tsx'
import { shownOfCustomers } from '../shown-customers.ts'
import { useStateOptions } from '../use-state-options.ts'
import { DeleteEntity } from './delete-entity.tsx'
import { allEntitiesKey, entitiesKey } from './entities.api.ts'
import { texts } from './entities.texts.ts'
import { entityTableColumns, type Listed } from './entity-columns.tsx'
import { EntityPanel, type Owner } from './entity-panel.tsx'
import { amongAll, listColumnsOf } from './listed-entities.ts'
import { placeOfEntity } from './place-of-entity.ts'

const loadExport = () => import('./export-entities.tsx')
const SelectionBar = part(() => import('../bulk/selection-bar.tsx'))
const selectionWords = { row: texts.choose, all: texts.chooseAll }
const about = { list: 'entities', kinds: ['tags'] } as const

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const fixedOptions = {
  country: countryOptions(),
  kind: optionsOf(texts.kinds),
  organizationStatus: optionsOf(customerTexts.statuses),
}

/**
 * Entities with search, conditions, order, and what can be done with them.
 * @param props.customer shows only this customer's, and adds to it
 * @param props.mayEdit what the customer's status leaves of the person's rights
 * @param props.mayAdd the same of adding
 * @param props.showsAll those of disabled and archived customers, too
 * @param props.header the page's heading, given the total and what stands beside it
 */
export function EntityList(props: {
  customer?: Customer
  mayEdit: boolean
  mayAdd: boolean
  showsAll?: boolean
  header: (total: number | null | undefined, actions: ReactNode) => ReactNode
}) {
  const { customer, mayEdit, showsAll = false } = props
  const isOfAll = customer === undefined
  const hasTags = useHasTags()
  const listColumns = listColumnsOf(isOfAll, hasTags)
  const state = useListSearch(listColumns)
  const query = isOfAll ? shownOfCustomers(state.query, showsAll) : state.query
  const pages = useEntityPages(customer, query)
  const [doing, setDoing] = useState<Doing<Listed>>(null)
  const columns = useColumns({ isOfAll, hasTags, mayEdit, onDo: setDoing })
  const list = isOfAll ? 'all-entities' : 'entities'
  const layout = useTableLayout(list, columns, state)
  const selection = useSelection(pages.rows, JSON.stringify([query.q, query.filter]), selectionWords)
  // Who sees single entities only sees no tags either.
  const mayTag = useSeesCustomers() && mayEdit && hasTags
  const bare = isBare(pages, state)
  const add = props.mayAdd && (
    <AddToList label={texts.add} isKept={bare === undefined} onClick={() => setDoing({ kind: 'add' })} />
  )
  return (
    <>
      <TablePage
        label={texts.title}
        searchLabel={texts.search}
        header={props.header(
          pages.total,
          <>
            <QuietLinks label={texts.more} links={mayTag ? [changesLink] : []} isKept={!!add && bare === undefined} />
            {!bare && add}
          </>,
        )}
        columns={listColumns}
        options={useOptions(isOfAll, state.query.filter)}
        state={state}
        layout={layout}
        pages={pages}
        views={<SavedViews list={list} />}
        end={
          <>
            <ExportMenu load={loadExport} props={{ customerId: customer?.id, query, layout }} />
            {isOfAll && <HiddenSwitch isOn={showsAll} />}
          </>
        }
        below={
          (selection.isAll || selection.ids.size > 0) && (
            <Suspense>
              <SelectionBar
                about={about}
                selection={selection}
                query={amongAll(query, customer?.id)}
                total={pages.total}
              />
            </Suspense>
          )
        }
        selection={mayTag ? selection.table : undefined}
        onOpen={useOpen(isOfAll, mayEdit, setDoing)}
        hint={query === state.query ? null : texts.hiddenHint}
        empty={<NoEntities of={customer} action={isOfAll ? <FirstCustomer /> : add} />}
      />
      <DoingNow doing={doing} customer={customer} onEnd={() => setDoing(null)} />
    </>
  )
}

/** Who sees single entities only sees no customer, the own one included: nothing leads to it. */
function useSeesCustomers(): boolean {
  return useMe().membership.reach !== 'entities'
}

const isChangeable = (entity: Listed) => !('isReadOnly' in entity && entity.isReadOnly)

function useColumns(of: {
  isOfAll: boolean
  hasTags: boolean
  mayEdit: boolean
  onDo: (doing: Doing<Listed>) => void
}) {
  const { isOfAll, hasTags, mayEdit, onDo } = of
  const seesCustomers = useSeesCustomers()
  const mayReadDevices = usePermission('devices.read')
  return useMemo(() => {
    const menu = (entity: Listed) =>
      isChangeable(entity) && <EditMenu row={entity} words={texts} canDelete={seesCustomers} onDo={onDo} />
    const devicesLink = mayReadDevices && seesCustomers
    const has = { customer: isOfAll, customerLink: seesCustomers, tags: hasTags, devicesLink }
    return entityTableColumns(has, mayEdit ? menu : null)
  }, [isOfAll, hasTags, mayEdit, onDo, seesCustomers, mayReadDevices])
}

/** A row of a customer's list is edited; one of all leads to the customer that it belongs to. */
function useOpen(isOfAll: boolean, mayEdit: boolean, onDo: (doing: Doing<Listed>) => void) {
  const navigate = useNavigate()
  const seesCustomers = useSeesCustomers()
  if (isOfAll && seesCustomers) return (entity: Listed) => void navigate(placeOfEntity(entity))
  return mayEdit ? (row: Listed) => onDo({ kind: 'edit', row }) : undefined
}

function useOptions(isOfAll: boolean, filter: ListState['query']['filter']) {
  const organizationId = useOrganizationOptions('organizationId', isOfAll ? { current: filter } : null)
  const state = useStateOptions(filter)
  const tags = useQuery({ ...tagOptionsQuery, enabled: useHasTags() }).data
  return useMemo(
    () => ({ ...fixedOptions, state, ...(organizationId ? { organizationId } : {}), ...(tags ? { tags } : {}) }),
    [organizationId, state, tags],
  )
}

function useEntityPages(customer: Customer | undefined, query: ListState['query']) {
  const key = customer ? entitiesKey(customer.id) : allEntitiesKey
  return useListPages<Listed>([...key, 'list'], query, (page, signal) => {
    const asked = { ...query, ...page }
    return customer
      ? api(listEntities, { params: { id: customer.id }, query: asked }, { signal })
      : api(listAllEntities, { query: asked }, { signal })
  })
}

function NoEntities({ of, action }: { of: Customer | undefined; action: ReactNode }) {
  return (
    <EmptyState
      icon={<IconSitemap size={22} stroke={1.6} />}
      title={texts.emptyTitle}
      text={of ? texts.emptyText(of.name) : texts.emptyOfAll}
      action={action}
    />
  )
}

function DoingNow(props: { doing: Doing<Listed>; customer: Customer | undefined; onEnd: () => void }) {
  const { doing, customer, onEnd } = props
  if (doing === null) return null
  const entity = doing.kind === 'add' ? null : doing.row
  if (doing.kind === 'delete' && entity)
    return <DeleteEntity entity={entity} customerName={customer?.name ?? customerNameOf(entity)} onEnd={onEnd} />
  if (customer) return <EntityPanel entity={entity} customer={customer} onEnd={onEnd} />
  return entity && <EditOfAll entity={entity} onEnd={onEnd} />
}

/**
 * Where customers are not at hand, the one whose entity is edited is read for its address; who does not see it, edits
 * too.
 */
function EditOfAll({ entity, onEnd }: { entity: Entity; onEnd: () => void }) {
  const seesCustomer = useSeesCustomers()
  const { data, isError } = useQuery({ ...customerQuery(entity.organizationId), retry: false, enabled: seesCustomer })
  const unseen: Owner = { id: entity.organizationId, name: customerNameOf(entity), location: nowhere }
  const owner = data?.data ?? (isError || !seesCustomer ? unseen : null)
  return owner && <EntityPanel entity={entity} customer={owner} onEnd={onEnd} />
}

const nowhere = { country: null, region: null, state: null, district: null, city: null, postalCode: null }
const customerNameOf = (entity: Listed) => ('organizationName' in entity ? entity.organizationName : '')
