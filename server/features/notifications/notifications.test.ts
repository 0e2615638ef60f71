import { countNotifications } from '@tenantry/contract/notification-count.ts'
import { notificationCodes } from '@tenantry/contract/notification-kinds.ts'
import {
  getNotificationSettings,
  listNotifications,
  readAllNotifications,
  readNotification,
  updateNotificationSettings,
} from '@tenantry/contract/notifications.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobContext, jobContext } from '../../platform/jobs/tasks.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { queueMail } from '../mails/public.ts'
import { notificationTasks } from './notification-tasks.ts'
import { type NewNotice, notify } from './public.ts'

let world: World
let jobs: JobContext

beforeAll(async () => {
  world = await createWorld()
  const { database: tenantDb, clock, log } = world.installation
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await world.test.owner.query(text, values)).rows as Row[]
  jobs = jobContext({ tenantDb, clock, log, query }, { id: '1', signal: new AbortController().signal })
})
afterAll(() => world.close())

const notice = (part: Partial<NewNotice> = {}): NewNotice => ({
  organizationId: world.first.customerId,
  key: 'bounce:1',
  kind: 'mail_bounced',
  params: { subject: 'Nine of ten', address: 'zoe@cust.example', reason: '550 No such user', mailId: 'x&y' },
  to: { permission: 'customers.read' },
  ...part,
})

/** Tells of something, and runs what its events lead to. */
async function tell(part: Partial<NewNotice> = {}, providerId = world.first.providerId): Promise<boolean> {
  const isNew = await jobs.inside(providerId, (context) => notify(context, notice(part)))
  const { rows } = await world.test.owner.query("DELETE FROM outbox WHERE event = 'notice.written' RETURNING *")
  const [task] = notificationTasks({ queueMail, publicUrl: () => 'https://msp.example' })
  for (const { payload, provider_id } of rows) await task.run(jobs, { providerId: provider_id, payload })
  return isNew
}

const list = ({ api }: Person, query: Record<string, string> = {}) => api.call(listNotifications, { query })
const titles = async (person: Person) => (await list(person)).body.items.map(({ title }) => title)

describe('a day', () => {
  it('is written in English, as the text around it is, whatever the language of the reader’s house, in the app and by mail', async () => {
    const { admin, providerId } = world.second
    await world.test.owner.query(
      "INSERT INTO organization_settings (provider_id, organization_id, name, value) VALUES ($1, $1, 'locale', 'de')",
      [providerId],
    )
    const params = { customerName: 'Airtel', organizationId: providerId, endsOn: '2026-12-28' }
    const told = { organizationId: providerId, key: 'trial', kind: 'license_trial_ends', params } as const
    await tell({ ...told, to: { permission: 'licenses.manage' } }, providerId)
    const title = 'The trial of Airtel ends on 28 December 2026'
    expect(await titles(admin)).toEqual([title])
    const { rows } = await world.test.owner.query('DELETE FROM mails WHERE provider_id = $1 RETURNING subject', [
      providerId,
    ])
    expect(rows).toEqual([{ subject: title }])
    await world.test.owner.query('DELETE FROM notifications WHERE provider_id = $1', [providerId])
  })

  it('is written in a mail as the reader’s house writes it, not as the customer does whom the mail is about', async () => {
    const { providerId, customerId } = world.first
    const { owner } = world.test
    await owner.query(
      "INSERT INTO organization_settings (provider_id, organization_id, name, value) VALUES ($1, $1, 'locale', 'en-US'), ($1, $2, 'locale', 'de')",
      [providerId, customerId],
    )
    const params = { customerName: 'Airtel', organizationId: customerId, endsOn: '2026-12-28' }
    const told = { key: 'trial', kind: 'license_trial_ends', params, alsoTo: 'manager@msp.example' } as const
    await tell({ ...told, to: { permission: 'licenses.manage' } })
    const { rows } = await owner.query('DELETE FROM mails WHERE provider_id = $1 RETURNING subject, to_address', [
      providerId,
    ])
    expect(new Set(rows.map(({ subject }) => subject))).toEqual(
      new Set(['The trial of Airtel ends on December 28, 2026']),
    )
    expect(rows).toContainEqual(expect.objectContaining({ to_address: 'manager@msp.example' }))
    await owner.query('DELETE FROM notifications WHERE provider_id = $1', [providerId])
    await owner.query("DELETE FROM organization_settings WHERE provider_id = $1 AND name = 'locale'", [providerId])
  })
})

