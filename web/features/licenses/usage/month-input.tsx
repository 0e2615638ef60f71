import { TextInput } from '@mantine/core'
import { useState } from 'react'
import classes from '../licenses.module.css'
import usageClasses from './usage.module.css'
import { texts } from './usage.texts.ts'

interface Props {
  value: string
  /** With null for what is no month, or none that has begun: nothing is to be shown for it. */
  onChange: (month: string | null) => void
  /** Its label stands before it, not above: in a toolbar all of it is one line. */
  isInline?: boolean
}

/** A month of the calendar that has begun; of anything else it says what is wrong. */
export function MonthInput({ value, onChange, isInline = false }: Props) {
  const latest = latestMonth()
  const [typed, setTyped] = useState(value)
  const [given, setGiven] = useState(value)
  // Another one by the address, by going back say.
  if (given !== value) {
    setGiven(value)
    setTyped(value)
  }
  const change = (next: string) => {
    setTyped(next)
    onChange(problemOf(next, latest) === null ? next : null)
  }
  return (
    <TextInput
      type="month"
      label={texts.month}
      className={isInline ? usageClasses.inline : classes.month}
      value={typed}
      min="2020-01"
      max={latest}
      error={problemOf(typed, latest)}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function problemOf(month: string, latest: string): string | null {
  if (!/^20\d\d-\d\d$/.test(month)) return texts.monthMissing
  return month > latest ? texts.monthNotBegun : null
}

const furthestAheadMs = 14 * 3_600_000

/** The month that has begun where a day begins first. */
function latestMonth(): string {
  return new Date(Date.now() + furthestAheadMs).toISOString().slice(0, 7)
}
