/** Whose entities, contacts and devices rows are about, as they name their customers by codes or by names. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findBelowHidden, findBelowPartners, findByNames, findPlace } from '../customers/public.ts'
import { effectiveStatuses } from '../organizations/public.ts'
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

/** The customer that a row names. */
export interface CustomerOfRow {
  /** null where it is not known which one is meant. */
  id: string | null
  problems: FieldProblem[]
  /** Whether a code may mean several: nobody knows whether both of two rows with it mean the same one. */
  areSeveral: boolean
}

/**
 * Finds the customers that rows name, all together: by their codes, and where these lead nowhere by a name that one alone
 * has, or one alone that is not archived, of those that the caller sees below the chosen parent.
 */
export async function findCustomersOfRows(
  context: CallContext,
  run: Run,
  paths: readonly (readonly string[])[],
): Promise<(codes: readonly string[]) => CustomerOfRow> {
  const found = await findCustomersNamed(context, run, paths)
  const lost = paths.filter((codes) => codes.length > 0 && !found.has(pathKey(codes)))
  const meant = await findMeant(context, run, lost)
  const named = await findCalled(context, run, lost)
  return (codes) => {
    const key = pathKey(codes)
    const byCode = found.get(key) ?? []
    const below = meant.get(key) ?? []
    const [called, ...others] = named.get(key) ?? []
    const isElsewhere = below.some(({ id }) => id !== called)
    const ids = byCode.length > 0 || called === undefined || others.length > 0 || isElsewhere ? byCode : [called]
    return {
      id: ids.length === 1 ? (ids[0] ?? null) : null,
      problems: customerProblems(codes, ids, { below, areCalledSo: others.length > 0 }),
      areSeveral: ids.length > 1,
    }
  }
}

/** What below a partner has a code that stands alone. */
interface BelowPartner {
  id: string
  /** The codes that lead there. */
  path: string
}

/** What a code that stands alone and leads nowhere may have meant: what lies below partners, by the keys of the codes. */
async function findMeant(
  context: CallContext,
  run: Run,
  lost: readonly (readonly string[])[],
): Promise<Map<string, BelowPartner[]>> {
  const alone = lost.filter((codes) => codes.length === 1)
  if (alone.length === 0) return new Map()
  const root = await findPlace(context, run.row.parent_id ?? undefined)
  const rows = await findBelowPartners(context.tx, {
    rootId: root.parentId,
    codeKeys: [...new Set(alone.map(pathKey))],
  })
  const meant = new Map<string, BelowPartner[]>()
  for (const { id, code_key, codes } of rows) {
    const path = shortPath(codes.map((code) => code ?? ''))
    meant.set(code_key ?? '', [...(meant.get(code_key ?? '') ?? []), { id, path }])
  }
  return meant
}

/**
 * The customers that are called as some paths are written, by the keys of these: a name may hold a slash. Of several that
 * are called so, it is the only one that is not archived, if there is such a one.
 */
async function findCalled(
  { tx }: CallContext,
  run: Run,
  lost: readonly (readonly string[])[],
): Promise<Map<string, string[]>> {
  const paths = new Map(lost.map((codes) => [pathKey(codes), codes]))
  const names = new Map([...paths].map(([path, codes]) => [path, [codes.join('/'), codes.join(' / ')].map(sortKey)]))
  const rows = await findByNames(tx, [...new Set([...names.values()].flat())], run.row.parent_id)
  const ids = new Map<string, string[]>()
  for (const { id, name_key } of rows) ids.set(name_key, [...(ids.get(name_key) ?? []), id])
  const called = [...names].map(
    ([path, keys]) => [path, [...new Set(keys)].flatMap((key) => ids.get(key) ?? [])] as const,
  )
  const several = called.flatMap(([, alike]) => (alike.length > 1 ? alike : []))
  const statuses = await effectiveStatuses(tx, several)
  return new Map(
    called.map(([path, alike]) => {
      const inUse = alike.filter((id) => statuses.get(id) !== 'archived')
      return [path, inUse.length === 1 ? inUse : alike]
    }),
  )
}

const path = 'customerCodes'

const noCode: FieldProblem = { path, code: 'required', message: 'The code or the name of the customer is needed' }

/** What is wrong with what a row has for its customer, which leads to those that were found. */
function customerProblems(
  codes: readonly string[],
  found: readonly string[],
  { below, areCalledSo }: { below: readonly BelowPartner[]; areCalledSo: boolean },
): FieldProblem[] {
  if (codes.length === 0) return [noCode]
  if (found.length === 1) return []
  if (found.length > 1) return [{ ...codeOfSeveral, path }]
  if (below.length > 0) return [{ path, code: 'customer_unknown', message: `${unknownCode(codes)}${hint(below)}` }]
  if (areCalledSo) return [{ path, code: 'name_of_several', message: nameOfSeveral(codes) }]
  return [
    { path, code: 'customer_unknown', message: `There is no customer with the code or the name ${shortPath(codes)}` },
  ]
}

const nameOfSeveral = (codes: readonly string[]) =>
  `Several customers are called ${shortPath(codes)}: write the code of the one that is meant`

const unknownCode = (codes: readonly string[]) => `There is no customer with the code ${shortPath(codes)}`

function hint([first, ...more]: readonly BelowPartner[]): string {
  return more.length === 0
    ? ` that lies below no partner: write ${first?.path} for the one below a partner`
    : ` that lies below no partner, and several below partners: write the whole of it, as ${first?.path}`
}
