/** Which types of license devices take by their class. */
import { type DeviceClassTypes, type setDeviceClassTypes, typesOfOthers } from '@tenantry/contract/device-classes.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeLicenses, changesOfDevice, renewAlerts } from '../license-counts/public.ts'
import { lockTree } from '../organizations/public.ts'
import { requireProvider } from '../settings/public.ts'
import { findClasses, findLiveOfClass, saveClassTypes } from './device-classes.queries.ts'
import { findTypes } from './licenses.queries.ts'

/** Lists the classes with what they take. @throws forbidden (403) for people who do not see the provider itself */
export async function listClasses(context: CallContext): Promise<{ items: DeviceClassTypes[] }> {
  await requireProvider(context)
  const rows = await findClasses(context.tx)
  return { items: rows.map(({ code, name, license_types }) => ({ code, name, licenseTypes: license_types })) }
}

/**
 * Sets which types a device of a class takes. All that live give back what they take no longer and take what they take
 * now, in one. Holds the provider's tree alone, so that none is added meanwhile.
 * @throws forbidden (403) for people who do not see all of the provider
 * @throws not_found (404) when there is no such class
 * @throws license_exhausted (409) where a pool or a limit has not so many left
 * @throws invalid_input (422) for types that there are not, and those that are not of devices
 */
export async function setClassTypes(
  context: CallContext,
  code: string,
  { types }: InputOf<typeof setDeviceClassTypes>['body'],
): Promise<DeviceClassTypes & { devices: number }> {
  const { tx, caller } = context
  const { reach, organizationId, providerId } = caller.scope
  await requireProvider(context)
  // Who sees a part of the devices alone would let that part alone take other types.
  if (reach !== 'all' && !(reach === 'subtree' && organizationId === providerId)) throw new AppError('forbidden')
  await lockTree(tx)
  const row = (await findClasses(tx)).find((each) => each.code === code)
  if (!row) throw new AppError('not_found')
  await requireTypes(context, types)
  const live = await findLiveOfClass(tx, code)
  const without = (some: readonly string[], others: readonly string[]) => some.filter((type) => !others.includes(type))
  const [given, taken] = [without(row.license_types, types), without(types, row.license_types)]
  await saveClassTypes(tx, code, types)
  await changeLicenses(
    context,
    'class.changed',
    live.flatMap(({ id, name, organization_id }) => [
      ...changesOfDevice({ organizationId: organization_id, id, name, types: given }, -1),
      ...changesOfDevice({ organizationId: organization_id, id, name, types: taken }, 1),
    ]),
  )
  await renewAlerts(context, providerId)
  await recordAudit(context, {
    action: 'device_class.updated',
    organizationId: providerId,
    objectType: 'device_class',
    objectId: providerId,
    before: { name: row.name, licenseTypes: row.license_types.join(', ') },
    after: { name: row.name, licenseTypes: types.join(', ') },
    names: ['name'],
  })
  return { code, name: row.name, licenseTypes: types, devices: live.length }
}

async function requireTypes({ tx }: CallContext, types: readonly string[]): Promise<void> {
  const known = new Set((await findTypes(tx)).map(({ code }) => code))
  const problems = types.flatMap((type, index) => {
    const path = `types.${index}`
    if (!known.has(type)) return [{ path, code: 'unknown_reference', message: 'There is no such type' }]
    if ((typesOfOthers as readonly string[]).includes(type))
      return [{ path, code: 'type_not_of_devices', message: 'Devices do not take this by their class' }]
    return []
  })
  if (problems.length > 0) throw invalidInput(...problems)
}
