import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { type Config, readConfig, requireFirstProvider } from '../config.ts'
import type { Installation } from '../installation.ts'
import { hasEmbeddedDatabase, requireMigratable } from '../installed.ts'
import { isStillToBeMade } from '../platform/postgres/data-folder.ts'
import { wideSecrets } from '../platform/postgres/secret-modes.ts'
import { StartupError, withClearFileErrors } from '../platform/postgres/startup-error.ts'
import { projectRoot } from '../platform/project-root.ts'
import { requireAddress } from './listen.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry doctor`: looks at what a start needs, says what is wrong and changes nothing. */
export const doctorCommand = new Command('doctor')
  .description('Check what this installation needs, say what is wrong and change nothing')
  .action(async () => {
    const config = readConfig(process.env)
    await check('Node.js', async () => process.version)
    await check('Settings', async () => summaryOf(config))
    await check('Address', () => lookAtAddress(config))
    await check('Data folder', () => lookAtDataFolder(config))
    await check('Web app', async () => ((await isWebBuilt()) ? 'built' : 'built by the next start'))
    await check('Database', () => lookAtDatabase(config))
  })

async function check(what: string, look: () => Promise<string>): Promise<void> {
  try {
    print(`ok      ${what}: ${await look()}`)
  } catch (error) {
    print(`problem ${what}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}

function summaryOf({ publicUrl }: Config): string {
  if (publicUrl?.startsWith('http:') && !/^http:\/\/(localhost|127\.|\[::1\])/.test(publicUrl))
    throw new StartupError(`${publicUrl} is not https: passwords and sessions travel unprotected`)
  return `public address ${publicUrl ?? 'not set'}`
}

async function lookAtAddress(config: Config): Promise<string> {
  await requireAddress(config)
  return `port ${config.port} on ${config.host}`
}

async function lookAtDataFolder({ dataDir }: Config): Promise<string> {
  return withClearFileErrors(dataDir, async () => {
    if (await isStillToBeMade(dataDir)) return `${dataDir} (made on the first start)`
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    const wide = await wideSecrets(dataDir)
    if (wide.length > 0)
      throw new StartupError(
        `others than their owner can read ${wide.join(', ')} in ${dataDir}; the next start ends that`,
      )
    return dataDir
  })
}

async function isWebBuilt(): Promise<boolean> {
  const builder = (await import(pathToFileURL(path.join(projectRoot, 'server/build.mjs')).href)) as {
    isWebBuilt: () => Promise<boolean>
  }
  return builder.isWebBuilt()
}

async function lookAtDatabase(config: Config): Promise<string> {
  if (!config.databaseUrl && !(await hasEmbeddedDatabase(config))) {
    requireFirstProvider(config)
    return 'made on the first start'
  }
  await requireMigratable(config)
  return withInstallation(inspect)
}

async function inspect({ appPool, config }: Installation): Promise<string> {
  const { rows } = await appPool.query<{ version: string; role: string; bypasses: boolean }>(
    `SELECT current_setting('server_version') AS version, current_user AS role,
       (SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user) AS bypasses`,
  )
  const [server] = rows
  if (server?.bypasses) throw new StartupError(`the role ${server.role} may go past row security`)
  return `PostgreSQL ${server?.version}, ${config.databaseUrl ? 'outside' : 'embedded'}, migrated`
}
