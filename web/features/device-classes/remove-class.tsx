import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type DeviceClass, deleteDeviceClass } from '@tenantry/contract/device-classes.ts'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { classesChanged, etagOf, useArchiveClass } from './device-classes.api.ts'
import { texts } from './device-classes.texts.ts'

const words = texts.removal

/** Deletes a class once that is confirmed; where it is in use, it says by what and offers to archive it. */
export function RemoveClass({ deviceClass, onEnd }: { deviceClass: DeviceClass; onEnd: () => void }) {
  const client = useQueryClient()
  const { code, name, isArchived } = deviceClass
  const archive = useArchiveClass(onEnd)
  const removal = useMutation({
    mutationFn: async () => {
      const remove = async () => api(deleteDeviceClass, { params: { code } }, { ifMatch: await etagOf(deviceClass) })
      await remove().catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: () => {
      classesChanged(client)
      notifyDone(words.done(name))
      onEnd()
    },
    // What somebody else has made of it meanwhile is shown behind.
    onError: () => classesChanged(client),
  })
  const { error } = removal
  const mayArchive = inUseText(error) !== null && !isArchived
  return (
    <Confirm
      opened
      title={words.title(name)}
      action={texts.remove}
      isBusy={removal.isPending}
      onClose={onEnd}
      {...(error ? {} : { onConfirm: () => removal.mutate() })}
      {...(mayArchive ? { other: { label: words.archive, onClick: () => archive.mutate(deviceClass) } } : {})}
    >
      {!error && words.text(name)}
      <FormError>{error && (refusalText(error) ?? problemText(error).advice)}</FormError>
    </Confirm>
  )
}

function refusalText(error: unknown): string | null {
  const isChanged = error instanceof ApiError && error.code === 'precondition_failed'
  return isChanged ? words.changed : inUseText(error)
}

function inUseText(error: unknown): string | null {
  if (!(error instanceof ApiError && error.code === 'device_class_in_use')) return null
  const { devices, waiting, rules } = error.problem.params ?? {}
  const countOf = (value: unknown) => formatNumber(Number(value))
  return words.inUse(countOf(devices), countOf(waiting), countOf(rules))
}
