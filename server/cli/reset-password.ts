import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { setPassword } from '../platform/auth/accounts.ts'
import { AppError } from '../platform/errors.ts'
import { noAccount } from './no-account.ts'
import { namingFields, print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry reset-password`: for an operator when no mail gets through. */
export const resetPasswordCommand = new Command('reset-password')
  .description('Set the password of an account and end all its sessions and API keys')
  .requiredOption('--email <email>', 'email of the account')
  .option('--password <password>', 'the new password; one is made up and printed when absent')
  .action(async ({ email, password }: { email: string; password?: string }) => {
    const chosen = password ?? randomBytes(15).toString('base64url')
    const options = { email: '--email', password: '--password' }
    await withInstallation(({ authPool }) => namingFields(options, () => setPassword(authPool, email, chosen))).catch(
      (error: unknown): never => {
        if (error instanceof AppError && error.code === 'not_found') throw noAccount(email)
        throw error
      },
    )
    print(password ? `The password of ${email} is set.` : `The password of ${email} is now: ${chosen}`)
  })
