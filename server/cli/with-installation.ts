import { readConfig } from '../config.ts'
import { type Installation, type OpenOptions, openInstallation } from '../installation.ts'
import { createLog } from '../platform/log.ts'

/**
 * Runs a command against the installation, whether its server is running or not, and closes what it opened.
 * @param options `makes` for a command that may be the first one of an installation and migrates it; for all others there
 * has to be one that this release has migrated
 */
export async function withInstallation<T>(
  work: (installation: Installation) => Promise<T>,
  { makes = false }: Pick<OpenOptions, 'makes'> = {},
): Promise<T> {
  const config = readConfig({ ...process.env, TENANTRY_LOG_LEVEL: process.env.TENANTRY_LOG_LEVEL ?? 'warn' })
  const installation = await openInstallation(config, createLog(config.logLevel), { makes, shared: true })
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

/** The origin of changes that a command makes. */
export function commandOrigin(command: string) {
  return { id: `command ${command}`, source: null }
}
