/** The columns of a file of devices. */
import { codePath, names } from './customer-file.ts'
import { type Device, type DeviceClass, deviceClasses } from './devices.ts'
import { choice, instant, text } from './file-cells.ts'
import { columnsOf, type FileColumn } from './file-columns.ts'

/** A device as a file tells of it. */
export interface DeviceRecord extends Omit<Device, 'organizationId' | 'entityId' | 'tags'> {
  /** Its customer in codes, from the house of whoever exports downwards; nothing for what belongs to that house. */
  customerCodes: string[]
  /** Names of tags, of those that whoever exports sees. */
  tagNames: string[]
}

const sentence = (value: DeviceClass) => `${value[0]?.toUpperCase()}${value.slice(1).replaceAll('_', ' ')}`
const words = {
  ...Object.fromEntries(deviceClasses.map((each) => [each, sentence(each)])),
  non_it_asset: 'Non-IT asset',
}

const column = columnsOf<DeviceRecord>()
const shown = { isReadOnly: true } as const

/** Every column of a file of devices in its order. */
export const deviceFileColumns: readonly FileColumn[] = [
  column('customerCodes', 'Customer code', codePath, { isClearable: false }),
  column('organizationName', 'Customer', text, shown),
  column('entityName', 'Entity', text),
  column('name', 'Name', text, { isClearable: false }),
  column('class', 'Class', choice(words), { isClearable: false }),
  column('tagNames', 'Tags', names, { ...shown, isInternal: true }),
  column('createdAt', 'Created', instant, shown),
  column('updatedAt', 'Changed', instant, shown),
  column('id', 'ID', text, shown),
]
