import { Command } from 'commander'
import { type Config, type FirstProvider, readConfig, requireFirstProvider, unknownSettings } from '../config.ts'
import { isSetupOpen, setUp } from '../features/providers/set-up.ts'
import type { Installation } from '../installation.ts'
import { isInstalled } from '../installed.ts'
import { requireGoodAccount } from '../platform/auth/accounts.ts'
import { Opened } from './opened.ts'
import { namingFields, print } from './output.ts'
import { commandOrigin } from './with-installation.ts'

/** `tenantry start`: the whole product on one port, until SIGTERM or SIGINT. */
export const startCommand = new Command('start')
  .description('Start the web app, the API, the jobs and, without DATABASE_URL, the database')
  .option('--demo', 'fill a fresh database with a realistic provider')
  .action(async ({ demo }: { demo?: boolean }) => {
    const config = readConfig(process.env)
    const unknown = unknownSettings(process.env)
    const told = unknown.map(({ name, meant }) => (meant ? `${name} (is ${meant} meant?)` : name))
    if (told.length > 0) print(`Left aside, for there is no such setting: ${told.join(', ')}.`)
    // Making the database takes a while, after which a wrong setting would have to be told still.
    let checked: Promise<FirstProvider | null> | undefined
    const checkOnce = () => (checked ??= checkedFirstProvider(config))
    if (!demo && !(await isInstalled(config))) await checkOnce()
    const opened = new Opened()
    try {
      // Most of the program; the other commands do without and answer the sooner.
      const { serve } = await import('./serve.ts')
      await serve(config, opened, demo ? demoProvider : (installation) => firstProvider(installation, checkOnce))
    } catch (error) {
      await opened.close().catch(() => {})
      throw error
    }
  })

async function demoProvider(installation: Installation): Promise<void> {
  if (installation.config.firstProvider)
    print('TENANTRY_PROVIDER_NAME and the administrator beside it are left aside: the demo brings its own provider.')
  const { fillWithDemoOnce } = await import('./demo.ts')
  await fillWithDemoOnce(installation)
}

async function firstProvider(
  installation: Installation,
  checkSettings: () => Promise<FirstProvider | null>,
): Promise<void> {
  if (!(await isSetupOpen(installation))) return
  const first = await checkSettings()
  if (!first) return
  const adminName = first.adminEmail.split('@')[0] ?? first.adminEmail
  await namingSettings(() => setUp(installation, { ...first, adminName }, commandOrigin('start')))
}

async function checkedFirstProvider(config: Config): Promise<FirstProvider | null> {
  const first = requireFirstProvider(config)
  if (first) {
    const { name: companyName, adminEmail: email, adminPassword: password } = first
    await namingSettings(() => requireGoodAccount({ email, password, companyName }))
  }
  return first
}

function namingSettings<T>(work: () => Promise<T>): Promise<T> {
  return namingFields({ email: 'TENANTRY_ADMIN_EMAIL', password: 'TENANTRY_ADMIN_PASSWORD' }, work)
}
