import { formatNumber } from '../platform/format.ts'
import classes from './figures.module.css'

/**
 * Numbers with what they count, one below the other.
 * @param props.hasTotal the last is the sum of those before it
 */
export function Figures(props: { rows: readonly (readonly [label: string, count: number])[]; hasTotal?: boolean }) {
  return (
    <dl className={classes.figures} data-total={props.hasTotal}>
      {props.rows.map(([label, count]) => (
        <div key={label} data-none={count === 0 || undefined}>
          <dt>{label}</dt>
          <dd>{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
