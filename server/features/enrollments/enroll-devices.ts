import type { EnrollmentResult, enrolledToWait } from '@tenantry/contract/enrollments.ts'
import type { DeviceId } from '@tenantry/contract/ids.ts'
import { type OrganizationStatus, organizationStatuses } from '@tenantry/contract/organizations.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { type TenantDatabase, withCommit } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { Context, RequestOrigin } from '../../platform/http/context.ts'
import type { MinuteLimit } from '../../platform/http/minute-limit.ts'
import { retrying } from '../../platform/http/problems.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import {
  addDevices,
  type EnrolledRow,
  enrolledRow,
  findEnrolled,
  findMovedAway,
  renewReported,
} from '../devices/public.ts'
import { lockEntity } from '../entities/public.ts'
import { classesOf, wakeRules } from '../license-counts/public.ts'
import { shareTree } from '../organizations/public.ts'
import {
  answersFor,
  type BatchDevice,
  type BatchRow,
  devicesOf,
  firstReport,
  identityOf,
  joinedById,
  joinedBySerial,
  keyOf,
  wholeReport,
} from './batch.ts'
import { readEnrollmentToken } from './enrollment-token.ts'
import { countUse, findTokenByHash, readTokenState, type TokenRow, type TokenState } from './enrollments.queries.ts'
import type { KnownTokens } from './known-tokens.ts'
import { type MovedReport, renewMoved } from './moved-reports.ts'
import { reportOf } from './reported.ts'
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
 * that takes no new devices, or cannot be read, is refused: of several rows of a new device the class of the first decides
 * that and the licenses. Where the customer takes nothing new, what is known goes on
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
  batch: readonly BatchRow[],
): Promise<{ items: EnrollmentResult[] }> {
  const given = readEnrollmentToken(authorization)
  if (!given) throw noToken('Send the enrollment token of a customer: Authorization: Bearer tne_…')
  return enrollment.known.use(
    given.hash,
    () => findToken(enrollment, given),
    (token) => enrollWith(enrollment, given.providerId, token, origin, batch),
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
  if (!given) throw noToken('Send the enrollment token of a customer: Authorization: Bearer tne_…')
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
  if (!token) throw noToken('There is no such enrollment token: it was revoked, or mistyped')
  return token
}

function noToken(detail: string): AppError {
  return new AppError('not_signed_in', { detail })
}

async function enrollWith(
  enrollment: Enrollment,
  providerId: string,
  token: TokenRow,
  origin: RequestOrigin,
  batch: readonly BatchRow[],
): Promise<{ items: EnrollmentResult[] }> {
  const { database, clock } = enrollment
  takeUse(enrollment, token)
  const scope = { ...systemScope(providerId), organizationId: token.organization_id, reach: 'subtree' as const }
  const actor = { kind: 'system' as const, name: `Enrollment: ${token.name}`, scope }
  const devices = devicesOf(batch)
  const about = { actor, clock, origin }
  const { results, moved } = await retrying(async () => {
    const { state, repeated } = await noteFirst(database, about, token, devices)
    requireUsable(state)
    const done = new Map([...repeated].map(([key, id]) => [key, updated(id)]))
    if (done.size === devices.size && !state.hasWaiting && !isUseDue(state, clock)) return { results: done, moved: [] }
    const elsewhere: MovedReport[] = []
    const work = (tx: Context['tx']) => enroll({ ...about, tx }, token, devices, repeated, elsewhere)
    return { results: await database.within(scope, work, writing), moved: elsewhere }
  })
  await renewMoved({ database, clock, origin }, providerId, moved, writing)
  return { items: answersFor(batch, devices, results) }
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
  devices: ReadonlyMap<string, BatchDevice>,
): Promise<Noted> {
  const reports = new Map([...devices].map(([key, device]) => [key, wholeReport(device)]))
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
  devices: ReadonlyMap<string, BatchDevice>,
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
  const others = [...devices].flatMap(([key, device]) => (repeated.has(key) ? [] : [device]))
  const results = new Map<string, EnrollmentResult>()
  const answer = ({ keys }: Pick<BatchDevice, 'keys'>, result: EnrollmentResult) => {
    for (const key of keys) results.set(key, result)
  }
  const isUntold = ({ keys: [key = ''] }: BatchDevice) => !results.has(key)
  for (const [key, id] of repeated) results.set(key, updated(id))
  const find = await findEnrolled(tx, home, others.map(identityOf))
  // With the repeated ones, of which it is known already: one of the same device that came later has the last word.
  const known = joinedById([...devices.values()], (identity) => {
    const id = repeated.get(identity.key)
    return id === undefined ? find(identity) : { id }
  })
  const differing = [...known].filter(([, { keys }]) => !keys.every((key) => repeated.has(key)))
  const renewed = await renewReported(context, home, differing.map(reportAt))
  for (const [id, device] of differing) if (renewed.has(id)) answer(device, updated(id))
  const strange = others.filter(isUntold)
  const movedAway = joinedById(strange, await findMovedAway(tx, home, strange.map(identityOf)))
  for (const [id, device] of movedAway) {
    moved.push(reportAt([id, device]))
    answer(device, updated(id))
  }
  const reportedFirst = joinedBySerial(strange.filter(isUntold))
  const unknown = await rowsOf(context, home, state, reportedFirst)
  const isGrowing = growingFor(token).includes(state.status)
  if (!isGrowing) refuseNew(unknown, results)
  // Read where something is new alone, under the lock of the tree: whoever archives a class holds that alone.
  const classes = unknown.length === 0 || !isGrowing ? null : await classesOf(context)
  const fresh = (isGrowing ? unknown : []).filter(({ keys, row }) => {
    const code = classes?.refusalOf(row.class) ?? null
    if (code) answer({ keys }, { result: 'refused', deviceId: null, code })
    return code === null
  })
  const most = token.license === 'wait' ? 0 : (state.left ?? fresh.length)
  const adding = fresh.slice(0, most).map(({ row }) => row)
  const refused = classes ? await addDevices(context, adding, 'device.enrolled', classes) : new Map<string, never>()
  const beyond = token.license === 'wait' ? 'on_purpose' : 'token_used_up'
  const waiting: { row: EnrolledRow; reason: WhyItWaits }[] = []
  for (const [index, { keys, row, classTold }] of fresh.entries()) {
    const code = index >= most ? beyond : refused.has(row.id) ? 'license_exhausted' : null
    const waitsAs = { ...row, class: classes?.refusalOf(classTold) ? row.class : classTold }
    if (code) waiting.push({ row: waitsAs, reason: code })
    answer({ keys }, code ? waits(code) : { result: 'enrolled', deviceId: row.id as DeviceId, code })
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

/** A device that is none yet. */
interface Fresh {
  keys: readonly string[]
  row: EnrolledRow
  /** What it was told to be last: what is a device keeps its class, and what waits follows that. */
  classTold: string
}

/**
 * The rows that new devices become. Of one that waits, what it does not tell now stays: its class, too, which decides what
 * it takes.
 */
async function rowsOf(
  context: Context,
  home: string,
  state: TokenState,
  devices: readonly BatchDevice[],
): Promise<Fresh[]> {
  if (devices.length === 0) return []
  const entityId = await entityFor(context.tx, home, state)
  const maybeWaiting = state.hasWaiting ? devices.flatMap(({ keys }) => keys) : []
  const waiting = await findSeenByKeys(context.tx, home, maybeWaiting)
  return devices.map((device) => {
    const [seen] = [keyOf(device), ...device.keys].flatMap((key) => waiting.get(key) ?? [])
    const before = seen && reportOf(seen)
    const whole = wholeReport(device, before)
    // By its first row: that decides whether it is refused for its class, and what it takes.
    const taking = { ...whole, class: firstReport(device, before).class }
    const row = enrolledRow(context, home, entityId, keyOf(device), taking)
    return { keys: device.keys, row, classTold: whole.class ?? row.class }
  })
}

/** Where what is new lies, which stays until the transaction ends: null where its entity went while devices were waited for. */
async function entityFor(tx: Context['tx'], home: string, { entityId }: TokenState): Promise<string | null> {
  return entityId === null ? null : ((await lockEntity(tx, home, entityId))?.id ?? null)
}

const reportAt = ([id, device]: [string, BatchDevice]) => ({ id, key: keyOf(device), report: wholeReport(device) })

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
function refuseNew(unknown: readonly Pick<BatchDevice, 'keys'>[], results: Map<string, EnrollmentResult>): void {
  if (unknown.length > 0 && results.size === 0) throw new AppError('organization_not_growing')
  for (const key of unknown.flatMap(({ keys }) => keys))
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
