/** Whether there is an installation: a data folder or an address with a slip of the pen in it must not become a new one. */
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from './config.ts'
import { isMigrated, notMigrated, requireMaker, requireMigrated, requireRoles } from './platform/database/migrate.ts'
import { requireOwnRoles } from './platform/database/shared-roles.ts'
import { errorCode, StartupError, withClearFileErrors } from './platform/postgres/startup-error.ts'

/** Whether the data folder holds the embedded database. */
export async function hasEmbeddedDatabase({ dataDir }: Pick<Config, 'dataDir'>): Promise<boolean> {
  return withClearFileErrors(dataDir, () => isThere(path.join(dataDir, 'postgres')))
}

/** Whether a start would find a database that was made or migrated before. */
export async function isInstalled(config: Config): Promise<boolean> {
  return config.databaseUrl ? isMigrated(config.databaseUrl) : hasEmbeddedDatabase(config)
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
  if (await findSecret(config)) return
  throw databaseUrl
    ? withoutSecret(config)
    : new StartupError(
        `The secret of the installation is not in ${dataDir} (TENANTRY_DATA_DIR): set TENANTRY_SECRET as its server has it, or bring back secrets/installation-secret. A start without either makes a new one, which signs everybody out.`,
      )
}

/**
 * Refuses to make a second installation on an outside database that has one: migrated, and its secret is not here. A
 * database that was never migrated passes, unless its user may not migrate it or the roles of its server belong to
 * another installation. Nothing is made and nothing is changed.
 * @throws StartupError that says what to do
 */
export async function requireNoOther(config: Config): Promise<void> {
  const { databaseUrl } = config
  if (!databaseUrl) return
  // In this order: of two first starts in one folder, the other may make the secret and migrate meanwhile.
  const migrated = await isMigrated(databaseUrl)
  const secret = await findSecret(config)
  if (migrated && !secret) throw withoutSecret(config)
  if (migrated) return
  await requireMaker(databaseUrl)
  await requireOwnRoles(databaseUrl, secret)
}

/**
 * Refuses an outside database that was never migrated where a migration would be refused, too. Nothing is made and nothing
 * is changed.
 * @throws StartupError that says what is in the way
 */
export async function requireMigratable(config: Config): Promise<void> {
  const { databaseUrl } = config
  if (!databaseUrl || (await isMigrated(databaseUrl))) return
  try {
    await requireNoOther(config)
    await requireRoles(databaseUrl, await findSecret(config))
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    throw new StartupError(`${notMigrated}, and "npx tenantry migrate" would be refused: ${error.message}`)
  }
}

function withoutSecret(config: Config): StartupError {
  return new StartupError(
    `${nothingIn(config)}: the secret of the installation is not there. Name its data folder, or set TENANTRY_SECRET.`,
  )
}

function nothingIn({ dataDir }: Config): string {
  return `Nothing is installed in ${dataDir} (TENANTRY_DATA_DIR)`
}

async function findSecret({ secret, dataDir }: Config): Promise<string | null> {
  return secret ?? (await withClearFileErrors(dataDir, () => readSecret(secretFile(dataDir, 'installation-secret'))))
}

/** A secret that the data folder keeps where the environment has none. */
export type SecretName = 'installation-secret' | 'encryption-key'

/** Where the data folder keeps a secret of the installation. */
export function secretFile(dataDir: string, name: SecretName): string {
  return path.join(dataDir, 'secrets', name)
}

/**
 * Reads a secret of the installation.
 * @returns null where there is no such file
 * @throws StartupError when the file holds no secret
 */
export async function readSecret(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((error) => {
    if (isMissing(error)) return null
    throw error
  })
  if (text === null) return null
  const secret = text.trim()
  if (secret.length >= 32) return secret
  throw new StartupError(
    `The file ${file} holds no secret: bring it back from a backup, or remove it, which signs everybody out.`,
  )
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function isMissing(error: unknown): boolean {
  const code = errorCode(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}
