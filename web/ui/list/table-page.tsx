import { IconPencil, IconTrash } from '@tabler/icons-react'
import type { ListColumns } from '@tenantry/contract/list.ts'
import type { ComponentProps, ReactNode } from 'react'
import { ActionMenu } from '../action-menu.tsx'
import { DataTable } from './data-table.tsx'
import { ListPage } from './list-page.tsx'
import { ListToolbar } from './list-toolbar.tsx'
import { NothingFound } from './nothing-found.tsx'
import type { RowSelection } from './row-selection.tsx'
import type { ListPages } from './use-list-pages.ts'
import type { ListState } from './use-list-search.ts'
import type { Arranged } from './use-table-layout.ts'

/** What is being done with a row, at the side of the list or in a question before it; null for nothing. */
export type Doing<Row> = { kind: 'add' } | { kind: 'edit' | 'delete'; row: Row } | null

/**
 * A list that is a table: heading, search, conditions, columns, views, and the rows.
 * @param props.below what stands between the toolbar and the table
 * @param props.hint what keeps rows out of it beside search and conditions
 * @param props.empty shown where there is no row at all, without search and conditions
 */
export function TablePage<Row extends { id: string }>(props: {
  label: string
  searchLabel: string
  searchHint?: string | undefined
  header: ReactNode
  columns: ListColumns
  options: ComponentProps<typeof ListToolbar>['options']
  state: ListState
  layout: Arranged<Row>
  pages: ListPages<Row>
  views: ReactNode
  end: ReactNode
  below?: ReactNode
  selection?: RowSelection<Row> | undefined
  onOpen?: ((row: Row) => void) | undefined
  hint?: string | null
  empty: ReactNode
}) {
  const { state, layout, onOpen, hint = null } = props
  return (
    <ListPage
      header={props.header}
      toolbar={
        <>
          <ListToolbar
            searchLabel={props.searchLabel}
            searchHint={props.searchHint}
            columns={props.columns}
            options={props.options}
            state={state}
            layout={layout}
            views={props.views}
            end={props.end}
          />
          {props.below}
        </>
      }
    >
      <DataTable
        label={props.label}
        layout={layout}
        selection={props.selection}
        pages={props.pages}
        rowKey={({ id }) => id}
        sort={state.sort}
        onToggleSort={state.toggleSort}
        {...(onOpen ? { onOpen } : {})}
        empty={state.isFiltered ? <NothingFound onClear={state.clear} hint={hint} /> : props.empty}
      />
    </ListPage>
  )
}

/** The menu of a row that is edited at the side of its list, or deleted once that is confirmed. */
export function EditMenu<Row extends { name: string }>(props: {
  row: Row
  words: { actionsFor: (name: string) => string; edit: string; remove: string }
  canDelete?: boolean
  onDo: (doing: Doing<Row>) => void
}) {
  const { row, words, canDelete = true, onDo } = props
  const remove = {
    label: words.remove,
    icon: IconTrash,
    isDangerous: true,
    onClick: () => onDo({ kind: 'delete', row }),
  }
  return (
    <ActionMenu
      label={words.actionsFor(row.name)}
      actions={[
        { label: words.edit, icon: IconPencil, onClick: () => onDo({ kind: 'edit', row }) },
        ...(canDelete ? [remove] : []),
      ]}
    />
  )
}
