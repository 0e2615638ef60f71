import { access, constants, stat } from 'node:fs/promises'
import path from 'node:path'
import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { projectRoot } from '../platform/project-root.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry doctor`: looks at what a start needs and says what is wrong. */
export const doctorCommand = new Command('doctor')
  .description('Check what this installation needs and say what is wrong')
  .action(async () => {
    const config = readConfig(process.env)
    await check('Node.js', async () => process.version)
    await check(
      'Settings',
      async () => `port ${config.port} on ${config.host}, public address ${config.publicUrl ?? 'not set'}`,
    )
    await check('Data folder', async () => {
      const present = await stat(config.dataDir).catch(() => null)
      if (present) await access(config.dataDir, constants.R_OK | constants.W_OK)
      return present ? config.dataDir : `${config.dataDir} (made on the first start)`
    })
    await check('Web app', async () =>
      (await stat(path.join(projectRoot, 'dist/web/index.html')).catch(() => null))
        ? 'built'
        : 'built by the next start',
    )
    await check('Database', () =>
      withInstallation(async ({ appPool, config: { databaseUrl } }) => {
        const { rows } = await appPool.query<{ version: string; role: string; bypass: boolean }>(
          "SELECT current_setting('server_version') AS version, current_user AS role, (SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user) AS bypass",
        )
        if (rows[0]?.bypass) throw new TypeError(`the role ${rows[0].role} may bypass row security`)
        return `PostgreSQL ${rows[0]?.version}, ${databaseUrl ? 'outside' : 'embedded'}, migrated`
      }),
    )
  })

async function check(what: string, look: () => Promise<string>): Promise<void> {
  try {
    print(`ok      ${what}: ${await look()}`)
  } catch (error) {
    print(`problem ${what}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
