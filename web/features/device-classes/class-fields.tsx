import { Select, TextInput } from '@mantine/core'
import { ApiError } from '@tenantry/contract/client.ts'
import { type BuiltInClass, builtInClasses } from '@tenantry/contract/devices.ts'
import { useState } from 'react'
import { deviceClassWords } from '../../platform/device-words.ts'
import { problemText } from '../../platform/problem-text.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { DeviceClassIcon } from '../../ui/device-classes.tsx'
import { texts } from './device-classes.texts.ts'

const words = texts.form
const icons = builtInClasses.map((value) => ({ value, label: deviceClassWords[value] }))

/** What a class is called and looks like. */
export interface ClassValues {
  name: string
  icon: BuiltInClass
}

/** The fields of a class. */
export function ClassFields(props: {
  values: ClassValues
  errors: FieldErrors
  hasFocus?: boolean
  onChange: (values: ClassValues) => void
}) {
  const { values, errors, onChange } = props
  return (
    <>
      <TextInput
        label={words.name}
        required
        placeholder={words.namePlaceholder}
        autoComplete="off"
        autoFocus={props.hasFocus ?? false}
        value={values.name}
        error={errors.name}
        onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
      />
      <Select<BuiltInClass>
        label={words.icon}
        data={icons}
        leftSection={<DeviceClassIcon icon={values.icon} />}
        renderOption={({ option: { value, label } }) => (
          <>
            <DeviceClassIcon icon={value as BuiltInClass} />
            {label}
          </>
        )}
        value={values.icon}
        onChange={(icon) => onChange({ ...values, icon: icon ?? values.icon })}
      />
    </>
  )
}

/** What keeps a class from being saved: at its fields, or as a whole. */
export function useClassErrors() {
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  return {
    errors,
    failure,
    setFailure,
    clear: () => {
      setErrors({})
      setFailure(null)
    },
    /** Whether the values can be sent. */
    check: ({ name }: ClassValues) => {
      const isMissing = name.trim() === ''
      setErrors(isMissing ? { name: words.nameMissing } : {})
      setFailure(null)
      return !isMissing
    },
    refuse: (error: unknown) => {
      const isTaken = error instanceof ApiError && error.fields.some(({ code }) => code === 'name_taken')
      const { name, ...others } = serverErrors(error)
      setErrors(name ? { name: isTaken ? words.nameTaken : name } : {})
      setFailure(name ? null : (Object.values(others)[0] ?? problemText(error).advice))
    },
  }
}
