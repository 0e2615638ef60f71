import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { getRetentionSettings, updateRetentionSettings } from '@tenantry/contract/lifecycle.ts'
import { getMe } from '@tenantry/contract/me.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import {
  getProviderSettings,
  type ProviderSettings,
  updateProviderSettings,
} from '@tenantry/contract/provider-settings.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added, problems } from '../customers/customers.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const read = (by: HttpCaller = api) => by.call(getProviderSettings)

/** Sends the settings that hold with some of them changed. */
async function change(part: object, options: { ifMatch?: string; dryRun?: boolean } = {}, by: HttpCaller = api) {
  const { body } = await read()
  return by.call(
    updateProviderSettings,
    { body: { ...body, ...part } as ProviderSettings },
    { ifMatch: '*', ...options },
  )
}

describe('the settings of a provider', () => {
  it('are not replaced as a whole by who does not say which ones they have read', async () => {
    const before = await read()
    const answer = await api.call(updateProviderSettings, { body: { ...before.body, name: 'Blindly' } })
    expect([answer.status, answer.problem.code]).toEqual([428, 'precondition_required'])
    expect((await read()).body).toEqual(before.body)
  })

  it('are the product’s until it has its own', async () => {
    const { body, etag } = await read(world.second.admin.api)
    expect(body).toEqual({
      name: 'Second Provider',
      timeZone: 'UTC',
      locale: 'en',
      currency: 'USD',
      archivedDays: 365,
    })
    expect(etag).toBe('"1"')
  })

  it('are inherited by its customers and shown to its people, and no other provider’s change', async () => {
    const { body: mine } = await change({
      name: 'Northwind MSP',
      timeZone: 'Europe/Berlin',
      locale: 'de-de',
      currency: 'eur',
      archivedDays: 30,
    })
    expect((await world.test.owner.query(contradictions['counters and names'], [world.first.providerId])).rows).toEqual(
      [],
    )
    expect(mine).toEqual({
      name: 'Northwind MSP',
      timeZone: 'Europe/Berlin',
      locale: 'de-DE',
      currency: 'EUR',
      archivedDays: 30,
    })
    expect((await read()).body).toEqual(mine)
    const { body } = await added(world.first.partnerAdmin.api, { name: 'Inheriting' })
    expect(body.inherited.timeZone.value).toBe('Europe/Berlin')
    expect(body.inherited.currency.value).toBe('EUR')
    expect((await api.call(getMe)).body.membership.providerName).toBe('Northwind MSP')
    const found = await api.call(listOrganizations, { query: { q: 'northwind' } })
    expect(found.body.items.map(({ type }) => type)).toEqual(['provider'])
    expect((await read(world.second.admin.api)).body.name).toBe('Second Provider')
  })

  it('share how long the archive keeps with its own address, by one version', async () => {
    const before = await read()
    await api.call(updateRetentionSettings, { body: { archivedDays: 90 } })
    const after = await read()
    expect([after.body.archivedDays, after.etag === before.etag]).toEqual([90, false])
    expect((await change({}, { ifMatch: before.etag ?? '' })).status).toBe(412)
    await change({ archivedDays: 60 })
    expect((await api.call(getRetentionSettings)).body).toEqual({ archivedDays: 60 })
  })

  it('are changed only over the version that was read, by one of several at the same moment', async () => {
    const { etag } = await read()
    const answers = await Promise.all(
      ['EUR', 'CHF', 'GBP', 'SEK'].map((currency, index) =>
        change({ currency, archivedDays: 100 + index }, { ifMatch: etag ?? '' }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
    const won = answers.find(({ status }) => status === 200)
    expect(await read()).toMatchObject({ body: won?.body, etag: won?.etag })
  })

  it('stay as they are in a dry run and where nothing differs', async () => {
    const before = await read()
    expect((await change({ name: 'Tried only' }, { dryRun: true })).body.name).toBe('Tried only')
    expect((await change({})).etag).toBe(before.etag)
    expect(await read()).toMatchObject({ body: before.body, etag: before.etag })
  })

  it('stand in the audit log with what was before and after', async () => {
    await change({ name: 'Before' })
    await change({ name: 'After', currency: 'JPY' })
    const query = { q: 'provider_settings', limit: 1 }
    const [event] = (await api.call(listAuditEvents, { query })).body.items
    expect(event).toMatchObject({
      action: 'provider_settings.updated',
      organizationId: world.first.providerId,
      before: { name: 'Before' },
      after: { name: 'After', currency: 'JPY' },
    })
  })

  it.each([
    [{ name: '-' }, 'name: name_too_short'],
    [{ timeZone: '+02:00' }, 'timeZone: time_zone_unknown'],
    [{ locale: 'no language' }, 'locale: locale_invalid'],
    [{ currency: 'EURO' }, 'currency: currency_unknown'],
    [{ archivedDays: 0 }, 'archivedDays: too_small'],
    [{ archivedDays: 1.5 }, 'archivedDays: invalid_type'],
    [{ timeZone: null }, 'timeZone: invalid_type'],
    [{ color: 'red' }, 'color: unknown_field'],
  ])('refuse %o', async (part, problem) => {
    expect(problems((await change(part)) as never)).toEqual([problem])
  })

  it('are the business of people who see the provider and may manage it', async () => {
    const { providerId, partnerId, customerId, partnerAdmin, technician } = world.first
    const people = [partnerAdmin, technician]
    for (const place of [
      { organizationId: partnerId, reach: 'subtree' as const },
      { organizationId: providerId, reach: 'selected' as const, selected: [customerId] },
    ])
      people.push(await world.addPerson({ providerId, role: 'provider_administrator', ...place }))
    for (const person of people) {
      expect((await read(person.api)).status).toBe(403)
      expect((await change({ name: 'Taken over' }, {}, person.api)).status).toBe(403)
    }
    expect((await read()).body.name).not.toBe('Taken over')
  })
})
