import type { Customer } from '@tenantry/contract/customers.ts'
import { withCommit } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { missingThings } from './missing-things.ts'
import { insertItems, insertManyItems } from './onboarding.queries.ts'

/** Remembers what a new customer was created without: one statement, together with the commit; none where all is there. */
export async function insertOnboarding({ tx }: CallContext, customer: Customer): Promise<void> {
  const missing = missingThings(customer)
  if (missing.length === 0) return
  await withCommit(tx, insertItems(tx, customer.id, missing))
}

/** The same for many new customers, by one statement. */
export async function insertManyOnboardings({ tx }: CallContext, customers: readonly Customer[]): Promise<void> {
  const items = customers.flatMap((customer) =>
    missingThings(customer).map((key) => ({ organization_id: customer.id, key })),
  )
  await withCommit(tx, insertManyItems(tx, items))
}
