/** What a new customer will be, worked out before anything is written: the form and imports ask the same questions. */
import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { prepareEntities } from '../entities/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { customerColumns, planColumns, withBillingAddress } from './customer-columns.ts'
import type { NewOrganization } from './customers.queries.ts'
import type { Place } from './find-place.ts'

/** A row of the tree whose code is not settled yet. */
export type RowWithoutCode = Omit<NewOrganization, 'code' | 'code_key'> & { id: string }

/** A new customer that may be written: its input with what follows from it, its row, the rows of its entities. */
export interface PreparedCustomer {
  input: CustomerInput
  row: RowWithoutCode
  entities: ReturnType<typeof prepareEntities>
}

/**
 * Checks what can be checked of a new customer without reading anything, and makes its rows.
 * @throws invalid_input (422) for fields that contradict each other, that do not exist for the caller, and for entities
 * that cannot lie there
 */
export function prepareCustomer(context: CallContext, given: CustomerInput, place: Place): PreparedCustomer {
  refuseInternalFields(context.caller, given)
  const input = withBillingAddress(given)
  const row = { ...newRow(input, place, context.clock.now()), id: newId() }
  return { input, row, entities: prepareEntities(context, row, input.entities) }
}

function newRow(input: CustomerInput, place: Place, now: Date) {
  const { name } = input
  const columns = { ...customerColumns(input), ...planColumns(input.plan, now) }
  return {
    ...columns,
    name,
    name_key: columns.name_key ?? '',
    parent_id: place.parentId,
    type: input.type,
    depth: place.depth,
    code_scope_id: place.codeScopeId,
    status: input.isActive === false ? 'disabled' : 'active',
    status_since: now,
    created_at: now,
    updated_at: now,
  }
}
