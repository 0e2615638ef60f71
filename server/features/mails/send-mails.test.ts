/** Mails on their way to a real mail server, which is a process of its own. */

import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import {
  getMailSettings,
  type SmtpInput,
  testMailSettings,
  updateMailSettings,
} from '@tenantry/contract/mail-settings.ts'
import {
  getMail,
  listMails,
  listReturnedMails,
  type MailSummary,
  sendMailAgain,
  sendOutbox,
} from '@tenantry/contract/mails.ts'
import { listNotifications } from '@tenantry/contract/notifications.ts'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '../../platform/clock/clock.ts'
import { type JobContext, jobContext } from '../../platform/jobs/tasks.ts'
import { DiskMailer } from '../../platform/mail/disk-mailer.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { smtpTimeouts } from '../../platform/mail/smtp-mailer.ts'
import { AddressGuard } from '../../platform/network/address-guard.ts'
import { type SmtpProcess, startSmtpServer } from '../../testing/smtp/smtp-process.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { notificationTasks } from '../notifications/public.ts'
import { type NewMail, ProviderMailer, queueMail } from './public.ts'
import { sendMails, waitsMs } from './send-mails.ts'

let world: World
let smtp: SmtpProcess
let jobs: JobContext
let mailer: ProviderMailer
/** Waits for a server that says nothing no longer than a test can. */
let impatient: ProviderMailer
let time = Date.parse('2026-03-04T05:06:07Z')
const clock: Clock = { now: () => new Date(time) }
const login = { user: 'mailer', password: 'right horse' }

beforeAll(async () => {
  world = await createWorld({ clock })
  smtp = await startSmtpServer({ security: 'starttls', ...login })
  const { database, log, vault, files } = world.installation
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await world.test.owner.query(text, values)).rows as Row[]
  jobs = jobContext({ tenantDb: database, clock, log, query }, { id: '1', signal: new AbortController().signal })
  const guard = new AddressGuard(['127.0.0.1'])
  const disk = new DiskMailer({ store: files, clock, from: 'tenantry@msp.example' })
  mailer = new ProviderMailer({ database, clock, vault, disk, smtp: { guard } })
  const timeouts = { ...smtpTimeouts, silenceMs: 300 }
  impatient = new ProviderMailer({ database, clock, vault, disk, smtp: { guard, timeouts } })
})
afterAll(async () => {
  await smtp.kill()
  await world.close()
})

const server = (part: Partial<SmtpInput> = {}): SmtpInput => ({
  host: '127.0.0.1',
  port: smtp.port,
  security: 'starttls',
  checksCertificate: false,
  ...login,
  senderAddress: 'noreply@msp.example',
  senderName: null,
  replyTo: 'help@msp.example',
  ...part,
})
const api = () => world.first.admin.api
const set = (part: Partial<SmtpInput> = {}) =>
  api().call(updateMailSettings, { body: { smtp: server(part) } }, { ifMatch: '*' })
const test = async (part: Partial<SmtpInput> = {}, to = 'admin@msp.example') =>
  (await api().call(testMailSettings, { body: { smtp: server(part), to } })).body

let keys = 0
/** Queues a mail to an address; returns how it stands whenever asked. */
async function queued(to: string, part: Partial<NewMail> = {}): Promise<() => Promise<MailSummary>> {
  const key = `sent:${++keys}`
  const subject = `Mail ${keys}`
  await jobs.inside(world.first.providerId, (context) =>
    queueMail(context, {
      organizationId: world.first.customerId,
      key,
      kind: 'license_alert',
      to,
      subject,
      text: 'Hello',
      ...part,
    }),
  )
  return async () => {
    const { body } = await api().call(listMails, { query: { q: subject } })
    return body.items[0] as MailSummary
  }
}
const send = (by: Mailer = mailer) => sendMails(jobs, by, world.first.providerId)
const taken = async (to: string) => (await smtp.mails()).filter((mail) => mail.to === to)
const later = (ms: number) => {
  time += ms
}

