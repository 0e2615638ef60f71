import type { Customer } from '@tenantry/contract/customers.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { resolveSettings } from '../settings/public.ts'
import { nobody, readPeople } from './customer-people.ts'
import { findCustomer } from './customers.queries.ts'
import { customerView } from './customers.view.ts'

/**
 * Reads a customer with its people and the settings in force, all in one go.
 * @param options.withPeople false where a new one is known to have none
 * @throws not_found (404) when it does not exist for the caller
 */
export async function readCustomer(
  context: CallContext,
  id: string,
  { withPeople = true }: { withPeople?: boolean } = {},
): Promise<{ customer: Customer; version: number }> {
  const { tx, caller } = context
  const [row, settings, people] = await Promise.all([
    findCustomer(tx, id),
    resolveSettings(tx, id),
    withPeople ? readPeople(context, id) : nobody(context),
  ])
  if (!row) throw new AppError('not_found')
  return { customer: customerView(row, settings, people, caller), version: row.version }
}
