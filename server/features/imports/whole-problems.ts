/** Everything that is wrong with a row, so that nobody mends a file one problem after the other. */
import { customerPatchBody } from '@tenantry/contract/customer-row.ts'
import { type CustomerInput, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { type Place, type PreparedCustomer, prepareCustomer } from '../customers/public.ts'
import { administratorRefusal } from '../users/public.ts'
import type { Problem } from './chunk.ts'
import type { Chunk } from './customer-chunk.ts'
import { type CustomerRow, failCustomer, problemsOf, wrongFields } from './customer-rows.ts'
import { pathKey } from './path-key.ts'

/** A row as a new customer, with all that can be told to be wrong with it before anything is looked up. */
export interface JudgedRow {
  row: CustomerRow
  /** Null where something is wrong that keeps it from being made ready. */
  prepared: PreparedCustomer | null
  problems: Problem[]
}

/**
 * Judges a row as a new customer: what is wrong with single cells, and of what is sound what does not go together, what
 * the provider requires, and whom the caller may not name.
 * @param found what was looked up for it
 */
export function judgeNew(
  { context, missingOf }: Pick<Chunk, 'context' | 'missingOf'>,
  row: CustomerRow,
  place: Place,
  found: Partial<CustomerInput> = {},
): JudgedRow {
  const { input, problems: wrong } = row.wish()
  const problems: Problem[] = [...row.problems, ...wrong]
  if (!input) return { row, prepared: null, problems }
  const isWrong = wrongFields(problems)
  const add = (more: readonly FieldProblem[]) => problems.push(...more.filter((problem) => !isWrong(problem)))
  try {
    const prepared = prepareCustomer(context, { ...input, ...found }, place)
    add([...missingOf(prepared.input), ...beyondOwn(context, prepared)])
    return { row, prepared, problems }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    add([...problemsOf(error), ...missingOf(input)])
    return { row, prepared: null, problems }
  }
}

/** Notes what keeps a row from being about a new customer, with all else that is wrong with it. */
export function failNew(chunk: Chunk, row: CustomerRow, place: Place, ...problems: FieldProblem[]): void {
  if (row.key !== null) chunk.run.refused.set(pathKey([...row.parents, row.key]), row.row.number)
  failCustomer(chunk.run, chunk.outcome, row, [...judgeNew(chunk, row, place).problems, ...problems])
}

/** The same of a row about a customer that is there, or may be. */
export function failThere({ run, outcome }: Chunk, row: CustomerRow, ...problems: FieldProblem[]): void {
  const { error } = CustomerPatch.safeParse(customerPatchBody(row.given, nothing))
  failCustomer(run, outcome, row, [...row.problems, ...(error ? fieldProblems(error) : []), ...problems])
}

const nothing = { externalIds: [], salesRepresentatives: [] }

/** What is in the way of the administrator that a row names. */
function beyondOwn({ caller }: CallContext, { input }: PreparedCustomer): FieldProblem[] {
  const refusal = input.contacts?.admin ? administratorRefusal(caller, input.type) : null
  return refusal ? [refusal] : []
}
