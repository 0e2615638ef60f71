import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { updateMe } from '@tenantry/contract/own-name.ts'
import { useRef } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { meQuery, useMe } from '../../platform/session.tsx'
import { focusFirstError, inputOf, serverErrors, zodForm } from '../../platform/zod-form.ts'
import { FieldGrid } from '../../ui/field-grid.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { UnsavedGuard } from '../../ui/unsaved-guard.tsx'
import { useFocusAfterSaving } from '../../ui/use-focus-after-saving.ts'
import classes from './account.module.css'
import { texts } from './account.texts.ts'
import { AccountCard } from './account-card.tsx'
import { useErrorFocus } from './use-error-focus.ts'

const words = texts.name

/** The person's name, beside what of the account never changes. */
export function NameCard() {
  const { account, membership } = useMe()
  const queryClient = useQueryClient()
  const element = useRef<HTMLFormElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const toError = useErrorFocus(element)
  const form = useForm({ initialValues: { name: account.name }, validate: zodForm(inputOf(updateMe)) })
  const save = useMutation({
    mutationFn: async (body: { name: string }) => (await api(updateMe, { body })).data,
    onSuccess: (me, sent) => {
      queryClient.setQueryData(meQuery.queryKey, me)
      void queryClient.invalidateQueries({ queryKey: ['users'] })
      form.setInitialValues({ name: me.account.name })
      // Whoever types on while it is being saved goes on with that.
      if (form.getValues().name === sent.name) form.reset()
      notifyDone(words.saved)
    },
    onError: (error) => {
      form.setErrors(serverErrors(error))
      toError()
    },
  })
  useFocusAfterSaving(button, save.isPending)
  const isMarked = Object.keys(serverErrors(save.error)).length > 0
  const failure = save.error && !isMarked ? failureOf(save.error) : null
  return (
    <AccountCard title={words.title} lead={words.lead(membership.organization.name)}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <form
        ref={element}
        noValidate
        className={classes.form}
        onSubmit={form.onSubmit(
          (values) => save.mutate(values),
          () => focusFirstError(element.current),
        )}
      >
        <FormError>{failure}</FormError>
        <FieldGrid>
          <TextInput label={words.label} name="name" autoComplete="name" required {...form.getInputProps('name')} />
          <TextInput
            label={words.email}
            description={words.emailHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={account.email}
            readOnly
          />
        </FieldGrid>
        <div className={classes.foot}>
          <span className={classes.note}>
            {words.role}: {membership.roleName}
          </span>
          <Button ref={button} type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            {words.save}
          </Button>
        </div>
      </form>
    </AccountCard>
  )
}

function failureOf(error: unknown): string {
  if (!(error instanceof ApiError)) return words.offline
  const { title, advice } = problemText(error)
  return `${title}. ${advice}`
}