describe('the mail server of a provider (OM3)', () => {
  it('is none to begin with: mails go to the outbox on disk, in the name of the provider', async () => {
    expect((await api().call(getMailSettings)).body).toEqual({ smtp: null })
    const mail = await queued('disk@cust.example')
    await send()
    expect(await mail()).toMatchObject({ state: 'outbox', sentBy: 'disk', sentAt: null, attempts: 1 })
    // Without a server there is nothing that would send it.
    const { id } = await mail()
    const one = await api().call(sendMailAgain, { params: { id } })
    const all = await api().call(sendOutbox, {})
    for (const { status, problem } of [one, all])
      expect([status, problem.errors?.[0]?.code]).toEqual([422, 'no_mail_server'])
  })

  it('tells what it answers while it is tried, and keeps nothing of that', async () => {
    expect(await test({ password: 'wrong horse' })).toEqual({
      isSent: false,
      answer: '535 5.7.8 Wrong user or password',
      fault: 'authentication',
    })
    expect(await test({ checksCertificate: true })).toMatchObject({ isSent: false, fault: 'certificate' })
    expect(await test({ port: 1 })).toMatchObject({ fault: 'unreachable', answer: 'Nothing listens at 127.0.0.1:1' })
    expect(await test({ host: '127.0.0.2' })).toMatchObject({ fault: 'address_refused' })
    expect(await test({ host: 'localhost.' })).toMatchObject({ isSent: false })
    expect(await test({}, 'nobody@cust.example')).toMatchObject({ fault: 'recipient' })
    expect(await test({ security: 'tls' })).toMatchObject({ isSent: false })
    expect(await test()).toMatchObject({ isSent: true, answer: '250 OK, kept as 1' })
    expect((await api().call(getMailSettings)).body).toEqual({ smtp: null })
  })

  it('is kept without showing its password to anybody', async () => {
    const { body, raw, status } = await set()
    expect(status).toBe(200)
    expect(body.smtp).toMatchObject({ hasPassword: true, user: 'mailer', senderName: null })
    const read = await api().call(getMailSettings)
    const log = await api().call(listAuditEvents, { query: { limit: 5 } })
    const { rows } = await world.test.owner.query('SELECT * FROM mail_settings')
    for (const text of [raw.body, read.raw.body, log.raw.body, JSON.stringify(rows)]) {
      expect(text).not.toContain('right horse')
    }
    expect(log.raw.body).not.toContain(rows[0].sealed_password)
    expect(log.body.items[0]?.action).toBe('mail_settings.updated')
  })

  it('takes no login that no server could be told', async () => {
    for (const part of [{ user: 'a\u0000b' }, { password: 'a\u0000b' }, { user: 'a\ud800b' }, { password: 'a\ud800b' }])
      expect((await set(part)).problem.errors).toMatchObject([
        { path: `smtp.${Object.keys(part)[0]}`, code: 'text_control_character' },
      ])
    expect((await set({ user: '' })).problem.errors).toMatchObject([{ path: 'smtp.user', code: 'too_small' }])
  })

  it('keeps its password as long as it is the same server, and for no other', async () => {
    const { password: _, ...rest } = server()
    const put = (part: Partial<SmtpInput>) =>
      api().call(updateMailSettings, { body: { smtp: { ...rest, ...part } } }, { ifMatch: '*' })
    expect((await put({ senderName: 'Help desk' })).body.smtp).toMatchObject({ hasPassword: true })
    for (const part of [{ host: 'evil.example' }, { port: 25 }, { user: 'other' }, { security: 'none' as const }]) {
      const answer = await put(part)
      expect([answer.status, answer.problem.errors?.[0]?.code]).toEqual([422, 'password_again'])
      const tried = await api().call(testMailSettings, { body: { smtp: { ...rest, ...part }, to: 'a@b.example' } })
      expect(tried.status).toBe(422)
    }
    expect((await put({ senderName: null })).status).toBe(200)
  })

  it('is refused at an address that is never reached, and so leaves mails in the outbox', async () => {
    const { password: _, ...rest } = server()
    for (const host of ['127.0.0.2', '169.254.169.254', '::ffff:10.0.0.1']) {
      const answer = await api().call(updateMailSettings, { body: { smtp: { ...rest, host } } }, { ifMatch: '*' })
      expect([answer.status, answer.problem.errors]).toEqual([
        422,
        [
          {
            path: 'smtp.host',
            code: 'address_refused',
            message: expect.stringMatching(/not public; .* TENANTRY_ALLOWED_PRIVATE_NETWORKS$/),
          },
        ],
      ])
    }
    expect((await api().call(getMailSettings)).body.smtp?.host).toBe(server().host)
  })

  it('is the business of those who manage the provider, and of no other provider', async () => {
    for (const { api: by } of [world.first.partnerAdmin, world.first.technician]) {
      expect((await by.call(getMailSettings)).status).toBe(403)
      expect((await by.call(testMailSettings, { body: { smtp: server(), to: 'a@b.example' } })).status).toBe(403)
    }
    expect((await world.second.admin.api.call(getMailSettings)).body).toEqual({ smtp: null })
  })
})

