import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type EnrollmentToken, revokeEnrollmentToken } from '@tenantry/contract/enrollments.ts'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { tokensQuery } from './enrollment.api.ts'
import { texts } from './enrollment.texts.ts'

/** Says what happens, then revokes a token, or removes one that has expired. */
export function RevokeToken(props: { organizationId: string; token: EnrollmentToken; onEnd: () => void }) {
  const { organizationId, token, onEnd } = props
  const words = token.state === 'expired' ? texts.removal : texts.revocation
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: async () => {
      await api(revokeEnrollmentToken, { params: { id: organizationId, tokenId: token.id } }).catch(
        (error: unknown) => {
          // Somebody else was quicker; what was wanted holds.
          if (!(error instanceof ApiError && error.code === 'not_found')) throw error
        },
      )
    },
    onSuccess: () => notifyDone(words.done(token.name)),
    onError: (error) => notifyError(words.failed(token.name), problemText(error).advice),
    // Once it is gone from the list: the focus goes back to where it was, and would be lost with it.
    onSettled: () => client.invalidateQueries(tokensQuery(organizationId)).finally(onEnd),
  })
  return (
    <Confirm
      opened
      title={words.title(token.name)}
      action={words.action}
      isBusy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      onClose={onEnd}
    >
      {words.text(token.devices, formatNumber(token.devices))}
    </Confirm>
  )
}
