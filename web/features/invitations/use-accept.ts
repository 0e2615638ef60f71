import { useRouter } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { acceptInvitation } from '@tenantry/contract/invitations.ts'
import { useState } from 'react'
import { plainApi } from '../../platform/api.ts'
import { AuthError } from '../../platform/auth-api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { queryClient } from '../../platform/query.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { texts } from './invitations.texts.ts'

/** An invitation, and the login that it is for. */
export interface InvitedLogin {
  token: string
  email: string
  organization: string
}

/** Accepts an invitation. @throws ApiError */
export async function accept(token: string, password?: string): Promise<void> {
  await plainApi(acceptInvitation, { body: { token, ...(password === undefined ? {} : { password }) } })
}

/** Runs the steps of an acceptance, arrives in the product after them, and says why where one is refused, until told to forget it. */
export function useAccept(organization: string, onFieldErrors: (errors: FieldErrors) => void = () => {}) {
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async (steps: () => Promise<void>) => {
    setBusy(true)
    setFailure(null)
    try {
      await steps()
      queryClient.clear()
      notifyDone(texts.accepted(organization))
      await router.navigate({ href: '/customers', replace: true })
    } catch (error) {
      const errors = serverErrors(error)
      onFieldErrors(errors)
      if (Object.keys(errors).length === 0) setFailure(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return { run, isBusy, failure, forget: () => setFailure(null) }
}

/** Whether the link was used up or withdrawn since it was read. */
export function isSpent(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_found'
}

function wordsFor(error: unknown): string {
  if (error instanceof AuthError) return error.message
  if (isSpent(error)) return `${texts.spentTitle}. ${texts.spent}`
  const { title, advice } = problemText(error)
  return `${title}. ${advice}`
}
