/** Rows of a file of customers: what each says by itself, and how its problems are told. */
import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import { newCustomerBody, pathInRow } from '@tenantry/contract/customer-row.ts'
import { CustomerInput } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { Given, RowProblem } from '@tenantry/contract/file-columns.ts'
import { AppError } from '../../platform/errors.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { fail, findRepeated, findShapeProblem, type Outcome, type Problem, type Run, readCells } from './chunk.ts'
import { placeReader } from './file-tree.ts'
import { mendRecord } from './mend-record.ts'
import { idIn, rememberId } from './our-ids.ts'
import { pathKey } from './path-key.ts'
import type { FileRow } from './read-rows.ts'

/** What a row asks for as a new customer, without what is looked up: its place, its users, its tags. */
export interface Wish {
  /** What is sound of it, to be judged further; null where that is nothing. */
  input: CustomerInput | null
  problems: FieldProblem[]
}

/** A row with what it says. */
export interface CustomerRow {
  row: FileRow
  given: Given<CustomerRecord>
  problems: RowProblem[]
  /** Set where none of its cells says anything. */
  shapeProblem: Problem | null
  parents: string[]
  /** The id of the customer that it names; null where it names none. */
  id: string | null
  /** Its code as it is compared; null where it has none. */
  key: string | null
  wish: () => Wish
}

/** Reads a row and judges it by itself; where rows may also be about customers that are there, only once it is asked for. */
export function readCustomerRow(run: Run, row: FileRow): CustomerRow {
  const shapeProblem = findShapeProblem(run, row)
  const { given, problems } = shapeProblem ? { given: {}, problems: [] } : readCells<CustomerRecord>(run, row)
  mendRecord(given)
  let wish: Wish | null = null
  const read: CustomerRow = {
    row,
    given,
    problems,
    shapeProblem,
    parents: (given.parentCodes ?? []) as string[],
    id: idIn(given),
    key: typeof given.code === 'string' && given.code.trim() !== '' ? codeKey(given.code.trim()) : null,
    wish: () => {
      wish ??= wishOf(given)
      return wish
    },
  }
  if (!shapeProblem && run.row.existing === 'refuse') read.wish()
  return read
}

function wishOf(given: Given<CustomerRecord>): Wish {
  const body = newCustomerBody(given)
  const parsed = CustomerInput.safeParse(body)
  if (parsed.success) return { input: parsed.data, problems: [] }
  const problems = fieldProblems(parsed.error)
  const rest = CustomerInput.safeParse({ ...nameless, ...without(body, problems) })
  return { input: rest.data ?? null, problems }
}

/** Stands for a name that is missing, so that the rest of a row can be judged. */
const nameless = { name: 'Nameless' }

/** The fields of a body that have no problem. */
function without(body: Record<string, unknown>, problems: readonly FieldProblem[]): Record<string, unknown> {
  const isWrong = wrongFields(problems)
  return Object.fromEntries(Object.entries(body).filter(([field]) => !isWrong({ path: field })))
}

/** Tells what lies in a field that has a problem already, whichever of its parts that is in. */
export function wrongFields(problems: readonly Problem[]): (problem: Pick<Problem, 'path'>) => boolean {
  const fieldOf = ({ path }: Pick<Problem, 'path'>) => (typeof path === 'string' ? path.split('.') : path)[0] ?? ''
  const wrong = new Set(problems.map(fieldOf))
  return (problem) => wrong.has(fieldOf(problem))
}

/** Whether the cell that names a row's customer by its ID, or its parent, holds something wrong: nobody knows which is meant. */
export function isUnclear({ problems }: Pick<CustomerRow, 'problems'>): boolean {
  const isWrong = wrongFields(problems)
  return isWrong({ path: 'id' }) || isWrong({ path: 'parentCodes' })
}

/** Whether a row further up was about the same customer, which then is a problem of this row. */
export function findRepeatedCustomer(
  run: Run,
  { row, key, parents }: Pick<CustomerRow, 'row' | 'key' | 'parents'>,
): FieldProblem | null {
  return key === null ? null : findRepeated(run, `${pathKey(parents)}/${key}`, row, 'code')
}

/** Takes note of what a row is about. */
export function rememberCustomer(run: Run, row: FileRow): void {
  if (findShapeProblem(run, row)) return
  rememberId(run, row)
  if (isUnclear(readCells(run, row))) return
  const { parents, code } = placeReader(run.columns).placeOf(row)
  findRepeatedCustomer(run, { row, parents: [...parents], key: code === null ? null : codeKey(code) })
}

/** Notes what is wrong with a row, each thing at the column that it comes from. */
export function failCustomer(
  run: Run,
  outcome: Outcome,
  { row, given }: CustomerRow,
  problems: readonly Problem[],
): void {
  const body = newCustomerBody(given)
  const placed = problems.map((problem) =>
    typeof problem.path === 'string' ? { ...problem, path: pathInRow(given, body, problem.path.split('.')) } : problem,
  )
  fail(run, outcome, row, placed)
}

/** What an error of a use-case says of a row. */
export function problemsOf({ code, message, details: { errors, detail } }: AppError): FieldProblem[] {
  if (errors && errors.length > 0) return errors
  return [{ path: '', code, message: detail ?? message }]
}

/**
 * Runs the use-case of the form for one row. What it refuses leaves an import only with the whole transaction, since
 * half of it may be written; a dry run is rolled back anyway and goes on.
 */
export async function tried<Result>(run: Run, work: () => Promise<Result>): Promise<Result | AppError> {
  try {
    return await work()
  } catch (error) {
    if (run.isDryRun && error instanceof AppError) return error
    throw error
  }
}
