import classes from './usage-bar.module.css'

/** What a part of a bar stands for. */
export interface BarPart {
  count: number
  tone: 'full' | 'above' | 'light'
}

/**
 * How much of something is taken, as a picture beside the numbers that say it. Amber where little is left,
 * orange where nothing is, red past the end.
 * @param total null draws no bar: there is nothing to be a part of
 */
export function UsageBar({ parts, total }: { parts: readonly BarPart[]; total: number | null }) {
  if (total === null) return null
  const taken = parts.reduce((sum, { count }) => sum + count, 0)
  const whole = Math.max(total, taken, 1)
  return (
    <span className={classes.bar} data-state={fullness(taken, total)} aria-hidden>
      {/* Between parts lies a gap: what is nothing begins none. */}
      {parts.map(
        ({ count, tone }) =>
          count > 0 && <span key={tone} data-tone={tone} style={{ width: `${(count / whole) * 100}%` }} />,
      )}
    </span>
  )
}

/** The share of a total from which on little is left. */
const nearFrom = 0.8

/** Whether something is past its end, at it, nearly at it, or has room. */
export function fullness(taken: number, total: number | null): 'over' | 'full' | 'near' | 'free' {
  if (total === null) return 'free'
  if (taken > total) return 'over'
  if (taken === 0) return 'free'
  if (taken === total) return 'full'
  return taken >= total * nearFrom ? 'near' : 'free'
}
