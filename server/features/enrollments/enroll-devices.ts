import {
  type EnrollmentResult,
  type enrolledToWait,
  type ReportedDevice,
  UnreadableDevice,
} from '@tenantry/contract/enrollments.ts'
import type { DeviceId } from '@tenantry/contract/ids.ts'
import { type OrganizationStatus, organizationStatuses } from '@tenantry/contract/organizations.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { type TenantDatabase, withCommit } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { Context, RequestOrigin } from '../../platform/http/context.ts'
import type { MinuteLimit } from '../../platform/http/minute-limit.ts'
import { fieldProblems, retrying } from '../../platform/http/problems.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import {
  addDevices,
  type EnrolledRow,
  enrolledRow,
  findEnrolled,
  findMovedAway,
  renewReported,
  serialKeyOf,
} from '../devices/public.ts'
import { lockEntity } from '../entities/public.ts'
import { classesOf, wakeRules } from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import { readEnrollmentToken } from './enrollment-token.ts'
import { countUse, findTokenByHash, readTokenState, type TokenRow, type TokenState } from './enrollments.queries.ts'
import type { KnownTokens } from './known-tokens.ts'
import { type MovedReport, renewMoved } from './moved-reports.ts'
import { enrollmentKeyOf, reportedAgain, reportOf } from './reported.ts'
import { findSeenByKeys, forgetSeen, keepSeen } from './seen-devices.queries.ts'
import { type Noted, noteUnchanged } from './unchanged-reports.ts'

/** What enrolling stands on. */
export interface Enrollment {
  database: TenantDatabase
  clock: Clock
  /** How often a token may be used. */
  limit: MinuteLimit
  /** Tokens that were good before. */
  known: KnownTokens
}

/**
 * Enrolls devices of the customer that a token is of: what is new takes its licenses, each all of its own or none, and
 * what is known there is updated and takes nothing; who gets no license waits among what was seen, and what is of a class
 * that takes no new devices, or cannot be read, is refused. Where the customer takes nothing new, what is known goes on
 * reporting. What somebody has moved away from there reports to where it is now, and the answer tells nothing of that. What
 * reports itself as it was is noted first, and stays noted where the rest fails. A customer's batches come one after the
 * other. The token sees its customer and nothing else.
 * @param authorization the header with the token
 * @throws not_signed_in (401) for a token that there is none of, or no longer
 * @throws enrollment_token_expired (401)
 * @throws rate_limited (429) for a token that is used more often than it may be
 * @throws organization_not_growing (409) where the customer takes nothing new, and nothing of it is known there; and in the archive
 */
export async function enrollDevices(
  enrollment: Enrollment,
  authorization: string | undefined,
  origin: RequestOrigin,
  devices: readonly (ReportedDevice | UnreadableDevice)[],
): Promise<{ items: EnrollmentResult[] }> {
  const given = readEnrollmentToken(authorization)
  if (!given) throw new AppError('not_signed_in')
  return enrollment.known.use(
    given.hash,
    () => findToken(enrollment, given),
    (token) => enrollWith(enrollment, given.providerId, token, origin, devices),
  )
}

/**
 * Refuses who has no token that works, before they are told what is wrong with their batch. It counts as a use of the token.
 * @param authorization the header with the token
 * @throws not_signed_in (401) for a token that there is none of, or no longer
 * @throws enrollment_token_expired (401)
 * @throws rate_limited (429) for a token that is used more often than it may be
 */
export async function refuseStranger(enrollment: Enrollment, authorization: string | undefined): Promise<void> {
  const given = readEnrollmentToken(authorization)
  if (!given) throw new AppError('not_signed_in')
  takeUse(enrollment, await findToken(enrollment, given))
}

function takeUse({ clock, limit }: Enrollment, token: TokenRow): void {
  if (token.expires_at <= clock.now()) throw new AppError('enrollment_token_expired')
  limit.take(token.id)
}

type Given = NonNullable<ReturnType<typeof readEnrollmentToken>>

async function findToken({ database }: Enrollment, { providerId, hash }: Given): Promise<TokenRow> {
  const read = { readOnly: true, statementTimeoutMs: 5_000 }
  const token = await database.within(systemScope(providerId), (tx) => findTokenByHash(tx, hash), read)
  if (!token) throw new AppError('not_signed_in')
  return token
}

