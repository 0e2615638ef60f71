import type { StatusChange, StatusEffects } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import { AppError } from '../../platform/errors.ts'
import type { Context } from '../../platform/http/context.ts'
import { countCharged, limitsTold, retakeLicenses, returnLicenses, wakeRules } from '../license-counts/public.ts'
import { withdrawInvitations } from '../users/public.ts'
import { endSessions, type LifecycleRow, measureAccess, sumCounts, writeStatus } from './lifecycle.queries.ts'
import { archivedDays } from './retention.ts'
import { type ReadSituation, readSituation } from './situation.ts'
import { type Refusal, refusalOf, stricter } from './transitions.ts'

type Row = Pick<LifecycleRow, 'id' | 'status' | 'archived_until'>

/**
 * Gives an organization a status, with everything that follows from it: sessions end, invitations are withdrawn, licenses
 * are returned or taken again. Answers
 * with what was done, counted while it was done, so that a dry run tells exactly what the change does. The caller holds
 * the provider's tree and the organization, raises its version and records the change.
 * @param refused makes the error of a status that cannot be set
 * @throws what `refused` makes: by default the codes of {@link refusalError}
 * @throws license_exhausted (409) where it comes back from the archive and too few licenses are left
 */
export async function applyStatus(
  context: Context,
  row: Row,
  to: OrganizationStatus,
  refused: (refusal: Refusal, situation: ReadSituation) => AppError = refusalError,
): Promise<StatusChange> {
  const { tx, clock } = context
  const situation = await readSituation(context, row)
  const now = clock.now()
  const refusal = refusalOf(situation, to, now)
  if (refusal) throw refused(refusal, situation)
  const { status: from, heldAbove } = situation
  const archivedUntil =
    to !== 'archived'
      ? null
      : from === to
        ? row.archived_until
        : daysAfter(now, await archivedDays(tx, context.actor.scope))
  const write = () => writeStatus(tx, row.id, { status: to, status_since: now, archived_until: archivedUntil })
  const { effects, limits } = await withEffects(context, { id: row.id, from, to }, write)
  return {
    from,
    to,
    effectiveStatus: stricter(to, heldAbove),
    archivedUntil: archivedUntil?.toISOString() ?? null,
    effects,
    limits,
  }
}

async function withEffects(
  context: Context,
  { id, from, to }: { id: string; from: OrganizationStatus; to: OrganizationStatus },
  write: () => Promise<void>,
): Promise<Pick<StatusChange, 'effects' | 'limits'>> {
  const { tx } = context
  const [counts, before] = await Promise.all([sumCounts(tx, id), measureAccess(tx, id)])
  const isArchived = from !== to && to === 'archived'
  // While it still counts as living: what is archived has no licenses to give back.
  const licensesReturned = isArchived ? await countCharged(context, id) : 0
  const kept = isArchived ? await limitsTold(context, id) : []
  if (isArchived) await returnLicenses(context, id, 'customer.archived')
  if (from !== to) await write()
  // What may grow again may have something waiting.
  if (from !== to) await wakeRules(tx)
  const isRestored = from === 'archived' && from !== to
  if (isRestored) await retakeLicenses(context, id)
  const licensesTaken = isRestored ? await countCharged(context, id) : 0
  const limits = isRestored ? await limitsTold(context, id) : kept
  const [invitationsWithdrawn, sessionsEnded, after] = await Promise.all([
    isArchived ? withdrawInvitations(context, id) : 0,
    from === to ? 0 : endSessions(tx, id),
    measureAccess(tx, id),
  ])
  const effects: StatusEffects = {
    ...counts,
    peopleSignedOut: Math.max(0, before.people - after.people),
    peopleLetIn: Math.max(0, after.people - before.people),
    sessionsEnded,
    apiKeysStopped: Math.max(0, before.apiKeys - after.apiKeys),
    apiKeysRestored: Math.max(0, after.apiKeys - before.apiKeys),
    invitationsWithdrawn,
    devicesRefused: isArchived ? counts.devices : 0,
    licensesReturned,
    licensesTaken,
    // Nothing reports through probes or is subscribed to yet.
    probesCutOff: 0,
    subscriptionsRunning: 0,
  }
  return { effects, limits }
}

/** The error of a refused change, with the numbers that the caller may see. */
export function refusalError({ code, message }: Refusal, { open }: Pick<ReadSituation, 'open'>): AppError {
  const details = { detail: message, params: { reason: code, ...open } }
  if (code === 'organization_not_empty') return new AppError('organization_not_empty', details)
  if (code !== 'offboarding_open')
    return new AppError('status_change_refused', { ...details, params: { reason: code } })
  const errors = Object.entries(open).flatMap(([path, count]) =>
    count > 0 ? [{ path, code: 'open', message: `${count} still there` }] : [],
  )
  return new AppError('offboarding_open', { ...details, errors })
}

function daysAfter(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}
