import * as contract from '@tenantry/contract/onboarding.ts'
import { route } from '../../platform/http/route.ts'
import { getOnboarding } from './get-onboarding.ts'
import type { ReadCustomer } from './read-customer.ts'
import { updateOnboardingItem } from './update-onboarding-item.ts'

/** The operations of onboarding. */
export const onboardingRoutes = (readCustomer: ReadCustomer) => [
  route(contract.getOnboarding, async (context, { params }) => ({
    body: await getOnboarding(context, readCustomer, params.id),
  })),
  route(contract.updateOnboardingItem, async (context, { params, body }) => ({
    body: await updateOnboardingItem(context, readCustomer, params.id, params.key, body.state),
  })),
]
