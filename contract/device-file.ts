/** The columns of a file of devices. */
import { z } from 'zod'
import { codePath, names } from './customer-file.ts'
import { type Device, deviceFields, deviceStatuses } from './devices.ts'
import { coded } from './fields/issues.ts'
import { loginEmailAddress } from './fields/login-emails.ts'
import { shortText } from './fields/names.ts'
import { choice, date, instant, several, text, yesNo } from './file-cells.ts'
import { columnsOf, type FileColumn, type Given } from './file-columns.ts'
import { mostTagsOfOne } from './tag-labels.ts'

/** A device as a file tells of it. */
export interface DeviceRecord
  extends Omit<Device, 'organizationId' | 'entityId' | 'userId' | 'customData' | 'tags' | 'hostName' | 'lastSeenAt'> {
  /** Its class by name. */
  class: string
  /** Its customer in codes, from the house of whoever exports downwards; nothing for what belongs to that house. */
  customerCodes: string[]
  /** Who works with it; null also for whoever may not see users. */
  userEmail: string | null
  /** Names of tags, of those that whoever exports sees. */
  tagNames: string[]
}

const sentence = (value: string) => `${value[0]?.toUpperCase()}${value.slice(1).replaceAll('_', ' ')}`
const statusWords = Object.fromEntries(deviceStatuses.map((each) => [each, sentence(each)]))
const addresses = several(', ', /[\s,;]+/)

const column = columnsOf<DeviceRecord>()
const shown = { isReadOnly: true } as const

/** Every column of a file of devices in its order. */
export const deviceFileColumns: readonly FileColumn[] = [
  column('customerCodes', 'Customer code', codePath, { isClearable: false }),
  column('organizationName', 'Customer', text, shown),
  column('entityName', 'Entity', text),
  column('name', 'Name', text, { isClearable: false }),
  column('class', 'Class', text, { isClearable: false }),
  column('status', 'Status', choice(statusWords), { isClearable: false }),
  column('serialNumber', 'Serial number', text),
  column('maker', 'Maker', text),
  column('model', 'Model', text),
  column('operatingSystem', 'Operating system', text),
  column('ipAddresses', 'IP addresses', addresses),
  column('macAddresses', 'MAC addresses', addresses),
  column('userName', 'User', text, shown),
  column('userEmail', 'User email', text),
  column('purchasedOn', 'Purchased', date),
  column('warrantyEndsOn', 'Warranty until', date),
  column('monitorsAvailability', 'Availability monitoring', yesNo, { isClearable: false }),
  column('monitorsPerformance', 'Performance monitoring', yesNo, { isClearable: false }),
  column('notes', 'Notes', text, { isInternal: true }),
  column('tagNames', 'Tags', names, { isInternal: true }),
  column('createdAt', 'Created', instant, shown),
  column('updatedAt', 'Changed', instant, shown),
  column('id', 'ID', text, { isId: true, isClearable: false }),
]

const { entityId: _, userId: __, tagIds: ___, customData: ____, ...inRows } = deviceFields

/** A device as a row of a file adds it: its entity and its tags by name, its user by email. */
export const DeviceRowInput = z.strictObject({
  ...inRows,
  entityName: shortText(255),
  userEmail: loginEmailAddress.nullable().optional(),
  tagNames: z
    .array(z.string())
    .refine((told) => told.length <= mostTagsOfOne, coded('too_many_tags', `One carries ${mostTagsOfOne} tags at most`))
    .optional(),
})
export type DeviceRowInput = z.output<typeof DeviceRowInput>

/** What a row changes of a device that is there. */
export const DeviceRowPatch = DeviceRowInput.partial()
export type DeviceRowPatch = z.output<typeof DeviceRowPatch>

/** What a row says of a device; its customer is told apart, and addresses and tags that it takes away leave none. */
export function deviceBody({ id: _, customerCodes: __, ...told }: Given<DeviceRecord>): Record<string, unknown> {
  const body: Record<string, unknown> = { ...told }
  for (const list of ['ipAddresses', 'macAddresses', 'tagNames']) if (body[list] === null) body[list] = []
  return body
}
