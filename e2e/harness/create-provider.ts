import { readConfig } from '../../server/config.ts'
import { addProvider } from '../../server/features/providers/set-up.ts'
import { openInstallation } from '../../server/installation.ts'
import { createLog } from '../../server/platform/log.ts'

/**
 * Creates a further provider with an administrator on a running installation, as the command does, whose process would
 * take longer than many a test.
 */
export async function createProvider(
  dataDir: string,
  name: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const config = readConfig({ TENANTRY_DATA_DIR: dataDir, TENANTRY_LOG_LEVEL: 'silent' })
  const installation = await openInstallation(config, createLog('silent'), { shared: true, makes: false })
  try {
    const admin = { adminEmail: email, adminName: email.split('@')[0] ?? email, adminPassword: password }
    await addProvider(installation, { name, ...admin }, { id: 'test', source: null })
  } finally {
    await installation.close()
  }
}
