import type { FieldProblem } from '@tenantry/contract/errors.ts'
import * as contract from '@tenantry/contract/setup.ts'
import { accountProblems } from '../../platform/auth/accounts.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import { publicRoute } from '../../platform/http/route.ts'
import { isSetupOpen, type SetupEnvironment, setUp } from './set-up.ts'

/** The operations of the first start. */
export function setupRoutes(environment: SetupEnvironment) {
  const isOpen = () => isSetupOpen(environment)
  return [
    publicRoute(contract.getSetup, isOpen, async () => ({ body: { open: true as const } })),
    publicRoute(
      contract.setUp,
      isOpen,
      async ({ origin }, { body }) => {
        const { providerName: name, ...administrator } = body
        await setUp(environment, { name, ...administrator }, origin).catch(nameFields)
        return { body: undefined }
      },
      { alsoWrong: async (body) => (await accountProblems(accountIn(body))).map(named) },
    ),
  ]
}

/** What the account would be made of, as far as it is there and of a length that a name can have. */
function accountIn(body: unknown) {
  const given = (typeof body === 'object' ? body : null) as Record<string, unknown> | null
  const textOf = (name: string) => (typeof given?.[name] === 'string' ? given[name] : '')
  const nameOf = (name: string) => textOf(name).slice(0, 255)
  return {
    email: nameOf('adminEmail'),
    name: nameOf('adminName'),
    companyName: nameOf('providerName'),
    password: textOf('adminPassword'),
  }
}

/** An account's problems at the fields that this operation has for them. @throws what it was given, renamed */
function nameFields(error: unknown): never {
  if (!(error instanceof AppError) || !error.details.errors) throw error
  throw invalidInput(...error.details.errors.map(named))
}

const names: Record<string, string> = { email: 'adminEmail', password: 'adminPassword' }

const named = (problem: FieldProblem) => ({ ...problem, path: names[problem.path] ?? problem.path })
