import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { type AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findByCodes, findCodeKey, findPlace, type Place } from '../customers/public.ts'
import { growthRefusal } from '../organizations/public.ts'
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

/** A code that does not tell which one is meant. */
export const codeOfSeveral: FieldProblem = {
  path: 'code',
  code: 'code_of_several',
  message: 'Several customers have this code, and what lies above them is out of sight; their IDs tell them apart',
}

/** Codes as a message names them: a cell can hold ten thousand characters, and each row keeps its messages. */
export const shortPath = (codes: readonly string[]) => {
  const path = codes.join('/')
  return path.length > 100 ? `${path.slice(0, 100)}…` : path
}

/**
 * Finds the place below the chosen parent, or below one's own organization, that codes from there downwards lead to; a
 * code that stands alone and leads nowhere may be that of a row of the file. They may begin with the code of that place.
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
  // Who begins with the code of the place itself means the same.
  const [first, ...further] = codes
  if (first !== undefined && codeKey(first) === (await findCodeKey(context.tx, root.parentId)))
    return findNamedPlace(context, run, further, field)
  const refused = [codes, inFile ?? codes]
    .map((path) => run.refused.get(pathKey(path)))
    .find((row) => row !== undefined)
  const why =
    refused === undefined ? 'no row of the file adds it' : `row ${refused} does not add it: see what is wrong there`
  const message = `There is no organization with the code ${shortPath(codes)} here, and ${why}`
  throw invalidInput({ path: field, code: 'parent_unknown', message })
}

async function placeThere(
  context: CallContext,
  root: Place,
  { id, path, field }: { id: string; path: readonly string[]; field: string },
): Promise<NamedPlace> {
  const place = id === root.parentId ? root : await findPlace(context, id)
  return { ...place, isPlanned: false, path, refusal: growthRefusal(context.caller, place.status, field) }
}

/** Stands for a place that is not known, so that what would lie there can be judged. */
export const nowhere: Place = {
  parentId: '00000000-0000-0000-0000-000000000000',
  parentName: null,
  parentKey: '',
  parentType: 'provider',
  depth: 0,
  codeScopeId: 'nowhere',
  status: null,
}

function placePlanned(root: Place, type: string, path: readonly string[]): NamedPlace {
  return {
    ...nowhere,
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
  return (await findManyNamed(context, root, [codes])).get(pathKey(codes)) ?? null
}

/** What many such paths lead to, by their keys, with a look-up for each level and house; those that lead nowhere are missing. */
export async function findManyNamed(
  { tx }: CallContext,
  root: Place,
  paths: readonly (readonly string[])[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let reached = [...new Map(paths.map((codes) => [pathKey(codes), codes])).entries()].map(([key, codes]) => ({
    key,
    codes: codes.map(codeKey),
    id: root.parentId,
    scopeId: root.codeScopeId,
  }))
  for (let level = 0; reached.length > 0; level += 1) {
    for (const { key, codes, id } of reached) if (codes.length === level) found.set(key, id)
    const open = reached.filter(({ codes }) => codes.length > level)
    const nodes = new Map<string, { id: string; type: string }>()
    for (const scopeId of new Set(open.map((each) => each.scopeId))) {
      const codeKeys = open.flatMap((each) => (each.scopeId === scopeId ? [each.codes[level] ?? ''] : []))
      for (const node of await findByCodes(tx, { scopeId, rootId: root.parentId, codeKeys: [...new Set(codeKeys)] }))
        nodes.set(`${scopeId} ${node.code_key}`, node)
    }
    reached = open.flatMap((each) => {
      const node = nodes.get(`${each.scopeId} ${each.codes[level]}`)
      if (!node) return []
      return { ...each, id: node.id, scopeId: node.type === 'partner' ? node.id : each.scopeId }
    })
  }
  return found
}
