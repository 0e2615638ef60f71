import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { deleteLicenseRule, type LicenseRule } from '@tenantry/contract/license-rules.ts'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { rulesChanged } from './license-rules.api.ts'
import { texts } from './license-rules.texts.ts'

const words = texts.removal

/** Asks, then deletes a rule. */
export function DeleteRule({ rule, onEnd }: { rule: LicenseRule; onEnd: () => void }) {
  const client = useQueryClient()
  const removal = useMutation({
    mutationFn: async () => {
      await api(deleteLicenseRule, { params: { id: rule.id } }, { ifMatch: '*' }).catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: () => notifyDone(words.done(rule.name)),
    onError: (error) => notifyError(words.failed(rule.name), problemText(error).advice),
    onSettled: () => {
      onEnd()
      return rulesChanged(client)
    },
  })
  return (
    <Confirm
      opened
      title={words.title(rule.name)}
      action={texts.remove}
      isBusy={removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onEnd}
    >
      {words.text}
    </Confirm>
  )
}
