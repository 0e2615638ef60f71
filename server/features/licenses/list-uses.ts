import type { LicenseUse } from '@tenantry/contract/license-uses.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { trialDevices } from '../license-counts/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { findLicensed, findTypes } from './licenses.queries.ts'
import { findUses, planUses, type UsesOf } from './uses.queries.ts'

/**
 * Pages the devices and users that take a type of license now, of an organization and of what lies below it, as far as
 * the caller sees them: what stands behind a number (IF7).
 * @throws not_found (404) when the organization does not exist for the caller, or the type is not counted
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listUses(context: CallContext, of: UsesOf, query: ListQuery): Promise<Page<LicenseUse>> {
  const { tx, caller } = context
  const [row, types] = await Promise.all([findLicensed(tx, of.id), findTypes(tx)])
  const isCounted = of.type === trialDevices || types.some(({ code, is_on }) => code === of.type && is_on)
  if (!row || !isCounted) throw new AppError('not_found')
  const plan = planUses(context, query, of)
  const { rows, counted } = await findUses(context, plan, of)
  return toPage(plan, rows, counted, (use) => ({
    id: use.id,
    kind: use.subject_kind,
    name: use.subject_name,
    organizationId: use.organization_id as LicenseUse['organizationId'],
    organizationName: use.organization_name,
    since: use.happened_at?.toISOString() ?? null,
    reason: use.reason as LicenseUse['reason'],
    actorName: isOwnSide(caller) ? null : use.actor_name,
  }))
}
