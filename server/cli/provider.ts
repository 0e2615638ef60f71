import { displayName } from '@tenantry/contract/fields/names.ts'
import { timeZone } from '@tenantry/contract/fields/time-zones.ts'
import { emailAddress } from '@tenantry/contract/fields/web-addresses.ts'
import { password } from '@tenantry/contract/setup.ts'
import { Command } from 'commander'
import { z } from 'zod'
import { findProviderNamed } from '../features/providers/find-provider-named.ts'
import { addProvider, type NewProvider } from '../features/providers/set-up.ts'
import type { Installation } from '../installation.ts'
import { findAccountByEmail } from '../platform/auth/accounts.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'
import { namingFields, print } from './output.ts'
import { commandOrigin, withInstallation } from './with-installation.ts'

const input = z.object({
  name: displayName,
  adminEmail: emailAddress,
  adminPassword: password,
  timeZone: timeZone.optional(),
  sameName: z.boolean().optional(),
})

/** `tenantry provider create`: a provider and its first administrator. */
export const providerCommand = new Command('provider').description('Manage providers').addCommand(
  new Command('create')
    .description('Create a provider with its first administrator')
    .requiredOption('--name <name>', 'name of the provider')
    .requiredOption('--admin-email <email>', 'email of its administrator')
    .requiredOption('--admin-password <password>', 'password of its administrator, at least 12 characters')
    .option('--time-zone <name>', 'its time zone, e.g. Europe/Berlin; UTC without it')
    .option('--same-name', 'make it also where there is one of this name')
    .action(async (options: unknown) => {
      const parsed = input.safeParse(options)
      if (!parsed.success)
        throw new StartupError(
          parsed.error.issues.map((issue) => `${optionName(String(issue.path[0]))}: ${issue.message}`).join('\n'),
        )
      const { name, adminEmail, adminPassword, timeZone: zone, sameName } = parsed.data
      const adminName = adminEmail.split('@')[0] ?? adminEmail
      const provider = { name, adminEmail, adminName, adminPassword, timeZone: zone }
      await withInstallation(
        async (installation) => {
          if (!sameName) await requireNewName(installation, name)
          await create(installation, provider)
        },
        { makes: true },
      )
    }),
)

async function create(installation: Installation, provider: NewProvider): Promise<void> {
  const { name, adminEmail } = provider
  const options = { email: '--admin-email', password: '--admin-password' }
  const known = await findAccountByEmail(installation.authPool, adminEmail)
  const id = await namingFields(options, () => addProvider(installation, provider, commandOrigin('provider create')))
  print(`Created ${name} (${id}); ${adminEmail} can sign in.`)
  if (known) print(`${adminEmail} had an account before and keeps its password; --admin-password was not used.`)
}

/** Somebody who runs the command again means the one that is there, and nothing takes a second one away again. */
async function requireNewName({ database, providerIds }: Installation, name: string): Promise<void> {
  const known = await findProviderNamed(database, await providerIds(), name)
  if (!known) return
  throw new StartupError(
    `There is a provider called ${known.name} (${known.id}), and nothing was made. Choose another --name, or add --same-name to make a second one.`,
  )
}

function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
