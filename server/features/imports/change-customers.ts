/** Rows whose customers are there already, and change them. */
import type { CustomerRecord } from '@tenantry/contract/customer-file.ts'
import { customerPatchBody } from '@tenantry/contract/customer-row.ts'
import { CustomerPatch } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import type { RowProblem } from '@tenantry/contract/file-columns.ts'
import { AppError } from '../../platform/errors.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { type AuditedChange, recordAudits } from '../audit-events/public.ts'
import { changeHeld, holdCustomer, holdCustomers } from '../customers/public.ts'
import { lockTree } from '../organizations/public.ts'
import { noteChanges, readShown } from './changed-cells.ts'
import type { Problem } from './chunk.ts'
import type { Chunk } from './customer-chunk.ts'
import { type CustomerRow, failCustomer, problemsOf, tried, wrongFields } from './customer-rows.ts'
import { pipelined } from './pipelined.ts'
import { restoringPatch } from './restoring-patch.ts'
import { saysNothingNew } from './says-nothing-new.ts'
import { isShowing } from './shown-rows.ts'

/** A row with the customer that it is about. */
export interface ThereAlready {
  row: CustomerRow
  id: string
}

/** Changes customers as their rows say, each like the form does. */
export async function changeCustomers(chunk: Chunk, rows: readonly ThereAlready[]): Promise<void> {
  if (rows.length === 0) return
  const fields = chunk.run.columns.map((column) => column?.path[0])
  // Before all customers, as in the form, where their status or their users may change.
  if (fields.includes('isActive') || fields.includes('technicianEmails')) await lockTree(chunk.context.tx)
  await holdCustomers(
    chunk.context,
    rows.map(({ id }) => id),
    fields.includes('plan'),
  )
  const changes: AuditedChange[] = []
  const shown = rows.filter(({ row }) => isShowing(chunk.run, row.row.number))
  const before = await readShown(
    chunk,
    shown.map(({ id }) => id),
  )
  await pipelined(rows, (each) => change(chunk, each, changes))
  await recordAudits(chunk.context, changes)
  await show(chunk, shown, before)
}

/** Keeps what a check has found that the rows would change. */
async function show(chunk: Chunk, rows: readonly ThereAlready[], before: ReadonlyMap<string, CustomerRecord>) {
  const { run, outcome } = chunk
  // One that was refused may have been written in part.
  const changed = new Set(outcome.made.map(({ row_number }) => row_number))
  const shown = rows.filter(({ row }) => changed.has(row.row.number))
  const after = await readShown(
    chunk,
    shown.map(({ id }) => id),
  )
  for (const { row, id } of shown) {
    const [was, becomes] = [before.get(id), after.get(id)]
    if (was && becomes)
      noteChanges(run, outcome, { row: row.row, organizationId: id, name: was.name }, { before: was, after: becomes })
  }
}

type Held = Awaited<ReturnType<typeof holdCustomer>>

async function change(chunk: Chunk, { row, id }: ThereAlready, changes: AuditedChange[]): Promise<void> {
  const { context, run, outcome } = chunk
  const held = await holdCustomer(context, id)
  const before = held.customer
  const patch = await patchOf(chunk, held, row)
  if (patch === null) return
  // Asks for nothing, so that it is no problem where nothing may be changed either.
  if (saysNothingNew(before, patch)) {
    outcome.counts.unchanged += 1
    return
  }
  const record = async (each: AuditedChange) => void changes.push(each)
  const after = await tried(run, () => changeHeld(context, held, patch, { isConfirmed: false, record }))
  if (after instanceof AppError) return failCustomer(run, outcome, row, problemsOf(after))
  if (after.version === held.row.version) {
    outcome.counts.unchanged += 1
    return
  }
  outcome.counts.updated += 1
  outcome.made.push({
    row_number: row.row.number,
    organization_id: id,
    object_id: id,
    is_new: false,
    version: after.version,
    before: restoringPatch({ ...before, tagIds: before.tags.map((tag) => tag.id) }, patch),
  })
}

/** What a row asks to change; null where something is wrong with it, which is noted. */
async function patchOf(chunk: Chunk, held: Held, row: CustomerRow): Promise<CustomerPatch | null> {
  const { run, outcome, lookUps } = chunk
  const { given } = row
  const before = held.customer
  const { code, ...told } = customerPatchBody(given, { ...before, externalIds: before.externalIds ?? [] })
  // One that was found by its code keeps it, however that is written here.
  const isFoundByCode = row.key !== null && before.code !== null && row.key === codeKey(before.code)
  const body = {
    ...told,
    ...(isFoundByCode || code === undefined ? {} : { code }),
    ...(await lookUps.usersIn(given)),
  }
  const parsed = CustomerPatch.safeParse(body)
  const problems: (FieldProblem | RowProblem)[] = [...row.problems]
  if (given.type && given.type !== before.type)
    problems.push({ path: 'type', code: 'type_fixed', message: 'An import does not change the type' })
  if (!parsed.success) problems.push(...fieldProblems(parsed.error))
  try {
    // Last, so that no row makes a tag and then is refused.
    if (parsed.success && problems.length === 0) {
      const tags = await lookUps.tagsIn(given, { organizationId: before.id, carried: before.tags })
      return { ...parsed.data, ...CustomerPatch.parse(tags) }
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    problems.push(...problemsOf(error))
  }
  // A check is taken back, and may try the rest to find what is wrong with that.
  if (run.isDryRun) problems.push(...(await restProblems(chunk, held, body, problems)))
  failCustomer(run, outcome, row, problems)
  return null
}

/** What the rules of the form refuse of what is sound in a row. */
async function restProblems(
  { context, run }: Chunk,
  held: Held,
  body: Record<string, unknown>,
  problems: readonly Problem[],
): Promise<FieldProblem[]> {
  const isWrong = wrongFields(problems)
  const sound = Object.entries(body).filter(([field]) => !isWrong({ path: field }))
  const rest = CustomerPatch.safeParse(Object.fromEntries(sound))
  if (!rest.success || sound.length === 0) return []
  const refused = await tried(run, () =>
    changeHeld(context, held, rest.data, { isConfirmed: false, record: async () => {} }),
  )
  return refused instanceof AppError ? problemsOf(refused).filter((problem) => !isWrong(problem)) : []
}
