import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createLicenseType } from '@tenantry/contract/licenses.ts'
import { type FormEvent, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { type FieldErrors, focusFirstError, inputOf, schemaErrors, serverErrors } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { type TellTyped, useTellTyped } from '../../ui/in-place-form.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { licensesChanged } from '../license-limits/public.ts'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { isCodeTaken, isNameTaken } from './name-taken.ts'

const words = texts.types

/** A code that a name could have: 'Backup agents' → backup_agents. */
function codeFor(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
}

/** Adds a type of one's own; its code follows the name until somebody types one. */
export function AddType({ tell }: { tell: TellTyped }) {
  const client = useQueryClient()
  const keyFor = useRequestKey()
  const form = useRef<HTMLFormElement>(null)
  const [name, setName] = useState('')
  const [typedCode, setTypedCode] = useState<string | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  useTellTyped(tell, name !== '' || (typedCode ?? '') !== '')
  const code = typedCode ?? codeFor(name)
  const adding = useMutation({
    mutationFn: (body: { code: string; name: string }) =>
      api(createLicenseType, { body }, { idempotencyKey: keyFor(body) }),
    onSuccess: ({ data }) => {
      licensesChanged(client)
      notifyDone(words.added(data.name))
      setName('')
      setTypedCode(null)
    },
    onError: (error) => {
      const found = serverErrors(error)
      if (isNameTaken(error)) found.name = words.nameTaken
      if (isCodeTaken(error)) found.code = words.codeTaken
      setErrors(found)
      setFailure(Object.keys(found).length > 0 ? null : problemText(error).advice)
      if (Object.keys(found).length > 0) focusFirstError(form.current)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { code, name: name.trim() }
    const found = schemaErrors(inputOf(createLicenseType), body)
    const worded = {
      ...found,
      ...(name.trim() === '' ? { name: words.nameMissing } : {}),
      ...(found.code ? { code: code.trim() === '' ? words.codeMissing : words.codeWrong } : {}),
    }
    setErrors(worded)
    setFailure(null)
    if (Object.keys(worded).length > 0) focusFirstError(form.current)
    else adding.mutate(body)
  }
  return (
    <form ref={form} className={classes.addType} onSubmit={submit} noValidate>
      <h3 className={classes.cardTitle}>{words.addTitle}</h3>
      <FormError>{failure}</FormError>
      <TextInput
        label={words.name}
        required
        placeholder={words.namePlaceholder}
        autoComplete="off"
        value={name}
        error={errors.name}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setErrors({})
        }}
      />
      <TextInput
        label={words.code}
        required
        description={words.codeHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        maxLength={50}
        value={code}
        error={errors.code}
        onChange={(event) => {
          setTypedCode(event.currentTarget.value)
          setErrors({})
        }}
      />
      <Button type="submit" variant="default" loading={adding.isPending} className={classes.addButton}>
        {words.add}
      </Button>
    </form>
  )
}
