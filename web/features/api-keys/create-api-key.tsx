import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { useId, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { texts as platformTexts } from '../../platform/texts.ts'
import { useSecretRequest } from '../../platform/use-secret-request.ts'
import { focusFirstError, inputOf, serverErrors, zodForm } from '../../platform/zod-form.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { apiKeysQuery } from './api-keys.api.ts'
import { CreatedKey } from './created-key.tsx'
import { texts } from './texts.ts'

const words = texts.form

interface Values {
  name: string
  days: string
}

const toInput = ({ name, days }: Values) => ({ name, expiresInDays: Number(days) })

/** A panel with the form for a key, then with the key itself. */
export function CreateApiKey({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null)
  const id = useId()
  const [isBusy, setBusy] = useState(false)
  const [isTyped, setTyped] = useState(false)
  const close = () => {
    setSecret(null)
    setTyped(false)
    onClose()
  }
  const leaving = useLeaving({ isDirty: isTyped && secret === null, isBusy }, close)
  return (
    <AskingPanel
      opened={opened}
      leaving={leaving}
      isFirm={secret !== null}
      title={secret === null ? words.title : texts.created.title}
      footer={
        secret === null ? (
          <>
            <Button variant="default" onClick={leaving.ask}>
              {platformTexts.actions.cancel}
            </Button>
            <Button type="submit" form={id} loading={isBusy}>
              {words.submit}
            </Button>
          </>
        ) : (
          <Button onClick={close}>{texts.created.done}</Button>
        )
      }
    >
      {secret === null ? (
        <ApiKeyForm id={id} onTyped={setTyped} onBusy={setBusy} onCreated={setSecret} />
      ) : (
        <CreatedKey secret={secret} />
      )}
    </AskingPanel>
  )
}

function ApiKeyForm(props: {
  id: string
  /** Whether something is typed that is still to be sent. */
  onTyped: (isTyped: boolean) => void
  onBusy: (isBusy: boolean) => void
  onCreated: (secret: string) => void
}) {
  const element = useRef<HTMLFormElement>(null)
  const cache = useQueryClient()
  const { keyFor, noteLost } = useSecretRequest()
  const [failure, setFailure] = useState<string | null>(null)
  const form = useForm<Values>({
    initialValues: { name: '', days: '90' },
    validate: zodForm(inputOf(createApiKey), toInput),
  })
  const submit = async (values: Values) => {
    props.onBusy(true)
    setFailure(null)
    try {
      const body = toInput(values)
      const { data } = await api(createApiKey, { body }, { idempotencyKey: keyFor(body) })
      props.onCreated(data.key)
    } catch (error) {
      const isLost = noteLost(error)
      // It leads out of here, to the list.
      if (isLost) props.onTyped(false)
      const { title, advice } = problemText(error)
      setFailure(isLost ? words.lost(values.name.trim()) : `${title}. ${advice}`)
      form.setErrors(serverErrors(error))
      focusFirstError(element.current)
    } finally {
      // Also where no answer came: it may be there all the same.
      void cache.invalidateQueries(apiKeysQuery)
      props.onBusy(false)
    }
  }
  return (
    <form
      id={props.id}
      ref={element}
      noValidate
      onChange={() => props.onTyped(true)}
      onSubmit={form.onSubmit(submit, () => focusFirstError(element.current))}
    >
      <FormError>{failure}</FormError>
      <TextInput
        label={words.name}
        required
        description={words.nameHint}
        autoComplete="off"
        data-autofocus
        mt={failure ? 14 : 0}
        {...form.getInputProps('name')}
      />
      <NativeSelect label={words.expires} data={[...words.days]} mt={16} {...form.getInputProps('days')} />
    </form>
  )
}
