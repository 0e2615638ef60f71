import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { createDevice, type Device, getDevice, updateDevice } from '@tenantry/contract/devices.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { refusalText } from '../customers/public.ts'
import { changedDeviceFields, type DeviceValues, newDetails, placeDeviceErrors } from './device-values.ts'
import { devicesChanged } from './devices.api.ts'
import { texts } from './devices.texts.ts'

const words = texts.form

type NewDevice = RequestOf<typeof createDevice>['body']
type DevicePatch = RequestOf<typeof updateDevice>['body']

/** A device as it was read, with the ETag that a change of it has to name. */
export interface ReadDevice {
  device: Device
  etag: string | null
}

/**
 * Adds a device, or saves what was changed of one. What somebody else has saved meanwhile is given as `theirs`, and
 * nothing takes its place until one has chosen between the two.
 * @param known the device as it was read; null for a new one
 * @param asksCustomer whether the form has a field for the customer
 */
export function useSaveDevice(
  known: ReadDevice | null,
  asksCustomer: boolean,
  onErrors: (errors: FieldErrors) => void,
  onEnd: () => void,
) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const [base, setBase] = useState(known)
  const [theirs, setTheirs] = useState<ReadDevice | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [asked, setAsked] = useState<AskedSave | null>(null)

  const end = (done: string) => {
    notifyDone(done)
    devicesChanged(queryClient)
    onEnd()
  }
  /** Reads what somebody else has made of the device, to be compared with what was typed. */
  const compare = async ({ device }: ReadDevice, values: DeviceValues) => {
    const { data, etag } = await api(getDevice, { params: { id: device.id } })
    // Sent before, and the answer got lost: it is stored already.
    if (Object.keys(changedDeviceFields(data, values)).length === 0) return end(words.saved(data.name))
    setTheirs({ device: data, etag })
  }
  const refuse = async (error: unknown, read: ReadDevice | null, values: DeviceValues) => {
    if (read && error instanceof ApiError && error.code === 'precondition_failed') return compare(read, values)
    const twin = twinOf(error)
    if (twin !== null) return setAsked({ read, values, twin })
    const { placed, unplaced } = placeDeviceErrors(serverErrors(error), asksCustomer)
    const isMarked = Object.keys(placed).length > 0
    setFailure(describe(error, unplaced, isMarked))
    // A field that is wrong is mended in the form.
    if (isMarked) setTheirs(null)
    onErrors(placed)
  }
  const run = async (read: ReadDevice | null, values: DeviceValues, isConfirmed = false) => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    try {
      const confirm = isConfirmed ? { confirm: true } : {}
      end(read ? await change(read, values, confirm) : await add(values, keyFor, confirm))
    } catch (error) {
      await refuse(error, read, values).catch((next: unknown) => setFailure(describe(next)))
    } finally {
      isRunning.current = false
      setBusy(false)
      if (isConfirmed) setAsked(null)
    }
  }
  return {
    base,
    theirs,
    isBusy,
    failure,
    /** The device that has the serial number already: whether both have it is asked. */
    twin: asked?.twin ?? null,
    confirm: () => asked && void run(asked.read, asked.values, true),
    leaveTwin: () => setAsked(null),
    save: (values: DeviceValues) => void run(base, values),
    /** Goes on from the stored version with the chosen values on top. */
    resolve: (stored: ReadDevice, merged: DeviceValues) => {
      setBase(stored)
      setTheirs(null)
      void run(stored, merged)
    },
    leaveConflict: () => {
      setFailure(null)
      setTheirs(null)
    },
  }
}

/** What waits for an answer. */
interface AskedSave {
  read: ReadDevice | null
  values: DeviceValues
  /** The name of the device that has the serial number already. */
  twin: string
}

function twinOf(error: unknown): string | null {
  if (!(error instanceof ApiError && error.code === 'serial_number_taken')) return null
  return String(error.problem.params?.name ?? '')
}

type Confirmation = { confirm?: boolean }

async function change({ device, etag }: ReadDevice, values: DeviceValues, confirmation: Confirmation): Promise<string> {
  const changed = changedDeviceFields(device, values) as DevicePatch
  if (Object.keys(changed).length === 0) return words.saved(device.name)
  const body = { ...changed, ...confirmation }
  const { data } = await api(updateDevice, { params: { id: device.id }, body }, { ifMatch: etag ?? '' })
  return words.saved(data.name)
}

async function add(
  values: DeviceValues,
  keyFor: (body: NewDevice) => string,
  confirmation: Confirmation,
): Promise<string> {
  if (!values.organization || values.class === '') throw new TypeError('the form was not checked')
  const { organization, entity, name, class: kind, details } = values
  // Who may not tag sends none.
  const tags = values.tagIds.length > 0 ? { tagIds: values.tagIds as TagId[] } : {}
  const place = { organizationId: organization.id, entityId: entity?.id ?? null }
  const body = { ...place, name, class: kind, ...newDetails(details), ...tags, ...confirmation } as NewDevice
  return words.added((await api(createDevice, { body }, { idempotencyKey: keyFor(body) })).data.name)
}

function describe(error: unknown, unplaced: readonly string[] = [], isMarked = false): string {
  if (error instanceof ApiError && error.code === 'not_found' && !isMarked) return words.gone
  return refusalText(error, unplaced, isMarked)
}