describe('a mail that is queued', () => {
  it('arrives once, with both its parts and the headers of its sender', async () => {
    const mail = await queued('zoe@cust.example', { text: 'Grüße', html: '<p>Grüße</p>' })
    await send()
    await send()
    const [got, ...more] = await taken('zoe@cust.example')
    expect(more).toEqual([])
    expect(got).toMatchObject({ from: 'noreply@msp.example', isSecure: true, user: 'mailer' })
    const read = await PostalMime.parse(got?.raw ?? '')
    expect(read.from).toMatchObject({ name: 'First Provider', address: 'noreply@msp.example' })
    expect(read.replyTo?.[0]?.address).toBe('help@msp.example')
    expect(read.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    expect([read.text?.trim(), read.html?.trim()]).toEqual(['Grüße', '<p>Grüße</p>'])
    const { id, state, sentBy } = await mail()
    expect([state, sentBy, read.messageId]).toEqual(['sent', 'smtp', `<${id}@msp.example>`])
    const whole = await api().call(getMail, { params: { id } })
    expect(whole.body).toMatchObject({ text: 'Grüße', html: '<p>Grüße</p>', messageId: read.messageId })
  })

  it('that lay in the outbox is sent once there is a server, one or all of them, and lies there no more (OM3)', async () => {
    const inOutbox = async () => (await world.installation.files.list('mail/outbox')).length
    const { body } = await api().call(listMails, { query: { filter: { state: { eq: 'outbox' } } } })
    expect(body.items.map(({ to }) => to.address)).toEqual(['disk@cust.example'])
    await world.test.owner.query(
      "UPDATE mails SET state = 'outbox', sent_at = NULL, sent_by = 'disk' WHERE to_address LIKE 'zoe@%'",
    )
    const by = world.second.admin.api
    expect((await by.call(sendMailAgain, { params: { id: body.items[0]?.id as never } })).status).toBe(404)
    const dry = await api().call(sendOutbox, {}, { dryRun: true })
    expect(dry.body).toEqual({ mails: 2, oldest: body.items[0]?.createdAt })
    const before = await inOutbox()
    const one = await api().call(sendMailAgain, { params: { id: body.items[0]?.id as never } })
    expect(one.body).toMatchObject({ state: 'queued', sentBy: null, attempts: 0 })
    await send()
    expect(await inOutbox()).toBe(before - 1)
    const [got] = await taken('disk@cust.example')
    expect((await PostalMime.parse(got?.raw ?? '')).messageId).toBe(`<${body.items[0]?.id}@msp.example>`)
    const key = { idempotencyKey: 'all-of-the-outbox' }
    const all = await api().call(sendOutbox, {}, key)
    expect(all.body.mails).toBe(1)
    expect((await api().call(sendOutbox, {}, key)).body).toEqual(all.body)
    await send()
    expect(await taken('zoe@cust.example')).toHaveLength(2)
    expect((await api().call(sendOutbox, {})).body).toEqual({ mails: 0, oldest: null })
    const log = await api().call(listAuditEvents, { query: { filter: { action: { eq: 'mail.outbox_sent' } } } })
    expect(log.body.items.map(({ after }) => after)).toEqual([{ mails: all.body.mails }])
    const { rows } = await world.test.owner.query(
      "SELECT state, sent_at IS NOT NULL AS dated FROM mails WHERE to_address LIKE 'zoe@%'",
    )
    expect(rows).toEqual([{ state: 'sent', dated: true }])
  })

  it('keeps its Message-ID over attempts, whatever becomes of the sender meanwhile', async () => {
    const mail = await queued('later-1@cust.example')
    await send()
    expect((await mail()).state).toBe('queued')
    await set({ senderAddress: 'alerts@other.example' })
    later(waitsMs[0] ?? 0)
    await send()
    const { id } = await mail()
    const [got] = await taken('later-1@cust.example')
    expect(got?.from).toBe('alerts@other.example')
    expect((await PostalMime.parse(got?.raw ?? '')).messageId).toBe(`<${id}@msp.example>`)
    const next = await queued('moved@cust.example')
    await send()
    const [moved] = await taken('moved@cust.example')
    expect((await PostalMime.parse(moved?.raw ?? '')).messageId).toBe(`<${(await next()).id}@other.example>`)
    await set()
  })

  it('waits and is tried again where the server puts it off', async () => {
    const mail = await queued('later-2@cust.example')
    await send()
    expect(await mail()).toMatchObject({ state: 'queued', attempts: 1, lastError: '451 4.3.0 Come back later' })
    await send()
    expect((await mail()).attempts).toBe(1)
    later(waitsMs[0] ?? 0)
    await send()
    later((waitsMs[1] ?? 0) - 1_000)
    await send()
    expect(await mail()).toMatchObject({ state: 'queued', attempts: 2 })
    later(1_000)
    await send()
    expect(await mail()).toMatchObject({ state: 'sent', attempts: 3, lastError: null })
    expect(await taken('later-2@cust.example')).toHaveLength(1)
  })

  it('comes back for good where there is no such recipient: the customer and the provider are told', async () => {
    const mail = await queued('nobody@cust.example')
    await send()
    expect(await mail()).toMatchObject({ state: 'bounced', dueAt: null })
    const params = { id: world.first.customerId as never }
    const returned = async (by = api()) => (await by.call(listReturnedMails, { params })).body.items
    const reason = '550 5.1.1 There is no such user here'
    expect(await returned()).toMatchObject([{ address: 'nobody@cust.example', reason }])
    expect((await world.first.partnerAdmin.api.call(listReturnedMails, { params })).status).toBe(404)
    const { rows } = await world.test.owner.query("DELETE FROM outbox WHERE event = 'notice.written' RETURNING *")
    const [task] = notificationTasks({ queueMail, publicUrl: () => 'https://msp.example' })
    for (const { payload, provider_id: providerId } of rows) await task.run(jobs, { providerId, payload })
    const { body } = await api().call(listNotifications, { query: {} })
    expect(body.items.map(({ title, detail }) => [title, detail])).toEqual([
      [`The mail “${(await mail()).subject}” to nobody@cust.example came back`, reason],
    ])
  })

  it('is sent again when somebody says so, and only where it was not', async () => {
    const again = async (id: string, by = api()) => by.call(sendMailAgain, { params: { id: id as never } })
    const { body } = await api().call(listMails, { query: { 'filter[state][in]': 'bounced' } as never })
    const id = body.items[0]?.id ?? ''
    expect((await again(id, world.second.admin.api)).status).toBe(404)
    expect((await again(id)).body).toMatchObject({ state: 'queued', attempts: 0 })
    expect((await again(id)).status).toBe(422)
    await send()
  })

  it.each([
    ['hangs up in the middle', 'hangup-1@cust.example', () => mailer],
    ['says nothing', 'silent@cust.example', () => impatient],
  ])('is tried again where the server %s', async (_, to, by) => {
    const mail = await queued(to)
    await send(by())
    expect(await mail()).toMatchObject({ state: 'queued', attempts: 1 })
    later(waitsMs[0] ?? 0)
    await send(by())
    expect((await mail()).state).toBe(to.startsWith('hangup') ? 'sent' : 'queued')
  })

  it('waits for a server that is gone, which is asked once and not for every mail, and goes when it is back', async () => {
    later(60 * 60_000)
    await world.test.owner.query("UPDATE mails SET state = 'failed', due_at = NULL WHERE due_at IS NOT NULL")
    const port = smtp.port
    await smtp.kill()
    const mails = [await queued('first@cust.example'), await queued('second@cust.example')]
    await send()
    const states = await Promise.all(mails.map((mail) => mail()))
    expect(states.map(({ attempts }) => attempts).sort()).toEqual([0, 1])
    smtp = await startSmtpServer({ port, security: 'starttls', ...login })
    later(waitsMs[0] ?? 0)
    await send()
    for (const mail of mails) expect((await mail()).state).toBe('sent')
    expect([(await taken('first@cust.example')).length, (await taken('second@cust.example')).length]).toEqual([1, 1])
  })

  it('is given up after a day and more of trying', async () => {
    const mail = await queued('later-99@cust.example')
    for (const wait of [...waitsMs, 0]) {
      await send()
      later(wait)
    }
    expect(await mail()).toMatchObject({ state: 'failed', attempts: waitsMs.length + 1 })
    expect(waitsMs.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * 60 * 60_000)
  })

  it('is at most sent twice, as the same mail, when its sender dies between sending and noting', async () => {
    const mail = await queued('twice@cust.example')
    const dying: Mailer = {
      deliver: async (...args) => {
        await mailer.deliver(...args)
        return new Promise(() => {})
      },
    }
    void send(dying)
    await expect.poll(async () => (await taken('twice@cust.example')).length).toBe(1)
    await send()
    expect((await mail()).state).toBe('sending')
    later(5 * 60_000)
    await Promise.all([send(), send(), send()])
    expect((await mail()).state).toBe('sent')
    const ids = await Promise.all(
      (await taken('twice@cust.example')).map(async ({ raw }) => (await PostalMime.parse(raw)).messageId),
    )
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})
