/** Taking back what an import has made and changed, piece by piece from its end. */

import { OtherContactPatch } from '@tenantry/contract/contacts.ts'
import { CustomerPatch } from '@tenantry/contract/customers.ts'
import { DeviceRowPatch } from '@tenantry/contract/device-file.ts'
import { deviceFields } from '@tenantry/contract/devices.ts'
import { EntityPatch } from '@tenantry/contract/entities.ts'
import { calendarDay } from '@tenantry/contract/fields/days.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudits } from '../audit-events/public.ts'
import { deleteContact, updateContact } from '../contacts/public.ts'
import { holdCustomers, updateCustomer } from '../customers/public.ts'
import {
  type ComingChange,
  deleteDevice,
  holdAllSerials,
  holdDevices,
  serialKeyOf,
  updateDeviceOfRow,
} from '../devices/public.ts'
import { deleteEntity, updateEntity } from '../entities/public.ts'
import { lockTree, shareTree } from '../organizations/public.ts'
import { noCounts } from './chunk.ts'
import { type Counts, type ImportRow, type MadeRow, takeBack } from './imports.queries.ts'

/**
 * Takes back what some rows have made or changed, where nobody has changed or used it since.
 * @returns how many were taken back, and how many are left as they are
 */
export async function undoRows(context: CallContext, row: ImportRow, made: readonly MadeRow[]): Promise<Counts> {
  const counts = noCounts()
  const isOfCustomers = row.kind === 'customers'
  await (isOfCustomers ? holdChanged(context, made) : shareTree(context.tx))
  if (row.kind === 'devices') await holdComing(context, made)
  const gone = isOfCustomers ? await undoNewCustomers(context, row, made) : new Set<string>()
  for (const each of made) {
    const isUndone = isOfCustomers && each.is_new ? gone.has(each.object_id) : await undoOne(context, row, each)
    if (isUndone) counts.taken_back += 1
    else counts.kept += 1
  }
  return counts
}

/** Before those that are new go, which gives licenses back to those above them. */
async function holdChanged(context: CallContext, made: readonly MadeRow[]): Promise<void> {
  const changed = made.filter(({ is_new }) => !is_new)
  const patches = changed.map(({ before }) => CustomerPatch.parse(before))
  // As changing one does, before any of them.
  if (patches.some(({ isActive, assignedUserIds }) => isActive !== undefined || assignedUserIds !== undefined))
    await lockTree(context.tx)
  else await shareTree(context.tx)
  await holdCustomers(
    context,
    changed.map(({ object_id }) => object_id),
    patches.some(({ plan }) => plan !== undefined),
  )
}

async function undoNewCustomers(context: CallContext, row: ImportRow, made: readonly MadeRow[]): Promise<Set<string>> {
  const fresh = made.filter(({ is_new }) => is_new)
  // From the end of the file upwards, so that what lies below goes before what it lies below.
  const ids = fresh.map(({ object_id }) => object_id)
  const gone = await takeBack(context.tx, row.id, ids)
  const home = row.parent_id ?? context.caller.organization.id
  await recordAudits(
    context,
    [...gone].map((id) => ({
      action: 'customer.taken_back' as const,
      organizationId: home,
      objectType: 'organization',
      objectId: id,
      before: { importId: row.id, fileName: row.file_name },
      after: null,
    })),
  )
  return gone
}

const dayBefore = calendarDay.nullable().optional()
// A day that was there is put back, however unlikely one would now be that is typed.
const DeviceBefore = DeviceRowPatch.extend({
  userId: deviceFields.userId,
  tagIds: deviceFields.tagIds,
  purchasedOn: dayBefore,
  warrantyEndsOn: dayBefore,
})

/** Serial numbers that come back are held before the devices, as whoever gives one to a device does. */
async function holdComing(context: CallContext, made: readonly MadeRow[]): Promise<void> {
  const coming = made.map(comingOf)
  const homes = made.map(({ organization_id }) => organization_id)
  if (coming.some(({ patch }) => serialKeyOf(patch ?? {}) !== null)) await holdAllSerials(context.tx, homes)
  await holdDevices(context, coming)
}

function comingOf({ object_id: id, is_new: isNew, before }: MadeRow): ComingChange {
  return isNew ? { id, goes: 'away' } : { id, patch: DeviceBefore.parse(before) }
}

/** @returns false where it has changed since, or may not be changed back */
async function undoOne(given: CallContext, row: ImportRow, made: MadeRow): Promise<boolean> {
  const { organization_id: home, object_id: id, before, is_new: isNew } = made
  // Compared once the row is locked, so that nobody's change comes between.
  const context = { ...given, ifMatch: [made.version] }
  try {
    // What was over its number before may be so again.
    if (row.kind === 'customers') await updateCustomer(context, id, { ...CustomerPatch.parse(before), confirm: true })
    else if (row.kind === 'entities') {
      if (isNew) await deleteEntity(context, home, id)
      else await updateEntity(context, home, id, EntityPatch.parse(before))
    } else if (row.kind === 'devices') {
      if (isNew) await deleteDevice(context, id)
      else await updateDeviceOfRow(context, home, id, DeviceBefore.parse(before))
    } else if (isNew) await deleteContact(context, home, id)
    else await updateContact(context, home, id, OtherContactPatch.parse(before))
    return true
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'precondition_failed')) return false
    throw error
  }
}
