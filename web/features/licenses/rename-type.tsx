import { TextInput } from '@mantine/core'
import { type LicenseType, updateLicenseType } from '@tenantry/contract/licenses.ts'
import { useRef, useState } from 'react'
import { focusFirstError, inputOf, schemaErrors } from '../../platform/zod-form.ts'
import { InPlaceForm, type TellTyped } from '../../ui/in-place-form.tsx'
import { isChanged } from './etag-of-type.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { isNameTaken } from './name-taken.ts'

const words = texts.types

/** Says what is wrong, by what the type is called by now. */
type Problem = (type: LicenseType) => string

const said = {
  missing: () => words.nameMissing,
  taken: () => words.nameTaken,
  changed: ({ name, isOn }) => words.changedMeanwhile(name, isOn),
} satisfies Record<string, Problem>

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
    setProblem(() => found)
    if (found) focusFirstError(form.current)
  }
  const save = () => {
    if (wanted === '') return refuse(said.missing)
    if (wanted === name) return onEnd()
    const { name: wrong } = schemaErrors(inputOf(updateLicenseType), { name: wanted })
    if (wrong) return refuse(() => wrong)
    props
      .onRename(wanted)
      .then(onEnd, (error: unknown) => refuse(isNameTaken(error) ? said.taken : isChanged(error) ? said.changed : null))
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
        autoComplete="off"
        autoFocus
        value={typed}
        error={problem?.(props.type)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setProblem(null)
        }}
      />
    </InPlaceForm>
  )
}
