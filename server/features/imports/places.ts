import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findByCodes, findPlace, type Place } from '../customers/public.ts'
import { requireGrowth } from '../organizations/public.ts'
import type { Run } from './chunk.ts'

/** A place that rows name, with whether it is there or only planned by rows further up. */
export interface NamedPlace extends Place {
  isPlanned: boolean
  /** What is in the way of adding something there. */
  refusal: AppError | null
}

/** Codes as they are compared, from the top down. */
export const pathKey = (codes: readonly string[]) => codes.map(codeKey).join('/')

/** Codes as a message names them: a cell can hold ten thousand characters, and each row keeps its messages. */
export const shortPath = (codes: readonly string[]) => {
  const path = codes.join('/')
  return path.length > 100 ? `${path.slice(0, 100)}…` : path
}

/**
 * Finds the place below the chosen parent, or below one's own organization, that codes from there downwards lead to.
 * @throws invalid_input (422) where they lead nowhere that the caller sees
 */
export async function findNamedPlace(
  context: CallContext,
  run: Run,
  codes: readonly string[],
  path: string,
): Promise<NamedPlace> {
  const root = await findPlace(context, run.row.parent_id ?? undefined)
  const id = await findNamed(context, root, codes)
  if (id !== null) {
    const place = id === root.parentId ? root : await findPlace(context, id)
    const refusal = await requireGrowth(context, place.parentId, path).then(
      () => null,
      (error: AppError) => error,
    )
    return { ...place, isPlanned: false, refusal }
  }
  const planned = run.planned.get(pathKey(codes))
  if (planned === undefined)
    throw invalidInput({
      path,
      code: 'parent_unknown',
      message: `There is no organization with the code ${shortPath(codes)} here; it must stand further up in the file, or be there`,
    })
  return {
    parentId: '00000000-0000-0000-0000-000000000000',
    parentName: null,
    parentType: planned as OrganizationType,
    depth: root.depth + codes.length,
    codeScopeId: `planned ${pathKey(codes)}`,
    isPlanned: true,
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
