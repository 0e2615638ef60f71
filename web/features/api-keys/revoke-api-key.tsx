import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ApiKey, revokeApiKey } from '@tenantry/contract/api-keys.ts'
import { useRef } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { apiKeysQuery } from './api-keys.api.ts'
import { texts } from './texts.ts'

const words = texts.revoke

/** Asks, then revokes. Open while there is a key. */
export function RevokeApiKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const cache = useQueryClient()
  // The words stay while the dialog fades.
  const last = useRef(apiKey)
  if (apiKey) last.current = apiKey
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => api(revokeApiKey, { params: { id: key.id } }),
    onSuccess: (_, key) => notifyDone(words.done(key.name)),
    onError: (error) => notifyError(words.failed, problemText(error).advice),
    onSettled: () => {
      onClose()
      return cache.invalidateQueries(apiKeysQuery)
    },
  })
  return (
    <Confirm
      opened={apiKey !== null}
      title={last.current ? words.title(last.current) : ''}
      action={words.action}
      isBusy={revoke.isPending}
      onConfirm={() => {
        if (apiKey) revoke.mutate(apiKey)
      }}
      onClose={onClose}
    >
      {words.text}
    </Confirm>
  )
}
