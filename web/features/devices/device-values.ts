import { createDevice, type Device, type DeviceClass } from '@tenantry/contract/devices.ts'
import { type FieldErrors, inputOf, schemaErrors } from '../../platform/zod-form.ts'
import type { ChosenEntity, ChosenOrganization } from '../customers/public.ts'
import { texts } from './devices.texts.ts'

const words = texts.form

/** A device as its form holds it. */
export type DeviceValues = {
  organization: ChosenOrganization | null
  entity: ChosenEntity | null
  name: string
  class: DeviceClass | ''
  tagIds: string[]
}

/** What is wrong with a device, by the fields of its form. */
export function deviceErrors({ organization, name, class: kind }: DeviceValues): FieldErrors {
  const errors = schemaErrors(inputOf(createDevice), { organizationId: organization?.id, name, class: kind })
  const { organizationId, class: wrongClass, ...rest } = errors
  return {
    ...rest,
    ...(organizationId ? { organization: words.customerMissing } : {}),
    ...(wrongClass ? { class: words.classMissing } : {}),
  }
}

/**
 * Problems of the API at the fields of the form, and those that no field of it can show.
 * @param asksCustomer whether the form has a field for the customer
 */
export function placeDeviceErrors(errors: FieldErrors, asksCustomer: boolean) {
  const fields: Record<string, string> = {
    name: 'name',
    class: 'class',
    entityId: 'entity',
    tagIds: 'tags',
    ...(asksCustomer ? { organizationId: 'organization' } : {}),
  }
  const placed: FieldErrors = {}
  const unplaced: string[] = []
  for (const [path, message] of Object.entries(errors)) {
    // A tag that is refused is named by its place among them.
    const field = fields[path] ?? fields[path.split('.')[0] ?? '']
    if (field) placed[field] = message
    else unplaced.push(message)
  }
  return { placed, unplaced }
}

type DeviceChange = { name?: string; class?: DeviceClass; entityId?: string | null; tagIds?: string[] }

/** Only what differs from the device as it is. */
export function changedDeviceFields(device: Device, values: DeviceValues): DeviceChange {
  return {
    ...(values.name.trim() === device.name ? {} : { name: values.name }),
    ...(values.class === '' || values.class === device.class ? {} : { class: values.class }),
    ...((values.entity?.id ?? null) === device.entityId ? {} : { entityId: values.entity?.id ?? null }),
    ...(isSameSet(values.tagIds, device.tags) ? {} : { tagIds: values.tagIds }),
  }
}

function isSameSet(ids: readonly string[], tags: Device['tags']): boolean {
  return ids.length === tags.length && tags.every(({ id }) => ids.includes(id))
}
