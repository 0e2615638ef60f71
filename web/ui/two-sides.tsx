import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './two-sides.module.css'

/** One of two values that a field could have. */
interface SideValue<Side extends string> {
  side: Side
  /** Whose value it is, read out, and shown where the two stand below each other. */
  label: string
  value: ReactNode
}

/** What stands above two columns of values: whose the one is and whose the other. */
export function SidesHead({ labels }: { labels: readonly [string, string] }) {
  return (
    <div className={classes.head} aria-hidden>
      <span />
      <span>{labels[0]}</span>
      <span>{labels[1]}</span>
    </div>
  )
}

/**
 * A field with two values side by side, one of which is chosen.
 * @param name of the radio group
 */
export function SidesChoice<Side extends string>(props: {
  legend: ReactNode
  name: string
  sides: readonly [SideValue<Side>, SideValue<Side>]
  chosen: Side
  onChoose: (side: Side) => void
}) {
  return (
    <fieldset className={classes.field}>
      <legend className={classes.legend}>{props.legend}</legend>
      {props.sides.map(({ side, label, value }) => (
        <div key={side} className={classes.option} data-checked={props.chosen === side || undefined}>
          <Radio
            size="xs"
            name={props.name}
            value={side}
            checked={props.chosen === side}
            onChange={() => props.onChoose(side)}
            classNames={{ inner: classes.inner, radio: classes.radio, label: classes.label }}
            label={
              <>
                <span className={classes.side}>{label}</span>
                {value}
              </>
            }
          />
        </div>
      ))}
    </fieldset>
  )
}
