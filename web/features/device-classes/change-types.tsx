import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type DeviceClass, setDeviceClassTypes } from '@tenantry/contract/device-classes.ts'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { deviceClassesKey } from '../../ui/device-classes.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { licensesChanged } from '../license-limits/public.ts'
import { classesChanged } from './device-classes.api.ts'
import { texts } from './device-classes.texts.ts'

const words = texts.change

/** A class with what its devices are to take. */
export type WantedTypes = Pick<DeviceClass, 'code' | 'name'> & { licenseTypes: string[] }

/** Asks before live devices change what they take. */
export function ChangeTypes({ wanted, onEnd }: { wanted: WantedTypes; onEnd: () => void }) {
  const client = useQueryClient()
  const input = { params: { code: wanted.code }, body: { licenseTypes: wanted.licenseTypes } }
  const preview = useQuery({
    queryKey: [...deviceClassesKey, 'preview', wanted.code, wanted.licenseTypes],
    queryFn: async ({ signal }) =>
      (await api(setDeviceClassTypes, { ...input, query: { dryRun: 'true' } } as typeof input, { signal })).data,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })
  const save = useMutation({
    mutationFn: () => api(setDeviceClassTypes, input),
    onSuccess: () => {
      licensesChanged(client)
      classesChanged(client)
      notifyDone(words.done(wanted.name))
      onEnd()
    },
  })
  const failure = save.error ?? preview.error
  return (
    <Confirm
      opened
      title={words.question(wanted.name)}
      action={words.action}
      isBusy={save.isPending || preview.isPending}
      onClose={onEnd}
      {...(preview.error ? {} : { onConfirm: () => save.mutate() })}
    >
      {preview.data && words.text(formatNumber(preview.data.devices), preview.data.devices === 1)}
      <FormError>{failure && problemText(failure).advice}</FormError>
    </Confirm>
  )
}
