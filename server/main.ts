/** The program `tenantry`: its commands, each in a file of its own below cli/. */
import { Command } from 'commander'
import { failWith } from './cli/output.ts'
import { version } from './version.ts'

/** Loaded when they are called, for together they hold most of the server. */
const commands = new Map([
  ['start', async () => (await import('./cli/start.ts')).startCommand],
  ['migrate', async () => (await import('./cli/migrate.ts')).migrateCommand],
  ['provider', async () => (await import('./cli/provider.ts')).providerCommand],
  ['demo', async () => (await import('./cli/demo.ts')).demoCommand],
  ['doctor', async () => (await import('./cli/doctor.ts')).doctorCommand],
  ['reset-password', async () => (await import('./cli/reset-password.ts')).resetPasswordCommand],
  ['api-key', async () => (await import('./cli/api-key.ts')).apiKeyCommand],
  ['verify', async () => (await import('./cli/verify.ts')).verifyCommand],
])

const program = new Command('tenantry')
  .description('Customer management for managed service providers')
  .version(version)

// Whoever calls none of them is shown them all.
const called = commands.get(process.argv[2] ?? '')
for (const load of called ? [called] : commands.values()) program.addCommand(await load())

showHelpAfterErrors(program)

// Whoever reads our output may go away; that is no reason to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

await program.parseAsync().catch(failWith)

function showHelpAfterErrors(command: Command): void {
  command.showHelpAfterError()
  for (const each of command.commands) showHelpAfterErrors(each)
}
