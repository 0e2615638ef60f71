import type { NewAccount } from '../../platform/auth/accounts.ts'
import { type Clock, newId } from '../../platform/clock/clock.ts'
import type { TenantDatabase } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { Context, RequestOrigin } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createProvider } from './create-provider.ts'
import { isSetUp, lockSetup } from './providers.queries.ts'

/** What making a provider takes. */
export interface NewProvider {
  name: string
  adminEmail: string
  adminName: string
  adminPassword: string
  /** IANA name; the product's own without it. */
  timeZone?: string | undefined
}

/** What set-up stands on. */
export interface SetupEnvironment {
  database: TenantDatabase
  clock: Clock
  /** Makes the account of an email; an existing one keeps its password. */
  createAccount: (account: NewAccount) => Promise<{ accountId: string }>
}

/** Whether the installation still waits for its first provider. */
export async function isSetupOpen({ database }: SetupEnvironment): Promise<boolean> {
  return database.within(systemScope(newId()), async (tx) => !(await isSetUp(tx)), { readOnly: true })
}

/**
 * Creates the first provider and its administrator, once ever: of several attempts at one moment exactly one wins.
 * @throws not_found (404) when a provider exists
 */
export async function setUp(
  environment: SetupEnvironment,
  provider: NewProvider,
  origin: RequestOrigin,
): Promise<void> {
  await addProvider(environment, provider, origin, { onlyFirst: true })
}

/**
 * Creates a provider with its administrator, also beside others.
 * @returns the provider's id
 * @throws not_found (404) when only a first provider is allowed and one exists
 */
export async function addProvider(
  environment: SetupEnvironment,
  provider: NewProvider,
  origin: RequestOrigin,
  { onlyFirst = false }: { onlyFirst?: boolean } = {},
): Promise<string> {
  const scope = systemScope(newId())
  await environment.database.within(scope, async (tx) => {
    if (onlyFirst && (await lockSetup(tx))) throw new AppError('not_found')
    const { adminEmail: email, adminName: name } = provider
    const { accountId } = await environment.createAccount({
      email,
      name,
      password: provider.adminPassword,
      companyName: provider.name,
    })
    const context: Context = { tx, actor: { kind: 'system', name: 'Set-up', scope }, clock: environment.clock, origin }
    await createProvider(context, {
      name: provider.name,
      timeZone: provider.timeZone,
      administrator: { accountId, email, name },
    })
  })
  return scope.providerId
}
