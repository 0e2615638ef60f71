import { Button, TextInput } from '@mantine/core'
import type { LicenseType } from '@tenantry/contract/licenses.ts'
import { type FormEvent, useState } from 'react'
import { InPlaceForm, type TellTyped } from '../../ui/in-place-form.tsx'
import { isChanged } from './etag-of-type.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { isNameTaken } from './name-taken.ts'

const words = texts.types

/** Gives a type of license another name, in its line. */
export function RenameType(props: {
  type: LicenseType
  isBusy: boolean
  tell: TellTyped
  onRename: (name: string) => Promise<unknown>
  onEnd: () => void
}) {
  const { onEnd, isBusy } = props
  const { name, isOn } = props.type
  const [typed, setTyped] = useState(name)
  const [problem, setProblem] = useState<'taken' | 'changed' | null>(null)
  const wanted = typed.trim()
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (wanted === '' || wanted === name) return onEnd()
    props
      .onRename(wanted)
      .then(onEnd, (error: unknown) => setProblem(isNameTaken(error) ? 'taken' : isChanged(error) ? 'changed' : null))
  }
  return (
    <InPlaceForm
      className={classes.rename}
      isDirty={wanted !== name}
      isBusy={isBusy}
      tell={props.tell}
      onSubmit={save}
      onEnd={onEnd}
    >
      <TextInput
        aria-label={words.rename(name)}
        maxLength={100}
        autoComplete="off"
        autoFocus
        value={typed}
        error={problem === 'taken' ? words.nameTaken : problem === 'changed' && words.changedMeanwhile(name, isOn)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setProblem(null)
        }}
      />
      <Button variant="default" onClick={onEnd}>
        {words.cancel}
      </Button>
      <Button type="submit" loading={isBusy}>
        {words.save}
      </Button>
    </InPlaceForm>
  )
}
