import type { ApiKey } from '@tenantry/contract/api-keys.ts'
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
import { noAccount } from './no-account.ts'
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
    ofMembership(new Command('list').description('List the live keys, of all memberships where none is named')).action(
      async (options: Whose) => {
        const lists = await withInstallation(async (installation) => {
          const members = await membersOf(installation, options)
          const isOneOfSeveral = members.length > 1
          return inTurn(members, async (caller) => {
            const { items } = await act(installation, caller, listApiKeys)
            return items.map((key) => lineOf(key, isOneOfSeveral ? `  (${placeOf(caller)})` : ''))
          })
        })
        const lines = lists.flat()
        for (const line of lines) print(line)
        if (lines.length === 0) print('There are no live keys.')
      },
    ),
  )
  .addCommand(
    ofMembership(new Command('revoke').description('Revoke a key, of whichever membership where none is named'))
      .requiredOption('--id <id>', 'id of the key, as list shows it')
      .action(async (options: Whose & { id: string }) => {
        if (!z.uuid().safeParse(options.id).success) throw noSuchKey(options)
        await withInstallation(async (installation) => {
          const members = await membersOf(installation, options)
          for (const caller of members)
            if (await isRevoked(installation, caller, options.id)) return print('The key is revoked.')
          throw await (options.membership === undefined ? noSuchKey(options) : heldElsewhere(installation, options))
        })
      }),
  )

function lineOf({ id, prefix, expiresAt, name }: ApiKey, place: string): string {
  return `${id}  ${prefix}…  expires ${expiresAt.slice(0, 10)}  ${name}${place}`
}

const placeOf = ({ organization, roleName }: Caller) => `${organization.name}, ${roleName}`

/** Revokes a key of this very membership; false where it has none of this id. */
function isRevoked(installation: Installation, caller: Caller, id: string): Promise<boolean> {
  return act(installation, caller, async (context) => {
    await revokeApiKey(context, id)
    return true
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return false
    throw error
  })
}

/** Which membership of the person has the key that the one that was named has not. */
async function heldElsewhere(installation: Installation, whose: Whose & { id: string }): Promise<StartupError> {
  const members = await membersOf(installation, { email: whose.email })
  const lists = await inTurn(members, (caller) => act(installation, caller, listApiKeys))
  const holder = members.find((_, index) => lists[index]?.items.some((key) => key.id === whose.id))
  if (!holder) return noSuchKey(whose)
  return new StartupError(
    `The key ${whose.id} is one of ${placeOf(holder)}: name that by --membership ${holder.scope.membershipId}, or none.`,
  )
}

async function inTurn<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await work(item))
  return results
}

function noSuchKey({ email, id }: Whose & { id: string }): StartupError {
  return new StartupError(`${email} has no live key ${id}; "tenantry api-key list" shows them.`)
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
    const members = await membersOf(installation, whose)
    const [only] = members
    if (!only || members.length > 1)
      throw new StartupError(
        `${whose.email} has several memberships; name one with --membership <id>:\n${placesOf(members)}`,
      )
    return act(installation, only, work)
  })
}

async function act<T>(
  { database, clock }: Installation,
  caller: Caller,
  work: (context: CallContext, allowed: ReadonlySet<Permission>) => Promise<T>,
): Promise<T> {
  const { providerId, membershipId } = caller.scope
  const acting = await actingCaller(database, { providerId, membershipId, apiKeyId: null })
  return database.within(caller.scope, (tx) =>
    work(
      { tx, caller, actor: caller, clock, origin: commandOrigin('api-key'), ifMatch: null, dryRun: false },
      acting?.permissions ?? new Set(),
    ),
  )
}

/** The memberships of a person, or the one that was named; at least one. */
async function membersOf({ authPool, database }: Installation, { email, membership }: Whose): Promise<Caller[]> {
  const account = await findAccountByEmail(authPool, email)
  if (!account) throw noAccount(email)
  const all = (await database.within(systemScope(newId()), (tx) => memberships(tx, account.id))).map(
    (each): Caller => ({
      kind: 'user',
      accountId: account.id,
      sessionId: null,
      apiKey: null,
      email: account.email,
      name: account.name,
      organization: each.organization,
      roleName: each.roleName,
      permissions: new Set(['api_keys.manage']),
      scope: {
        providerId: each.providerId,
        organizationId: each.organization.id,
        membershipId: each.id,
        reach: each.reach,
      },
    }),
  )
  if (all.length === 0) throw new StartupError(`${email} has no membership: nobody has invited this person anywhere.`)
  const fitting = all.filter(({ scope }) => membership === undefined || scope.membershipId === membership)
  if (fitting.length > 0) return fitting
  throw new StartupError(`${email} has no membership ${membership}; there are:\n${placesOf(all)}`)
}

function placesOf(members: readonly Caller[]): string {
  return members.map((each) => `  ${each.scope.membershipId}  ${placeOf(each)}`).join('\n')
}
