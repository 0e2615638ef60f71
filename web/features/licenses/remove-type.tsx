import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { deleteLicenseType, type LicenseType } from '@tenantry/contract/licenses.ts'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { licensesChanged } from '../license-limits/public.ts'
import { etagOf } from './etag-of-type.ts'
import { texts } from './licenses.texts.ts'

const words = texts.typeRemoval

/** Deletes a type of one's own once that is confirmed; where it was used, it says by what. */
export function RemoveType({ type, onEnd }: { type: LicenseType; onEnd: () => void }) {
  const client = useQueryClient()
  const removal = useMutation({
    mutationFn: async () => {
      const remove = async () =>
        api(deleteLicenseType, { params: { code: type.code } }, { ifMatch: await etagOf(type) })
      await remove().catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: () => {
      licensesChanged(client)
      notifyDone(words.done(type.name))
      onEnd()
    },
    // What somebody else has made of it meanwhile is shown behind.
    onError: () => licensesChanged(client),
  })
  const { error } = removal
  return (
    <Confirm
      opened
      title={words.title(type.name)}
      action={words.action}
      isBusy={removal.isPending}
      onClose={onEnd}
      {...(error ? {} : { onConfirm: () => removal.mutate() })}
    >
      {!error && words.text}
      <FormError>{error && (refusalText(error) ?? problemText(error).advice)}</FormError>
    </Confirm>
  )
}

function refusalText(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null
  if (error.code === 'precondition_failed') return words.changed
  if (error.code !== 'license_type_used') return null
  const uses = Object.entries(words.uses).flatMap(([name, label]) => {
    const count = Number(error.problem.params?.[name])
    return count > 0 ? [`${label}: ${formatNumber(count)}`] : []
  })
  return words.used(uses.join('. '))
}
