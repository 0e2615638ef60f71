/** Rows of customers: which are new, which are there already, and what becomes of both. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findRequired } from '../customer-form-settings/public.ts'
import { findByCodes } from '../customers/public.ts'
import { shareTree } from '../organizations/public.ts'
import { AddedCustomers } from './add-customers.ts'
import { changeCustomers, type ThereAlready } from './change-customers.ts'
import { fail, importerOf, newOutcome, type Outcome, type Run } from './chunk.ts'
import type { Chunk } from './customer-chunk.ts'
import {
  type CustomerRow,
  failCustomer,
  findRepeatedCustomer,
  problemsOf,
  readCustomerRow,
  rememberCustomer,
} from './customer-rows.ts'
import { LookUps } from './look-ups.ts'
import { pathKey } from './path-key.ts'
import { findNamedPlace, type NamedPlace } from './places.ts'

/** Imports rows of customers, or finds out what would be wrong with them. */
export const importCustomers = importerOf<CustomerRow>({
  read: readCustomerRow,
  remember: rememberCustomer,
  bring: bringCustomers,
})

async function bringCustomers(context: CallContext, run: Run, rows: readonly CustomerRow[]): Promise<Outcome> {
  const outcome = newOutcome()
  const [missingOf] = await Promise.all([findRequired(context), shareTree(context.tx)])
  const groups = new Map<string, CustomerRow[]>()
  for (const each of rows) {
    if (each.shapeProblem) fail(run, outcome, each.row, [each.shapeProblem])
    else groupOf(groups, pathKey(each.parents)).push(each)
  }
  // What lies further up first: rows below it may need it.
  const inOrder = [...groups.values()].sort((a, b) => (a[0]?.parents.length ?? 0) - (b[0]?.parents.length ?? 0))
  const rootId = run.row.parent_id ?? context.caller.organization.id
  const chunk: Chunk = { context, run, outcome, missingOf, lookUps: new LookUps(context), rootId }
  for (const group of inOrder) await importGroup(chunk, group)
  return outcome
}

function groupOf(groups: Map<string, CustomerRow[]>, key: string): CustomerRow[] {
  const known = groups.get(key)
  if (known) return known
  const group: CustomerRow[] = []
  groups.set(key, group)
  return group
}

/** Brings in rows of one place. */
async function importGroup(chunk: Chunk, rows: readonly CustomerRow[]): Promise<void> {
  const { run, outcome } = chunk
  const place = await placeOf(chunk, rows)
  if (!place) return
  const existing = await findExisting(chunk, place, rows)
  const fresh: CustomerRow[] = []
  const there: ThereAlready[] = []
  for (const each of rows) {
    const id = existing.get(each.key ?? '')
    const repeated = findRepeatedCustomer(run, each)
    if (repeated) failCustomer(run, outcome, each, [...each.problems, repeated])
    else if (!id) fresh.push(each)
    else if (run.row.existing === 'skip') outcome.counts.skipped += 1
    else if (run.row.existing === 'refuse') failCustomer(run, outcome, each, [...each.problems, codeThere])
    else there.push({ row: each, id })
  }
  await changeCustomers(chunk, there)
  await new AddedCustomers(chunk, place).add(fresh)
}

const codeThere: FieldProblem = {
  path: 'code',
  code: 'code_there',
  message: 'There is a customer with this code; rows can also update it or skip it',
}

async function placeOf({ context, run, outcome }: Chunk, rows: readonly CustomerRow[]): Promise<NamedPlace | null> {
  try {
    return await findNamedPlace(context, run, rows[0]?.parents ?? [], 'parentCodes')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    for (const each of rows) {
      const circle = run.tree.circles.get(each.row.number)
      const problems = circle ? [inCircle(circle)] : problemsOf(error)
      failCustomer(run, outcome, each, [...each.problems, ...problems])
    }
    return null
  }
}

function inCircle(circle: readonly number[]): FieldProblem {
  const rows = [...circle].sort((a, b) => a - b)
  const named = `${rows.slice(0, 10).join(', ')}${rows.length > 10 ? ' …' : ''}`
  const message =
    rows.length === 1 ? 'This row names itself as its parent' : `Rows ${named} lie below each other in a circle`
  return { path: 'parentCodes', code: 'parent_circle', message }
}

async function findExisting(
  { context, rootId }: Chunk,
  place: NamedPlace,
  rows: readonly CustomerRow[],
): Promise<Map<string, string>> {
  if (place.isPlanned) return new Map()
  const codeKeys = rows.flatMap(({ key }) => key ?? [])
  const found = await findByCodes(context.tx, { scopeId: place.codeScopeId, rootId, codeKeys })
  return new Map(found.map(({ id, code_key }) => [code_key ?? '', id]))
}
