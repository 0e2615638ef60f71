import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { PoolHistory } from '@tenantry/contract/license-history.ts'
import { formatDate, formatNumber } from '../../../platform/format.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { historyQuery } from '../licenses.api.ts'
import pageClasses from '../licenses.module.css'
import { forecastText } from './forecast-words.ts'
import classes from './history.module.css'
import { texts } from './history.texts.ts'
import { UsePlot } from './use-plot.tsx'

const route = getRouteApi('/frame/license-pool')

/** How much of each type was in use over the last months, and when the pool runs out (EC4). */
export default function HistoryCard() {
  const read = useQuery(historyQuery)
  return (
    <section
      className={`${pageClasses.card} ${read.data ? '' : pageClasses.historyRoom}`}
      aria-labelledby="use-over-time"
    >
      {read.data ? (
        <History items={read.data} />
      ) : (
        <div className={classes.body}>
          {read.isError ? (
            <ErrorState error={read.error} onRetry={() => void read.refetch()} />
          ) : (
            <FieldsSkeleton count={3} />
          )}
        </div>
      )}
    </section>
  )
}

function History({ items }: { items: readonly PoolHistory[] }) {
  const { type } = route.useSearch()
  const navigate = route.useNavigate()
  const shown = items.find((each) => each.type === type) ?? mostUsed(items)
  return (
    <>
      <div className={pageClasses.cardHead}>
        <h2 id="use-over-time" className={pageClasses.cardTitle}>
          {texts.title}
        </h2>
        <Select
          aria-label={texts.type}
          value={shown?.type ?? ''}
          data={items.map((each) => ({ value: each.type, label: each.name }))}
          onChange={(next) => void navigate({ search: { type: next ?? undefined }, replace: true })}
        />
      </div>
      <div className={classes.body}>
        {shown && shown.points.length > 0 ? (
          <>
            <p className={classes.forecast}>{forecastText(shown)}</p>
            <UsePlot history={shown} />
            <Legend history={shown} />
            <AsTable history={shown} />
          </>
        ) : (
          <p className={classes.forecast}>{texts.nothing}</p>
        )}
      </div>
    </>
  )
}

/** What there is most to see of. */
function mostUsed(items: readonly PoolHistory[]): PoolHistory | undefined {
  const usedOf = ({ points }: PoolHistory) => points.at(-1)?.used ?? 0
  return [...items].sort((one, other) => usedOf(other) - usedOf(one))[0]
}

function Legend({ history: { points, taken, forecast } }: { history: PoolHistory }) {
  if (!forecast?.runsOutOn) return null
  const isAllUsed = taken <= (points.at(-1)?.used ?? 0)
  return (
    <div className={classes.legend} aria-hidden>
      <span data-line="used">{texts.used}</span>
      <span data-line="trend">{isAllUsed ? texts.trend : texts.trendTaken}</span>
      {forecast.earliest !== forecast.latest && <span data-line="range">{texts.range}</span>}
    </div>
  )
}

/** The same in figures, the latest day first. */
function AsTable({ history: { name, points } }: { history: PoolHistory }) {
  return (
    <details className={classes.details}>
      <summary>{texts.table.open}</summary>
      <div className={classes.scroller}>
        <table className={classes.days} aria-label={`${texts.title}: ${name}`}>
          <thead>
            <tr>
              <th scope="col">{texts.table.day}</th>
              <th scope="col">{texts.table.used}</th>
            </tr>
          </thead>
          <tbody>
            {points.toReversed().map(({ day, used }) => (
              <tr key={day}>
                <th scope="row">{formatDate(day)}</th>
                <td>{formatNumber(used)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
