import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { createApp } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import { ensureAuditPartitionsTask, sealAllAuditTask, sealAuditTask } from '../features/audit-events/public.ts'
import { isSetupOpen, setUp } from '../features/providers/set-up.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { LocalFileStore } from '../platform/files/local-file-store.ts'
import { expireIdempotencyKeysTask } from '../platform/http/expire-idempotency-keys.ts'
import { startJobs } from '../platform/jobs/jobs.ts'
import { createLog } from '../platform/log.ts'
import { DiskMailer } from '../platform/mail/disk-mailer.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'
import { projectRoot } from '../platform/project-root.ts'
import { version } from '../version.ts'
import { fillWithDemo } from './demo.ts'
import { failWith, print } from './output.ts'
import { commandOrigin } from './with-installation.ts'

/** `tenantry start`: the whole product on one port, until SIGTERM or SIGINT. */
export const startCommand = new Command('start')
  .description('Start the web app, the API, the jobs and, without DATABASE_URL, the database')
  .option('--demo', 'fill a fresh database with a realistic provider')
  .action(async ({ demo }: { demo?: boolean }) => {
    const config = readConfig(process.env)
    const log = createLog(config.logLevel)
    const [webDir, installation] = await Promise.all([buildWeb(), openInstallation(config, log)])
    try {
      if (demo) await fillWithDemo(installation)
      else await firstProvider(installation)
      await serve(installation, webDir)
    } catch (error) {
      await installation.close().catch(() => {})
      throw error
    }
  })

async function buildWeb(): Promise<string> {
  const builder = (await import(pathToFileURL(path.join(projectRoot, 'server/build.mjs')).href)) as {
    buildWeb: () => Promise<string>
  }
  return builder.buildWeb()
}

async function firstProvider(installation: Installation): Promise<void> {
  const { firstProvider: first } = installation.config
  if (!first || !(await isSetupOpen(installation))) return
  const adminName = first.adminEmail.split('@')[0] ?? first.adminEmail
  await setUp(installation, { ...first, adminName }, commandOrigin('start'))
}

async function serve(installation: Installation, webDir: string): Promise<void> {
  const { config, log, database, clock, jobsUrl } = installation
  const jobs = await startJobs({
    jobsUrl,
    tenantDb: database,
    clock,
    log,
    tasks: [sealAuditTask, sealAllAuditTask, ensureAuditPartitionsTask, expireIdempotencyKeysTask],
    cron: [
      { task: ensureAuditPartitionsTask.name, at: '15 2 * * *' },
      { task: sealAllAuditTask.name, at: '30 2 * * *' },
      { task: expireIdempotencyKeysTask.name, at: '45 * * * *' },
    ],
    atStart: [ensureAuditPartitionsTask.name],
  })
  let address = ''
  const mailer = new DiskMailer({
    store: new LocalFileStore(path.join(config.dataDir, 'files')),
    clock,
    from: senderOf(config),
  })
  const app = await createApp(installation, {
    version,
    webDir,
    mailer,
    onCommitted: jobs.wake,
    localUrl: () => address || `http://localhost:${config.port}`,
  })
  const stop = stopOnce(async () => {
    await app.close()
    await jobs.stop()
    await installation.close()
  }, log)
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  installation.onDatabaseExit(() => {
    log.error({ event: 'database.ended' }, 'the database has ended by itself')
    process.exitCode = 1
    stop('database')
  })
  address = shownAddress(await app.listen({ port: config.port, host: config.host }).catch(portError(config)))
  await greet(installation, address)
}

function stopOnce(close: () => Promise<void>, log: Installation['log']): (reason: string) => void {
  let stopping = false
  return (reason) => {
    if (stopping) return
    stopping = true
    log.info({ event: 'server.stopping', reason })
    close()
      .then(() => process.exit())
      .catch(failWith)
  }
}

async function greet(installation: Installation, address: string): Promise<void> {
  const url = installation.config.publicUrl ?? address
  print(`Tenantry ${version} is ready at ${url}`)
  print(
    (await isSetupOpen(installation))
      ? 'Open it in a browser to set up your provider.'
      : 'Open it in a browser and sign in.',
  )
  print('The API is described at /api/docs. Stop with Ctrl-C.')
}

function shownAddress(listening: string): string {
  return listening.replace('[::1]', 'localhost').replace('0.0.0.0', 'localhost').replace('[::]', 'localhost')
}

function senderOf(config: Config): string {
  const host = config.publicUrl ? new URL(config.publicUrl).hostname : 'localhost'
  return `tenantry@${host}`
}

function portError({ port, host }: Config) {
  return (error: Error & { code?: string }): never => {
    if (error.code === 'EADDRINUSE') throw new StartupError(`The port ${port} is taken; set PORT to another one.`)
    if (error.code === 'EACCES')
      throw new StartupError(`The port ${port} may not be used by this user; set PORT to one above 1023.`)
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
      throw new StartupError(`This machine has no address ${host}; set HOST to one of its own.`)
    throw error
  }
}
