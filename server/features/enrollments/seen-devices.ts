import { builtInClasses } from '@tenantry/contract/devices.ts'
import type { DeviceId, SeenDeviceId } from '@tenantry/contract/ids.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { ResponseOf } from '@tenantry/contract/operation.ts'
import type { licenseSeenDevices as licenseOperation, SeenDevice } from '@tenantry/contract/seen-devices.ts'
import type { Caller } from '../../platform/auth/caller.ts'
import { lockSpaces, takeLocks } from '../../platform/database/advisory-lock.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext, Context } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { addDevices, type DevicesBefore, enrolledRow, findEnrolled } from '../devices/public.ts'
import { classesOf, requireKnownClasses } from '../license-counts/public.ts'
import { effectiveStatuses, growthRefusal, shareTree } from '../organizations/public.ts'
import { serialKeyOf } from './reported.ts'
import { deleteSeen, findSeen, findSeenRows, holdSeen, planSeen, type SeenRow } from './seen-devices.queries.ts'
import { seenView } from './seen-devices.view.ts'

/** Pages devices that were seen and have no license. @throws invalid_input (422) for a class that there is not, and a cursor of another list */
export async function listSeen(context: CallContext, query: ListQuery): Promise<Page<SeenDevice>> {
  await requireKnownClasses(context, query, builtInClasses)
  const plan = planSeen(context.caller, query)
  const { rows, counted } = await findSeenRows(context.tx, plan)
  return toPage(plan, rows, counted, (row) => seenView(row, context.caller))
}

/** Who gives licenses: a caller, or the system in the place of the provider. */
export interface LicensingContext extends Context {
  caller: Pick<Caller, 'organization'>
}

type Licensed = ResponseOf<typeof licenseOperation>['items'][number]

/**
 * Gives licenses to devices that were seen, in the order given, and makes them devices; what has become one meanwhile is
 * let go; a class that takes no new devices by now keeps its own waiting. Shares the lock of the provider's tree, then locks the customers' enrollment, the rows, counts and counters.
 * @param before what takes licenses before them, in a dry run that has rolled it back
 * @returns what has become of each that the caller sees
 */
export async function licenseSeen(
  context: LicensingContext,
  ids: readonly string[],
  before: readonly DevicesBefore[] = [],
): Promise<{ items: Licensed[] }> {
  const { tx, caller } = context
  await shareTree(tx)
  const homes = [...new Set((await holdable(context, ids)).map(({ organization_id }) => organization_id))].sort()
  await takeLocks(tx, lockSpaces.enrollments, homes)
  const held = new Map((await holdSeen(tx, ids)).map((row) => [row.id, row]))
  const rows = [...new Set(ids)].flatMap((id) => held.get(id) ?? [])
  const statuses = await effectiveStatuses(tx, homes)
  const growing = rows.filter((row) => !growthRefusal(caller, statuses.get(row.organization_id) ?? null, ''))
  const known = await knownAmong(context, growing)
  const classes = await classesOf(context)
  const fresh = growing
    .filter((row) => !known.has(row.id) && classes.refusalOf(row.class) === null)
    .map((row) => ({ seen: row, row: rowOf(context, row) }))
  const refused = await addDevices(
    context,
    fresh.map(({ row }) => row),
    'device.licensed',
    classes,
    before,
  )
  const made = new Map(fresh.flatMap(({ seen, row }) => (refused.has(row.id) ? [] : [[seen.id, row.id]])))
  const deviceOf = (id: string) => made.get(id) ?? known.get(id) ?? null
  await deleteSeen(
    tx,
    rows.flatMap(({ id }) => (deviceOf(id) ? [id] : [])),
  )
  const isGrowing = new Set(growing.map(({ id }) => id))
  const refusalOf = (row: SeenRow) => {
    if (deviceOf(row.id)) return null
    if (!isGrowing.has(row.id)) return 'organization_not_growing'
    return classes.refusalOf(row.class) ?? 'license_exhausted'
  }
  return {
    items: rows.map((row) => ({
      id: row.id as SeenDeviceId,
      name: row.name,
      deviceId: deviceOf(row.id) as DeviceId | null,
      code: refusalOf(row),
    })),
  }
}

/** Forgets one that was seen. @throws not_found (404) when it does not exist for the caller */
export async function forgetOne({ tx }: CallContext, id: string): Promise<void> {
  if ((await deleteSeen(tx, [id])) === 0) throw new AppError('not_found')
}

/** Read first, without holding them, so that whoever enrolls at the same moment is not in each other's way. */
async function holdable({ tx }: Context, ids: readonly string[]) {
  return findSeen(tx, ids)
}

function reportOf(row: SeenRow) {
  return {
    name: row.name,
    class: row.class,
    hardwareId: row.hardware_id ?? undefined,
    serialNumber: row.serial_number,
    maker: row.maker,
    model: row.model,
    operatingSystem: row.operating_system,
    ipAddresses: row.ip_addresses,
    macAddresses: row.mac_addresses,
  }
}

const rowOf = (context: Context, row: SeenRow) =>
  enrolledRow(context, row.organization_id, row.entity_id, row.enrollment_key, reportOf(row))

/** Devices that some of them have become already, by the ids of what was seen. */
async function knownAmong({ tx }: Context, rows: readonly SeenRow[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const home of new Set(rows.map(({ organization_id }) => organization_id))) {
    const here = rows.filter(({ organization_id }) => organization_id === home)
    const identityOf = (row: SeenRow) => ({ key: row.enrollment_key, serial: serialKeyOf(reportOf(row)) })
    const known = await findEnrolled(tx, home, here.map(identityOf))
    for (const row of here) {
      const device = known(identityOf(row))
      if (device) found.set(row.id, device.id)
    }
  }
  return found
}
