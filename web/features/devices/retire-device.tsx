import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Device, updateDevice } from '@tenantry/contract/devices.ts'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { devicesChanged } from './devices.api.ts'
import { texts } from './devices.texts.ts'

/** Retires a device, which gives its licenses back, or brings it back, which takes them again. */
export function useRetire() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (device: Device) =>
      api(
        updateDevice,
        { params: { id: device.id }, body: { status: device.status === 'retired' ? 'in_use' : 'retired' } },
        { ifMatch: '*' },
      ),
    onSuccess: ({ data }) => {
      devicesChanged(client)
      notifyDone((data.status === 'retired' ? texts.retired : texts.broughtBack)(data.name))
    },
    onError: (error, { name }) => notifyError(texts.notChanged(name), problemText(error).advice),
  }).mutate
}