async function enrollWith(
  enrollment: Enrollment,
  providerId: string,
  token: TokenRow,
  origin: RequestOrigin,
  devices: readonly (ReportedDevice | UnreadableDevice)[],
): Promise<{ items: EnrollmentResult[] }> {
  const { database, clock } = enrollment
  takeUse(enrollment, token)
  const scope = { ...systemScope(providerId), organizationId: token.organization_id, reach: 'subtree' as const }
  const actor = { kind: 'system' as const, name: `Enrollment: ${token.name}`, scope }
  const readable = devices.filter((device): device is ReportedDevice => !(device instanceof UnreadableDevice))
  const sent = readable.map((device) => ({ device, key: enrollmentKeyOf(device) }))
  const reports = byKey(sent)
  const about = { actor, clock, origin }
  const { results, moved } = await retrying(async () => {
    const { state, repeated } = await noteFirst(database, about, token, reports)
    requireUsable(state)
    const done = new Map([...repeated].map(([key, id]) => [key, updated(id)]))
    if (done.size === reports.size && !state.hasWaiting && !isUseDue(state, clock)) return { results: done, moved: [] }
    const elsewhere: MovedReport[] = []
    const work = (tx: Context['tx']) => enroll({ ...about, tx }, token, reports, repeated, elsewhere)
    return { results: await database.within(scope, work, writing), moved: elsewhere }
  })
  await renewMoved({ database, clock, origin }, providerId, moved, writing)
  const items = inOrder(sent, results)
  return { items: readable.length === devices.length ? items : inPlace(devices, items) }
}

const writing = { statementTimeoutMs: 30_000, lockTimeoutMs: 30_000 }

/**
 * Notes what reports itself as it was, as most do most of the time, in a transaction of its own that travels in one go:
 * locks, what is asked, and the commit. A token that is gone and a customer in the archive note nothing.
 */
async function noteFirst(
  database: TenantDatabase,
  about: Omit<Context, 'tx'>,
  { id, organization_id: home }: TokenRow,
  reports: ReadonlyMap<string, ReportedDevice>,
): Promise<Noted> {
  const by = { organizationId: home, tokenId: id, statuses: reporting, now: about.clock.now() }
  const { asked } = await database.within(
    about.actor.scope,
    async (tx) => {
      const asked = Promise.all([
        shareTree(tx),
        takeLock(tx, lockSpaces.enrollments, home),
        noteUnchanged(tx, by, reports),
      ])
      await withCommit(tx, asked)
      return { asked }
    },
    writing,
  )
  const [, , noted] = await asked
  return noted
}

async function enroll(
  context: Context,
  token: TokenRow,
  reports: ReadonlyMap<string, ReportedDevice>,
  repeated: ReadonlyMap<string, string>,
  moved: MovedReport[],
): Promise<Map<string, EnrollmentResult>> {
  const { tx } = context
  const { organization_id: home } = token
  // On their way together, in this order: what is read of devices is read under the locks.
  const [, , state] = await Promise.all([
    shareTree(tx),
    takeLock(tx, lockSpaces.enrollments, home),
    readTokenState(tx, token.id),
  ])
  requireUsable(state)
  const others = [...reports].filter(([key]) => !repeated.has(key))
  const known = await findEnrolled(tx, home, others.map(identityOf))
  const results = new Map<string, EnrollmentResult>()
  const updates: { id: string; key: string; report: ReportedDevice }[] = []
  for (const [key, id] of repeated) results.set(key, updated(id))
  for (const [key, report] of others) {
    const device = known(identityOf([key, report]))
    if (device) updates.push({ id: device.id, key, report })
  }
  const renewed = await renewReported(context, home, updates)
  for (const { id, key } of updates) if (renewed.has(id)) results.set(key, updated(id))
  const strange = others.filter(([key]) => !results.has(key))
  const movedAway = await findMovedAway(tx, home, strange.map(identityOf))
  for (const [key, report] of strange) {
    const device = movedAway(identityOf([key, report]))
    if (!device) continue
    moved.push({ id: device.id, key, report })
    results.set(key, updated(device.id))
  }
  const reportedFirst = strange.filter(([key]) => !results.has(key))
  const entityId = reportedFirst.length === 0 ? null : await entityFor(tx, home, state)
  // Of a device that waits, what it does not tell now stays: the class, too, which decides what it takes.
  const maybeWaiting = state.hasWaiting ? reportedFirst.map(([key]) => key) : []
  const waitingBefore = await findSeenByKeys(tx, home, maybeWaiting)
  const unknown = reportedFirst.map(([key, report]) => {
    const seen = waitingBefore.get(key)
    const whole = reportedAgain(seen && reportOf(seen), report)
    return { key, row: enrolledRow(context, home, entityId, key, whole) }
  })
  const isGrowing = growingFor(token).includes(state.status)
  if (!isGrowing) refuseNew(unknown, results)
  // Read where something is new alone, under the lock of the tree: whoever archives a class holds that alone.
  const classes = unknown.length === 0 || !isGrowing ? null : await classesOf(context)
  const fresh = (isGrowing ? unknown : []).filter(({ key, row }) => {
    const code = classes?.refusalOf(row.class) ?? null
    if (code) results.set(key, { result: 'refused', deviceId: null, code })
    return code === null
  })
  const most = token.license === 'wait' ? 0 : (state.left ?? fresh.length)
  const adding = fresh.slice(0, most).map(({ row }) => row)
  const refused = classes ? await addDevices(context, adding, 'device.enrolled', classes) : new Map<string, never>()
  const beyond = token.license === 'wait' ? 'on_purpose' : 'token_used_up'
  const waiting: { row: EnrolledRow; reason: WhyItWaits }[] = []
  for (const [index, { key, row }] of fresh.entries()) {
    const code = index >= most ? beyond : refused.has(row.id) ? 'license_exhausted' : null
    if (code) waiting.push({ row, reason: code })
    results.set(key, code ? waits(code) : { result: 'enrolled', deviceId: row.id as DeviceId, code })
  }
  const isNew = await keepSeen(context, token.id, waiting)
  if (isNew) await withCommit(tx, wakeRules(tx))
  // Of what repeats itself as well: a device that waited here may have come from elsewhere with its key.
  const licensed = [...results].flatMap(([key, { deviceId }]) => (deviceId ? [key] : []))
  const added = fresh.length - waiting.length
  const forgotten = state.hasWaiting ? forgetSeen(tx, home, licensed) : null
  await withCommit(tx, Promise.all([forgotten, noteUse(context, token.id, state, added)]))
  return results
}

