import { nameTaken } from '@tenantry/contract/entities.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findClashing, findNamed, findTakenNames, renameEntities } from './clashing.queries.ts'

/** An entity that gets another name. */
export interface RenamedEntity {
  id: string
  name: string
  newName: string
}

/** Two organizations that become one. */
export interface Joined {
  source: { id: string; code: string }
  target: { id: string }
}

const longestName = 255

/**
 * Renames entities of an organization that is about to become part of another, so that no two have one name there: as
 * the caller wants, or by adding the organization's code (B10), however many
 * with a handful of statements. The caller holds the provider's tree.
 * @param wanted new names by id; also of entities whose name is free
 * @throws invalid_input (422) at `entityNames.<id>` for what is no entity of it, and for a name that is taken
 */
export async function renameClashing(
  context: CallContext,
  joined: Joined,
  wanted: Readonly<Record<string, string>>,
): Promise<RenamedEntity[]> {
  const { tx, clock } = context
  const { source, target } = joined
  const chosen = await renamedAsWanted(tx, joined, wanted)
  const clashing = await findClashing(tx, source.id, target.id)
  const kept = clashing.filter(({ id }) => wanted[id] !== undefined && !chosen.some((each) => each.id === id))
  if (kept.length > 0) throw taken(...kept.map(({ id }) => id))
  const others = clashing.filter(({ id }) => wanted[id] === undefined)
  const renamed = [...chosen, ...(await renamedByCode(tx, joined, others, chosen))]
  await renameEntities(
    tx,
    renamed.map(({ id, newName }) => ({ id, name: newName, nameKey: sortKey(newName) })),
    clock.now(),
  )
  return renamed.sort((one, other) => (sortKey(one.name) < sortKey(other.name) ? -1 : 1))
}

async function renamedAsWanted(
  tx: TenantTransaction,
  { source, target }: Joined,
  wanted: Readonly<Record<string, string>>,
): Promise<RenamedEntity[]> {
  const named = await findNamed(tx, source.id, Object.keys(wanted))
  const known = new Set(named.map(({ id }) => id))
  const unknown = Object.keys(wanted).filter((id) => !known.has(id))
  if (unknown.length > 0)
    throw invalidInput(...unknown.map((id) => problemAt(id, 'unknown_reference', 'There is no such entity there')))
  const chosen = named
    .map(({ id, name }) => ({ id, name, newName: wanted[id] ?? name }))
    .filter(({ name, newName }) => newName !== name)
  const keys = chosen.map(({ newName }) => sortKey(newName))
  const holders = await findTakenNames(tx, [source.id, target.id], keys)
  const wrong = chosen.filter(
    ({ id }, index) =>
      keys.indexOf(keys[index] ?? '') !== index ||
      holders.some((holder) => holder.name_key === keys[index] && holder.id !== id),
  )
  if (wrong.length > 0) throw taken(...wrong.map(({ id }) => id))
  return chosen
}

/** Adds the code, and a number where that is not enough; asks for twice as many numbers each time. */
async function renamedByCode(
  tx: TenantTransaction,
  { source, target }: Joined,
  clashing: readonly { id: string; name: string }[],
  chosen: readonly RenamedEntity[],
): Promise<RenamedEntity[]> {
  const used = new Set(chosen.map(({ newName }) => sortKey(newName)))
  const renamed: RenamedEntity[] = []
  let waiting = [...clashing]
  for (let first = 1, width = 2; waiting.length > 0; first += width, width *= 2) {
    const numbers = Array.from({ length: width }, (_, index) => first + index)
    const candidates = waiting.map(({ name }) => numbers.map((number) => withCode(name, source.code, number)))
    const holders = await findTakenNames(tx, [source.id, target.id], candidates.flat().map(sortKey))
    for (const { name_key } of holders) used.add(name_key)
    waiting = waiting.filter(({ id, name }, index) => {
      const newName = candidates[index]?.find((candidate) => !used.has(sortKey(candidate)))
      if (newName === undefined) return true
      used.add(sortKey(newName))
      renamed.push({ id, name, newName })
      return false
    })
  }
  return renamed
}

function withCode(name: string, code: string, number: number): string {
  const suffix = ` (${code}${number === 1 ? '' : ` ${number}`})`
  return `${[...name].slice(0, longestName - [...suffix].length).join('')}${suffix}`
}

function taken(...ids: string[]): AppError {
  return invalidInput(...ids.map((id) => problemAt(id, nameTaken.code, nameTaken.message)))
}

function problemAt(id: string, code: string, message: string) {
  return { path: `entityNames.${id}`, code, message }
}
