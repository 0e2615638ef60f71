import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { createDevice, type Device, getDevice, updateDevice } from '@tenantry/contract/devices.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { useDeviceClasses } from '../../platform/use-device-classes.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { refusalText } from '../customers/public.ts'
import { changedDeviceFields, type DeviceValues, newDetails, placeDeviceErrors } from './device-values.ts'
import { devicesChanged } from './devices.api.ts'
import { texts } from './devices.texts.ts'

const words = texts.form

type NewDevice = RequestOf<typeof createDevice>['body']
type DevicePatch = RequestOf<typeof updateDevice>['body']

/**
 * Adds a device, or saves what was changed of one.
 * @param known the device as it was read, with its ETag; null for a new one
 * @param asksCustomer whether the form has a field for the customer
 */
export function useSaveDevice(
  known: { device: Device; etag: string | null } | null,
  asksCustomer: boolean,
  onErrors: (errors: FieldErrors) => void,
  onEnd: () => void,
) {
  const queryClient = useQueryClient()
  const { nameOf } = useDeviceClasses()
  const isRunning = useRef(false)
  const [key] = useState(newIdempotencyKey)
  const [base, setBase] = useState(known)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const write = async (values: DeviceValues): Promise<string> => {
    if (base) {
      const body = changedDeviceFields(base.device, values) as DevicePatch
      if (Object.keys(body).length === 0) return words.saved(base.device.name)
      const ifMatch = base.etag ?? ''
      const { data } = await api(updateDevice, { params: { id: base.device.id }, body }, { ifMatch })
      return words.saved(data.name)
    }
    if (!values.organization || values.class === '') throw new TypeError('the form was not checked')
    const { organization, entity, name, class: kind, details } = values
    // Who may not tag sends none.
    const tags = values.tagIds.length > 0 ? { tagIds: values.tagIds as TagId[] } : {}
    const place = { organizationId: organization.id, entityId: entity?.id ?? null }
    const body = { ...place, name, class: kind, ...newDetails(details), ...tags } as NewDevice
    return words.added((await api(createDevice, { body }, { idempotencyKey: key })).data.name)
  }
  /** Reads what somebody else has made of the device, to be replaced knowingly. */
  const readAgain = async (id: string) => {
    try {
      const { data, etag } = await api(getDevice, { params: { id } })
      setBase({ device: data, etag })
      setFailure(words.changed(data.name, nameOf(data.class), data.entityName))
    } catch (error) {
      setFailure(describe(error))
    }
  }
  const refuse = (error: unknown) => {
    const { placed, unplaced } = placeDeviceErrors(serverErrors(error), asksCustomer)
    setFailure(describe(error, unplaced, Object.keys(placed).length > 0))
    onErrors(placed)
  }
  const save = async (values: DeviceValues) => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    try {
      notifyDone(await write(values))
      devicesChanged(queryClient)
      onEnd()
    } catch (error) {
      if (base && error instanceof ApiError && error.code === 'precondition_failed') await readAgain(base.device.id)
      else refuse(error)
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { save, isBusy, failure }
}

function describe(error: unknown, unplaced: readonly string[] = [], isMarked = false): string {
  if (error instanceof ApiError && error.code === 'not_found') return words.gone
  return refusalText(error, unplaced, isMarked)
}