/** Where what is new lies, which stays until the transaction ends: null where its entity went while devices were waited for. */
async function entityFor(tx: Context['tx'], home: string, { entityId }: TokenState): Promise<string | null> {
  return entityId === null ? null : ((await lockEntity(tx, home, entityId))?.id ?? null)
}

const identityOf = ([key, report]: [string, ReportedDevice]) => ({ key, serial: serialKeyOf(report) })

type WhyItWaits = (typeof enrolledToWait)[number]

const waits = (code: WhyItWaits): EnrollmentResult => ({
  result: code === 'on_purpose' ? 'waiting' : 'refused',
  deviceId: null,
  code,
})

/** Where the customer takes something new: the provider's own people go on adding to one that is switched off. */
const growingFor = (token: TokenRow): OrganizationStatus[] =>
  token.is_of_provider ? ['active', 'disabled'] : ['active']

const updated = (id: string): EnrollmentResult => ({ result: 'updated', deviceId: id as DeviceId, code: null })

/** Where what is known goes on reporting: a hold stops growth alone. */
const reporting: OrganizationStatus[] = organizationStatuses.filter((status) => status !== 'archived')

type Usable = TokenState & { status: OrganizationStatus }

/**
 * @throws not_signed_in (401) for a token that is gone, which is as if there had been none
 * @throws organization_not_growing (409) in the archive
 */
function requireUsable(state: TokenState | undefined): asserts state is Usable {
  if (!state) throw new AppError('not_signed_in')
  if (state.status === null || !reporting.includes(state.status)) throw new AppError('organization_not_growing')
}

/** @throws organization_not_growing (409) where nothing else came that could be done */
function refuseNew(unknown: readonly { key: string }[], results: Map<string, EnrollmentResult>): void {
  if (unknown.length > 0 && results.size === 0) throw new AppError('organization_not_growing')
  for (const { key } of unknown)
    results.set(key, { result: 'refused', deviceId: null, code: 'organization_not_growing' })
}

const minuteMs = 60_000

/** Counts what a token has added; when it was used last is kept to the minute. */
async function noteUse({ tx, clock }: Context, id: string, state: TokenState, added: number): Promise<void> {
  if (added > 0 || isUseDue(state, clock)) await countUse(tx, id, added, clock.now())
}

function isUseDue({ lastUsedAt }: TokenState, clock: Clock): boolean {
  return lastUsedAt === null || clock.now().getTime() - lastUsedAt.getTime() >= minuteMs
}

/** A device as it was sent, with what tells it apart. */
interface Sent {
  device: ReportedDevice
  key: string | null
}

/** Devices by what tells them apart; of several that are the same, the last one. */
function byKey(sent: readonly Sent[]): Map<string, ReportedDevice> {
  return new Map(sent.flatMap(({ device, key }) => (key === null ? [] : [[key, device]])))
}

/** An answer for each that was sent: of the same one sent twice, the second has updated the first. */
function inOrder(sent: readonly Sent[], results: ReadonlyMap<string, EnrollmentResult>): EnrollmentResult[] {
  const told = new Set<string>()
  return sent.map(({ key }) => {
    const result = key === null ? undefined : results.get(key)
    if (key === null || !result) return { result: 'refused', deviceId: null, code: 'identity_missing' }
    const isAgain = told.has(key)
    told.add(key)
    return isAgain && result.result === 'enrolled' ? { ...result, result: 'updated' } : result
  })
}

/** The answers for what could be read, in order, with those for what could not between them. */
function inPlace(
  devices: readonly (ReportedDevice | UnreadableDevice)[],
  answers: readonly EnrollmentResult[],
): EnrollmentResult[] {
  const left = answers.values()
  return devices.flatMap((device) =>
    device instanceof UnreadableDevice ? [unreadable(device)] : (left.next().value ?? []),
  )
}

/** So many of one device: a thousand of them may come in one small request. */
const mostProblems = 10

const unreadable = (device: UnreadableDevice): EnrollmentResult => ({
  result: 'refused',
  deviceId: null,
  code: 'invalid_input',
  errors: fieldProblems(device).slice(0, mostProblems),
})
