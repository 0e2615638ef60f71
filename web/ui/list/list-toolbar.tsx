import { Button } from '@mantine/core'
import type { ListColumns } from '@tenantry/contract/list.ts'
import { type ReactNode, useMemo } from 'react'
import { ColumnMenu } from './column-menu.tsx'
import { FilterBuilder } from './filter-builder.tsx'
import { FilterChips } from './filter-chips.tsx'
import type { FilterOptions } from './filter-words.ts'
import { SearchBox } from './search-box.tsx'
import { useShowConditions } from './shown-conditions.ts'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'
import { useFocusAfterRemoval } from './use-focus-after-removal.ts'
import type { ListState } from './use-list-search.ts'
import type { Arranged } from './use-table-layout.ts'
import { ViewSwitch } from './view-switch.tsx'

const noOptions: FilterOptions = {}

/** Search, conditions as chips, the way to add one, and what else the list offers at its end. */
export function ListToolbar<Row>(props: {
  searchLabel: string
  searchHint?: string | undefined
  columns: ListColumns
  state: ListState
  /** Words for values, e.g. of ids and enums, by column. */
  options?: FilterOptions
  /** The list's saved views. */
  views?: ReactNode
  /** What else the list offers, before its views. */
  end?: ReactNode
  /** The columns of its table can be arranged. */
  layout?: Arranged<Row>
}) {
  const { state, columns, options = noOptions } = props
  const { conditions, unknown } = state
  useShowConditions(
    useMemo(
      () => ({ columns, options, conditions: [...conditions, ...unknown] }),
      [columns, options, conditions, unknown],
    ),
  )
  const { toolbar, onRemove } = useFocusAfterRemoval(conditions)
  const filter = { columns, options, conditions, onChange: state.setConditions }
  const clear = () => {
    onRemove(0)
    state.setConditions([], [])
  }
  return (
    <div ref={toolbar} className={classes.toolbar}>
      <SearchBox label={props.searchLabel} hint={props.searchHint} value={state.q} onChange={state.setQ} />
      <FilterChips {...filter} unknown={unknown} unknownSort={state.unknownSort} onRemove={onRemove} />
      <FilterBuilder {...filter} />
      {conditions.length > 1 && (
        <Button variant="subtle" color="gray" px={10} onClick={clear}>
          {texts.filter.clear}
        </Button>
      )}
      <div className={classes.end}>
        {props.views}
        {props.layout && state.view === 'table' && <ColumnMenu layout={props.layout} />}
        {props.end}
        {state.views.length > 1 && <ViewSwitch value={state.view} views={state.views} onChange={state.setView} />}
      </div>
    </div>
  )
}
