import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { withdrawUserInvitation } from '@tenantry/contract/user-invitations.ts'
import type { User } from '@tenantry/contract/users.ts'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { usersChanged } from './users.api.ts'
import { texts } from './users.texts.ts'

const words = texts.withdrawal

/** Says what withdrawing means, and withdraws once that is confirmed. */
export function WithdrawInvitation({ user, onEnd }: { user: User; onEnd: () => void }) {
  const queryClient = useQueryClient()
  const withdrawal = useMutation({
    mutationFn: () =>
      api(withdrawUserInvitation, { params: { id: user.id } }).catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      }),
    onSuccess: () => notifyDone(words.done(user.name)),
    onError: (error) => notifyError(words.failed(user.name), failureText(error)),
    onSettled: () => {
      usersChanged(queryClient)
      onEnd()
    },
  })
  return (
    <Confirm
      opened
      title={words.title(user.name)}
      action={words.action}
      isBusy={withdrawal.isPending}
      onConfirm={() => withdrawal.mutate()}
      onClose={onEnd}
    >
      {words.text(user.name, user.email, user.organizationName)}
    </Confirm>
  )
}

function failureText(error: unknown): string {
  const isClosed = error instanceof ApiError && error.code === 'invitation_closed'
  return isClosed ? texts.invitation.closed : problemText(error).advice
}
