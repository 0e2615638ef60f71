import type { OnboardingItem, OnboardingKey } from '@tenantry/contract/onboarding.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { requireWritable, shareTree } from '../organizations/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import { missingThings } from './missing-things.ts'
import { lockItem, updateItem } from './onboarding.queries.ts'
import { itemView } from './onboarding.view.ts'
import type { ReadCustomer } from './read-customer.ts'

/**
 * Ticks an item of a customer's onboarding as done or not needed, or opens it again, with an audit row (B11). What is
 * there stays done. Shares the provider's tree, then locks the item.
 * @throws not_found (404) when the customer does not exist for the caller, for its own people, and for what was not left out
 * @throws invalid_input (422) where the customer is archived
 */
export async function updateOnboardingItem(
  context: CallContext,
  readCustomer: ReadCustomer,
  id: string,
  key: OnboardingKey,
  state: OnboardingItem['state'],
): Promise<OnboardingItem> {
  const { tx, clock, caller } = context
  if (isInternalTo(caller, id)) throw new AppError('not_found')
  await shareTree(tx)
  const { customer } = await readCustomer(context, id)
  const row = await lockItem(tx, id, key)
  if (!row) throw new AppError('not_found')
  await requireWritable(context, id)
  const missing = missingThings(customer)
  if (row.state === state) return itemView(row, missing)
  const change = { state, changed_at: clock.now(), changed_by: caller.name }
  await updateItem(tx, row, change)
  await recordAudit(context, {
    action: 'onboarding.updated',
    organizationId: id,
    objectType: 'onboarding',
    objectId: id,
    before: { [key]: row.state },
    after: { [key]: state },
  })
  return itemView({ ...row, ...change }, missing)
}
