import { formatDate } from '../../platform/format.ts'
import { loggedTags } from '../audit-events/public.ts'
import type { ConflictField } from '../customers/public.ts'
import type { DeviceDetails, DeviceValues } from './device-values.ts'
import { texts } from './devices.texts.ts'

type Field = ConflictField<DeviceValues>

const words = texts.form

const yesNo = (is: boolean) => (is ? texts.yes : texts.no)
const date = (value: string) => (value === '' ? '' : formatDate(value))

function field(name: keyof DeviceValues, label: string, inWords: Field['words'], logged: string = name): Field {
  return { id: name, label, paths: [name], logged: [logged], words: inWords }
}

function detail<Name extends keyof DeviceDetails>(
  name: Name,
  label: string,
  inWords: (value: DeviceDetails[Name]) => string = String,
  logged: string = name,
): Field {
  const paths = [`details.${name}`]
  return { id: name, label, paths, logged: [logged], words: ({ details }) => inWords(details[name]) }
}

/**
 * What can differ between two versions of a device, in the order of its form.
 * @param nameOf names of classes by code, and of tags by id
 */
export function deviceConflictFields(nameOf: Record<'class' | 'tag', (id: string) => string>): Field[] {
  const { details } = words
  return [
    field('name', words.name, ({ name }) => name),
    field('class', words.class, ({ class: code }) => nameOf.class(code)),
    field('entity', texts.columns.entity, ({ entity }) => entity?.name ?? '', 'entityId'),
    detail('status', details.status, (status) => texts.statuses[status]),
    detail('user', details.user, (user) => user?.name ?? '', 'userId'),
    detail('maker', details.maker),
    detail('model', details.model),
    detail('serialNumber', details.serialNumber),
    detail('operatingSystem', details.operatingSystem),
    detail('purchasedOn', details.purchasedOn, date),
    detail('warrantyEndsOn', details.warrantyEndsOn, date),
    detail('ipAddresses', details.ipAddresses),
    detail('macAddresses', details.macAddresses),
    detail('monitorsAvailability', details.monitorsAvailability, yesNo),
    detail('monitorsPerformance', details.monitorsPerformance, yesNo),
    detail('customData', words.groups.own, (pairs) => pairs.map(({ name, value }) => `${name}: ${value}`).join(', ')),
    detail('notes', details.notes),
    field('tagIds', words.tags, ({ tagIds }) => tagIds.map(nameOf.tag).join(', '), loggedTags),
  ]
}
