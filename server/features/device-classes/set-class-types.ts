/** Which types of license devices take by their class. */
import type { setDeviceClassTypes } from '@tenantry/contract/device-classes.ts'
import type { InputOf, ResponseOf } from '@tenantry/contract/operation.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeLicenses, changesOfDevice, renewAlerts, wakeRules } from '../license-counts/public.ts'
import { lockTree } from '../organizations/public.ts'
import { requireWhole } from '../settings/public.ts'
import { requireTypes } from './class-types.ts'
import { findClasses, findLiveOfClass, updateClassRow } from './device-classes.queries.ts'

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
  { licenseTypes: types }: InputOf<typeof setDeviceClassTypes>['body'],
): Promise<ResponseOf<typeof setDeviceClassTypes>> {
  const { tx, caller } = context
  const { providerId } = caller.scope
  // Who sees a part of the devices alone would let that part alone take other types.
  await requireWhole(context)
  await lockTree(tx)
  const row = (await findClasses(tx)).find((each) => each.code === code)
  if (!row) throw new AppError('not_found')
  await requireTypes(context, types, 'licenseTypes')
  const live = await findLiveOfClass(tx, code)
  const without = (some: readonly string[], others: readonly string[]) => some.filter((type) => !others.includes(type))
  const [given, taken] = [without(row.license_types, types), without(types, row.license_types)]
  await updateClassRow(tx, code, { license_types: types })
  await changeLicenses(
    context,
    'class.changed',
    live.flatMap(({ id, name, organization_id }) => [
      ...changesOfDevice({ organizationId: organization_id, id, name, types: given }, -1),
      ...changesOfDevice({ organizationId: organization_id, id, name, types: taken }, 1),
    ]),
  )
  await renewAlerts(context, providerId)
  // What waits may find what it takes from now on.
  await wakeRules(tx)
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
