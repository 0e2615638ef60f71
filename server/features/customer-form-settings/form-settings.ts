import type { CustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { knownTo } from '@tenantry/contract/required-fields.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { requireProvider } from '../settings/public.ts'
import { findFormSettings, replaceFormSettings } from './customer-form-settings.queries.ts'
import { inOrder } from './required-fields.ts'

/** The settings with the version that a change has to name. */
export interface ReadFormSettings {
  settings: CustomerFormSettings
  version: number
}

/**
 * Reads which fields the provider demands of new customers, as far as they exist for the caller.
 * @throws forbidden (403) for those who neither add nor edit customers nor change settings
 */
export async function getFormSettings({ tx, caller }: CallContext): Promise<ReadFormSettings> {
  const readers = ['customers.create', 'customers.update', 'settings.manage'] as const
  if (!readers.some((permission) => caller.permissions.has(permission))) throw new AppError('forbidden')
  const { required_fields, version } = await findFormSettings(tx, caller.scope.providerId)
  return { settings: { requiredFields: knownTo(caller.organization.type, inOrder(required_fields)) }, version }
}

/**
 * Sets which fields the provider demands of new customers. Where nothing differs, the version stays and nothing is
 * written.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws precondition_failed (412) when somebody has changed them since
 */
export async function updateFormSettings(
  context: CallContext,
  settings: CustomerFormSettings,
): Promise<ReadFormSettings> {
  await requireProvider(context)
  const { tx, clock, ifMatch, caller } = context
  const { providerId } = caller.scope
  const stored = await findFormSettings(tx, providerId)
  requireMatch(ifMatch, stored.version)
  const before = { requiredFields: inOrder(stored.required_fields) }
  const after = { requiredFields: inOrder(settings.requiredFields) }
  if (before.requiredFields.join() === after.requiredFields.join()) return { settings: after, version: stored.version }
  const version = await replaceFormSettings(tx, { providerId, ...after, over: stored.version, now: clock.now() })
  if (version === null) throw new AppError('precondition_failed')
  await recordAudit(context, {
    action: 'customer_form_settings.updated',
    organizationId: providerId,
    objectType: 'organization',
    objectId: providerId,
    before,
    after,
  })
  return { settings: after, version }
}
