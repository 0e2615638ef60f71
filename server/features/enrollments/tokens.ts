import type { createEnrollmentToken as createOperation, EnrollmentToken } from '@tenantry/contract/enrollments.ts'
import { mostTokens, tokenStates } from '@tenantry/contract/enrollments.ts'
import type { EnrollmentTokenId, EntityId } from '@tenantry/contract/ids.ts'
import type { InputOf } from '@tenantry/contract/operation.ts'
import { newId } from '../../platform/clock/clock.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { findVisibleHome } from '../devices/public.ts'
import { findEntityHomes } from '../entities/public.ts'
import { requireWritable } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { newEnrollmentToken } from './enrollment-token.ts'
import { countTokens, deleteToken, findTokens, insertToken, type TokenRow } from './enrollments.queries.ts'
import { markRevoked } from './seen-devices.queries.ts'

const dayMs = 86_400_000

/**
 * Lists the tokens of an organization: those that work, then those that have expired.
 * @throws not_found (404) when the caller cannot see it
 */
export async function listTokens(
  context: CallContext,
  organizationId: string,
  state?: EnrollmentToken['state'],
): Promise<{ items: EnrollmentToken[] }> {
  await requireHome(context, organizationId)
  const now = context.clock.now()
  const found = (state ? [state] : tokenStates).map((each) => findTokens(context.tx, organizationId, each, now))
  return { items: (await Promise.all(found)).flat().map((row) => tokenView(row, context)) }
}

/**
 * Gives a token by which devices of an organization are enrolled; what is kept of it opens nothing. Locks its enrollments, so
 * that of many at once no more are given than one may have.
 * @throws not_found (404) when the caller cannot see the organization
 * @throws conflict (409) where it has as many tokens as one may have
 * @throws invalid_input (422) for an entity of elsewhere, without one for who sees entities only, and in the archive
 */
export async function createToken(
  context: CallContext,
  organizationId: string,
  input: InputOf<typeof createOperation>['body'],
): Promise<EnrollmentToken & { token: string }> {
  const { tx, clock, caller } = context
  await requireHome(context, organizationId)
  await requireWritable(context, organizationId)
  const entityId = await entityFor(context, organizationId, input.entityId ?? null)
  await takeLock(tx, lockSpaces.enrollments, organizationId)
  const now = clock.now()
  if ((await countTokens(tx, organizationId, now)) >= mostTokens)
    throw new AppError('conflict', { detail: `At most ${mostTokens} tokens work at a time; revoke one first` })
  const { token, prefix, hash } = newEnrollmentToken(caller.scope.providerId)
  const row = {
    id: newId(),
    organization_id: organizationId,
    entity_id: entityId,
    name: input.name,
    prefix,
    is_of_provider: caller.organization.type === 'provider',
    most_devices: input.mostDevices ?? null,
    license: input.license,
    devices: 0,
    created_by_name: caller.name,
    created_at: now,
    expires_at: new Date(now.getTime() + input.expiresInDays * dayMs),
    last_used_at: null,
  }
  await insertToken(tx, { ...row, provider_id: caller.scope.providerId, token_hash: hash })
  await recordAudit(context, {
    action: 'enrollment_token.created',
    organizationId,
    objectType: 'enrollment_token',
    objectId: row.id,
    before: null,
    after: {
      name: row.name,
      prefix,
      expiresAt: row.expires_at.toISOString(),
      mostDevices: row.most_devices,
      license: row.license,
    },
  })
  const shown = (await findTokens(tx, organizationId, 'working', now)).find(({ id }) => id === row.id)
  return { ...tokenView(shown ?? { ...row, entity_name: null }, context), token }
}

/**
 * Revokes a token of an organization. What it lets wait is licensed by no rule any more, where it was to add no more than a
 * number of devices. Locks its enrollments: what a batch on its way lets wait names the token.
 * @throws not_found (404) when there is none that the caller can see
 */
export async function revokeToken(context: CallContext, organizationId: string, id: string): Promise<void> {
  await requireHome(context, organizationId)
  await takeLock(context.tx, lockSpaces.enrollments, organizationId)
  // Nobody counts any longer how many it has added.
  await markRevoked(context.tx, organizationId, id)
  const row = await deleteToken(context.tx, organizationId, id)
  if (!row) throw new AppError('not_found')
  await recordAudit(context, {
    action: 'enrollment_token.revoked',
    organizationId,
    objectType: 'enrollment_token',
    objectId: id,
    before: { name: row.name, prefix: row.prefix, expiresAt: row.expires_at.toISOString() },
    after: null,
  })
}

async function requireHome(context: CallContext, id: string): Promise<void> {
  if (!(await findVisibleHome(context, id))) throw new AppError('not_found')
}

async function entityFor({ tx, caller }: CallContext, organizationId: string, wanted: string | null) {
  if (wanted === null) {
    if (caller.scope.reach !== 'entities') return null
    throw invalidInput({ path: 'entityId', code: 'required', message: 'One of your entities is needed' })
  }
  const [entity] = await findEntityHomes(tx, [wanted])
  if (entity?.organization_id === organizationId) return wanted
  throw invalidInput({ path: 'entityId', code: 'unknown_reference', message: 'There is no such entity here' })
}

function tokenView(row: TokenRow, { caller, clock }: Pick<CallContext, 'caller' | 'clock'>): EnrollmentToken {
  return {
    id: row.id as EnrollmentTokenId,
    name: row.name,
    prefix: row.prefix,
    entityId: row.entity_id as EntityId | null,
    entityName: row.entity_name,
    license: row.license as EnrollmentToken['license'],
    state: row.expires_at > clock.now() ? 'working' : 'expired',
    mostDevices: row.most_devices,
    devices: row.devices,
    // Who works for the provider is not told to customers.
    createdByName: isOwnSide(caller) ? null : row.created_by_name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}
