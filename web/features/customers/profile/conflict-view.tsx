import { Button, Title } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { FormError } from '../../../ui/form-error.tsx'
import { SidesChoice, SidesHead } from '../../../ui/two-sides.tsx'
import { type ChangedThing, LastChange } from '../../audit-events/public.ts'
import { formTexts } from '../form.texts.ts'
import { type ConflictField, type Difference, findDifferences, merge, type Side } from './conflict.ts'
import classes from './profile.module.css'

const words = formTexts.profile.conflict

/** Both versions of what two people have changed, side by side, to choose from field by field. */
export function ConflictView<Values extends object>(props: {
  /** What somebody else has changed. */
  title: string
  /** What it is in the audit log, which tells who. */
  changed?: ChangedThing
  fields: readonly ConflictField<Values>[]
  base: Values
  mine: Values
  theirs: Values
  isBusy: boolean
  failure: string | null
  onSave: (merged: Values) => void
  onBack: () => void
}) {
  const { fields, base, mine, theirs } = props
  const differences = useMemo(() => findDifferences(fields, base, mine, theirs), [fields, base, mine, theirs])
  const [choices, setChoices] = useState<Record<string, Side>>({})
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={classes.card} aria-labelledby="conflict-title">
      <Title order={2} id="conflict-title" ref={heading} tabIndex={-1} className={classes.conflictTitle}>
        {props.title}
      </Title>
      <p className={classes.conflictLead}>{differences.length > 0 ? words.lead : words.same}</p>
      {props.changed && <LastChange {...props.changed} />}
      <FormError>{props.failure}</FormError>
      {differences.length > 0 && (
        <div className={classes.conflicts}>
          <SidesHead labels={[words.mine, words.theirs]} />
          {differences.map((difference) => (
            <Choice
              key={difference.field.id}
              difference={difference}
              mine={mine}
              theirs={theirs}
              chosen={choices[difference.field.id] ?? difference.suggested}
              onChoose={(side) => setChoices((now) => ({ ...now, [difference.field.id]: side }))}
            />
          ))}
        </div>
      )}
      <div className={classes.actions}>
        <Button variant="default" disabled={props.isBusy} onClick={props.onBack}>
          {words.back}
        </Button>
        <Button loading={props.isBusy} onClick={() => props.onSave(merge(differences, choices, mine, theirs))}>
          {words.save}
        </Button>
      </div>
    </section>
  )
}

function Choice<Values extends object>(props: {
  difference: Difference<Values>
  mine: Values
  theirs: Values
  chosen: Side
  onChoose: (side: Side) => void
}) {
  const { field, isContested } = props.difference
  const sideOf = (side: Side, label: string) => ({
    side,
    label,
    value: field.words(side === 'mine' ? props.mine : props.theirs) || <em>{words.empty}</em>,
  })
  return (
    <SidesChoice
      legend={
        <>
          {field.label}
          <span className={classes.contested}>{isContested ? words.contested : ''}</span>
        </>
      }
      name={`conflict-${field.id}`}
      sides={[sideOf('mine', words.mine), sideOf('theirs', words.theirs)]}
      chosen={props.chosen}
      onChoose={props.onChoose}
    />
  )
}
