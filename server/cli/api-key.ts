import { displayName } from '@tenantry/contract/fields/names.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { Command } from 'commander'
import { z } from 'zod'
import { createApiKey } from '../features/api-keys/create-api-key.ts'
import { listApiKeys } from '../features/api-keys/list-api-keys.ts'
import { revokeApiKey } from '../features/api-keys/revoke-api-key.ts'
import { memberships } from '../features/me/public.ts'
import type { Installation } from '../installation.ts'
import { findAccountByEmail } from '../platform/auth/accounts.ts'
import { actingCaller } from '../platform/auth/acting-caller.ts'
import type { Caller } from '../platform/auth/caller.ts'
import { newId } from '../platform/clock/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { CallContext } from '../platform/http/context.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import { print, printAside } from './output.ts'
import { commandOrigin, withInstallation } from './with-installation.ts'

const possible = '1 to 730 are possible'
const newKey = z.object({
  name: displayName,
  days: z.coerce.number(possible).int(possible).min(1, possible).max(730, possible),
})

interface Whose {
  email: string
  membership?: string
}

/** `tenantry api-key`: keys of a membership, for an operator at the terminal. */
export const apiKeyCommand = new Command('api-key')
  .description('Manage the API keys of a person’s membership')
  .addCommand(
    ofMembership(new Command('create').description('Create a key; it is shown once'))
      .requiredOption('--name <name>', 'what the key is for')
      .option('--days <days>', 'days until it expires', '90')
      .action(async (options: Whose & { name: string; days: string }) => {
        const input = newKey.safeParse(options)
        if (!input.success)
          throw new StartupError(
            input.error.issues.map((issue) => `--${issue.path[0]?.toString()}: ${issue.message}`).join('\n'),
          )
        const { name, days: expiresInDays } = input.data
        const created = await asMember(options, async (context, allowed) => ({
          ...(await createApiKey(context, { name, expiresInDays })),
          roleName: context.caller.roleName,
          isTheirs: allowed.has('api_keys.manage'),
        }))
        print(created.key)
        // Roles that only read have no keys of their own, and are the best ones for some programs.
        if (!created.isTheirs)
          printAside(
            `The role ${created.roleName} manages no API keys: ${options.email} can neither see nor revoke this one, "tenantry api-key list" and "tenantry api-key revoke" can.`,
          )
      }),
  )
  .addCommand(
    ofMembership(new Command('list').description('List the live keys')).action(async (options: Whose) => {
      const { items } = await asMember(options, listApiKeys)
      for (const key of items) print(`${key.id}  ${key.prefix}…  expires ${key.expiresAt.slice(0, 10)}  ${key.name}`)
      if (items.length === 0) print('There are no live keys.')
    }),
  )
  .addCommand(
    ofMembership(new Command('revoke').description('Revoke a key'))
      .requiredOption('--id <id>', 'id of the key, as list shows it')
      .action(async (options: Whose & { id: string }) => {
        if (!z.uuid().safeParse(options.id).success) throw noSuchKey(options.id)
        await asMember(options, (context) => revokeApiKey(context, options.id)).catch((error: unknown): never => {
          throw error instanceof AppError && error.code === 'not_found' ? noSuchKey(options.id) : error
        })
        print('The key is revoked.')
      }),
  )

function noSuchKey(id: string): StartupError {
  return new StartupError(`This membership has no live key ${id}; "tenantry api-key list" shows them.`)
}

function ofMembership(command: Command): Command {
  return command
    .requiredOption('--email <email>', 'email of the person whose key it is')
    .option('--membership <id>', 'which of the person’s memberships, where there are several')
}

/** @param work is told what the role of the membership allows by itself */
async function asMember<T>(
  whose: Whose,
  work: (context: CallContext, allowed: ReadonlySet<Permission>) => Promise<T>,
): Promise<T> {
  return withInstallation(async (installation) => {
    const caller = await memberOf(installation, whose)
    const { database, clock } = installation
    const { providerId, membershipId } = caller.scope
    const acting = await actingCaller(database, { providerId, membershipId, apiKeyId: null })
    return database.within(caller.scope, (tx) =>
      work(
        { tx, caller, actor: caller, clock, origin: commandOrigin('api-key'), ifMatch: null, dryRun: false },
        acting?.permissions ?? new Set(),
      ),
    )
  })
}

async function memberOf({ authPool, database }: Installation, { email, membership }: Whose): Promise<Caller> {
  const account = await findAccountByEmail(authPool, email)
  const all = account ? await database.within(systemScope(newId()), (tx) => memberships(tx, account.id)) : []
  const fitting = all.filter((each) => membership === undefined || each.id === membership)
  const [only] = fitting
  if (!account) throw new StartupError(`There is no account with the email ${email}.`)
  if (all.length === 0) throw new StartupError(`${email} has no membership: nobody has invited this person anywhere.`)
  const lines = all.map((each) => `  ${each.id}  ${each.organization.name}, ${each.roleName}`).join('\n')
  if (!only) throw new StartupError(`${email} has no membership ${membership}; there are:\n${lines}`)
  if (fitting.length > 1)
    throw new StartupError(`${email} has several memberships; name one with --membership <id>:\n${lines}`)
  return {
    kind: 'user',
    accountId: account.id,
    sessionId: null,
    apiKey: null,
    email: account.email,
    name: account.name,
    organization: only.organization,
    roleName: only.roleName,
    permissions: new Set(['api_keys.manage']),
    scope: {
      providerId: only.providerId,
      organizationId: only.organization.id,
      membershipId: only.id,
      reach: only.reach,
    },
  }
}
