/** Whether there is an installation: a data folder or an address with a slip of the pen in it must not become a new one. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from './config.ts'
import { isMigrated, requireMigrated } from './platform/database/migrate.ts'
import { errorCode, StartupError, withClearFileErrors } from './platform/postgres/startup-error.ts'

/** Whether the data folder holds the embedded database. */
export async function hasEmbeddedDatabase({ dataDir }: Pick<Config, 'dataDir'>): Promise<boolean> {
  return withClearFileErrors(dataDir, () => isThere(path.join(dataDir, 'postgres')))
}

/**
 * Refuses a place where nothing is installed, and leaves it as it is: a data folder without the embedded database, or an
 * outside database that was never migrated. Refuses one whose secret is not there, too: a new secret would take the
 * passwords of its roles from the servers that run on it.
 * @throws StartupError that says what to do
 */
export async function requireInstalled(config: Config): Promise<void> {
  const { databaseUrl, dataDir } = config
  if (databaseUrl) await requireMigrated(databaseUrl)
  else if (!(await hasEmbeddedDatabase(config)))
    throw new StartupError(
      `${nothingIn(config)}: name the data folder of the installation, or set DATABASE_URL to its PostgreSQL. "tenantry start" makes a new one.`,
    )
  if (await hasSecret(config)) return
  throw databaseUrl
    ? withoutSecret(config)
    : new StartupError(
        `The secret of the installation is not in ${dataDir} (TENANTRY_DATA_DIR): set TENANTRY_SECRET as its server has it, or bring back secrets/installation-secret. A start without either makes a new one, which signs everybody out.`,
      )
}

/**
 * Refuses to make a second installation on an outside database that has one: migrated, and its secret is not here.
 * Nothing is made and nothing is changed; a database that was never migrated passes.
 * @throws StartupError that says what to do
 */
export async function requireNoOther(config: Config): Promise<void> {
  const { databaseUrl } = config
  // In this order: of two first starts in one folder, the other may make the secret and migrate meanwhile.
  if (databaseUrl && (await isMigrated(databaseUrl)) && !(await hasSecret(config))) throw withoutSecret(config)
}

function withoutSecret(config: Config): StartupError {
  return new StartupError(
    `${nothingIn(config)}: the secret of the installation is not there. Name its data folder, or set TENANTRY_SECRET.`,
  )
}

function nothingIn({ dataDir }: Config): string {
  return `Nothing is installed in ${dataDir} (TENANTRY_DATA_DIR)`
}

async function hasSecret({ secret, dataDir }: Config): Promise<boolean> {
  if (secret) return true
  return withClearFileErrors(dataDir, () => isThere(path.join(dataDir, 'secrets/installation-secret')))
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return false
    throw error
  }
}
