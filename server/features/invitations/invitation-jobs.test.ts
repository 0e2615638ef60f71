/** From the request that names an administrator to the mail, through the outbox and the queue as they run in the product. */
import { createCustomer } from '@tenantry/contract/customers.ts'
import { acceptInvitation, renewInvitation } from '@tenantry/contract/invitations.ts'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Jobs, startJobs } from '../../platform/jobs/jobs.ts'
import type { MailMessage } from '../../platform/mail/mailer.ts'
import { testSecret } from '../../testing/test-cluster.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { invitationTasks, sendDueInvitations } from './public.ts'

let world: World
let jobs: Jobs
let sendsDue: ReturnType<typeof invitationTasks>[1]
const mails: MailMessage[] = []
const logged: string[] = []
/** Whether the mail server takes nothing. */
let isAway = false

beforeAll(async () => {
  world = await createWorld()
  const note = (fields: object) => void logged.push(JSON.stringify(fields))
  const mailer = {
    deliver: async (mail: MailMessage) => {
      if (isAway) throw new Error('The mail server is away')
      return { messageId: String(mails.push(mail)) }
    },
  }
  const tasks = invitationTasks({ mailer, secret: testSecret, publicUrl: () => 'https://msp.example' })
  sendsDue = tasks[1]
  jobs = await startJobs({
    jobsUrl: world.installation.jobsUrl,
    tenantDb: world.installation.database,
    clock: world.installation.clock,
    log: { debug: note, info: note, warn: note, error: note },
    tasks,
    atStart: [sendDueInvitations],
  })
})
afterAll(async () => {
  await jobs.stop(1_000)
  await world.close()
})

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 20 })
const tokenOf = (mail: MailMessage | undefined) => /token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''

it('an invitation goes out with the commit, and a fresh one when the first is too old (MH6)', async () => {
  const admin = { firstName: 'Ada', email: 'ada@airtel.example', invitation: { send: 'now' as const } }
  const headers = { host: 'localhost:8080', 'x-forwarded-host': 'evil.example' }
  const body = { name: 'Airtel', contacts: { admin } }
  const created = await world.first.admin.api.call(createCustomer, { body }, { headers })
  expect(created.status).toBe(201)
  jobs.wake()
  await eventually(() => expect(mails).toHaveLength(1))
  expect(mails[0]?.text).toContain('https://msp.example/accept-invitation?token=')
  await eventually(async () => {
    const { rows } = await world.test.owner.query(
      'SELECT count(*)::int AS sent FROM invitations WHERE sent_at IS NOT NULL',
    )
    expect(rows).toEqual([{ sent: 1 }])
  })
  await world.test.owner.query("UPDATE invitations SET expires_at = now() - interval '1 second'")
  const token = tokenOf(mails[0])
  expect((await world.anonymous.call(renewInvitation, { body: { token } })).status).toBe(204)
  jobs.wake()
  await eventually(() => expect(mails).toHaveLength(2))
  const fresh = tokenOf(mails[1])
  expect(fresh).not.toBe(token)
  const accepted = await world.anonymous.call(acceptInvitation, {
    body: { token: fresh, password: 'seven gentle otters 42' },
  })
  expect(accepted.status).toBe(200)
})

it('an invitation that cannot be sent is tried five times at once, and then each quarter of an hour', async () => {
  isAway = true
  const admin = { firstName: 'Bea', email: 'bea@vodafone.example', invitation: { send: 'now' as const } }
  await world.first.admin.api.call(createCustomer, { body: { name: 'Vodafone', contacts: { admin } } })
  jobs.wake()
  const queue = new pg.Client({ connectionString: world.installation.jobsUrl })
  await queue.connect()
  const waiting = async () =>
    (await queue.query('SELECT task_identifier AS task, attempts, max_attempts AS most FROM graphile_worker.jobs')).rows
  await expect.poll(waiting).toEqual([{ task: 'send_invitation', attempts: 1, most: 5 }])
  await queue.query('DELETE FROM graphile_worker._private_jobs')
  await jobs.addJob(sendsDue, {})
  await eventually(() => expect(logged.join()).toContain('"invitations.not_sent","failed":1,"due":1'))
  await expect.poll(waiting).toEqual([])
  await queue.end()
  isAway = false
  await jobs.addJob(sendsDue, {})
  await eventually(() => expect(mails).toHaveLength(3))
})

it('neither the queue nor its log knows a link', async () => {
  const queue = new pg.Client({ connectionString: world.installation.jobsUrl })
  await queue.connect()
  const { rows } = await queue.query('SELECT payload::text FROM graphile_worker._private_jobs')
  await queue.end()
  for (const text of [...rows.map(({ payload }) => payload), ...logged])
    for (const mail of mails) expect(text).not.toContain(tokenOf(mail).slice(-43))
})
