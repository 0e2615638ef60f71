/** The program `tenantry`: its commands, each in a file of its own below cli/. */
import { Command } from 'commander'
import { apiKeyCommand } from './cli/api-key.ts'
import { demoCommand } from './cli/demo.ts'
import { doctorCommand } from './cli/doctor.ts'
import { migrateCommand } from './cli/migrate.ts'
import { failWith } from './cli/output.ts'
import { providerCommand } from './cli/provider.ts'
import { resetPasswordCommand } from './cli/reset-password.ts'
import { startCommand } from './cli/start.ts'
import { verifyCommand } from './cli/verify.ts'
import { version } from './version.ts'

const program = new Command('tenantry')
  .description('Customer management for managed service providers')
  .version(version)
  .addCommand(startCommand)
  .addCommand(migrateCommand)
  .addCommand(providerCommand)
  .addCommand(demoCommand)
  .addCommand(doctorCommand)
  .addCommand(resetPasswordCommand)
  .addCommand(apiKeyCommand)
  .addCommand(verifyCommand)

showHelpAfterErrors(program)

// Whoever reads our output may go away; that is no reason to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

await program.parseAsync().catch(failWith)

function showHelpAfterErrors(command: Command): void {
  command.showHelpAfterError()
  for (const each of command.commands) showHelpAfterErrors(each)
}
