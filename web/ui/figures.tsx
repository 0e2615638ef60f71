import { formatNumber } from '../platform/format.ts'
import classes from './figures.module.css'

/** Numbers with what they count, one below the other. */
export function Figures({ rows }: { rows: readonly (readonly [label: string, count: number])[] }) {
  return (
    <dl className={classes.figures}>
      {rows.map(([label, count]) => (
        <div key={label} data-none={count === 0 || undefined}>
          <dt>{label}</dt>
          <dd>{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
