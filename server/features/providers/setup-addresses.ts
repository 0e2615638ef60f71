import type { LeadOn } from '../../platform/http/web-assets.ts'
import { isSetupOpen, type SetupEnvironment } from './set-up.ts'

const pageOfSetup = /^\/setup\/?(?:\?|$)/

/**
 * Leads every visitor to the page of setting up until somebody has set up, and away from it afterwards, so that no page
 * has to ask. Once set up, an installation stays so and is asked no more.
 */
export function setupAddresses(environment: SetupEnvironment): LeadOn {
  let isDone = false
  return async ({ url }) => {
    const isPage = pageOfSetup.test(url)
    if (!isDone) isDone = !(await isSetupOpen(environment))
    if (isDone) return isPage ? '/customers' : null
    return isPage ? null : '/setup'
  }
}
