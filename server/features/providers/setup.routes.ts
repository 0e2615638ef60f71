import * as contract from '@tenantry/contract/setup.ts'
import { AppError } from '../../platform/errors.ts'
import { publicRoute } from '../../platform/http/route.ts'
import { isSetupOpen, type SetupEnvironment, setUp } from './set-up.ts'

/** The operations of the first start. */
export function setupRoutes(environment: SetupEnvironment) {
  return [
    publicRoute(contract.getSetup, async () => {
      if (!(await isSetupOpen(environment))) throw new AppError('not_found')
      return { body: { open: true as const } }
    }),
    publicRoute(contract.setUp, async ({ origin }, { body }) => {
      const adminName = body.adminName ?? body.adminEmail.split('@')[0] ?? body.adminEmail
      await setUp(
        environment,
        { name: body.providerName, adminEmail: body.adminEmail, adminName, adminPassword: body.adminPassword },
        origin,
      )
      return { body: undefined }
    }),
  ]
}
