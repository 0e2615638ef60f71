import { Anchor, Button, TextInput } from '@mantine/core'
import { type FormErrors, useForm } from '@mantine/form'
import { isTimeZone } from '@tenantry/contract/fields/time-zones.ts'
import { setUp } from '@tenantry/contract/setup.ts'
import { useRef } from 'react'
import { leadToHeldField } from '../../platform/held-page.ts'
import { newPasswordForm } from '../../platform/new-password-form.ts'
import { focusFirstError, inputOf } from '../../platform/zod-form.ts'
import { emailInput } from '../../ui/email-input.ts'
import { FormError } from '../../ui/form-error.tsx'
import { holdPress } from '../../ui/hold-press.ts'
import { NewPasswordInput } from '../../ui/new-password-input.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { OptionSelect, timeZoneOptions, todaysZone, withValue } from '../customers/public.ts'
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
    validate: newPasswordForm(inputOf(setUp), 'adminPassword', ownerIn),
  })
  const { submit, isBusy, failure, askMore } = useSetUp((errors) => {
    form.setErrors(errors)
    focusFirstError(element.current)
  })
  const onMarked = async (errors: FormErrors, values: SetupValues) => {
    focusFirstError(element.current)
    const problem = await askMore(errors, values)
    // Whoever has gone on typing has another one by now.
    if (problem && form.getValues().adminPassword === values.adminPassword) form.setFieldError('adminPassword', problem)
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        if (leadToHeldField(event.currentTarget)) event.preventDefault()
        else form.onSubmit(submit, onMarked)(event)
      }}
    >
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
        {...emailInput}
        name="email"
        autoComplete="username"
        {...form.getInputProps('adminEmail')}
      />
      <NewPasswordInput
        label={texts.adminPassword}
        required
        name="new-password"
        owner={ownerIn(form.values)}
        {...form.getInputProps('adminPassword')}
      />
      <Button type="submit" loading={isBusy} fullWidth mt={4} onPointerDown={holdPress}>
        {texts.submit}
      </Button>
      {failure === texts.alreadySetUp && (
        // The page is loaded anew: this one still takes the installation for one without a provider.
        <Anchor href="/sign-in" ta="center">
          {texts.toSignIn}
        </Anchor>
      )}
    </form>
  )
}

function ownerIn({ adminEmail, adminName, providerName }: SetupValues) {
  return { email: adminEmail, names: [adminName, providerName] }
}

/** That of the browser, which knows where it is; a few do not tell. */
function ownTimeZone(): string {
  const { timeZone } = new Intl.DateTimeFormat('en').resolvedOptions()
  return isTimeZone(timeZone) ? todaysZone(timeZone) : 'UTC'
}
