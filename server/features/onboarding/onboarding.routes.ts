import * as contract from '@tenantry/contract/onboarding.ts'
import { route } from '../../platform/http/route.ts'
import { getOnboarding } from './get-onboarding.ts'
import { updateOnboardingItem } from './update-onboarding-item.ts'

/** The operations of onboarding. */
export const onboardingRoutes = [
  route(contract.getOnboarding, async (context, { params }) => ({ body: await getOnboarding(context, params.id) })),
  route(contract.updateOnboardingItem, async (context, { params, body }) => ({
    body: await updateOnboardingItem(context, params.id, params.key, body.state),
  })),
]
