import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type DeviceClass, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { type FormEvent, useState } from 'react'
import { api } from '../../platform/api.ts'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { ClassFields, type ClassValues, useClassErrors } from './class-fields.tsx'
import { classesChanged } from './device-classes.api.ts'
import classes from './device-classes.module.css'
import { texts } from './device-classes.texts.ts'

const words = texts.form

/** Renames a class of one's own, or changes its picture. */
export function EditClass({ deviceClass, onEnd }: { deviceClass: DeviceClass; onEnd: () => void }) {
  const client = useQueryClient()
  const { code, name, icon } = deviceClass
  const [values, setValues] = useState<ClassValues>({ name, icon })
  const { errors, failure, clear, check, refuse } = useClassErrors()
  const saving = useMutation({
    mutationFn: (body: ClassValues) => api(updateDeviceClass, { params: { code }, body }, { ifMatch: '*' }),
    onSuccess: ({ data }) => {
      classesChanged(client)
      notifyDone(words.saved(data.name))
      onEnd()
    },
    onError: refuse,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (check(values)) saving.mutate(values)
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={words.editTitle(name)}>
      <FormError>{failure}</FormError>
      <ClassFields
        values={values}
        errors={errors}
        hasFocus
        onChange={(next) => {
          setValues(next)
          clear()
        }}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onEnd}>
          {words.cancel}
        </Button>
        <Button type="submit" loading={saving.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}
