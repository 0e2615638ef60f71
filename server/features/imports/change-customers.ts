/** Rows whose customers are there already, and change them. */
import { customerPatchBody } from '@tenantry/contract/customer-row.ts'
import { CustomerPatch } from '@tenantry/contract/customers.ts'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { AppError } from '../../platform/errors.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { readCustomer, updateCustomer } from '../customers/public.ts'
import type { Chunk } from './customer-chunk.ts'
import { type CustomerRow, failCustomer, problemsOf, tried } from './customer-rows.ts'
import { restoringPatch } from './restoring-patch.ts'

/** A row with the customer that it is about. */
export interface ThereAlready {
  row: CustomerRow
  id: string
}

/** Changes customers as their rows say. */
export async function changeCustomers(chunk: Chunk, rows: readonly ThereAlready[]): Promise<void> {
  for (const each of rows) await change(chunk, each)
}

async function change({ context, run, outcome, lookUps }: Chunk, { row: each, id }: ThereAlready): Promise<void> {
  const { row, given, problems } = each
  const before = await readCustomer(context, id)
  const kept = { ...before.customer, externalIds: before.customer.externalIds ?? [] }
  // It was found by its code, however that is written here.
  const { code: _, ...told } = customerPatchBody(given, kept)
  const body = { ...told, ...(await lookUps.idsIn(given)) }
  const wrongType: FieldProblem[] =
    given.type && given.type !== before.customer.type
      ? [{ path: 'type', code: 'type_fixed', message: 'An import does not change the type' }]
      : []
  const parsed = CustomerPatch.safeParse(body)
  const found = [...problems, ...wrongType, ...(parsed.success ? [] : fieldProblems(parsed.error))]
  if (found.length > 0 || !parsed.success) return failCustomer(run, outcome, each, found)
  // The lists of a patch are made from what was read, and the undo goes back to it.
  const asRead = { ...context, ifMatch: before.version }
  const after = await tried(run, () => updateCustomer(asRead, id, parsed.data))
  if (after instanceof AppError) return failCustomer(run, outcome, each, problemsOf(after))
  if (after.version === before.version) {
    outcome.counts.unchanged += 1
    return
  }
  outcome.counts.updated += 1
  outcome.made.push({
    row_number: row.number,
    organization_id: id,
    object_id: id,
    is_new: false,
    version: after.version,
    before: restoringPatch(before.customer, parsed.data),
  })
}
