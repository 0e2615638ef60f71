/** Whose entities and contacts rows are about, as they name their customers by codes. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findBelowHidden, findBelowPartners, findPlace } from '../customers/public.ts'
import type { Run } from './chunk.ts'
import { pathKey } from './path-key.ts'
import { codeOfSeveral, findManyNamed, shortPath } from './places.ts'

/** The customers that codes lead to by the keys of the paths; several where what lies above them is out of sight. */
export async function findCustomersNamed(
  context: CallContext,
  run: Run,
  paths: readonly (readonly string[])[],
): Promise<Map<string, string[]>> {
  const { tx, caller } = context
  const root = await findPlace(context, run.row.parent_id ?? undefined)
  const given = paths.filter((codes) => codes.length > 0)
  const found = new Map([...(await findManyNamed(context, root, given))].map(([path, id]) => [path, [id]]))
  if (run.row.parent_id !== null || caller.scope.reach === 'all') return found
  const alone = new Map(given.flatMap((codes) => (codes.length === 1 ? [[codeKey(codes[0] ?? ''), codes]] : [])))
  for (const { id, code_key } of await findBelowHidden(tx, [...alone.keys()])) {
    const path = pathKey(alone.get(code_key ?? '') ?? [])
    const known = found.get(path) ?? []
    if (!known.includes(id)) found.set(path, [...known, id])
  }
  return found
}

const noCode: FieldProblem = { path: 'customerCodes', code: 'required', message: 'The code of the customer is needed' }

/** Paths that a code which stands alone and leads nowhere may have meant: those below partners, by the keys of the codes. */
export async function findMeant(
  context: CallContext,
  run: Run,
  { paths, found }: { paths: readonly (readonly string[])[]; found: ReadonlyMap<string, unknown> },
): Promise<Map<string, string[]>> {
  const lost = paths.filter((codes) => codes.length === 1 && !found.has(pathKey(codes)))
  if (lost.length === 0) return new Map()
  const root = await findPlace(context, run.row.parent_id ?? undefined)
  const rows = await findBelowPartners(context.tx, {
    rootId: root.parentId,
    codeKeys: [...new Set(lost.map(pathKey))],
  })
  const meant = new Map<string, string[]>()
  for (const { code_key, codes } of rows)
    meant.set(code_key ?? '', [...(meant.get(code_key ?? '') ?? []), shortPath(codes.map((code) => code ?? ''))])
  return meant
}

/** What is wrong with the codes of a customer that lead to those that were found, and what may have been meant. */
export function customerProblems(
  codes: readonly string[],
  found: readonly string[],
  meant: readonly string[] = [],
): FieldProblem[] {
  if (codes.length === 0) return [noCode]
  if (found.length === 1) return []
  const path = 'customerCodes'
  if (found.length > 1) return [{ ...codeOfSeveral, path }]
  return [{ path, code: 'customer_unknown', message: `${unknown(codes)}${hint(meant)}` }]
}

const unknown = (codes: readonly string[]) => `There is no customer with the code ${shortPath(codes)}`

function hint([first, ...more]: readonly string[]): string {
  if (first === undefined) return ''
  return more.length === 0
    ? ` that lies below no partner: write ${first} for the one below a partner`
    : ` that lies below no partner, and several below partners: write the whole of it, as ${first}`
}
