import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '../../../platform/format.ts'
import type { ListState } from '../../../ui/list/use-list-search.ts'
import { totalsQuery } from './usage.api.ts'
import classes from './usage.module.css'
import { texts } from './usage.texts.ts'

const words = texts.totals

/** What a month comes to by type over all customers of the list, whichever of its rows are on screen. */
export function UsageTotals({ query }: { query: ListState['query'] & { month?: string } }) {
  const totals = useQuery(totalsQuery(query)).data
  const some = totals?.types?.filter(({ quantity }) => quantity > 0)
  return (
    <section aria-label={words.title} className={classes.totals}>
      {totals && totals.customers !== 0 && (
        <span className={classes.quiet}>{some ? words.of(formatNumber(totals.customers ?? 0)) : words.tooMany}</span>
      )}
      {some?.length === 0 && totals?.customers !== 0 && <span>{texts.nothing}</span>}
      {some && some.length > 0 && (
        <dl>
          {some.map(({ type, name, quantity }) => (
            <div key={type}>
              <dt>{name}</dt>
              <dd>{formatNumber(quantity)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
