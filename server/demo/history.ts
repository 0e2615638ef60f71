import { recordAudit } from '../features/audit-events/public.ts'
import type { TenantDatabase } from '../platform/database/tenant-database.ts'
import type { Context } from '../platform/http/context.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import type { GeneratedCustomer, GeneratedProvider } from './generate-provider.ts'

/** Writes into the audit log how a generated provider's customers came to be, as its first administrator's work. */
export async function recordHistory(
  database: TenantDatabase,
  provider: GeneratedProvider,
  name: string,
): Promise<void> {
  const scope = systemScope(provider.providerId)
  const membershipId = provider.memberships[0]?.id ?? scope.membershipId
  await database.within(scope, async (tx) => {
    const at = (instant: Date): Context => ({
      tx,
      actor: { kind: 'user', name, scope: { ...scope, membershipId } },
      clock: { now: () => instant },
      origin: { id: 'demo', source: null },
    })
    for (const customer of provider.customers) await recordCustomer(at, customer)
  })
}

async function recordCustomer(at: (instant: Date) => Context, customer: GeneratedCustomer): Promise<void> {
  const { id, name, code, createdAt } = customer
  const change = { organizationId: id, objectType: 'organization', objectId: id }
  const after = { name, code, type: 'customer', isActive: true }
  await recordAudit(at(createdAt), { action: 'customer.created', ...change, before: null, after })
  if (customer.status !== 'disabled') return
  const switchedOffAt = new Date(createdAt.getTime() + 86_400_000)
  const [before, now] = [{ isActive: true }, { isActive: false }]
  await recordAudit(at(switchedOffAt), { action: 'customer.updated', ...change, before, after: now })
}
