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
import { recordAudit } from '../audit-events/public.ts'
import {
  addDevices,
  type DevicesBefore,
  type EnrolledRow,
  enrolledRow,
  findEnrolled,
  serialKeyOf,
} from '../devices/public.ts'
import { classesOf, type DeviceClasses, requireKnownClasses } from '../license-counts/public.ts'
import { effectiveStatuses, growthRefusal, shareTree } from '../organizations/public.ts'
import { countLicensedOf, findLeftOf } from './enrollments.queries.ts'
import { reportOf } from './reported.ts'
import {
  deleteSeen,
  findSeen,
  findSeenRows,
  holdSeen,
  markUsedUp,
  planSeen,
  type SeenRow,
} from './seen-devices.queries.ts'
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

/** What has become of a device that a rule would license; its token may have no device left, or be revoked. */
type LicensedByRule = Omit<Licensed, 'code'> & {
  code: Exclude<Licensed['code'], 'not_found'> | 'token_used_up' | 'token_revoked' | 'not_tried'
}

/** What keeps a device from being added. */
type Refusal = Pick<LicensedByRule, 'code' | 'detail'>

/** The same of many, by the ids of what was seen. */
type Refusals = ReadonlyMap<string, Refusal>

/** A device that waits, and the row that it would become. */
interface Fresh {
  seen: SeenRow
  row: EnrolledRow
}

/**
 * Gives licenses to devices that were seen, in the order given, and makes them devices; what has become one meanwhile is
 * let go; a class that takes no new devices by now keeps its own waiting. Shares the lock of the provider's tree, then locks
 * the customers' enrollment, the rows, counts and counters.
 * @returns what has become of each; what the caller does not see is not there
 */
export async function licenseSeen(context: LicensingContext, ids: readonly string[]): Promise<{ items: Licensed[] }> {
  const found = await license(context, ids, (fresh, classes) => addFresh(context, fresh, classes))
  const items = new Map((found as Licensed[]).map((each) => [each.id, each]))
  return { items: [...new Set(ids)].map((id) => items.get(id as SeenDeviceId) ?? notThere(id)) }
}

const notThere = (id: string): Licensed => ({
  id: id as SeenDeviceId,
  name: null,
  deviceId: null,
  code: 'not_found',
  detail: null,
})

/** What a dry run has licensed before and taken back: by what it takes, and how many of each token. */
interface TakenBefore {
  devices: readonly DevicesBefore[]
  byTokens: ReadonlyMap<string, number>
}

/**
 * The same for a rule, which licenses no more of a token's devices than the token may add. Where one of them got no license,
 * the next of the same token was not tried, for which there is room then.
 * @param taken what takes licenses before them, in a dry run that has rolled it back
 * @returns what has become of each that the caller sees
 */
export async function licenseByRule(
  context: LicensingContext,
  ids: readonly string[],
  taken: TakenBefore,
): Promise<LicensedByRule[]> {
  return license(context, ids, (fresh, classes) => addWithinTokens(context, fresh, classes, taken))
}

async function license(
  context: LicensingContext,
  ids: readonly string[],
  add: (fresh: readonly Fresh[], classes: DeviceClasses) => Promise<Refusals>,
): Promise<LicensedByRule[]> {
  const { tx, caller } = context
  await shareTree(tx)
  // Read without holding them, so that whoever enrolls at the same moment is not in each other's way.
  const homes = [...new Set((await findSeen(tx, ids)).map(({ organization_id }) => organization_id))].sort()
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
  const refused = await add(fresh, classes)
  const added = fresh.filter(({ seen }) => !refused.has(seen.id))
  const made = new Map(added.map(({ seen, row }) => [seen.id, row.id]))
  await countLicensedOf(tx, countsOf(added))
  const deviceOf = (id: string) => made.get(id) ?? known.get(id) ?? null
  await deleteSeen(
    tx,
    rows.flatMap(({ id }) => (deviceOf(id) ? [id] : [])),
  )
  const isGrowing = new Set(growing.map(({ id }) => id))
  const refusalOf = (row: SeenRow): Refusal => {
    if (deviceOf(row.id)) return refusedFor(null)
    if (!isGrowing.has(row.id)) return refusedFor('organization_not_growing')
    const ofClass = classes.refusalOf(row.class)
    return ofClass === null ? (refused.get(row.id) ?? refusedFor('license_exhausted')) : refusedFor(ofClass)
  }
  return rows.map((row) => ({
    id: row.id as SeenDeviceId,
    name: row.name,
    deviceId: deviceOf(row.id) as DeviceId | null,
    ...refusalOf(row),
  }))
}

