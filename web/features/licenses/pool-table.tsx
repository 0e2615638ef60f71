import { IconLicense } from '@tabler/icons-react'
import type { PoolItem } from '@tenantry/contract/licenses.ts'
import type { ReactNode } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { fullness, UsageBar } from '../../ui/usage-bar.tsx'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { StoryButton } from './story-button.tsx'

const words = texts.pool
const { columns } = words

/** What is left of each type: owned = set aside + used outside limits + free. */
export function PoolTable(props: {
  items: readonly PoolItem[]
  action: ReactNode
  /** Opens who has how much of a type set aside. */
  onOpen: (type: string) => void
}) {
  const { items, action } = props
  if (items.length === 0)
    return (
      <EmptyState
        icon={<IconLicense size={22} stroke={1.6} />}
        title={words.noTypesTitle}
        text={words.noTypes}
        action={action}
      />
    )
  return (
    <section className={classes.card} aria-labelledby="pool-left">
      <div className={classes.cardHead}>
        <h2 id="pool-left" className={classes.cardTitle}>
          {words.left}
        </h2>
        {items.some(({ owned }) => owned !== null) && <Legend />}
      </div>
      <table className={classes.table} aria-labelledby="pool-left">
        <thead>
          <tr>
            <th scope="col">{columns.type}</th>
            <th scope="col" aria-hidden />
            <th scope="col" data-align="end">
              {columns.owned}
            </th>
            <th scope="col" data-align="end">
              {columns.allocated}
            </th>
            <th scope="col" data-align="end">
              {columns.unallocated}
            </th>
            <th scope="col" data-align="end">
              {columns.free}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <PoolLine key={item.type} item={item} onOpen={() => props.onOpen(item.type)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PoolLine({ item, onOpen }: { item: PoolItem; onOpen: () => void }) {
  const { name, owned, allocated, usedUnallocated, free, overBy, used } = item
  const state = overBy > 0 ? 'over' : fullness(allocated + usedUnallocated, owned)
  return (
    <tr data-unowned={owned === null || undefined}>
      <th scope="row">
        {name}
        <span className={classes.below}>{words.inUse(formatNumber(used))}</span>
      </th>
      <td className={classes.barCell} aria-hidden={owned !== null || undefined}>
        {owned === null ? (
          <span className={classes.quiet} title={words.notEnforcedHint}>
            {words.notEnforced}
          </span>
        ) : (
          <UsageBar
            total={owned}
            parts={[
              { count: allocated, tone: 'full' },
              { count: usedUnallocated, tone: 'light' },
            ]}
          />
        )}
      </td>
      <Figure heading={columns.owned} count={owned} />
      <td data-align="end" data-heading={columns.allocated} data-none={allocated === 0 || undefined}>
        <StoryButton label={words.openAllocated(name)} onClick={onOpen}>
          {formatNumber(allocated)}
        </StoryButton>
      </td>
      <Figure heading={columns.unallocated} count={usedUnallocated} />
      <td
        data-align="end"
        data-heading={columns.free}
        data-none={free === null || undefined}
        className={free === null ? undefined : classes.free}
        data-state={state}
      >
        {free === null ? texts.purchases.none : formatNumber(free)}
        {overBy > 0 && <span className={classes.over}>{words.overBy(formatNumber(overBy))}</span>}
      </td>
    </tr>
  )
}

function Figure({ heading, count }: { heading: string; count: number | null }) {
  return (
    <td data-align="end" data-heading={heading} data-none={!count || undefined}>
      {count === null ? texts.purchases.none : formatNumber(count)}
    </td>
  )
}

function Legend() {
  return (
    <div className={classes.legend} aria-hidden>
      <span data-tone="full">{words.legend.allocated}</span>
      <span data-tone="light">{words.legend.unallocated}</span>
      <span data-tone="free">{words.legend.free}</span>
    </div>
  )
}
