import { Button } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import type { FilterCondition, ListColumns } from '@tenantry/contract/list.ts'
import type { ComponentProps } from 'react'
import { OnDemand } from '../on-demand.tsx'
import type { FilterOptions } from './filter-words.ts'
import { texts } from './texts.ts'

/** Loads the popover of a condition. */
export const loadFilterPopover = () => import('./filter-popover.tsx')

/** What the filter builder and its parts work on. */
export interface FilterBuilderProps {
  columns: ListColumns
  options: FilterOptions
  conditions: readonly FilterCondition[]
  /** @param unknown those that the list leaves out, unless they stay */
  onChange: (conditions: FilterCondition[], unknown?: readonly FilterCondition[]) => void
}

/** The button that adds a condition: column, operator, value or values. */
export function FilterBuilder(props: FilterBuilderProps) {
  return <OnDemand load={loadFilterPopover} props={props} button={(ask) => <FilterButton {...ask} />} />
}

/** The button alone; also what the popover hangs on. */
export function FilterButton(props: ComponentProps<'button'>) {
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      data-adds
      leftSection={<IconFilterPlus size={16} stroke={1.7} aria-hidden />}
      {...props}
    >
      {texts.filter.add}
    </Button>
  )
}
