import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { isTimeZone } from '@tenantry/contract/fields/time-zones.ts'
import { setUp } from '@tenantry/contract/setup.ts'
import { useRef } from 'react'
import { focusFirstError, inputOf, zodForm } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { NewPasswordInput } from '../../ui/new-password-input.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { OptionSelect, timeZoneOptions, withValue } from '../customers/public.ts'
import { texts } from './texts.ts'
import { type SetupValues, useSetUp } from './use-set-up.ts'

export function SetupPage() {
  return (
    <PlainPage title={texts.title} lead={texts.lead}>
      <SetupForm />
    </PlainPage>
  )
}

function SetupForm() {
  const element = useRef<HTMLFormElement>(null)
  const form = useForm<SetupValues>({
    initialValues: { providerName: '', adminName: '', adminEmail: '', adminPassword: '', timeZone: ownTimeZone() },
    validate: zodForm(inputOf(setUp)),
  })
  const { submit, isBusy, failure } = useSetUp((errors) => {
    form.setErrors(errors)
    focusFirstError(element.current)
  })
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, () => focusFirstError(element.current))}>
      <FormError>{failure}</FormError>
      <TextInput
        label={texts.providerName}
        required
        description={texts.providerNameHint}
        name="organization"
        autoComplete="organization"
        autoFocus
        {...form.getInputProps('providerName')}
      />
      <OptionSelect
        label={texts.timeZone}
        description={texts.timeZoneHint}
        clearable={false}
        required
        data={withValue(timeZoneOptions(), form.values.timeZone)}
        {...form.getInputProps('timeZone')}
      />
      <TextInput
        label={texts.adminName}
        required
        name="name"
        autoComplete="name"
        {...form.getInputProps('adminName')}
      />
      <TextInput
        label={texts.adminEmail}
        required
        type="email"
        name="email"
        autoComplete="username"
        {...form.getInputProps('adminEmail')}
      />
      <NewPasswordInput
        label={texts.adminPassword}
        required
        name="new-password"
        {...form.getInputProps('adminPassword')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4}>
        {texts.submit}
      </Button>
    </form>
  )
}

/** That of the browser, which knows where it is; a few do not tell. */
function ownTimeZone(): string {
  const { timeZone } = new Intl.DateTimeFormat('en').resolvedOptions()
  return isTimeZone(timeZone) ? timeZone : 'UTC'
}
