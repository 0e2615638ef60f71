/** Rows of customers: which are new, which are there already, and what becomes of both. */
import type { AdministratorInput } from '@tenantry/contract/contacts.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findRequired } from '../customer-form-settings/public.ts'
import { findBelowHidden, findByCodes } from '../customers/public.ts'
import { shareTree } from '../organizations/public.ts'
import { forgetUnplaced, holdAccounts } from '../users/public.ts'
import { AddedCustomers } from './add-customers.ts'
import { changeCustomers, type ThereAlready } from './change-customers.ts'
import { fail, importerOf, newOutcome, type Outcome, type Run } from './chunk.ts'
import type { Chunk } from './customer-chunk.ts'
import {
  type CustomerRow,
  findRepeatedCustomer,
  isUnclear,
  problemsOf,
  readCustomerRow,
  rememberCustomer,
} from './customer-rows.ts'
import { LookUps } from './look-ups.ts'
import { type NamedCustomer, NamedCustomers } from './named-customers.ts'
import { findRepeatedId, idThere, idUnknown } from './our-ids.ts'
import { pathKey } from './path-key.ts'
import { codeOfSeveral, findNamedPlace, type NamedPlace, nowhere } from './places.ts'
import { failNew, failThere } from './whole-problems.ts'

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
  const named: NamedCustomer[] = []
  const known = await NamedCustomers.of(context, run, rows)
  const rootId = run.row.parent_id ?? context.caller.organization.id
  const chunk: Chunk = { context, run, outcome, missingOf, lookUps: new LookUps(context), rootId }
  for (const each of rows) {
    const found = known.find(each)
    if (each.shapeProblem) fail(run, outcome, each.row, [each.shapeProblem])
    // Wherever it lies, and whatever lies between.
    else if (found) named.push(found)
    else if (isUnclear(each)) failUnclear(chunk, each)
    else groupOf(groups, pathKey(each.parents)).push(each)
  }
  // What lies further up first: rows below it may need it.
  const inOrder = [...groups.values()].sort((a, b) => (a[0]?.parents.length ?? 0) - (b[0]?.parents.length ?? 0))
  await noteInOrder(chunk, named, inOrder)
  await importNamed(chunk, named)
  const accounts = await holdAccounts(context.tx, administratorsIn(run, inOrder))
  for (const group of inOrder) await importGroup(chunk, group)
  await forgetUnplaced(context.tx, accounts)
  return outcome
}

/** Who is named administrator in rows that come in piece by piece; nobody where all come at once or none is made. */
function administratorsIn(run: Run, groups: readonly CustomerRow[][]): AdministratorInput[] {
  const isOneByOne = run.columns.some((column) => column?.path[0] === 'technicianEmails')
  if (run.isDryRun || (groups.length < 2 && !isOneByOne)) return []
  return groups.flat().flatMap((row) => {
    // Only what names one is worth reading in whole here.
    const isNaming = row.given.contacts && 'admin' in row.given.contacts
    if (!isNaming) return []
    const { input, problems } = row.wish()
    return (problems.length === 0 && input?.contacts?.admin) || []
  })
}

function groupOf(groups: Map<string, CustomerRow[]>, key: string): CustomerRow[] {
  const known = groups.get(key)
  if (known) return known
  const group: CustomerRow[] = []
  groups.set(key, group)
  return group
}

/**
 * Notes what the rows of a chunk are about in the order of the file, before any of them is brought in: one by one they
 * come in the order of their places, and the first row of the file is the one that counts.
 */
async function noteInOrder(
  chunk: Chunk,
  named: readonly ThereAlready[],
  groups: readonly CustomerRow[][],
): Promise<void> {
  const { run } = chunk
  // Alone a group comes in the order of the file anyway, and where nothing is changed, nothing is twice.
  if (run.row.existing !== 'update' || groups.length === 0 || (named.length === 0 && groups.length === 1)) return
  const about = [...named]
  for (const rows of groups) {
    const place = await findNamedPlace(chunk.context, run, rows[0]?.parents ?? [], 'parentCodes').catch(orNone)
    if (!place) continue
    const { existing, ambiguous } = await findExisting(chunk, place, rows)
    for (const row of rows) {
      const id = existing.get(row.key ?? '')
      if (id && !ambiguous.has(row.key ?? '') && !isLost(run, row, existing)) about.push({ row, id })
    }
  }
  about.sort((a, b) => a.row.row.number - b.row.row.number)
  for (const { row, id } of about) findRepeatedId(run, id, row.row)
}

function orNone(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}

/** Brings in rows that name their customers by ids, of whom several may have one code. */
async function importNamed(chunk: Chunk, named: readonly NamedCustomer[]): Promise<void> {
  const { run, outcome } = chunk
  const there: ThereAlready[] = []
  for (const each of named) {
    const { row, id, fixed } = each
    const repeated = findRepeatedId(run, id, row.row)
    // For rows further down that name it by its code alone.
    if (!isUnclear(row)) findRepeatedCustomer(run, row)
    if (repeated) failThere(chunk, row, repeated)
    else if (run.row.existing === 'skip') outcome.counts.skipped += 1
    else if (fixed) failThere(chunk, row, fixed)
    else if (run.row.existing === 'refuse') failThere(chunk, row, idThere(run))
    else there.push(each)
  }
  await changeCustomers(chunk, there)
}

