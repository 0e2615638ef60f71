import { Button, Title } from '@mantine/core'
import type { AuditEvent } from '@tenantry/contract/audit-events.ts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { focusPlace } from '../../../ui/focus-place.ts'
import { FormError } from '../../../ui/form-error.tsx'
import { SidesChoice, SidesHead } from '../../../ui/two-sides.tsx'
import { type ChangedThing, LastChange, useLastChange } from '../../audit-events/public.ts'
import { formTexts } from '../form.texts.ts'
import { type ConflictField, type Difference, findDifferences, merge, type Side } from './conflict.ts'
import classes from './profile.module.css'

const words = formTexts.profile.conflict

interface ConflictProps<Values extends object> {
  /** What somebody else has changed. */
  title: string
  /** What it is in the audit log, which tells who. */
  changed: ChangedThing
  fields: readonly ConflictField<Values>[]
  base: Values
  mine: Values
  theirs: Values
  isBusy: boolean
  failure: string | null
  onSave: (merged: Values) => void
  onBack: () => void
}

/**
 * Both versions of what two people, or one in two windows, have changed, to choose from field by field. Where nothing that
 * is shown has changed to anything else, there is nothing to ask, and it is saved again.
 */
export function ConflictView<Values extends object>(props: ConflictProps<Values>) {
  const { fields, base, mine, theirs, isBusy, onSave } = props
  const differences = useMemo(() => findDifferences(fields, base, mine, theirs), [fields, base, mine, theirs])
  const hasChoice = differences.some(({ isOffered }) => isOffered)
  const [isTried, setTried] = useState(false)
  useEffect(() => {
    if (hasChoice || isTried || isBusy) return
    setTried(true)
    onSave(merge(differences, {}, mine, theirs))
  })
  if (!hasChoice && (!isTried || isBusy)) return null
  return <ConflictOfLast {...props} differences={differences} />
}

type Told<Values extends object> = ConflictProps<Values> & { differences: readonly Difference<Values>[] }

function ConflictOfLast<Values extends object>(props: Told<Values>) {
  const last = useLastChange(props.changed, loggedOf(props))
  return last === undefined ? null : <Conflict {...props} last={last} />
}

/** What differs by somebody's change, as the audit log calls it; undefined where it is not known there by its fields. */
function loggedOf<Values extends object>({ fields, differences }: Told<Values>) {
  if (!fields.some(({ logged }) => logged)) return undefined
  return differences.filter(({ isOffered }) => isOffered).map(({ field }) => field.logged ?? [])
}

function Conflict<Values extends object>(props: Told<Values> & { last: AuditEvent | null }) {
  const { differences, mine, theirs, last } = props
  const isOwn = last?.actor.kind === 'user' && last.actor.isYou
  const said = isOwn ? words.own : words
  const offered = differences.filter(({ isOffered }) => isOffered)
  const [choices, setChoices] = useState<Record<string, Side>>({})
  const view = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    // A panel gives the focus back by itself.
    const isOfPanel = Boolean(view.current?.closest('[role="dialog"]'))
    return () => {
      if (!isOfPanel) focusPlace([])
    }
  }, [])
  return (
    <section ref={view} className={classes.card} aria-labelledby="conflict-title">
      <Title order={2} id="conflict-title" ref={heading} tabIndex={-1} className={classes.conflictTitle}>
        {isOwn ? words.own.title : props.title}
      </Title>
      <p className={classes.conflictLead}>{offered.length > 0 ? said.lead : words.same}</p>
      {last && <LastChange event={last} />}
      <FormError>{props.failure}</FormError>
      {offered.length > 0 && (
        <div className={classes.conflicts}>
          <SidesHead labels={[said.mine, said.theirs]} />
          {offered.map((difference) => (
            <Choice
              key={difference.field.id}
              said={said}
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
        <Button
          variant="default"
          disabled={props.isBusy}
          onClick={() => {
            if (view.current) focusSaving(view.current)
            props.onBack()
          }}
        >
          {words.back}
        </Button>
        <Button loading={props.isBusy} onClick={() => props.onSave(merge(differences, choices, mine, theirs))}>
          {words.save}
        </Button>
      </div>
    </section>
  )
}

/** Puts the focus on what saves the form, where that has taken the place of the choice: from there it came. */
function focusSaving(view: HTMLElement): void {
  const { parentElement } = view
  const place = [...(parentElement?.children ?? [])].indexOf(view)
  requestAnimationFrame(() => {
    const form = parentElement?.children[place]
    if (!(form instanceof HTMLFormElement)) return
    // Of a panel it stands below the form.
    const save = [...form.elements].find((each) => each instanceof HTMLButtonElement && each.type === 'submit')
    if (save instanceof HTMLButtonElement) save.focus()
  })
}

function Choice<Values extends object>(props: {
  said: { mine: string; theirs: string; contested: string }
  difference: Difference<Values>
  mine: Values
  theirs: Values
  chosen: Side
  onChoose: (side: Side) => void
}) {
  const { said } = props
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
          <span className={classes.contested}>{isContested ? said.contested : ''}</span>
        </>
      }
      name={`conflict-${field.id}`}
      sides={[sideOf('mine', said.mine), sideOf('theirs', said.theirs)]}
      chosen={props.chosen}
      onChoose={props.onChoose}
    />
  )
}
