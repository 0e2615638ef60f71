import type { Customer } from '@tenantry/contract/customers.ts'
import { withCommit } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { missingThings } from './missing-things.ts'
import { insertItems } from './onboarding.queries.ts'

/** Remembers what a new customer was created without: one statement, together with the commit; none where all is there. */
export async function insertOnboarding({ tx }: CallContext, customer: Customer): Promise<void> {
  const missing = missingThings(customer)
  if (missing.length === 0) return
  await withCommit(tx, insertItems(tx, customer.id, missing))
}
