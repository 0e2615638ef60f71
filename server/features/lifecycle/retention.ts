import type { RetentionSettings } from '@tenantry/contract/lifecycle.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { Scope } from '../../platform/tenancy/scope.ts'
import { recordAudit } from '../audit-events/public.ts'
import { raiseProvider, requireProvider } from '../settings/public.ts'

const name = 'archivedDays'
const defaultDays = 365

/** Days that the provider keeps archived customers. */
export async function archivedDays(tx: TenantTransaction, { providerId }: Pick<Scope, 'providerId'>): Promise<number> {
  const row = await tx
    .selectFrom('organization_settings')
    .select('value')
    .where('organization_id', '=', providerId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row ? Number(row.value) : defaultDays
}

/** Sets the days that the provider keeps customers that are archived from now on. */
export async function setArchivedDays(
  tx: TenantTransaction,
  { providerId }: Pick<Scope, 'providerId'>,
  days: number,
): Promise<void> {
  await tx
    .insertInto('organization_settings')
    .values({ provider_id: providerId, organization_id: providerId, name, value: String(days) })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'organization_id', 'name'])
        .doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
    )
    .execute()
}

/**
 * Reads how long the provider keeps archived customers.
 * @throws forbidden (403) for people who do not see the provider itself
 */
export async function getRetentionSettings(context: CallContext): Promise<RetentionSettings> {
  await requireProvider(context)
  return { archivedDays: await archivedDays(context.tx, context.caller.scope) }
}

/**
 * Sets how long the provider keeps customers that are archived from now on; those in the archive keep their day. Locks
 * the provider's settings and raises their version.
 * @throws forbidden (403) for people who do not see the provider itself
 */
export async function updateRetentionSettings(
  context: CallContext,
  settings: RetentionSettings,
): Promise<RetentionSettings> {
  await requireProvider(context)
  const { tx, clock } = context
  const { providerId } = context.caller.scope
  await raiseProvider(tx, providerId, clock.now())
  const before = { archivedDays: await archivedDays(tx, context.caller.scope) }
  await setArchivedDays(tx, context.caller.scope, settings.archivedDays)
  await recordAudit(context, {
    action: 'retention_settings.updated',
    organizationId: providerId,
    objectType: 'organization',
    objectId: providerId,
    before,
    after: settings,
  })
  return settings
}
