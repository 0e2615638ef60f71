import type { DeviceClass } from '@tenantry/contract/device-classes.ts'
import { useRef } from 'react'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { InPlaceForm, type TellTyped } from '../../ui/in-place-form.tsx'
import { ClassFields } from './class-fields.tsx'
import classes from './device-classes.module.css'
import { texts } from './device-classes.texts.ts'
import { useSaveClass } from './use-save-class.ts'

const words = texts.form

/** Renames a class of one's own, or changes its picture. */
export function EditClass(props: { deviceClass: DeviceClass; tell: TellTyped; onEnd: () => void }) {
  const { deviceClass, tell, onEnd } = props
  const form = useRef<HTMLFormElement>(null)
  const refused = () => focusFirstError(form.current)
  const { values, set, save, errors, failure, isBusy, isDirty } = useSaveClass(deviceClass, { refused, end: onEnd })
  return (
    <InPlaceForm
      ref={form}
      label={words.editTitle(deviceClass.name)}
      className={classes.form}
      words={words}
      isDirty={isDirty}
      isBusy={isBusy}
      tell={tell}
      onSave={save}
      onEnd={onEnd}
    >
      <FormError>{failure}</FormError>
      <ClassFields values={values} errors={errors} hasFocus onChange={set} />
    </InPlaceForm>
  )
}
