import { type Onboarding, onboardingKeys } from '@tenantry/contract/onboarding.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { isInternalTo } from '../own-side/public.ts'
import { missingThings } from './missing-things.ts'
import { findItems } from './onboarding.queries.ts'
import { itemView } from './onboarding.view.ts'
import type { ReadCustomer } from './read-customer.ts'

/**
 * Reads what was left out when a customer was created, and what of it is there meanwhile (B11).
 * @throws not_found (404) when the customer does not exist for the caller, and for its own people
 */
export async function getOnboarding(context: CallContext, readCustomer: ReadCustomer, id: string): Promise<Onboarding> {
  if (isInternalTo(context.caller, id)) throw new AppError('not_found')
  const [{ customer }, rows] = await Promise.all([readCustomer(context, id), findItems(context.tx, id)])
  const missing = missingThings(customer)
  const items = onboardingKeys.flatMap((key) =>
    rows.filter((row) => row.key === key).map((row) => itemView(row, missing)),
  )
  return {
    items,
    progress: { settled: items.filter((item) => item.state !== 'open').length, total: items.length },
  }
}
