import { loginKey } from '@tenantry/contract/fields/login-emails.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'
import { newId } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { addCatalog } from '../license-counts/public.ts'
import { setSettings } from '../settings/public.ts'
import { insertProvider, insertRoles } from './providers.queries.ts'

/** The person who will run the provider; the account exists already. */
export interface FirstAdministrator {
  accountId: string
  email: string
  name: string
}

/**
 * Creates a provider: the root of its tree with its roles and its first administrator. The context's scope is the
 * system's in the new provider, whose id is also the id of its root.
 */
export async function createProvider(
  context: Context,
  provider: { name: string; timeZone: string | undefined; administrator: FirstAdministrator },
): Promise<void> {
  const { tx, clock } = context
  const { providerId } = context.actor.scope
  const now = clock.now()
  await insertProvider(tx, { providerId, name: provider.name, nameKey: sortKey(provider.name), now })
  await setSettings(tx, providerId, { timeZone: provider.timeZone })
  const roleIds = await insertSystemRoles(context, providerId)
  await addCatalog(tx, providerId)
  const { administrator } = provider
  await tx
    .insertInto('memberships')
    .values({
      provider_id: providerId,
      id: newId(),
      organization_id: providerId,
      account_id: administrator.accountId,
      role_id: roleIds.provider_administrator,
      reach: 'all',
      name: administrator.name,
      name_key: sortKey(administrator.name),
      email: loginKey(administrator.email),
      created_at: now,
    })
    .execute()
  await recordAudit(context, {
    action: 'provider.created',
    organizationId: providerId,
    objectType: 'organization',
    objectId: providerId,
    before: null,
    after: {
      name: provider.name,
      administrator: administrator.email,
      ...(provider.timeZone ? { timeZone: provider.timeZone } : {}),
    },
  })
}

async function insertSystemRoles(context: Context, providerId: string): Promise<Record<SystemRole, string>> {
  const ids: Record<SystemRole, string> = {
    provider_administrator: newId(),
    technician: newId(),
    partner_administrator: newId(),
    customer_administrator: newId(),
    customer_user: newId(),
  }
  await insertRoles(
    context.tx,
    (Object.keys(systemRoles) as SystemRole[]).map((key) => ({
      provider_id: providerId,
      id: ids[key],
      organization_id: providerId,
      key,
      name: systemRoles[key].name,
      license_type: systemRoles[key].licenseType,
      permissions: [...systemRoles[key].permissions],
    })),
  )
  return ids
}
