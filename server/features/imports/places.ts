import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findByCodes, findPlace, type Place } from '../customers/public.ts'
import { requireGrowth } from '../organizations/public.ts'
import type { Run } from './chunk.ts'
import { pathKey } from './path-key.ts'

/** A place that rows name, with whether it is there or only planned by rows further up. */
export interface NamedPlace extends Place {
  isPlanned: boolean
  /** The codes that lead there. */
  path: readonly string[]
  /** What is in the way of adding something there. */
  refusal: AppError | null
}

/** Codes as a message names them: a cell can hold ten thousand characters, and each row keeps its messages. */
export const shortPath = (codes: readonly string[]) => {
  const path = codes.join('/')
  return path.length > 100 ? `${path.slice(0, 100)}…` : path
}

/**
 * Finds the place below the chosen parent, or below one's own organization, that codes from there downwards lead to; a
 * code that stands alone and leads nowhere may be that of a row of the file.
 * @throws invalid_input (422) where they lead nowhere that the caller sees
 */
export async function findNamedPlace(
  context: CallContext,
  run: Run,
  codes: readonly string[],
  field: string,
): Promise<NamedPlace> {
  const root = await findPlace(context, run.row.parent_id ?? undefined)
  const inFile = run.tree.paths.get(pathKey(codes))
  for (const path of inFile ? [codes, inFile] : [codes]) {
    const id = await findNamed(context, root, path)
    if (id !== null) return await placeThere(context, root, { id, path, field })
    const planned = run.planned.get(pathKey(path))
    if (planned !== undefined) return placePlanned(root, planned, path)
  }
  throw invalidInput({
    path: field,
    code: 'parent_unknown',
    message: `There is no organization with the code ${shortPath(codes)} here, and no row of the file adds it`,
  })
}

async function placeThere(
  context: CallContext,
  root: Place,
  { id, path, field }: { id: string; path: readonly string[]; field: string },
): Promise<NamedPlace> {
  const place = id === root.parentId ? root : await findPlace(context, id)
  const refusal = await requireGrowth(context, place.parentId, field).then(
    () => null,
    (error: AppError) => error,
  )
  return { ...place, isPlanned: false, path, refusal }
}

function placePlanned(root: Place, type: string, path: readonly string[]): NamedPlace {
  return {
    parentId: '00000000-0000-0000-0000-000000000000',
    parentName: null,
    parentType: type as OrganizationType,
    depth: root.depth + path.length,
    codeScopeId: `planned ${pathKey(path)}`,
    isPlanned: true,
    path,
    refusal: null,
  }
}

/** The id of what codes lead to from a place, of those that the caller sees; null where they lead nowhere. */
export async function findNamed(context: CallContext, root: Place, codes: readonly string[]): Promise<string | null> {
  let scopeId = root.codeScopeId
  let id: string | null = root.parentId
  for (const code of codes) {
    const found = (await findByCodes(context.tx, { scopeId, rootId: root.parentId, codeKeys: [codeKey(code)] }))[0]
    if (!found) return null
    id = found.id
    if (found.type === 'partner') scopeId = found.id
  }
  return id
}