describe('the choices of kinds', () => {
  const kinds = async ({ api }: Person) =>
    (await api.call(getNotificationSettings, {})).body.items.map(({ code }) => code)

  it('are those that can reach somebody: none of the pool, of mails or of many customers below the provider (OM4)', async () => {
    const { admin, partnerAdmin, technician, customerAdmin } = await people()
    expect(await kinds(admin)).toEqual(notificationCodes)
    const { items: choices } = (await admin.api.call(getNotificationSettings, {})).body
    const comeAnyway = choices.filter(({ hint }) => hint !== null).map(({ code }) => code)
    expect(comeAnyway).toEqual(['license_alert', 'license_pool_alert', 'licenses_run_out'])
    expect(await kinds(partnerAdmin)).toEqual(['license_alert', 'license_trial_ends'])
    expect(await kinds(technician)).toEqual([])
    expect(await kinds(customerAdmin)).toEqual([])
    // Of the pool of a partner whoever reads licenses there is told.
    const { providerId } = world.first
    const role = 'technician'
    const whole = await world.addPerson({ providerId, organizationId: providerId, role, reach: 'all' })
    expect(await kinds(whole)).toEqual(['license_alert'])
    // Whatever somebody at a partner may do: of the provider's own pool and purchases nobody there is told.
    const { partnerId } = world.first
    const all = 'provider_administrator'
    const chief = await world.addPerson({ providerId, organizationId: partnerId, role: all, reach: 'subtree' })
    const theirs = ['mail_bounced', 'mail_failed', 'license_alert', 'license_trial_ends']
    expect(await kinds(chief)).toEqual(theirs)
    const items = [
      { code: 'license_alert' as const, inApp: true, byMail: false },
      { code: 'license_pool_alert' as const, inApp: true, byMail: true },
    ]
    const refused = await partnerAdmin.api.call(updateNotificationSettings, { body: { items } })
    expect([refused.status, refused.problem?.errors]).toMatchObject([
      422,
      [{ path: 'items.1.code', code: 'kind_out_of_reach', message: 'You are never told of this' }],
    ])
  })

  const people = async () => {
    const { providerId, partnerCustomerId } = world.first
    const role = 'customer_administrator'
    const customerAdmin = await world.addPerson({
      providerId,
      organizationId: partnerCustomerId,
      role,
      reach: 'subtree',
    })
    return { ...world.first, customerAdmin }
  }
})

describe('what people are told of', () => {
  it('reaches those who see the organization and have the permission, worded, and once', async () => {
    const { admin, technician, partnerAdmin } = world.first
    expect(await tell()).toBe(true)
    expect(await tell()).toBe(false)
    for (const person of [admin, technician]) {
      const { body } = await list(person)
      expect(body.total).toBe(1)
      expect(body.items[0]).toMatchObject({
        organization: { name: 'First Customer' },
        code: 'mail_bounced',
        title: 'The mail “Nine of ten” to zoe@cust.example came back',
        detail: '550 No such user',
        path: '/settings/mail?mail=x%26y',
        readAt: null,
      })
    }
    expect(await titles(partnerAdmin)).toEqual([])
    expect(await titles(world.second.admin)).toEqual([])
  })

  it('reaches the memberships that were named, as far as they see the organization', async () => {
    const { partnerCustomerId, admin, partnerAdmin, technician } = world.first
    const params = { subject: 'Named', address: 'a@b.example' }
    const to = [partnerAdmin.membershipId, technician.membershipId, world.second.admin.membershipId]
    await tell({ key: 'named', organizationId: partnerCustomerId, params, to })
    expect(await titles(partnerAdmin)).toEqual(['The mail “Named” to a@b.example came back'])
    for (const person of [admin, technician, world.second.admin])
      expect((await titles(person)).filter((title) => title.includes('Named'))).toEqual([])
  })

  it('is gone for whoever sees the organization no more', async () => {
    const { technician, customerId } = world.first
    await world.test.owner.query(
      'DELETE FROM membership_organizations WHERE membership_id = $1 AND organization_id = $2',
      [technician.membershipId, customerId],
    )
    expect(await list(technician)).toMatchObject({ body: { items: [], total: 0 } })
  })

  it('is counted until it is read, by oneself alone', async () => {
    const { admin, technician, partnerAdmin } = world.first
    const unread = async ({ api }: Person) => (await api.call(countNotifications)).body.unread
    await tell({ key: 'read', organizationId: world.first.partnerId })
    expect([await unread(admin), await unread(partnerAdmin), await unread(technician)]).toEqual([2, 2, 0])
    const { body } = await list(admin)
    const id = body.items[0]?.id as never
    const read = (by: Person, isRead = true) => by.api.call(readNotification, { params: { id }, body: { isRead } })
    expect((await read(technician)).status).toBe(404)
    expect((await read(admin)).status).toBe(204)
    expect([await unread(admin), await unread(partnerAdmin)]).toEqual([1, 2])
    await read(admin, false)
    expect(await unread(admin)).toBe(2)
    const upTo = body.items.at(-1)?.createdAt ?? ''
    await admin.api.call(readAllNotifications, { body: { upTo } })
    expect(await unread(admin)).toBe(1)
  })

  it('comes by mail to who wants it so, once, and not in the app to who does not', async () => {
    const { admin } = world.first
    const items = [{ code: 'mail_bounced' as const, inApp: false, byMail: true }]
    const { body } = await admin.api.call(updateNotificationSettings, { body: { items } })
    expect(body.items.find(({ code }) => code === 'mail_bounced')).toMatchObject({ inApp: false, byMail: true })
    const before = (await list(admin)).body.total
    await tell({ key: 'mailed', params: { subject: 'Mailed', address: 'a@b.example', mailId: '1' } })
    expect((await list(admin)).body.total).toBe(before)
    const { rows } = await world.test.owner.query('SELECT to_address, subject, text FROM mails')
    expect(rows).toMatchObject([{ to_address: admin.email, subject: 'The mail “Mailed” to a@b.example came back' }])
    expect(rows[0].text).toContain('https://msp.example/settings/mail?mail=1')
  })
})
