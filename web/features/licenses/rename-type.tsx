import { TextInput } from '@mantine/core'
import type { LicenseType } from '@tenantry/contract/licenses.ts'
import { useRef, useState } from 'react'
import { focusFirstError } from '../../platform/zod-form.ts'
import { InPlaceForm, type TellTyped } from '../../ui/in-place-form.tsx'
import { isChanged } from './etag-of-type.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { isNameTaken } from './name-taken.ts'

const words = texts.types

type Problem = keyof typeof said

/** What is wrong, by what the type is called by now. */
const said = {
  missing: () => words.nameMissing,
  taken: () => words.nameTaken,
  changed: ({ name, isOn }: LicenseType) => words.changedMeanwhile(name, isOn),
}

/** Gives a type of license another name, in its line. */
export function RenameType(props: {
  type: LicenseType
  isBusy: boolean
  tell: TellTyped
  onRename: (name: string) => Promise<unknown>
  onEnd: () => void
}) {
  const { onEnd, isBusy } = props
  const { name } = props.type
  const [typed, setTyped] = useState(name)
  const [problem, setProblem] = useState<Problem | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const wanted = typed.trim()
  const refuse = (found: Problem | null) => {
    setProblem(found)
    if (found) focusFirstError(form.current)
  }
  const save = () => {
    if (wanted === '') return refuse('missing')
    if (wanted === name) return onEnd()
    props
      .onRename(wanted)
      .then(onEnd, (error: unknown) => refuse(isNameTaken(error) ? 'taken' : isChanged(error) ? 'changed' : null))
  }
  return (
    <InPlaceForm
      ref={form}
      className={classes.rename}
      words={words}
      isDirty={wanted !== name}
      isBusy={isBusy}
      tell={props.tell}
      onSave={save}
      onEnd={onEnd}
    >
      <TextInput
        aria-label={words.rename(name)}
        maxLength={100}
        autoComplete="off"
        autoFocus
        value={typed}
        error={problem && said[problem](props.type)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setProblem(null)
        }}
      />
    </InPlaceForm>
  )
}
