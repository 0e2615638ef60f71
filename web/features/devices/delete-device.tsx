import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type Device, deleteDevice } from '@tenantry/contract/devices.ts'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useDeviceClasses } from '../../ui/device-classes.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { devicesChanged } from './devices.api.ts'
import { texts } from './devices.texts.ts'

const words = texts.removal

/** Says what will be deleted, and deletes it once that is confirmed. */
export function DeleteDevice({ device, onEnd }: { device: Device; onEnd: () => void }) {
  const queryClient = useQueryClient()
  const { nameOf } = useDeviceClasses()
  const removal = useMutation({
    mutationFn: async () => {
      await api(deleteDevice, { params: { id: device.id } }).catch((error: unknown) => {
        // Somebody else was quicker; what was wanted holds.
        if (!(error instanceof ApiError && error.code === 'not_found')) throw error
      })
    },
    onSuccess: () => {
      devicesChanged(queryClient)
      notifyDone(words.done(device.name))
      onEnd()
    },
    onError: (error) => notifyError(words.failed(device.name), problemText(error).advice),
  })
  return (
    <Confirm
      opened
      title={words.title(device.name)}
      action={texts.remove}
      isBusy={removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onEnd}
    >
      {words.text(device.name, nameOf(device.class), device.organizationName)}
    </Confirm>
  )
}
