import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { formatNumber } from '../../../platform/format.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'
import { part } from '../../../ui/part.tsx'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import type { BulkAbout } from './bulk-panel.tsx'
import type { Selection } from './use-selection.ts'

const words = texts.bar
const BulkPanel = part(() => import('./bulk-panel.tsx'))

/** What can be done with what is chosen of a list. */
export default function SelectionBar(props: {
  about: BulkAbout
  selection: Pick<Selection<never>, 'ids' | 'isAll' | 'chooseAllMatching' | 'clear'>
  query: ListState['query']
  total: number | null | undefined
}) {
  const { about, selection, total } = props
  const [isOpen, setOpen] = useState(false)
  const [isGone, setGone] = useState(false)
  const { ids, isAll } = selection
  const all = total === null || total === undefined ? words.many : formatNumber(total)
  const isMore = !isAll && (total === null || (total ?? 0) > ids.size)
  const { sort: _, ...filter } = props.query
  return (
    <section className={classes.bar} aria-label={words.label[about.list]}>
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
          <BulkPanel
            about={about}
            chosen={isAll ? { filter: {}, ...filter } : { ids: [...ids] }}
            onBegun={(kind) => setGone(kind === 'delete')}
            onClose={() => {
              setOpen(false)
              if (isGone) selection.clear()
            }}
          />
        </Suspense>
      )}
    </section>
  )
}
