/** Rows whose customers are new: those of one place are written together. */
import { CustomerInput } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { RowProblem } from '@tenantry/contract/file-columns.ts'
import { breathe } from '../../platform/breathe.ts'
import { AppError } from '../../platform/errors.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import {
  checkType,
  createCustomer,
  createCustomers,
  type PreparedCustomer,
  prepareCustomer,
  settleCodes,
} from '../customers/public.ts'
import type { Chunk } from './customer-chunk.ts'
import { type CustomerRow, failCustomer, problemsOf, tried } from './customer-rows.ts'
import { pathKey } from './path-key.ts'
import type { NamedPlace } from './places.ts'

interface Ready {
  row: CustomerRow
  prepared: PreparedCustomer
}

/** New customers of one place. */
export class AddedCustomers {
  readonly #chunk: Chunk
  readonly #place: NamedPlace

  constructor(chunk: Chunk, place: NamedPlace) {
    this.#chunk = chunk
    this.#place = place
  }

  async add(rows: readonly CustomerRow[]): Promise<void> {
    const { run, outcome } = this.#chunk
    const ready: Ready[] = []
    for (const [index, each] of rows.entries()) {
      if (index % 50 === 49) await breathe()
      const prepared = await this.#prepare(each)
      if (prepared) ready.push({ row: each, prepared })
    }
    const codes = await this.#codesFor(ready.map(({ prepared }) => prepared))
    const plain: (Ready & { code: string })[] = []
    const special: Ready[] = []
    for (const [index, each] of ready.entries()) {
      const code = codes[index] ?? null
      if (code === null) this.#fail(each.row, [codeTaken])
      else if (isPlain(each.prepared)) plain.push({ ...each, code })
      else special.push(each)
    }
    this.#plan(ready)
    if (run.isDryRun) outcome.counts.created += plain.length
    else await this.#addPlain(plain)
    for (const each of special) await this.#addSpecial(each)
  }

  /** In a dry run, remembers what other rows may name as their parent. */
  #plan(ready: readonly Ready[]): void {
    const { run } = this.#chunk
    if (!run.isDryRun) return
    for (const { prepared } of ready)
      if (prepared.input.code && prepared.input.type !== 'customer')
        run.planned.set(pathKey([...this.#place.path, prepared.input.code]), prepared.input.type)
  }

  async #prepare(each: CustomerRow): Promise<PreparedCustomer | null> {
    const { context, missingOf, lookUps } = this.#chunk
    const place = this.#place
    const wish = each.wish()
    const ids = await lookUps.idsIn(each.given)
    const found = foundIds.safeParse(ids)
    const problems: (FieldProblem | RowProblem)[] = [...each.problems, ...(wish.problems ?? [])]
    if (!found.success) problems.push(...fieldProblems(found.error))
    if (place.refusal)
      problems.push(...problemsOf(place.refusal).map((problem) => ({ ...problem, path: 'parentCodes' })))
    if (wish.input && found.success) {
      try {
        checkType(place, wish.input.type)
        const parent = place.isPlanned ? {} : { parentId: place.parentId as never }
        const prepared = prepareCustomer(context, { ...wish.input, ...found.data, ...parent }, place)
        problems.push(...missingOf(prepared.input))
        if (problems.length === 0) return prepared
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        problems.push(...problemsOf(error))
      }
    }
    this.#fail(each, problems)
    return null
  }

  async #codesFor(prepared: readonly PreparedCustomer[]): Promise<(string | null)[]> {
    const { context, run } = this.#chunk
    if (this.#place.isPlanned) return prepared.map(({ input }) => input.code ?? 'PLANNED')
    const wishes = prepared.map(({ input }) => ({ name: input.name, code: input.code || undefined }))
    return settleCodes(context.tx, this.#place.codeScopeId, wishes, run.codes)
  }

  async #addPlain(rows: readonly (Ready & { code: string })[]): Promise<void> {
    const created = await createCustomers(
      this.#chunk.context,
      this.#place,
      rows.map(({ prepared, code }) => ({ ...prepared, code })),
    )
    for (const [index, { id }] of created.entries()) this.#made(rows[index]?.row as CustomerRow, id, 1)
  }

  async #addSpecial({ row, prepared }: Ready): Promise<void> {
    const { context, run, outcome } = this.#chunk
    // Where its parent is only planned, all that can be said has been said.
    if (this.#place.isPlanned) {
      outcome.counts.created += 1
      return
    }
    const input = { ...prepared.input, parentId: this.#place.parentId as never }
    const created = await tried(run, () => createCustomer(context, input))
    if (created instanceof AppError) this.#fail(row, problemsOf(created))
    else this.#made(row, created.customer.id, created.version)
  }

  #made({ row }: CustomerRow, id: string, version: number): void {
    const { counts, made } = this.#chunk.outcome
    counts.created += 1
    made.push({ row_number: row.number, organization_id: id, object_id: id, is_new: true, version, before: null })
  }

  #fail(row: CustomerRow, problems: readonly (FieldProblem | RowProblem)[]): void {
    failCustomer(this.#chunk.run, this.#chunk.outcome, row, problems)
  }
}

const foundIds = CustomerInput.pick({ assignedUserIds: true, tagIds: true })

const codeTaken: FieldProblem = { path: 'code', code: 'code_unavailable', message: 'This code is not available' }

/** Whether all of a customer is written together with others: what concerns users goes the way of the form. */
function isPlain({ input }: PreparedCustomer): boolean {
  return !input.contacts?.admin && !input.assignedUserIds && !input.externalIds?.length && !input.tagIds?.length
}
