/** Rows whose customers are new: those of one place are written together. */
import { CustomerInput } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { externalKey } from '@tenantry/contract/external-ids.ts'
import { breathe } from '../../platform/breathe.ts'
import { AppError } from '../../platform/errors.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { checkType, createCustomer, createCustomers, type PreparedCustomer, settleCodes } from '../customers/public.ts'
import { claimExternalIds } from '../external-ids/public.ts'
import type { Problem } from './chunk.ts'
import type { Chunk } from './customer-chunk.ts'
import { type CustomerRow, failCustomer, problemsOf, tried } from './customer-rows.ts'
import { nobody } from './look-ups.ts'
import { pathKey } from './path-key.ts'
import { pipelined } from './pipelined.ts'
import { type NamedPlace, shortPath } from './places.ts'
import { type JudgedRow, judgeNew } from './whole-problems.ts'

/** A row that may be written, with the code that it gets. */
interface Coded {
  row: CustomerRow
  prepared: PreparedCustomer
  code: string
}

/** A row on its way, with what was found to be wrong with it so far. */
interface OnItsWay extends JudgedRow {
  code: string | null
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
    const judged: OnItsWay[] = []
    for (const [index, each] of rows.entries()) {
      if (index % 50 === 49) await breathe()
      judged.push({ ...(await this.#judge(each)), code: null })
    }
    this.#plan(judged)
    await this.#settleCodes(judged)
    this.#findShared(judged)
    await this.#findTaken(judged)
    await this.#findTags(judged)
    const free: Coded[] = []
    for (const { row, prepared, code, problems } of judged)
      if (problems.length === 0 && prepared && code !== null) free.push({ row, prepared, code })
      else {
        const code = row.wish().input?.code
        if (code) run.refused.set(pathKey([...this.#place.path, code]), row.row.number)
        this.#fail(row, problems)
      }
    const plain = free.filter(({ prepared }) => isPlain(prepared))
    if (run.isDryRun) outcome.counts.created += plain.length
    else await this.#addPlain(plain)
    const special = free.filter(({ prepared }) => !isPlain(prepared))
    await pipelined(special, (each) => this.#addSpecial(each))
  }

  /** In a dry run, remembers what other rows may name as their parent. */
  #plan(judged: readonly OnItsWay[]): void {
    const { run } = this.#chunk
    if (!run.isDryRun) return
    for (const { prepared, problems } of judged)
      if (problems.length === 0 && prepared?.input.code)
        run.planned.set(pathKey([...this.#place.path, prepared.input.code]), prepared.input.type)
  }

  async #judge(row: CustomerRow): Promise<JudgedRow> {
    const place = this.#place
    const found = foundUsers.safeParse(await this.#chunk.lookUps.usersIn(row.given))
    const parent = place.isPlanned ? {} : { parentId: place.parentId as never }
    const judged = judgeNew(this.#chunk, row, place, { ...found.data, ...parent })
    if (!found.success) judged.problems.push(...fieldProblems(found.error))
    // Alone it is refused like in the form, whoever is named.
    else if (judged.problems.length > 0 && found.data.assignedUserIds?.some((id) => id === nobody))
      judged.problems.push(userUnknown)
    if (place.refusal)
      judged.problems.push(...problemsOf(place.refusal).map((problem) => ({ ...problem, path: 'parentCodes' })))
    const { input } = row.wish()
    const refusal = input && typeRefusal(place, input.type)
    if (refusal) judged.problems.push(...(place.parentType === 'customer' ? [holdsNone(place)] : problemsOf(refusal)))
    return judged
  }

  /** Gives those that may be written their codes; of the others only those are looked up that were typed. */
  async #settleCodes(judged: readonly OnItsWay[]): Promise<void> {
    const [sound, others] = [judged.filter(isSound), judged.filter((each) => !isSound(each) && codeOf(each))]
    const codes = await this.#codesFor(sound.map(({ prepared }) => prepared as PreparedCustomer))
    for (const [index, each] of sound.entries()) {
      each.code = codes[index] ?? null
      if (each.code === null) each.problems.push(codeTaken)
    }
    if (this.#place.isPlanned || others.length === 0) return
    const wishes = others.map((each) => ({ name: '', code: codeOf(each) }))
    const free = await settleCodes(this.#chunk.context.tx, this.#place.codeScopeId, wishes)
    for (const [index, each] of others.entries()) if (free[index] === null) each.problems.push(codeTaken)
  }

  async #codesFor(prepared: readonly PreparedCustomer[]): Promise<(string | null)[]> {
    const { context, run } = this.#chunk
    if (this.#place.isPlanned) return prepared.map(({ input }) => input.code ?? 'PLANNED')
    const wishes = prepared.map(({ input }) => ({ name: input.name, code: input.code || undefined }))
    return settleCodes(context.tx, this.#place.codeScopeId, wishes, run.codes)
  }

  /** Finds rows that want an outside id which a row above wants. */
  #findShared(judged: readonly OnItsWay[]): void {
    const { outsideIds } = this.#chunk.run
    for (const each of judged) {
      const keys = outsideIdsOf(each).map(({ system, value }) =>
        JSON.stringify([this.#place.codeScopeId, externalKey(system), externalKey(value)]),
      )
      const { number } = each.row.row
      const first = keys.map((key) => outsideIds.get(key)).find((other) => other !== undefined && other !== number)
      const message = `Row ${first} has the same one`
      if (first !== undefined) each.problems.push({ path: 'externalIds', code: 'repeated_in_file', message })
      else if (isSound(each)) for (const key of keys) outsideIds.set(key, number)
    }
  }

  /** Finds rows that want an outside id which another customer has. */
  async #findTaken(judged: readonly OnItsWay[]): Promise<void> {
    if (this.#place.isPlanned) return
    const problems = await claimExternalIds(this.#chunk.context, this.#place.codeScopeId, judged.map(outsideIdsOf))
    for (const [index, each] of judged.entries()) each.problems.push(...(problems[index] ?? []))
  }

  /** Gives rows their tags, looked up last, so that no row makes a tag and then is refused. */
  async #findTags(judged: readonly OnItsWay[]): Promise<void> {
    // What is only planned has the tags of where it will hang.
    const organizationId = this.#place.isPlanned ? this.#chunk.rootId : this.#place.parentId
    for (const each of judged) {
      // What a check makes is taken back with it.
      if (!isSound(each) && !this.#chunk.run.isDryRun) continue
      try {
        const { tagIds } = foundTags.parse(await this.#chunk.lookUps.tagsIn(each.row.given, { organizationId }))
        if (tagIds && each.prepared) each.prepared = { ...each.prepared, input: { ...each.prepared.input, tagIds } }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        each.problems.push(...problemsOf(error))
      }
    }
  }

  async #addPlain(rows: readonly Coded[]): Promise<void> {
    const created = await createCustomers(
      this.#chunk.context,
      this.#place,
      rows.map(({ prepared, code }) => ({ ...prepared, code })),
    )
    for (const [index, { id }] of created.entries()) this.#made(rows[index]?.row as CustomerRow, id, 1)
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

  #fail(row: CustomerRow, problems: readonly Problem[]): void {
    failCustomer(this.#chunk.run, this.#chunk.outcome, row, problems)
  }
}

const isSound = ({ prepared, problems }: OnItsWay) => prepared !== null && problems.length === 0
const codeOf = ({ row }: OnItsWay) => row.wish().input?.code || undefined
const outsideIdsOf = ({ row }: OnItsWay) => row.wish().input?.externalIds ?? []

/** What is in the way of everything that would lie below a customer. */
function holdsNone({ path }: NamedPlace): FieldProblem {
  const message = `${shortPath(path)} is a customer, which has none below it; a partner or an enterprise could have some`
  return { path: 'parentCodes', code: 'type_not_allowed_here', message }
}

function typeRefusal(place: NamedPlace, type: CustomerInput['type']): AppError | null {
  try {
    checkType(place, type)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

const foundUsers = CustomerInput.pick({ assignedUserIds: true })
const foundTags = CustomerInput.pick({ tagIds: true })

const userUnknown: FieldProblem = {
  path: 'assignedUserIds',
  code: 'user_not_assignable',
  message: 'This user cannot be picked here',
}

const codeTaken: FieldProblem = { path: 'code', code: 'code_unavailable', message: 'This code is not available' }

/** Whether all of a customer is written together with others: who looks after it goes the way of the form. */
function isPlain({ input }: PreparedCustomer): boolean {
  return !input.assignedUserIds
}
