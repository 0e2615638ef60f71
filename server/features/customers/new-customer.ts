/** What a new customer will be, worked out before anything is written: the form and imports ask the same questions. */
import type { CustomerInput } from '@tenantry/contract/customers.ts'
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { prepareEntities } from '../entities/public.ts'
import { refuseInternalFields } from '../own-side/public.ts'
import { type ResolvedSettings, withOwn } from '../settings/public.ts'
import { customerColumns, planColumns, withBillingAddress } from './customer-columns.ts'
import type { CustomerDetailRow, NewOrganization } from './customers.queries.ts'
import type { Place } from './find-place.ts'
import type { CustomerWithSettings } from './get-customer.ts'

/** A row of the tree whose code is not settled yet. */
export type RowWithoutCode = Omit<NewOrganization, 'code' | 'code_key'> & { id: string }

/** A new customer that may be written: its input with what follows from it, its row, the rows of its entities. */
export interface PreparedCustomer {
  input: CustomerInput
  row: RowWithoutCode
  entities: ReturnType<typeof prepareEntities>
}

/** A prepared customer with the code that it gets. */
export interface CodedCustomer extends PreparedCustomer {
  code: string
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
    license_mode: input.licenses?.mode ?? 'unlimited',
    license_basis: 'peak',
    status: input.isActive === false ? 'disabled' : 'active',
    status_since: now,
    created_at: now,
    updated_at: now,
  }
}

/** What reading a new customer would give, without reading it; its people and tags are not part of it. */
export function asStored(
  { row, input, entities, code }: CodedCustomer,
  { parentId, parentName }: Place,
  above: ResolvedSettings,
): CustomerWithSettings {
  const place = { parent_id: parentName === null ? null : parentId, parent_name: parentName }
  const carried = { entities: entities.length, external_ids: [...(input.externalIds ?? [])] }
  const whole = { ...empty, ...row, code, code_key: codeKey(code), ...place, ...carried } as CustomerDetailRow
  return { row: whole, settings: withOwn(above, whole, input) }
}

/** What a new row has where nothing was said. */
const empty: Omit<CustomerDetailRow, Told> = {
  version: 1,
  devices: 0,
  users: 0,
  tags: [],
  domain: null,
  business_email: null,
  phone: null,
  phone_extension: null,
  website: null,
  subscription_id: null,
  location_name: null,
  country: null,
  region: null,
  state: null,
  district: null,
  city: null,
  postal_code: null,
  landmark: null,
  line1: null,
  line2: null,
  billing_profile_name: null,
  bill_to: null,
  billing_same_as_company: false,
  billing_country: null,
  billing_state: null,
  billing_city: null,
  billing_postal_code: null,
  billing_line1: null,
  billing_line2: null,
  license_mode: 'unlimited',
  license_basis: 'peak',
  plan_kind: 'purchased',
  trial_licenses: null,
  plan_expires_on: null,
  trial_set_at: null,
  customer_type_id: null,
  partner_subscription_id: null,
  account_manager_email: null,
  archived_until: null,
  merged_into_id: null,
}

/** What is told of every new row. */
type Told =
  | 'provider_id'
  | 'id'
  | 'parent_id'
  | 'parent_name'
  | 'type'
  | 'depth'
  | 'status'
  | 'status_since'
  | 'name'
  | 'name_key'
  | 'code'
  | 'code_key'
  | 'code_scope_id'
  | 'entities'
  | 'external_ids'
  | 'created_at'
  | 'updated_at'
