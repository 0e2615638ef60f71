/** Rows of customers: which are new, which are there already, and what becomes of both. */

import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import { customerPatchBody, newCustomerBody, pathInRow } from '@tenantry/contract/customer-row.ts'
import { CustomerInput, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { Given, RowProblem } from '@tenantry/contract/file-columns.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { findRequired } from '../customer-form-settings/public.ts'
import {
  checkType,
  createCustomer,
  createCustomers,
  findByCodes,
  type PreparedCustomer,
  prepareCustomer,
  readCustomer,
  settleCodes,
  updateCustomer,
} from '../customers/public.ts'
import { shareTree } from '../organizations/public.ts'
import { findColleague } from '../users/public.ts'
import { breathe, fail, findRepeated, newOutcome, type Outcome, type Run, readCells, rowsInShape } from './chunk.ts'
import { mendRecord } from './mend-record.ts'
import { findNamedPlace, type NamedPlace, pathKey } from './places.ts'
import type { FileRow } from './read-rows.ts'
import { restoringPatch } from './restoring-patch.ts'

type Body = Record<string, unknown>

/** A row with what it says. */
interface ReadRow {
  row: FileRow
  given: Given<CustomerRecord>
  problems: RowProblem[]
  parents: string[]
}

/** Imports rows of customers, or finds out what would be wrong with them. */
export async function importCustomers(context: CallContext, run: Run, rows: readonly FileRow[]): Promise<Outcome> {
  const outcome = newOutcome()
  await shareTree(context.tx)
  const missingOf = await findRequired(context)
  const groups = new Map<string, ReadRow[]>()
  for (const row of rowsInShape(run, outcome, rows)) {
    const { given, problems } = readCells<CustomerRecord>(run, row)
    mendRecord(given)
    const parents = (given.parentCodes ?? []) as string[]
    const key = pathKey(parents)
    groups.set(key, [...(groups.get(key) ?? []), { row, given, problems, parents }])
  }
  // What lies further up first: rows below it may need it.
  const inOrder = [...groups.values()].sort((a, b) => (a[0]?.parents.length ?? 0) - (b[0]?.parents.length ?? 0))
  for (const group of inOrder) await new Group(context, run, outcome, missingOf).import(group)
  return outcome
}

/** Rows of one place. */
class Group {
  readonly #context: CallContext
  readonly #run: Run
  readonly #outcome: Outcome
  readonly #missingOf: (input: object) => FieldProblem[]

  constructor(context: CallContext, run: Run, outcome: Outcome, missingOf: (input: object) => FieldProblem[]) {
    this.#context = context
    this.#run = run
    this.#outcome = outcome
    this.#missingOf = missingOf
  }

  async import(rows: readonly ReadRow[]): Promise<void> {
    const place = await this.#placeOf(rows)
    if (!place) return
    const existing = await this.#findExisting(place, rows)
    const fresh: ReadRow[] = []
    for (const each of rows) {
      const id = existing.get(keyOf(each) ?? '')
      const repeated = this.#repeated(each)
      if (repeated) this.#fail(each, [...each.problems, repeated])
      else if (!id) fresh.push(each)
      else await this.#meetExisting(each, id)
    }
    await this.#addNew(place, fresh)
  }

  async #placeOf(rows: readonly ReadRow[]): Promise<NamedPlace | null> {
    try {
      return await findNamedPlace(this.#context, this.#run, rows[0]?.parents ?? [], 'parentCodes')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      for (const each of rows) this.#fail(each, [...each.problems, ...problemsOf(error)])
      return null
    }
  }

  async #findExisting(place: NamedPlace, rows: readonly ReadRow[]): Promise<Map<string, string>> {
    if (place.isPlanned) return new Map()
    const codeKeys = rows.flatMap((each) => keyOf(each) ?? [])
    const rootId = this.#run.row.parent_id ?? this.#context.caller.organization.id
    const found = await findByCodes(this.#context.tx, { scopeId: place.codeScopeId, rootId, codeKeys })
    return new Map(found.map(({ id, code_key }) => [code_key ?? '', id]))
  }

  #repeated(each: ReadRow): FieldProblem | null {
    const key = keyOf(each)
    return key === null ? null : findRepeated(this.#run, `${pathKey(each.parents)}/${key}`, each.row, 'code')
  }

  async #meetExisting(each: ReadRow, id: string): Promise<void> {
    const { existing } = this.#run.row
    if (existing === 'skip') this.#outcome.counts.skipped += 1
    else if (existing === 'refuse')
      this.#fail(each, [
        ...each.problems,
        {
          path: 'code',
          code: 'code_there',
          message: 'There is a customer with this code; rows can also update it or skip it',
        },
      ])
    else await this.#update(each, id)
  }

  async #update(each: ReadRow, id: string): Promise<void> {
    const { row, given, problems } = each
    const context = this.#context
    const before = await readCustomer(context, id)
    // It was found by its code, however that is written here.
    const { code: _, ...body } = {
      ...customerPatchBody(given, { ...before.customer, externalIds: before.customer.externalIds ?? [] }),
      ...(await this.#usersIn(given)),
    }
    const wrongType: FieldProblem[] =
      given.type && given.type !== before.customer.type
        ? [{ path: 'type', code: 'type_fixed', message: 'An import does not change the type' }]
        : []
    const parsed = CustomerPatch.safeParse(body)
    const found = [...problems, ...wrongType, ...(parsed.success ? [] : fieldProblems(parsed.error))]
    if (found.length > 0 || !parsed.success) return this.#fail(each, found)
    // The lists of a patch are made from what was read, and the undo goes back to it.
    const asRead = { ...context, ifMatch: before.version }
    const after = await this.#tried(() => updateCustomer(asRead, id, parsed.data))
    if (after instanceof AppError) return this.#fail(each, problemsOf(after))
    if (after.version === before.version) {
      this.#outcome.counts.unchanged += 1
      return
    }
    this.#outcome.counts.updated += 1
    this.#outcome.made.push({
      row_number: row.number,
      organization_id: id,
      object_id: id,
      is_new: false,
      version: after.version,
      before: restoringPatch(before.customer, parsed.data),
    })
  }

  /**
   * Runs the use-case of the form for one row. What it refuses leaves an import only with the whole transaction, since
   * half of it may be written; a dry run is rolled back anyway and goes on.
   */
  async #tried<Result>(work: () => Promise<Result>): Promise<Result | AppError> {
    try {
      return await work()
    } catch (error) {
      if (this.#run.isDryRun && error instanceof AppError) return error
      throw error
    }
  }

  async #addNew(place: NamedPlace, rows: readonly ReadRow[]): Promise<void> {
    const ready: { row: ReadRow; prepared: PreparedCustomer }[] = []
    for (const [index, each] of rows.entries()) {
      if (index % 20 === 19) await breathe()
      const prepared = await this.#prepare(place, each)
      if (prepared) ready.push({ row: each, prepared })
    }
    const codes = await this.#codesFor(
      place,
      ready.map(({ prepared }) => prepared),
    )
    const plain: { row: ReadRow; prepared: PreparedCustomer; code: string }[] = []
    const special: typeof ready = []
    for (const [index, each] of ready.entries()) {
      const code = codes[index] ?? null
      if (code === null) this.#fail(each.row, [codeTaken])
      else if (isPlain(each.prepared)) plain.push({ ...each, code })
      else special.push(each)
    }
    this.#plan(ready)
    if (this.#run.isDryRun) this.#outcome.counts.created += plain.length
    else await this.#addPlain(place, plain)
    for (const each of special) await this.#addSpecial(place, each)
  }

  /** In a dry run, remembers what rows further down may name as their parent. */
  #plan(ready: readonly { row: ReadRow; prepared: PreparedCustomer }[]): void {
    if (!this.#run.isDryRun) return
    for (const { row, prepared } of ready)
      if (prepared.input.code && prepared.input.type !== 'customer')
        this.#run.planned.set(pathKey([...row.parents, prepared.input.code]), prepared.input.type)
  }

  async #prepare(place: NamedPlace, each: ReadRow): Promise<PreparedCustomer | null> {
    const body = { ...newCustomerBody(each.given), ...(await this.#usersIn(each.given)) }
    const parsed = CustomerInput.safeParse({ ...body, ...(place.isPlanned ? {} : { parentId: place.parentId }) })
    const problems: (FieldProblem | RowProblem)[] = [...each.problems]
    if (!parsed.success) problems.push(...fieldProblems(parsed.error))
    if (place.refusal)
      problems.push(...problemsOf(place.refusal).map((problem) => ({ ...problem, path: 'parentCodes' })))
    if (!parsed.success) {
      this.#fail(each, problems)
      return null
    }
    try {
      checkType(place, parsed.data.type)
      const prepared = prepareCustomer(this.#context, parsed.data, place)
      problems.push(...this.#missingOf(prepared.input))
      if (problems.length === 0) return prepared
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      problems.push(...problemsOf(error))
    }
    this.#fail(each, problems)
    return null
  }

  async #codesFor(place: NamedPlace, prepared: readonly PreparedCustomer[]): Promise<(string | null)[]> {
    if (place.isPlanned) return prepared.map(({ input }) => input.code ?? 'PLANNED')
    const wishes = prepared.map(({ input }) => ({ name: input.name, code: input.code || undefined }))
    return settleCodes(this.#context.tx, place.codeScopeId, wishes, this.#run.codes)
  }

  async #addPlain(place: NamedPlace, rows: readonly { row: ReadRow; prepared: PreparedCustomer; code: string }[]) {
    const created = await createCustomers(
      this.#context,
      place,
      rows.map(({ prepared, code }) => ({ ...prepared, code })),
    )
    for (const [index, { id }] of created.entries()) this.#made(rows[index]?.row as ReadRow, id, 1)
  }

  async #addSpecial(place: NamedPlace, { row, prepared }: { row: ReadRow; prepared: PreparedCustomer }): Promise<void> {
    // Where its parent is only planned, all that can be said has been said.
    if (place.isPlanned) {
      this.#outcome.counts.created += 1
      return
    }
    const input = { ...prepared.input, parentId: place.parentId as never }
    const created = await this.#tried(() => createCustomer(this.#context, input))
    if (created instanceof AppError) this.#fail(row, problemsOf(created))
    else this.#made(row, created.customer.id, created.version)
  }

  #made({ row }: ReadRow, id: string, version: number): void {
    this.#outcome.counts.created += 1
    this.#outcome.made.push({
      row_number: row.number,
      organization_id: id,
      object_id: id,
      is_new: true,
      version,
      before: null,
    })
  }

  #fail({ row, given }: ReadRow, problems: readonly (FieldProblem | RowProblem)[]): void {
    const body = newCustomerBody(given)
    const placed = problems.map((problem) =>
      typeof problem.path === 'string'
        ? { ...problem, path: pathInRow(given, body, problem.path.split('.')) }
        : problem,
    )
    fail(this.#run, this.#outcome, row, placed)
  }

  /** What a row says of users: those who look after it, by their emails. */
  async #usersIn({ technicianEmails }: Given<CustomerRecord>): Promise<Body> {
    return technicianEmails ? { assignedUserIds: await this.#usersOf(technicianEmails as string[]) } : {}
  }

  /** Users by their emails; what names nobody that the caller sees stays, and is refused like any other wrong id. */
  async #usersOf(emails: readonly string[]): Promise<string[]> {
    const ids: string[] = []
    for (const email of emails) ids.push((await findColleague(this.#context, email.trim().toLowerCase())) ?? nobody)
    return ids
  }
}

const nobody = '00000000-0000-7000-8000-000000000000'
const codeTaken: FieldProblem = { path: 'code', code: 'code_unavailable', message: 'This code is not available' }

function keyOf({ given }: Pick<ReadRow, 'given'>): string | null {
  return typeof given.code === 'string' && given.code.trim() !== '' ? codeKey(given.code.trim()) : null
}

/** Whether all of a customer is written together with others: what concerns users goes the way of the form. */
function isPlain({ input }: PreparedCustomer): boolean {
  return !input.contacts?.admin && !input.assignedUserIds && !input.externalIds?.length && !input.tagIds?.length
}

function problemsOf(error: AppError): FieldProblem[] {
  const { errors, detail } = error.details
  if (errors && errors.length > 0) return errors
  return [{ path: '', code: error.code, message: detail ?? error.message }]
}