/** Brings in rows of one place. */
async function importGroup(chunk: Chunk, rows: readonly CustomerRow[]): Promise<void> {
  const { run, outcome } = chunk
  const place = await placeOf(chunk, rows)
  if (!place) return
  const { existing, ambiguous } = await findExisting(chunk, place, rows)
  const fresh: CustomerRow[] = []
  const there: ThereAlready[] = []
  for (const each of rows) {
    const id = existing.get(each.key ?? '')
    const isClear = id !== undefined && !ambiguous.has(each.key ?? '') && !isLost(run, each, existing)
    const twice = isClear ? findRepeatedId(run, id, each.row, 'code') : null
    const repeated = findRepeatedCustomer(run, each) ?? twice
    if (repeated && id === undefined) failNew(chunk, each, place, repeated)
    else if (repeated) failThere(chunk, each, repeated)
    else if (isLost(run, each, existing)) failThere(chunk, each, idUnknown(run))
    else if (ambiguous.has(each.key ?? '')) failThere(chunk, each, codeOfSeveral)
    else if (!id) fresh.push(each)
    else if (run.row.existing === 'skip') outcome.counts.skipped += 1
    else if (run.row.existing === 'refuse') failNew(chunk, each, place, codeThere)
    else there.push({ row: each, id })
  }
  await changeCustomers(chunk, there)
  await new AddedCustomers(chunk, place).add(fresh)
}

/**
 * Whether a row names an id that leads nowhere, and may yet be about one that is there. Elsewhere the file may come from
 * another provider: what has a code that nobody has is new, and where rows only add, each one is.
 */
function isLost({ row: { existing } }: Run, { id, key }: CustomerRow, there: ReadonlyMap<string, string>): boolean {
  return id !== null && existing !== 'refuse' && (key === null || there.has(key))
}

const codeThere: FieldProblem = {
  path: 'code',
  code: 'code_there',
  message: 'There is a customer with this code; rows can also update it or skip it',
}

async function placeOf(chunk: Chunk, rows: readonly CustomerRow[]): Promise<NamedPlace | null> {
  const { context, run } = chunk
  try {
    return await findNamedPlace(context, run, rows[0]?.parents ?? [], 'parentCodes')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    for (const each of rows) {
      const circle = run.tree.circles.get(each.row.number)
      const problems = circle ? [inCircle(circle)] : problemsOf(error)
      failUnclear(chunk, each, ...problems)
    }
    return null
  }
}

/** Notes what is wrong with a row of which nobody knows which customer it means, or where that lies. */
function failUnclear(chunk: Chunk, row: CustomerRow, ...problems: FieldProblem[]): void {
  // Where rows may be about what is there, nobody knows whether this one would be new.
  if (chunk.run.row.existing === 'refuse') failNew(chunk, row, nowhere, ...problems)
  else failThere(chunk, row, ...problems)
}

function inCircle(circle: readonly number[]): FieldProblem {
  const rows = [...circle].sort((a, b) => a - b)
  const named = `${rows.slice(0, 10).join(', ')}${rows.length > 10 ? ' …' : ''}`
  const message =
    rows.length === 1 ? 'This row names itself as its parent' : `Rows ${named} lie below each other in a circle`
  return { path: 'parentCodes', code: 'parent_circle', message }
}

/**
 * Which customers rows of one place are about, by their codes. A row that names no parent may also be about one whose
 * parent the caller does not see, as an export of theirs tells of it, where rows may be about customers that are there.
 */
async function findExisting(
  { context, run, rootId }: Chunk,
  place: NamedPlace,
  rows: readonly CustomerRow[],
): Promise<{ existing: Map<string, string>; ambiguous: Set<string> }> {
  const existing = new Map<string, string>()
  const ambiguous = new Set<string>()
  if (place.isPlanned) return { existing, ambiguous }
  const codeKeys = rows.flatMap(({ key }) => key ?? [])
  const found = await findByCodes(context.tx, { scopeId: place.codeScopeId, rootId, codeKeys })
  const isOpen =
    // Who only adds means none of them: below a parent out of sight a code is free, as it is in the form.
    run.row.existing !== 'refuse' &&
    place.path.length === 0 &&
    run.row.parent_id === null &&
    context.caller.scope.reach !== 'all'
  const hidden = isOpen ? await findBelowHidden(context.tx, codeKeys) : []
  for (const { id, code_key } of [...found, ...hidden]) {
    const key = code_key ?? ''
    if ((existing.get(key) ?? id) !== id) ambiguous.add(key)
    existing.set(key, id)
  }
  return { existing, ambiguous }
}
