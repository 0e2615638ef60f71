import { useNavigate } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { setUp } from '@tenantry/contract/setup.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { signIn } from '../../platform/auth-api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { queryClient } from '../../platform/query.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { texts } from './texts.ts'

/** What is typed into the set-up page. */
export interface SetupValues {
  providerName: string
  adminName: string
  adminEmail: string
  adminPassword: string
  timeZone: string
}

/** Sets up the installation, signs in, and opens the customers. */
export function useSetUp(onFieldErrors: (errors: FieldErrors) => void) {
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const enter = async (values: SetupValues) => {
    queryClient.clear()
    try {
      await signIn(values.adminEmail.trim(), values.adminPassword)
      await navigate({ to: '/customers', replace: true })
    } catch {
      notifyDone(texts.signInFailed)
      await navigate({ to: '/sign-in', replace: true })
    }
  }
  const submit = async (values: SetupValues) => {
    setBusy(true)
    setFailure(null)
    try {
      await api(setUp, { body: values })
      await enter(values)
    } catch (error) {
      const { title, advice } = problemText(error)
      const errors = serverErrors(error)
      const isDone = error instanceof ApiError && (error.code === 'not_found' || error.code === 'conflict')
      // What is said at the fields is gone once they are right.
      if (Object.keys(errors).length === 0) setFailure(isDone ? texts.alreadySetUp : `${title}. ${advice}`)
      onFieldErrors(errors)
    } finally {
      setBusy(false)
    }
  }
  /** What the server alone has against the password, where the form has marked other fields: all is told at once. */
  const askMore = async (marked: object, values: SetupValues): Promise<string | undefined> => {
    setFailure(null)
    if ('adminPassword' in marked) return undefined
    // Refused in any case: without a company nothing is set up.
    const refusal = await api(setUp, { body: { ...values, providerName: '' } }).catch((error: unknown) => error)
    return serverErrors(refusal).adminPassword
  }
  return { submit, isBusy, failure, askMore }
}
