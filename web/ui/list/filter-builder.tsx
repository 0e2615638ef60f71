import { Button } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import type { FilterCondition, ListColumns } from '@tenantry/contract/list.ts'
import { lazy, Suspense, useState } from 'react'
import type { FilterOptions } from './filter-words.ts'
import { texts } from './texts.ts'

const load = () => import('./filter-popover.tsx')
const FilterPopover = lazy(load)

/** What the filter builder and its parts work on. */
export interface FilterBuilderProps {
  columns: ListColumns
  options: FilterOptions
  conditions: readonly FilterCondition[]
  onChange: (conditions: FilterCondition[]) => void
}

/** The button that adds a condition: column, operator, value or values. What it opens loads when it is first pressed. */
export function FilterBuilder(props: FilterBuilderProps) {
  const [isAsked, setAsked] = useState(false)
  if (!isAsked) return <FilterButton onPointerEnter={load} onFocus={load} onClick={() => setAsked(true)} />
  return (
    <Suspense fallback={<FilterButton />}>
      <FilterPopover {...props} />
    </Suspense>
  )
}

/** The button alone; also what the popover hangs on. */
export function FilterButton(props: React.ComponentProps<'button'>) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="sm"
      px={10}
      leftSection={<IconFilterPlus size={16} stroke={1.7} aria-hidden />}
      {...props}
    >
      {texts.filter.add}
    </Button>
  )
}
