import { nameTaken } from '@tenantry/contract/entities.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findClashing, findNamed, findTakenNames, updateEntityRow } from './entities.queries.ts'

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
 * the caller wants, or by adding the organization's code (B10). The caller holds the provider's tree.
 * @param wanted new names by id; also of entities whose name is free
 * @throws invalid_input (422) at `entityNames.<id>` for what is no entity of it, and for a name that is taken
 */
export async function renameClashing(
  context: CallContext,
  joined: Joined,
  wanted: Readonly<Record<string, string>>,
): Promise<RenamedEntity[]> {
  const { source, target } = joined
  const chosen = await findNamed(context.tx, source.id, Object.keys(wanted))
  const unknown = Object.keys(wanted).filter((id) => !chosen.some((entity) => entity.id === id))
  if (unknown.length > 0)
    throw invalidInput(...unknown.map((id) => problemAt(id, 'unknown_reference', 'There is no such entity there')))
  const renamed: RenamedEntity[] = []
  for (const { id, name } of chosen) {
    const newName = wanted[id] ?? name
    if (newName === name) continue
    if (!(await isFree(context, joined, newName, id))) throw taken(id)
    renamed.push(await rename(context, { id, name, newName }))
  }
  for (const { id, name } of await findClashing(context.tx, source.id, target.id)) {
    if (wanted[id] !== undefined) throw taken(id)
    renamed.push(await rename(context, { id, name, newName: await freeName(context, joined, name) }))
  }
  return renamed.sort((one, other) => (sortKey(one.name) < sortKey(other.name) ? -1 : 1))
}

async function rename({ tx, clock }: CallContext, entity: RenamedEntity): Promise<RenamedEntity> {
  const { id, newName } = entity
  await updateEntityRow(tx, id, { name: newName, name_key: sortKey(newName), updated_at: clock.now() })
  return entity
}

async function freeName(context: CallContext, joined: Joined, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const suffix = ` (${joined.source.code}${number === 1 ? '' : ` ${number}`})`
    const candidate = `${[...name].slice(0, longestName - [...suffix].length).join('')}${suffix}`
    if (await isFree(context, joined, candidate)) return candidate
  }
}

async function isFree({ tx }: CallContext, { source, target }: Joined, name: string, except?: string) {
  const ids = await findTakenNames(tx, [source.id, target.id], sortKey(name))
  return ids.every((id) => id === except)
}

function taken(id: string): AppError {
  return invalidInput(problemAt(id, nameTaken.code, nameTaken.message))
}

function problemAt(id: string, code: string, message: string) {
  return { path: `entityNames.${id}`, code, message }
}
