import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** A fact: what it is, and what holds. */
export type Fact = readonly [label: string, value: ReactNode]

/** Facts one below the other. Those about which nothing is known are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '')
  if (known.length === 0) return null
  return (
    <dl className={classes.facts}>
      {known.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
