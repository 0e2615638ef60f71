import { createDevice, type Device } from '@tenantry/contract/devices.ts'
import { type FieldErrors, inputOf, schemaErrors } from '../../platform/zod-form.ts'
import { type ChosenEntity, type ChosenOrganization, isSame } from '../customers/public.ts'
import { texts } from './devices.texts.ts'

const words = texts.form

/** A pair of one's own as it is typed. */
export type Pair = { name: string; value: string }

/** What is told of a device beside its name, its class and where it lies, as the form holds it. */
export type DeviceDetails = {
  status: Device['status']
  serialNumber: string
  maker: string
  model: string
  operatingSystem: string
  ipAddresses: string
  macAddresses: string
  user: { id: string; name: string } | null
  purchasedOn: string
  warrantyEndsOn: string
  monitorsAvailability: boolean
  monitorsPerformance: boolean
  notes: string
  customData: Pair[]
}

/** A device as its form holds it. */
export type DeviceValues = {
  organization: ChosenOrganization | null
  entity: ChosenEntity | null
  name: string
  /** Empty until one is chosen. */
  class: string
  details: DeviceDetails
  tagIds: string[]
}

/** The details of a device, empty for a new one. */
export function detailsOf(device: Device | null): DeviceDetails {
  return {
    status: device?.status ?? 'in_use',
    serialNumber: device?.serialNumber ?? '',
    maker: device?.maker ?? '',
    model: device?.model ?? '',
    operatingSystem: device?.operatingSystem ?? '',
    ipAddresses: device?.ipAddresses.join(', ') ?? '',
    macAddresses: device?.macAddresses.join(', ') ?? '',
    user: device?.userId ? { id: device.userId, name: device.userName ?? '' } : null,
    purchasedOn: device?.purchasedOn ?? '',
    warrantyEndsOn: device?.warrantyEndsOn ?? '',
    monitorsAvailability: device?.monitorsAvailability ?? false,
    monitorsPerformance: device?.monitorsPerformance ?? false,
    notes: device?.notes ?? '',
    customData: Object.entries(device?.customData ?? {}).map(([name, value]) => ({ name, value })),
  }
}

/** A device as its form begins with it; empty for a new one. */
export function deviceValuesOf(device: Device | null, organization: ChosenOrganization | null): DeviceValues {
  return {
    organization,
    entity: device?.entityId ? { id: device.entityId, name: device.entityName ?? '' } : null,
    name: device?.name ?? '',
    class: device?.class ?? '',
    details: detailsOf(device),
    tagIds: device?.tags.map(({ id }) => id) ?? [],
  }
}

/** Details as they are sent. */
function sentDetails(details: DeviceDetails) {
  const listed = (text: string) => text.split(/[\s,;]+/).filter((each) => each !== '')
  const { user, customData, ipAddresses, macAddresses, purchasedOn, warrantyEndsOn, ...rest } = details
  return {
    ...rest,
    ipAddresses: listed(ipAddresses),
    macAddresses: listed(macAddresses),
    userId: user?.id ?? null,
    purchasedOn: purchasedOn || null,
    warrantyEndsOn: warrantyEndsOn || null,
    customData: Object.fromEntries(
      customData
        .filter(({ name, value }) => name.trim() + value.trim() !== '')
        .map(({ name, value }) => [name.trim(), value.trim()]),
    ),
  }
}

/** What is wrong with a device, by the fields of its form. */
export function deviceErrors({ organization, name, class: kind, details }: DeviceValues): FieldErrors {
  const errors = schemaErrors(inputOf(createDevice), {
    organizationId: organization?.id,
    name,
    class: kind,
    ...sentDetails(details),
  })
  const { organizationId, class: wrongClass, ...rest } = errors
  return {
    ...Object.fromEntries(Object.entries(rest).map(([path, message]) => [fieldOf(path) ?? path, message])),
    ...(organizationId ? { organization: words.customerMissing } : {}),
    ...(wrongClass ? { class: words.classMissing } : {}),
  }
}

/** What is wrong with what differs from a device that is there: the rest stays as it is, though it may not be typed any more. */
export function changeErrors(values: DeviceValues, stored: DeviceValues): FieldErrors {
  const [now, before] = [values, stored].map((each): Record<string, unknown> => ({ ...each, ...each.details }))
  return Object.fromEntries(
    Object.entries(deviceErrors(values)).filter(([field]) => !isSame(now?.[field], before?.[field])),
  )
}

const fields: Record<string, string> = {
  name: 'name',
  class: 'class',
  entityId: 'entity',
  tagIds: 'tags',
  userId: 'user',
  ...Object.fromEntries(Object.keys(detailsOf(null)).map((field) => [field, field])),
}

/** The field of the form that shows a problem; of lists and pairs, the one of all of them. */
function fieldOf(path: string): string | undefined {
  return fields[path] ?? fields[path.split('.')[0] ?? '']
}

/**
 * Problems of the API at the fields of the form, and those that no field of it can show.
 * @param asksCustomer whether the form has a field for the customer
 */
export function placeDeviceErrors(errors: FieldErrors, asksCustomer: boolean) {
  const placed: FieldErrors = {}
  const unplaced: string[] = []
  for (const [path, message] of Object.entries(errors)) {
    const field = path === 'organizationId' && asksCustomer ? 'organization' : fieldOf(path)
    if (field) placed[field] = message
    else unplaced.push(message)
  }
  return { placed, unplaced }
}

/** What adding a device sends of its details: nothing where nothing is told. */
export function newDetails(details: DeviceDetails) {
  return differing(sentDetails(detailsOf(null)), sentDetails(details))
}

type DeviceChange = Partial<ReturnType<typeof sentDetails>> & {
  name?: string
  class?: string
  entityId?: string | null
  tagIds?: string[]
}

/** Only what differs from the device as it is. */
export function changedDeviceFields(device: Device, values: DeviceValues): DeviceChange {
  return {
    ...(values.name.trim() === device.name ? {} : { name: values.name }),
    ...(values.class === '' || values.class === device.class ? {} : { class: values.class }),
    ...((values.entity?.id ?? null) === device.entityId ? {} : { entityId: values.entity?.id ?? null }),
    ...differing(sentDetails(detailsOf(device)), sentDetails(values.details)),
    ...(isSameSet(values.tagIds, device.tags) ? {} : { tagIds: values.tagIds }),
  }
}

function differing<Fields extends object>(before: Fields, after: Fields): Partial<Fields> {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Fields]),
  )
  return Object.fromEntries(changed) as Partial<Fields>
}

function isSameSet(ids: readonly string[], tags: Device['tags']): boolean {
  return ids.length === tags.length && tags.every(({ id }) => ids.includes(id))
}
