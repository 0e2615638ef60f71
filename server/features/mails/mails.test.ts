import { listMails } from '@tenantry/contract/mails.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { type NewMail, queueMail } from './public.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

async function within<T>(providerId: string, work: (context: Context) => Promise<T>): Promise<T> {
  const { database, clock } = world.installation
  const scope = systemScope(providerId)
  const actor = { kind: 'system', name: 'Test', scope } as const
  return database.within(scope, (tx) => work({ tx, clock, actor, origin: { id: 'test', source: null } }))
}

const mail = (part: Partial<NewMail> = {}): NewMail => ({
  organizationId: world.first.customerId,
  key: 'test:1',
  kind: 'license_alert',
  to: { name: 'Zoë', address: 'zoe@cust.example' },
  subject: 'Nine of ten\nBcc: x@evil.example',
  text: 'Hello',
  ...part,
})

const list = (query: Record<string, string> = {}, by = world.first.admin.api) => by.call(listMails, { query })

describe('a mail that is queued (OM3)', () => {
  it('is listed for those who manage the provider, once however often it is asked for', async () => {
    const { providerId } = world.first
    expect(await within(providerId, (context) => queueMail(context, mail()))).toBe(true)
    expect(await within(providerId, (context) => queueMail(context, mail({ subject: 'Another' })))).toBe(false)
    const { body } = await list()
    expect(body.total).toBe(1)
    expect(body.items[0]).toMatchObject({
      organization: { id: world.first.customerId, name: 'First Customer' },
      kind: 'license_alert',
      to: { name: 'Zoë', address: 'zoe@cust.example' },
      subject: 'Nine of ten Bcc: x@evil.example',
      state: 'queued',
      attempts: 0,
      sentAt: null,
    })
    const { rows } = await world.test.owner.query("SELECT 1 FROM outbox WHERE event = 'mail.queued'")
    expect(rows).toHaveLength(1)
  })

  it('goes with a transaction that is taken back, and shares no key with another provider', async () => {
    const failed = within(world.first.providerId, async (context) => {
      await queueMail(context, mail({ key: 'test:2' }))
      throw new TypeError('taken back')
    })
    await expect(failed).rejects.toThrow('taken back')
    const { providerId, customerId } = world.second
    expect(await within(providerId, (context) => queueMail(context, mail({ organizationId: customerId })))).toBe(true)
    expect((await list()).body.total).toBe(1)
    expect((await list({}, world.second.admin.api)).body.total).toBe(1)
  })

  it('is found by a part of its address or subject, and by its state', async () => {
    for (const q of ['ZOE@', 'nine of']) expect((await list({ q })).body.total, q).toBe(1)
    expect((await list({ q: 'nobody' })).body.total).toBe(0)
    expect((await list({ 'filter[state][in]': 'bounced' })).body.total).toBe(0)
  })

  it('is shown to nobody who does not see the provider', async () => {
    const { providerId, partnerId, partnerAdmin, technician } = world.first
    const role = 'provider_administrator'
    const elsewhere = await world.addPerson({ providerId, organizationId: partnerId, role, reach: 'subtree' })
    for (const { api } of [partnerAdmin, technician, elsewhere]) expect((await list({}, api)).status).toBe(403)
  })

  it('has exactly one recipient', async () => {
    const several = mail({ key: 'test:3', to: 'a@cust.example, b@cust.example' })
    await expect(within(world.first.providerId, (context) => queueMail(context, several))).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})
