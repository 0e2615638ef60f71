import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { type ExternalId, externalKey, systemLabel } from '@tenantry/contract/external-ids.ts'
import { lockSpaces, takeLocks } from '../../platform/database/advisory-lock.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import {
  deleteExternalIds,
  type ExternalKeys,
  findTaken,
  insertExternalIdRows,
  insertManyExternalIdRows,
} from './external-ids.queries.ts'

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
 * Keeps outside ids for new organizations of one house until the transaction ends, by two statements for any number (B25).
 * @param wanted for each of them its ids, none of which two want
 * @returns for each what is wrong: ids that organizations of the house have, of those that the caller sees
 */
export async function claimExternalIds(
  context: CallContext,
  codeScopeId: string,
  wanted: readonly (readonly ExternalId[])[],
): Promise<FieldProblem[][]> {
  const takers = await findTakers(context, { id: nobody, codeScopeId }, wanted.flat())
  return wanted.map((ids) => problemsOf(ids, takers))
}

/** Names no organization. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Writes the outside ids of many new organizations, which {@link claimExternalIds} has found free. */
export async function insertManyExternalIds(
  tx: TenantTransaction,
  owners: readonly { id: string; externalIds: readonly ExternalId[] }[],
): Promise<void> {
  await insertManyExternalIdRows(
    tx,
    owners.flatMap(({ id, externalIds }) => rowsOf(id, externalIds)),
  )
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
  const fresh = ids.filter((id) => !had.has(keyOf(id)))
  const takers = await findTakers(context, owner, fresh)
  const problems = problemsOf(ids, takers, had)
  if (problems.length > 0) throw invalidInput(...problems)
}

type Takers = ReadonlyMap<string, { name: string; code: string | null }>

async function findTakers(
  { tx, dryRun }: CallContext,
  { id, codeScopeId }: Owner,
  ids: readonly ExternalId[],
): Promise<Takers> {
  if (ids.length === 0) return new Map()
  // In one order, so that two who want the same ones do not wait for each other.
  const keys = [...new Set(ids.map(keyOf))].sort().map((key) => `${codeScopeId} ${key}`)
  if (!dryRun) await takeLocks(tx, lockSpaces.externalIds, keys)
  const taken = await findTaken(tx, { codeScopeId, exceptId: id }, ids.map(keysOf))
  return new Map(taken.map((row) => [textOf(row), row]))
}

function problemsOf(ids: readonly ExternalId[], takers: Takers, had: ReadonlySet<string> = new Set()): FieldProblem[] {
  return ids.flatMap((id, index) => {
    const taker = had.has(keyOf(id)) ? undefined : takers.get(keyOf(id))
    const message = `${taker?.name} (${taker?.code}) has this ${systemLabel(id.system)} ID already`
    return taker ? [{ path: `externalIds.${index}.value`, code: 'external_id_taken', message }] : []
  })
}
