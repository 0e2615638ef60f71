import { Command } from 'commander'
import { createDemo } from '../demo/create-demo.ts'
import { isSetupOpen } from '../features/providers/set-up.ts'
import type { Installation } from '../installation.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry demo`: fills a fresh database with a realistic provider. */
export const demoCommand = new Command('demo')
  .description('Fill a fresh database with a realistic provider to look around in')
  .action(async () => {
    await withInstallation(fillWithDemo, { makes: true })
  })

/** Creates the demo provider and prints who can sign in. */
export async function fillWithDemo(installation: Installation): Promise<void> {
  const people = await createDemo(installation)
  print('The demo provider is ready. These people can sign in:')
  for (const { email, password } of people) print(`  ${email}  ${password}`)
}

/** What `start --demo` does: fills a fresh database, and leaves one that has a provider as it is. */
export async function fillWithDemoOnce(installation: Installation): Promise<void> {
  if (await isSetupOpen(installation)) return fillWithDemo(installation)
  print('The database holds a provider already and is started as it is.')
}
