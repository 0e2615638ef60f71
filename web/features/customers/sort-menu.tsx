import { Button } from '@mantine/core'
import { IconArrowsSort } from '@tabler/icons-react'
import { type ListColumns, sortColumns } from '@tenantry/contract/list.ts'
import type { ComponentProps } from 'react'
import { OnDemand } from '../../ui/on-demand.tsx'
import { texts } from './customers.texts.ts'

const words = texts.list
const load = () => import('./sort-menu-items.tsx')

/** What the sort menu is made of. */
export interface SortMenuProps {
  columns: ListColumns
  sort: string | undefined
  onToggle: (column: string) => void
}

/** The order of the list, for cards that have no headings to press. */
export function SortMenu(props: SortMenuProps) {
  return (
    <OnDemand
      load={load}
      props={props}
      button={(ask) => <SortButton columns={props.columns} sort={props.sort} {...ask} />}
    />
  )
}

/** The button alone; also what the menu hangs on. */
export function SortButton({
  columns,
  sort,
  ...rest
}: Pick<SortMenuProps, 'columns' | 'sort'> & Omit<ComponentProps<'button'>, 'onToggle'>) {
  const sorted = sortColumns(sort)[0]
  const label = sorted && columns[sorted.name]?.label
  return (
    <Button variant="subtle" color="gray" leftSection={<IconArrowsSort size={16} stroke={1.7} aria-hidden />} {...rest}>
      {sorted && label ? words.sortBy(label, sorted.descending) : words.sort}
    </Button>
  )
}
