import type { Customer } from '@tenantry/contract/customers.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import { resolveSettings } from '../settings/public.ts'
import { findCustomer } from './customers.queries.ts'
import { customerView } from './customers.view.ts'

/**
 * Reads a customer with the settings in force.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function readCustomer(
  tx: TenantTransaction,
  id: string,
): Promise<{ customer: Customer; version: number }> {
  const [row, settings] = await Promise.all([findCustomer(tx, id), resolveSettings(tx, id)])
  if (!row) throw new AppError('not_found')
  return { customer: customerView(row, settings), version: row.version }
}
