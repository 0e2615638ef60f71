import type { Device, createDevice as operation } from '@tenantry/contract/devices.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { newId } from '../../platform/clock/clock.ts'
import { withCommit } from '../../platform/database/tenant-database.ts'
import { AppError, namedNotFound } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { changeLicenses } from '../license-counts/public.ts'
import { changeCount, findHome, type Home, requireGrowth, shareTree } from '../organizations/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { setDeviceTags } from '../tags/public.ts'
import { requireUserOf } from './assigned-user.ts'
import { changeEntity } from './change-entity.ts'
import { columnsOf, nothingTold } from './device-columns.ts'
import { insertDevice } from './devices.queries.ts'
import { auditedDevice } from './devices.view.ts'
import { getDevice, showDevice } from './get-device.ts'
import { changesOf, typesOfNew } from './licensed-device.ts'
import { requireDates, requireOwnSerial } from './told-rightly.ts'

/** What is told of a new device. */
export type DeviceInput = InputOf<typeof operation>['body']

/**
 * Adds a device to any organization that the caller can see, the provider's own house included, with its count and its
 * licenses and its audit row in the caller's transaction. Shares the lock of the provider's tree, then locks
 * its serial number, the entity and the counters.
 * @throws license_exhausted (409) where no license is left, at the end of the transaction
 * @throws serial_number_taken (409) where another device there has its serial number, without confirmation
 * @throws not_found (404) when the caller cannot see the organization
 * @throws invalid_input (422) for a class that takes no new devices, for an entity of another organization, for a user or
 * tags of elsewhere, for a warranty that ends before the purchase, and where the organization takes nothing new
 */
export async function createDevice(
  context: CallContext,
  input: DeviceInput,
): Promise<{ device: Device; version: number }> {
  const { tx, clock, caller } = context
  refuseInternalFields(caller, input)
  const told = { ...nothingTold, ...columnsOf(input), name: input.name, class: input.class }
  requireDates(told)
  const { home, types } = await placeFor(context, input, told)
  const numbered = { id: null, organizationId: home.id, serialNumber: told.serial_number }
  await requireOwnSerial(context, numbered, input.confirm === true)
  const [entityName, isCounted] = await Promise.all([
    changeEntity(context, home.id, null, told.entity_id),
    changeCount(tx, home.id, 'devices', 1),
    requireUserOf(context, home.id, told.user_id),
  ])
  // Not counted means not visible: the walls let a caller move the counts of organizations in reach only.
  if (!isCounted) throw new AppError('not_found')
  const now = clock.now()
  const row = { ...told, id: newId(), organization_id: home.id, created_at: now, updated_at: now }
  await withCommit(tx, insertDevice(tx, { ...row, provider_id: caller.scope.providerId, name_key: sortKey(told.name) }))
  await recordAudit(context, {
    action: 'device.created',
    organizationId: home.id,
    objectType: 'device',
    objectId: row.id,
    before: null,
    after: auditedDevice(row),
  })
  // Last, with the commit: whoever takes from the same pool waits from here on.
  await changeLicenses(context, 'device.created', changesOf(row, types, 1))
  const { tagIds = [] } = input
  if (tagIds.length > 0) {
    await setDeviceTags(context, { id: row.id, organizationId: home.id, name: told.name }, tagIds)
    return getDevice(context, row.id)
  }
  const shown = { ...row, organization_name: home.name, entity_name: entityName, tags: [] }
  return { device: await showDevice(context, shown), version: 1 }
}

/** Holds the tree still and finds where the device belongs, whether it takes anything new, and what its class takes, in one go. */
async function placeFor(
  context: CallContext,
  input: DeviceInput,
  told: Parameters<typeof typesOfNew>[1],
): Promise<{ home: Home; types: string[] }> {
  const held = shareTree(context.tx)
  const growing = requireGrowth(context, input.organizationId, 'organizationId')
  const typing = typesOfNew(context, told)
  // What the caller cannot see is told first.
  for (const later of [growing, typing]) later.catch(() => {})
  const [, home] = await Promise.all([held, findVisibleHome(context, input.organizationId)])
  if (!home) throw namedNotFound('organizationId', 'The organization does not exist')
  await growing
  return { home, types: await typing }
}

/** Where a device would belong, or nothing where the caller cannot see it. */
export async function findVisibleHome({ tx, caller }: CallContext, id: string): Promise<Home | undefined> {
  // Who sees entities only sees no organization, the own one included.
  if (caller.scope.reach === 'entities')
    return id === caller.organization.id ? { id, name: caller.organization.name } : undefined
  return findHome(tx, id)
}
