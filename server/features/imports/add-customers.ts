/** Rows whose customers are new: those of one place are written together. */
import { CustomerInput } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { externalKey } from '@tenantry/contract/external-ids.ts'
import type { RowProblem } from '@tenantry/contract/file-columns.ts'
import { breathe } from '../../platform/breathe.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import {
  checkType,
  createCustomer,
  createCustomers,
  type PreparedCustomer,
  prepareCustomer,
  settleCodes,
} from '../customers/public.ts'
import { claimExternalIds } from '../external-ids/public.ts'
import { administratorRefusal } from '../users/public.ts'
import type { Chunk } from './customer-chunk.ts'
import { type CustomerRow, failCustomer, problemsOf, tried } from './customer-rows.ts'
import { pathKey } from './path-key.ts'
import { pipelined } from './pipelined.ts'
import type { NamedPlace } from './places.ts'

interface Ready {
  row: CustomerRow
  prepared: PreparedCustomer
}

interface Coded extends Ready {
  code: string
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
    const coded: Coded[] = []
    for (const [index, each] of ready.entries()) {
      const code = codes[index] ?? null
      if (code === null) this.#fail(each.row, [codeTaken])
      else coded.push({ ...each, code })
    }
    this.#plan(ready)
    const free = await this.#tagged(await this.#withoutTaken(this.#withoutShared(coded)))
    const plain = free.filter(({ prepared }) => isPlain(prepared))
    if (run.isDryRun) outcome.counts.created += plain.length
    else await this.#addPlain(plain)
    const special = free.filter(({ prepared }) => !isPlain(prepared))
    await pipelined(special, (each) => this.#addSpecial(each))
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
    const found = foundUsers.safeParse(await lookUps.usersIn(each.given))
    const problems: (FieldProblem | RowProblem)[] = [...each.problems, ...(wish.problems ?? [])]
    if (!found.success) problems.push(...fieldProblems(found.error))
    if (place.refusal)
      problems.push(...problemsOf(place.refusal).map((problem) => ({ ...problem, path: 'parentCodes' })))
    if (wish.input && found.success) {
      try {
        checkType(place, wish.input.type)
        const parent = place.isPlanned ? {} : { parentId: place.parentId as never }
        const prepared = prepareCustomer(context, { ...wish.input, ...found.data, ...parent }, place)
        problems.push(...missingOf(prepared.input), ...beyondOwn(context, prepared))
        if (problems.length === 0) return prepared
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        problems.push(...problemsOf(error))
      }
    }
    this.#fail(each, problems)
    return null
  }

  /** Rows with their tags, looked up last, so that no row makes a tag and then is refused. */
  async #tagged(rows: readonly Coded[]): Promise<Coded[]> {
    // What is only planned has the tags of where it will hang.
    const organizationId = this.#place.isPlanned ? this.#chunk.rootId : this.#place.parentId
    const tagged: Coded[] = []
    for (const each of rows) {
      try {
        const { tagIds } = foundTags.parse(await this.#chunk.lookUps.tagsIn(each.row.given, { organizationId }))
        const { prepared } = each
        tagged.push(tagIds ? { ...each, prepared: { ...prepared, input: { ...prepared.input, tagIds } } } : each)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        this.#fail(each.row, problemsOf(error))
      }
    }
    return tagged
  }

  async #codesFor(prepared: readonly PreparedCustomer[]): Promise<(string | null)[]> {
    const { context, run } = this.#chunk
    if (this.#place.isPlanned) return prepared.map(({ input }) => input.code ?? 'PLANNED')
    const wishes = prepared.map(({ input }) => ({ name: input.name, code: input.code || undefined }))
    return settleCodes(context.tx, this.#place.codeScopeId, wishes, run.codes)
  }

  async #addPlain(rows: readonly Coded[]): Promise<void> {
    const created = await createCustomers(
      this.#chunk.context,
      this.#place,
      rows.map(({ prepared, code }) => ({ ...prepared, code })),
    )
    for (const [index, { id }] of created.entries()) this.#made(rows[index]?.row as CustomerRow, id, 1)
  }

  /** Without rows that want an outside id which a row above wants. */
  #withoutShared(rows: readonly Coded[]): Coded[] {
    const { outsideIds } = this.#chunk.run
    return rows.filter(({ row, prepared: { input } }) => {
      const keys = (input.externalIds ?? []).map(({ system, value }) =>
        JSON.stringify([this.#place.codeScopeId, externalKey(system), externalKey(value)]),
      )
      const { number } = row.row
      const first = keys.map((key) => outsideIds.get(key)).find((each) => each !== undefined && each !== number)
      if (first === undefined) for (const key of keys) outsideIds.set(key, number)
      else
        this.#fail(row, [{ path: 'externalIds', code: 'repeated_in_file', message: `Row ${first} has the same one` }])
      return first === undefined
    })
  }

  /** Without rows that want an outside id which another customer has. */
  async #withoutTaken(rows: readonly Coded[]): Promise<Coded[]> {
    if (this.#place.isPlanned) return [...rows]
    const wanted = rows.map(({ prepared: { input } }) => input.externalIds ?? [])
    const problems = await claimExternalIds(this.#chunk.context, this.#place.codeScopeId, wanted)
    return rows.filter(({ row }, index) => {
      const own = problems[index] ?? []
      if (own.length > 0) this.#fail(row, own)
      return own.length === 0
    })
  }

  async #addSpecial({ row, prepared, code }: Coded): Promise<void> {
    const { context, run, outcome } = this.#chunk
    // Where its parent is only planned, all that can be said has been said.
    if (this.#place.isPlanned) {
      outcome.counts.created += 1
      return
    }
    const input = { ...prepared.input, code, parentId: this.#place.parentId as never }
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

/** What is in the way of the administrator that a row names. */
function beyondOwn({ caller }: CallContext, { input }: PreparedCustomer): FieldProblem[] {
  const refusal = input.contacts?.admin ? administratorRefusal(caller, input.type) : null
  return refusal ? [refusal] : []
}

const foundUsers = CustomerInput.pick({ assignedUserIds: true })
const foundTags = CustomerInput.pick({ tagIds: true })

const codeTaken: FieldProblem = { path: 'code', code: 'code_unavailable', message: 'This code is not available' }

/** Whether all of a customer is written together with others: who looks after it goes the way of the form. */
function isPlain({ input }: PreparedCustomer): boolean {
  return !input.assignedUserIds
}
