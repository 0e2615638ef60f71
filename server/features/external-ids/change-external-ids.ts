import { type ExternalId, externalKey, systemLabel } from '@tenantry/contract/external-ids.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { deleteExternalIds, type ExternalKeys, findTaken, insertExternalIdRows } from './external-ids.queries.ts'

/** The organization that outside ids are of: each is to be one organization's alone in its house. */
interface Owner {
  id: string
  codeScopeId: string
}

/**
 * Writes the outside ids of a new organization (B25).
 * @throws invalid_input (422) at `externalIds.N.value` for one that another organization of the house has, of those that
 * the caller sees
 */
export async function insertExternalIds(
  context: CallContext,
  owner: Owner,
  ids: readonly ExternalId[] = [],
): Promise<void> {
  if (ids.length === 0) return
  await requireFree(context, owner, ids)
  await insertExternalIdRows(context.tx, rowsOf(owner.id, ids))
}

/**
 * Replaces the outside ids of an organization (B25).
 * @returns whether anything differs
 * @throws invalid_input (422) at `externalIds.N.value` for one that another organization of the house has, of those that
 * the caller sees
 */
export async function changeExternalIds(
  context: CallContext,
  owner: Owner,
  before: readonly ExternalId[],
  wanted: readonly ExternalId[],
): Promise<boolean> {
  const same = ({ system, value }: ExternalId, index: number) =>
    before[index]?.system === system && before[index]?.value === value
  if (before.length === wanted.length && wanted.every(same)) return false
  const had = new Set(before.map(keyOf))
  await requireFree(context, owner, wanted, had)
  await deleteExternalIds(context.tx, owner.id)
  if (wanted.length > 0) await insertExternalIdRows(context.tx, rowsOf(owner.id, wanted))
  return true
}

const keysOf = ({ system, value }: ExternalId): ExternalKeys => ({
  system_key: externalKey(system),
  value_key: externalKey(value),
})

const keyOf = (id: ExternalId) => textOf(keysOf(id))
const textOf = ({ system_key, value_key }: ExternalKeys) => JSON.stringify([system_key, value_key])

/** Rows of outside ids in the order given. */
export function rowsOf(organizationId: string, ids: readonly ExternalId[]) {
  return ids.map((id, position) => ({ ...id, ...keysOf(id), organization_id: organizationId, position }))
}

/**
 * Refuses ids that others have. Whoever wants the same one at the same moment waits for the end of the transaction, since
 * no constraint may tell of what only somebody else sees.
 */
async function requireFree(
  context: CallContext,
  owner: Owner,
  ids: readonly ExternalId[],
  had: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { tx } = context
  const fresh = ids.filter((id) => !had.has(keyOf(id)))
  if (fresh.length === 0) return
  // In one order, so that two who want the same ones do not wait for each other.
  for (const key of fresh.map(keyOf).sort()) await takeLock(tx, lockSpaces.externalIds, `${owner.codeScopeId} ${key}`)
  const taken = await findTaken(tx, { codeScopeId: owner.codeScopeId, exceptId: owner.id }, fresh.map(keysOf))
  const takers = new Map(taken.map((row) => [textOf(row), row]))
  const problems = ids.flatMap((id, index) => {
    const taker = had.has(keyOf(id)) ? undefined : takers.get(keyOf(id))
    const message = `${taker?.name} (${taker?.code}) has this ${systemLabel(id.system)} ID already`
    return taker ? [{ path: `externalIds.${index}.value`, code: 'external_id_taken', message }] : []
  })
  if (problems.length > 0) throw invalidInput(...problems)
}
