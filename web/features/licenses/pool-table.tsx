import { VisuallyHidden } from '@mantine/core'
import { IconLicense } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { PoolItem } from '@tenantry/contract/licenses.ts'
import type { ReactNode } from 'react'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { fullness, UsageBar } from '../../ui/usage-bar.tsx'
import { FigureCell, FreeCell } from './license-cells.tsx'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { byEnforced, partsOf } from './pool-parts.ts'

const words = texts.pool
const { columns } = words

/** What is left of each type: owned = set aside + above limits + used outside limits + free, less what it is over by. */
export function PoolTable(props: {
  items: readonly PoolItem[]
  action: ReactNode
  /** Opens who has how much of a type set aside. */
  onOpen: (type: string) => void
}) {
  const { items, action } = props
  const isAbove = items.some(({ aboveLimits }) => aboveLimits > 0)
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
        {items.some(({ owned }) => owned !== null) && <Legend isAbove={isAbove} />}
      </div>
      <table className={classes.table} aria-labelledby="pool-left">
        <thead>
          <tr>
            <th scope="col">{columns.type}</th>
            <th scope="col">
              <VisuallyHidden>{columns.bar}</VisuallyHidden>
            </th>
            <th scope="col" data-align="end">
              {columns.owned}
            </th>
            <th scope="col" data-align="end">
              {columns.allocated}
            </th>
            {isAbove && (
              <th scope="col" data-align="end">
                {columns.above}
              </th>
            )}
            <th scope="col" data-align="end">
              {columns.unallocated}
            </th>
            <th scope="col" data-align="end">
              {columns.free}
            </th>
          </tr>
        </thead>
        <tbody>
          {byEnforced(items).map((item) => (
            <PoolLine key={item.type} item={item} isAbove={isAbove} onOpen={() => props.onOpen(item.type)} />
          ))}
        </tbody>
      </table>
      <PeopleNote items={items} />
    </section>
  )
}

function PoolLine({ item, isAbove, onOpen }: { item: PoolItem; isAbove: boolean; onOpen: () => void }) {
  const { name, owned, allocated, aboveLimits, usedUnallocated, free, overBy, used } = item
  const state = overBy > 0 ? 'over' : fullness(allocated + aboveLimits + usedUnallocated, owned)
  return (
    <tr data-unowned={owned === null || undefined}>
      <th scope="row">
        {name}
        <Link
          to="/licenses/ledger"
          search={{ filter: { type: { eq: item.type } } }}
          className={classes.below}
          title={words.toLedger(name)}
        >
          {words.inUse(formatNumber(used))}
        </Link>
      </th>
      <td className={classes.barCell}>
        {owned === null ? <NotEnforced until={item.enforcedFrom} /> : <UsageBar total={owned} parts={partsOf(item)} />}
      </td>
      <FigureCell heading={columns.owned} count={owned} />
      <FigureCell
        heading={columns.allocated}
        count={allocated}
        button={{ label: words.openAllocated(name), onClick: onOpen }}
      />
      {isAbove && <FigureCell heading={columns.above} count={aboveLimits} />}
      <FigureCell heading={columns.unallocated} count={usedUnallocated} />
      <FreeCell heading={columns.free} free={free} overBy={overBy} state={state} />
    </tr>
  )
}

function NotEnforced({ until }: { until: string | null }) {
  return (
    <span className={classes.quiet} title={until === null ? words.notEnforcedHint : words.notEnforcedUntilHint}>
      {until === null ? words.notEnforced : words.notEnforcedUntil(formatDate(until))}
    </span>
  )
}

/** Who takes the licenses of people: nobody guesses that of a role called Technician. */
function PeopleNote({ items }: { items: readonly PoolItem[] }) {
  const [technicians, users] = ['technicians', 'users'].map((code) => items.find(({ type }) => type === code)?.name)
  if (!technicians || !users) return null
  return <p className={classes.note}>{words.people(technicians, users)}</p>
}

function Legend({ isAbove }: { isAbove: boolean }) {
  return (
    <div className={classes.legend} aria-hidden>
      <span data-tone="full">{words.legend.allocated}</span>
      {isAbove && <span data-tone="above">{words.legend.above}</span>}
      <span data-tone="light">{words.legend.unallocated}</span>
      <span data-tone="free">{words.legend.free}</span>
    </div>
  )
}
