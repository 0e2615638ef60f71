import * as contract from '@tenantry/contract/setup.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import { publicRoute } from '../../platform/http/route.ts'
import { isSetupOpen, type SetupEnvironment, setUp } from './set-up.ts'

/** The operations of the first start. */
export function setupRoutes(environment: SetupEnvironment) {
  const isOpen = () => isSetupOpen(environment)
  return [
    publicRoute(contract.getSetup, isOpen, async () => ({ body: { open: true as const } })),
    publicRoute(contract.setUp, isOpen, async ({ origin }, { body }) => {
      const { providerName: name, ...administrator } = body
      await setUp(environment, { name, ...administrator }, origin).catch(nameFields)
      return { body: undefined }
    }),
  ]
}

/** An account's problems at the fields that this operation has for them. @throws what it was given, renamed */
function nameFields(error: unknown): never {
  if (!(error instanceof AppError) || !error.details.errors) throw error
  const names: Record<string, string> = { email: 'adminEmail', password: 'adminPassword' }
  throw invalidInput(...error.details.errors.map((each) => ({ ...each, path: names[each.path] ?? each.path })))
}
