import { Button } from '@mantine/core'
import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { lazy, Suspense, useState } from 'react'
import { formatNumber } from '../../../platform/format.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import type { Selection } from './use-selection.ts'

const words = texts.bar
const BulkPanel = lazy(() => import('./bulk-panel.tsx'))

/** What can be done with the customers that are chosen. */
export default function SelectionBar(props: {
  selection: Selection<CustomerSummary>
  query: ListState['query']
  total: number | null | undefined
}) {
  const { selection, total } = props
  const [isOpen, setOpen] = useState(false)
  const { ids, isAll } = selection
  const all = total === null || total === undefined ? words.many : formatNumber(total)
  const isMore = !isAll && (total === null || (total ?? 0) > ids.size)
  const { sort: _, ...filter } = props.query
  return (
    <section className={classes.bar} aria-label={words.label}>
      <strong role="status">{isAll ? words.allMatching(all) : words.chosen(formatNumber(ids.size))}</strong>
      {isMore && (
        <Button variant="subtle" size="compact-sm" onClick={selection.chooseAllMatching}>
          {words.chooseAll(all)}
        </Button>
      )}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={selection.clear}>
        {words.clear}
      </Button>
      <Button size="xs" className={classes.change} onClick={() => setOpen(true)}>
        {words.change}
      </Button>
      {isOpen && (
        <Suspense>
          <BulkPanel chosen={isAll ? { filter: {}, ...filter } : { ids: [...ids] }} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}
