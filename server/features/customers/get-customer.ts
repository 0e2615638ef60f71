import type { Customer } from '@tenantry/contract/customers.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type ResolvedSettings, resolveSettings } from '../settings/public.ts'
import { type People, readPeople } from './customer-people.ts'
import { type CustomerDetailRow, findCustomer, findMergedInto } from './customers.queries.ts'
import { customerView } from './customers.view.ts'

/** A customer as the API shows it, and which version of it that is. */
export interface ReadCustomer {
  customer: Customer
  version: number
}

/**
 * Reads a customer for whoever asks for its address, which leads on once it is part of another one (B10).
 * @throws customer_merged (308) when it has become part of another one, which the caller sees
 * @throws not_found (404) when it does not exist for the caller
 */
export async function openCustomer(context: CallContext, id: string): Promise<ReadCustomer> {
  const found = await findWhole(context, id)
  if (found) return found
  const intoId = await findMergedInto(context.tx, id)
  if (intoId === null) throw new AppError('not_found')
  throw new AppError('customer_merged', { params: { intoId }, location: `/api/v1/customers/${intoId}` })
}

/**
 * Reads a customer with its people and the settings in force, all in one go.
 * @throws not_found (404) when it does not exist for the caller, merged ones included
 */
export async function readCustomer(context: CallContext, id: string): Promise<ReadCustomer> {
  const found = await findWhole(context, id)
  if (!found) throw new AppError('not_found')
  return found
}

async function findWhole(context: CallContext, id: string): Promise<ReadCustomer | null> {
  const [found, people] = await Promise.all([findWithSettings(context.tx, id), readPeople(context, id)])
  return found && readAs(context, found, people)
}

/** A customer without its people. */
export interface CustomerWithSettings {
  row: CustomerDetailRow
  settings: ResolvedSettings
}

/** Reads a customer with the settings in force, or nothing where it does not exist for the caller. */
export async function findWithSettings(tx: TenantTransaction, id: string): Promise<CustomerWithSettings | null> {
  const [row, settings] = await Promise.all([findCustomer(tx, id), resolveSettings(tx, id)])
  return row ? { row, settings } : null
}

/** What the caller is shown of a customer that was read. */
export function readAs({ caller }: CallContext, found: CustomerWithSettings, people: People): ReadCustomer {
  return { customer: customerView(found.row, found.settings, people, caller), version: found.row.version }
}