const refusedFor = (code: Refusal['code']): Refusal => ({ code, detail: null })

/** Adds what there are licenses for; tells of the others what they lack. */
async function addFresh(
  context: Context,
  fresh: readonly Fresh[],
  classes: DeviceClasses,
  before: readonly DevicesBefore[] = [],
): Promise<Refusals> {
  const rows = fresh.map(({ row }) => row)
  const refused = await addDevices(context, rows, 'device.licensed', classes, before)
  return new Map(
    fresh.flatMap(({ seen, row }) => {
      const error = refused.get(row.id)
      return error ? [[seen.id, { code: 'license_exhausted', detail: error.details.detail ?? null }]] : []
    }),
  )
}

/** The same within what their tokens may add; tells also what came after the last one, and notes that of it. */
async function addWithinTokens(context: Context, fresh: readonly Fresh[], classes: DeviceClasses, taken: TakenBefore) {
  const found = await findLeftOf(context.tx, [...new Set(fresh.flatMap(({ seen }) => seen.token_id ?? []))])
  const left = new Map([...found].map(([id, most]) => [id, most - (taken.byTokens.get(id) ?? 0)]))
  const trying = withinTokens(fresh, left)
  const refusals = new Map(await addFresh(context, trying, classes, taken.devices))
  for (const [id, count] of countsOf(trying.filter(({ seen }) => !refusals.has(seen.id))))
    left.set(id, (left.get(id) ?? Number.POSITIVE_INFINITY) - count)
  const tried = new Set(trying)
  for (const each of fresh) if (!tried.has(each)) refusals.set(each.seen.id, refusedFor(untriedAs(each.seen, left)))
  const usedUp = [...refusals].flatMap(([id, { code }]) => (code === 'token_used_up' ? [id] : []))
  await markUsedUp(context.tx, usedUp)
  return refusals
}

/** The first of some that their tokens may still add; what waits by a token that was revoked is none of them. */
function withinTokens(fresh: readonly Fresh[], left: ReadonlyMap<string, number>): Fresh[] {
  const counts = new Map<string, number>()
  return fresh.filter(({ seen: { token_id: token, reason } }) => {
    if (token === null) return reason !== 'token_revoked'
    const count = (counts.get(token) ?? 0) + 1
    if (count > (left.get(token) ?? Number.POSITIVE_INFINITY)) return false
    counts.set(token, count)
    return true
  })
}

function untriedAs({ token_id: token }: SeenRow, left: ReadonlyMap<string, number>) {
  if (token === null) return 'token_revoked'
  return (left.get(token) ?? 0) > 0 ? 'not_tried' : 'token_used_up'
}

/** How many there are of each token. */
function countsOf(fresh: readonly Fresh[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { seen } of fresh) if (seen.token_id) counts.set(seen.token_id, (counts.get(seen.token_id) ?? 0) + 1)
  return counts
}

/** Forgets one that was seen, and tells the audit log which. @throws not_found (404) when it does not exist for the caller */
export async function forgetOne(context: CallContext, id: string): Promise<void> {
  const [row] = await holdSeen(context.tx, [id])
  if (!row) throw new AppError('not_found')
  await deleteSeen(context.tx, [id])
  await recordAudit(context, {
    action: 'seen_device.forgotten',
    organizationId: row.organization_id,
    objectType: 'seen_device',
    objectId: id,
    before: { name: row.name, class: row.class, serialNumber: row.serial_number, hardwareId: row.hardware_id },
    after: null,
  })
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
