import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApp } from '../app.ts'
import type { Config } from '../config.ts'
import { ensureAuditPartitionsTask, sealAllAuditTask, sealAuditTask } from '../features/audit-events/public.ts'
import { expireBulkChangesTask, runBulkChangeTask } from '../features/bulk-changes/public.ts'
import { expireDraftsTask } from '../features/customer-drafts/public.ts'
import { expireImportsTask, importTask } from '../features/imports/public.ts'
import { invitationTasks, sendDueInvitations } from '../features/invitations/public.ts'
import { licenseAlertTasks, mailWaitingAlerts, renewAllAlerts } from '../features/license-alerts/public.ts'
import { licenseWaitingTask, wakeRulesTask } from '../features/license-rules/public.ts'
import { announceEndsTask, renewPoolsTask, verifyLicensesTask } from '../features/licenses/public.ts'
import { purgeExpiredTask } from '../features/lifecycle/public.ts'
import { expireMails, findDueMails, mailTasks, ProviderMailer, queueMail } from '../features/mails/public.ts'
import { copySignInsTask } from '../features/me/public.ts'
import { expireNotices, notificationTasks } from '../features/notifications/public.ts'
import { isSetupOpen } from '../features/providers/set-up.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { expireIdempotencyKeysTask } from '../platform/http/expire-idempotency-keys.ts'
import { type Jobs, startJobs } from '../platform/jobs/jobs.ts'
import { createLog } from '../platform/log.ts'
import { DiskMailer } from '../platform/mail/disk-mailer.ts'
import type { Mailer } from '../platform/mail/mailer.ts'
import { AddressGuard } from '../platform/network/address-guard.ts'
import { projectRoot } from '../platform/project-root.ts'
import { version } from '../version.ts'
import { atMostEachSecond } from './at-most-each-second.ts'
import { drain } from './drain.ts'
import { listen, requireFreePort } from './listen.ts'
import type { Opened } from './opened.ts'
import { print } from './output.ts'
import { stopOnSignals } from './stop-signals.ts'

/** Opens all of it into `opened`, so that the caller can close what was opened when the rest fails. */
export async function serve(
  config: Config,
  opened: Opened,
  fill: (installation: Installation) => Promise<void>,
): Promise<void> {
  const log = createLog(config.logLevel)
  // Before a first start builds and makes anything; later the data folder tells first that a server has it already.
  if (!existsSync(path.join(config.dataDir, 'postgres'))) await requireFreePort(config)
  const webDir = await buildWeb()
  const installation = await openInstallation(config, log)
  opened.add(() => installation.close())
  try {
    await fill(installation)
    await serveFrom(installation, webDir, opened)
  } catch (error) {
    throw await installation.whyFailed(error)
  }
}

async function serveFrom(installation: Installation, webDir: string, opened: Opened): Promise<void> {
  const { config, log } = installation
  let address = `http://localhost:${config.port}`
  const mailer = mailerOf(installation)
  const jobs = await startAllJobs(installation, mailer, () => config.publicUrl ?? address)
  opened.add(() => jobs.stop())
  const app = await createApp(installation, {
    version,
    webDir,
    mailer,
    onCommitted: jobs.wake,
    onSignIn: atMostEachSecond(() => {
      const added = jobs.addJob(copySignInsTask, {}, { jobKey: `cron:${copySignInsTask.name}` })
      // What could not be asked for comes with the next minute.
      added.catch((error: unknown) => log.warn({ event: 'sign_ins.not_copied', err: error }))
    }),
    localUrl: () => address,
  })
  opened.add(() => drain(app))
  address = shownAddress(await listen(app, config))
  const stop = stopOnSignals({ close: () => opened.close(), hurry: () => app.server.closeAllConnections(), log })
  installation.onDatabaseExit(() => {
    log.error({ event: 'database.ended' }, 'the database has ended by itself')
    process.exitCode = 1
    stop('database')
  })
  await greet(installation, address)
}

async function buildWeb(): Promise<string> {
  const builder = (await import(pathToFileURL(path.join(projectRoot, 'server/build.mjs')).href)) as {
    buildWeb: () => Promise<string>
  }
  return builder.buildWeb()
}

function startAllJobs(
  { jobsUrl, database, files, clock, log, secret }: Installation,
  mailer: Mailer,
  publicUrl: () => string,
): Promise<Jobs> {
  return startJobs({
    jobsUrl,
    tenantDb: database,
    clock,
    log,
    tasks: [
      sealAuditTask,
      sealAllAuditTask,
      ensureAuditPartitionsTask,
      expireIdempotencyKeysTask,
      copySignInsTask,
      purgeExpiredTask,
      renewPoolsTask,
      announceEndsTask,
      licenseWaitingTask,
      wakeRulesTask,
      verifyLicensesTask,
      expireDraftsTask,
      runBulkChangeTask,
      expireBulkChangesTask,
      importTask(files),
      expireImportsTask(files),
      ...notificationTasks({ queueMail, publicUrl }),
      ...mailTasks(mailer),
      ...licenseAlertTasks(publicUrl),
      ...invitationTasks({ mailer, secret, publicUrl }),
    ],
    cron: [
      { task: ensureAuditPartitionsTask.name, at: '15 2 * * *' },
      { task: sealAllAuditTask.name, at: '30 2 * * *' },
      { task: purgeExpiredTask.name, at: '0 3 * * *' },
      { task: renewPoolsTask.name, at: '*/15 * * * *' },
      { task: announceEndsTask.name, at: '10 * * * *' },
      { task: wakeRulesTask.name, at: '*/10 * * * *' },
      { task: verifyLicensesTask.name, at: '40 3 * * *' },
      { task: expireDraftsTask.name, at: '20 3 * * *' },
      { task: expireBulkChangesTask.name, at: '25 3 * * *' },
      { task: 'expire_imports', at: '10 3 * * *' },
      { task: expireIdempotencyKeysTask.name, at: '45 * * * *' },
      { task: copySignInsTask.name, at: '* * * * *' },
      { task: mailWaitingAlerts, at: '* * * * *' },
      { task: renewAllAlerts, at: '50 * * * *' },
      { task: sendDueInvitations, at: '*/15 * * * *' },
      { task: findDueMails, at: '* * * * *' },
      { task: expireMails, at: '50 2 * * *' },
      { task: expireNotices, at: '55 2 * * *' },
    ],
    atStart: [ensureAuditPartitionsTask.name, copySignInsTask.name, findDueMails],
  })
}

function mailerOf({ config, clock, files, database, vault }: Installation): Mailer {
  const host = config.publicUrl ? new URL(config.publicUrl).hostname : 'localhost'
  const disk = new DiskMailer({ store: files, clock, from: `tenantry@${host}` })
  const guard = new AddressGuard(config.allowedPrivateNetworks)
  return new ProviderMailer({ database, clock, vault, disk, smtp: { guard } })
}

async function greet(installation: Installation, address: string): Promise<void> {
  const next = (await isSetupOpen(installation)) ? 'set up your provider' : 'sign in'
  // In one go, so that no line of the log comes between.
  print(
    [
      `Tenantry ${version} is ready at ${installation.config.publicUrl ?? address}`,
      `Open it in a browser to ${next}.`,
      'The API is described at /api/docs. Stop with Ctrl-C.',
    ].join('\n'),
  )
}

function shownAddress(listening: string): string {
  return listening.replace(/\[::1?\]|0\.0\.0\.0/, 'localhost')
}
