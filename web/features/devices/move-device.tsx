import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Device, type DeviceMove, moveDevice } from '@tenantry/contract/devices.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { useState } from 'react'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { leadToHeldField } from '../../platform/held-page.ts'
import { problemText } from '../../platform/problem-text.ts'
import { serverErrors } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { uppermost } from '../../ui/is-uppermost.ts'
import { notifyDone } from '../../ui/notify.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { type ChosenOrganization, OrganizationSelect } from '../customers/public.ts'
import { devicesChanged } from './devices.api.ts'
import classes from './devices.module.css'
import { texts } from './devices.texts.ts'

const words = texts.move

/** Moves a device to another customer, after telling what it leaves behind. */
export default function MoveDevice({ device, onEnd }: { device: Device; onEnd: () => void }) {
  useFocusReturn()
  const client = useQueryClient()
  const [to, setTo] = useState<ChosenOrganization | null>(null)
  const [key] = useState(newIdempotencyKey)
  const input = {
    params: { id: device.id },
    body: { organizationId: (to?.id ?? device.organizationId) as OrganizationId },
  }
  const preview = useQuery({
    // Not one of the lists of devices: read again once it is done, it would be refused, for the device is there already.
    queryKey: ['device-move', device.id, to?.id],
    gcTime: 0,
    queryFn: async ({ signal }) =>
      (await api(moveDevice, { ...input, query: { dryRun: 'true' } } as typeof input, { signal, ifMatch: '*' })).data,
    enabled: to !== null,
    retry: false,
    staleTime: 0,
  })
  const move = useMutation({
    mutationFn: () => api(moveDevice, input, { ifMatch: '*', idempotencyKey: key }),
    onSuccess: () => {
      devicesChanged(client)
      notifyDone(words.done(device.name, to?.name ?? ''))
      onEnd()
    },
  })
  const failure = move.error ?? preview.error
  return (
    <SidePanel
      opened
      onClose={onEnd}
      title={words.title(device.name)}
      subtitle={device.organizationName}
      footer={
        <>
          <Button variant="default" onClick={onEnd}>
            {texts.form.cancel}
          </Button>
          <Button
            disabled={!preview.data}
            loading={move.isPending}
            onClick={() => leadToHeldField(uppermost()) || move.mutate()}
          >
            {words.action}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <OrganizationSelect label={words.to} required hasFocus value={to} onChange={setTo} />
        <FormError isQuiet={move.error === null}>
          {failure && (Object.values(serverErrors(failure))[0] ?? problemText(failure).advice)}
        </FormError>
        {to && preview.data && <Left move={preview.data} to={to.name} />}
      </div>
    </SidePanel>
  )
}

function Left({ move, to }: { move: DeviceMove; to: string }) {
  const { entityName, userName, tags } = move.left
  const left = [
    ...(entityName === null ? [] : [words.entity(entityName)]),
    ...(userName === null ? [] : [words.user(userName)]),
    ...(tags.length === 0 ? [] : [words.tags(tags.map(({ name }) => name).join(', '))]),
  ]
  return (
    <section aria-label={words.preview} className={classes.preview}>
      <p>{words.licenses(to)}</p>
      {move.twin && <p>{words.twin(move.twin.name, move.device.serialNumber ?? '', to)}</p>}
      {left.length > 0 && (
        <>
          <p>{words.left}</p>
          <ul>
            {left.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
