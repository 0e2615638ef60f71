import { Button } from '@mantine/core'
import { IconPencil, IconPlus, IconSitemap, IconTrash } from '@tabler/icons-react'
import type { Customer } from '@tenantry/contract/customers.ts'
import { type Entity, entityColumns, listEntities } from '@tenantry/contract/entity-list.ts'
import { useMemo, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { formatTotal } from '../../../platform/format.ts'
import { usePermission } from '../../../platform/session.tsx'
import { ActionMenu } from '../../../ui/action-menu.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { ExportMenu } from '../../../ui/list/export-menu.tsx'
import { ListPage } from '../../../ui/list/list-page.tsx'
import { ListToolbar } from '../../../ui/list/list-toolbar.tsx'
import { NothingFound } from '../../../ui/list/nothing-found.tsx'
import { useListPages } from '../../../ui/list/use-list-pages.ts'
import { useListSearch } from '../../../ui/list/use-list-search.ts'
import { useTableLayout } from '../../../ui/list/use-table-layout.ts'
import { SavedViews } from '../../saved-views/public.ts'
import classes from '../customer-page.module.css'
import { countryOptions } from '../form/country-options.ts'
import { useStanding } from '../use-standing.ts'
import { DeleteEntity } from './delete-entity.tsx'
import { entitiesKey } from './entities.api.ts'
import { texts } from './entities.texts.ts'
import { entityTableColumns } from './entity-columns.tsx'
import { EntityPanel } from './entity-panel.tsx'

const loadExport = () => import('./export-entities.tsx')

type Doing = { kind: 'add' } | { kind: 'edit' | 'delete'; entity: Entity } | null

const options = {
  country: countryOptions(),
  kind: Object.entries(texts.kinds).map(([value, label]) => ({ value, label })),
}

/** The entities of a customer, with what can be done with them. */
export function EntitiesTab({ customer }: { customer: Customer }) {
  const { id } = customer
  const state = useListSearch(entityColumns)
  const pages = useListPages<Entity>([...entitiesKey(id), 'list', state.query], (page, signal) =>
    api(listEntities, { params: { id }, query: { ...state.query, ...page } }, { signal }),
  )
  const [doing, setDoing] = useState<Doing>(null)
  const { isGrowing, isReadOnly } = useStanding(customer)
  const mayEdit = usePermission('customers.update') && !isReadOnly
  const mayReadDevices = usePermission('devices.read')
  const columns = useMemo(
    () => entityTableColumns(mayReadDevices, mayEdit ? (entity) => <RowMenu entity={entity} onDo={setDoing} /> : null),
    [mayReadDevices, mayEdit],
  )
  const layout = useTableLayout('entities', columns, state)
  const add = mayEdit && isGrowing && (
    <Button leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => setDoing({ kind: 'add' })}>
      {texts.add}
    </Button>
  )
  return (
    <>
      <ListPage
        header={
          <div className={classes.tabHead}>
            <h2 className={classes.tabTitle}>
              {texts.title}{' '}
              <span className={classes.count}>{pages.total === undefined ? '' : formatTotal(pages.total)}</span>
            </h2>
            {add}
          </div>
        }
        toolbar={
          <ListToolbar
            searchLabel={texts.search}
            columns={entityColumns}
            options={options}
            state={state}
            layout={layout}
            views={<SavedViews list="entities" />}
            end={<ExportMenu load={loadExport} props={{ customerId: id, query: state.query, layout }} />}
          />
        }
      >
        <DataTable
          label={texts.title}
          layout={layout}
          pages={pages}
          rowKey={(entity) => entity.id}
          sort={state.sort}
          onToggleSort={state.toggleSort}
          {...(mayEdit ? { onOpen: (entity: Entity) => setDoing({ kind: 'edit', entity }) } : {})}
          empty={
            state.isFiltered ? (
              <NothingFound onClear={state.clear} />
            ) : (
              <EmptyState
                icon={<IconSitemap size={22} stroke={1.6} />}
                title={texts.emptyTitle}
                text={texts.emptyText(customer.name)}
                action={add}
              />
            )
          }
        />
      </ListPage>
      {doing?.kind === 'delete' && (
        <DeleteEntity entity={doing.entity} customerName={customer.name} onEnd={() => setDoing(null)} />
      )}
      {(doing?.kind === 'add' || doing?.kind === 'edit') && (
        <EntityPanel
          entity={doing.kind === 'edit' ? doing.entity : null}
          customer={customer}
          onEnd={() => setDoing(null)}
        />
      )}
    </>
  )
}

function RowMenu({ entity, onDo }: { entity: Entity; onDo: (doing: Doing) => void }) {
  return (
    <ActionMenu
      label={texts.actionsFor(entity.name)}
      actions={[
        { label: texts.edit, icon: IconPencil, onClick: () => onDo({ kind: 'edit', entity }) },
        { label: texts.remove, icon: IconTrash, isDangerous: true, onClick: () => onDo({ kind: 'delete', entity }) },
      ]}
    />
  )
}
