import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { setPassword } from '../platform/auth/accounts.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry reset-password`: for an operator when no mail gets through. */
export const resetPasswordCommand = new Command('reset-password')
  .description('Set the password of an account and end all its sessions')
  .requiredOption('--email <email>', 'email of the account')
  .option('--password <password>', 'the new password; one is made up and printed when absent')
  .action(async ({ email, password }: { email: string; password?: string }) => {
    const chosen = password ?? randomBytes(15).toString('base64url')
    await withInstallation(({ authPool }) => setPassword(authPool, email, chosen))
    print(password ? `The password of ${email} is set.` : `The password of ${email} is now: ${chosen}`)
  })
