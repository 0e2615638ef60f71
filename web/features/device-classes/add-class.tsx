import { Button, MultiSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createDeviceClass, mostTypesOfClass } from '@tenantry/contract/device-classes.ts'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { focusFirstError } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { type TellTyped, useTellTyped } from '../../ui/in-place-form.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { ClassFields, type ClassValues, useClassErrors } from './class-fields.tsx'
import { classesChanged } from './device-classes.api.ts'
import classes from './device-classes.module.css'
import { texts } from './device-classes.texts.ts'

const words = texts.form
const nothing: ClassValues & { licenseTypes: string[] } = { name: '', icon: 'non_it_asset', licenseTypes: [] }

/** Adds a class of one's own. */
export function AddClass({ options, tell }: { options: { value: string; label: string }[]; tell: TellTyped }) {
  const client = useQueryClient()
  const keyFor = useRequestKey()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(nothing)
  useTellTyped(tell, values.name !== '' || values.licenseTypes.length > 0)
  const { errors, failure, clear, check, refuse } = useClassErrors()
  const change = (part: Partial<typeof nothing>) => {
    setValues((now) => ({ ...now, ...part }))
    clear()
  }
  const adding = useMutation({
    mutationFn: (body: typeof nothing) => api(createDeviceClass, { body }, { idempotencyKey: keyFor(body) }),
    onSuccess: ({ data }) => {
      classesChanged(client)
      notifyDone(words.added(data.name))
      setValues(nothing)
    },
    onError: (error) => {
      refuse(error)
      focusFirstError(form.current)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (check(values)) adding.mutate(values)
    else focusFirstError(form.current)
  }
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate aria-label={words.addTitle}>
      <h3 className={classes.title}>{words.addTitle}</h3>
      <FormError>{failure}</FormError>
      <ClassFields values={values} errors={errors} onChange={change} />
      <MultiSelect
        label={words.takes}
        description={words.takesHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={options}
        maxValues={mostTypesOfClass}
        value={values.licenseTypes}
        onChange={(licenseTypes) => change({ licenseTypes })}
      />
      <Button type="submit" variant="default" loading={adding.isPending} className={classes.button}>
        {words.add}
      </Button>
    </form>
  )
}
