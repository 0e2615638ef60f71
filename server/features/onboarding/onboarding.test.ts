import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import {
  getOnboarding,
  type OnboardingKey,
  onboardingKeys,
  updateOnboardingItem,
} from '@tenantry/contract/onboarding.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { setStatus } from '../lifecycle/lifecycle.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

type Input = RequestOf<typeof createCustomer>['body']

async function create(input: Partial<Input> = {}): Promise<never> {
  const { status, body, raw } = await api.call(createCustomer, { body: { name: 'Airtel', ...input } as Input })
  if (status !== 201) throw new TypeError(raw.body)
  return body.id as never
}
const read = (id: string, by = api) => by.call(getOnboarding, { params: { id: id as never } })
const tick = (id: string, key: OnboardingKey, state: 'open' | 'done' | 'not_needed', by = api) =>
  by.call(updateOnboardingItem, { params: { id: id as never, key }, body: { state } })
const open = async (id: string) =>
  (await read(id)).body.items.filter(({ state }) => state === 'open').map(({ key }) => key)

const given = {
  domain: 'airtel.com',
  businessEmail: 'enterprise@airtel.com',
  phone: '+1 212 555 0100',
  location: { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' },
  billing: { sameAsCompany: true },
  contacts: { primary: { firstName: 'Sunil' }, billing: { email: 'billing@airtel.com' } },
  accountManagerEmail: 'manager@first.example',
  salesRepresentatives: [{ name: 'Kate', email: 'kate@first.example' }],
  entities: [{ name: 'Airtel Delhi' }],
} as const

describe('onboarding (B11)', () => {
  it('lists what a customer was created without', async () => {
    const { body } = await read(await create())
    expect(body.items.map(({ key }) => key)).toEqual([...onboardingKeys])
    expect(body.progress).toEqual({ settled: 0, total: onboardingKeys.length })
    expect(body.items[0]).toEqual({ key: 'address', state: 'open', isFound: false, changedAt: null, changedBy: null })
  })

  it('lists nothing that came with the customer', async () => {
    const assignedUserIds = [world.first.technician.membershipId]
    const id = await create({ ...given, assignedUserIds } as never)
    expect((await read(id)).body.items.map(({ key }) => key)).toEqual(['administrator'])
    const admin = { firstName: 'Rajan', lastName: 'Bharti', email: 'rajan@airtel.com' }
    const whole = await create({ ...given, assignedUserIds, contacts: { ...given.contacts, admin } } as never)
    expect((await read(whole)).body).toEqual({ items: [], progress: { settled: 0, total: 0 } })
  })

  it('asks no partner for entities', async () => {
    expect(await open(await create({ type: 'partner' }))).not.toContain('entities')
  })

  it('is done with a thing as soon as it is there, and open again when it goes', async () => {
    const id = await create()
    const domain = (value: string | null) =>
      api.call(updateCustomer, { params: { id }, body: { domain: value } }, { ifMatch: '*' })
    await domain('airtel.com')
    await api.call(createEntity, { params: { id }, body: { name: 'Airtel Delhi' } })
    const { items, progress } = (await read(id)).body
    expect(items.filter(({ isFound }) => isFound)).toMatchObject([
      { key: 'domain', state: 'done' },
      { key: 'entities', state: 'done' },
    ])
    expect(progress.settled).toBe(2)
    expect((await tick(id, 'domain', 'open')).body).toMatchObject({ state: 'done', isFound: true })
    await domain(null)
    expect(await open(id)).toContain('domain')
  })

  it('is ticked by hand, or said not to be needed, and tells by whom', async () => {
    const id = await create()
    expect((await tick(id, 'phone', 'done')).body).toMatchObject({ state: 'done', isFound: false })
    const { body } = await tick(id, 'salesRepresentatives', 'not_needed')
    expect(body).toMatchObject({ key: 'salesRepresentatives', state: 'not_needed', changedBy: 'First Admin' })
    expect((await read(id)).body.progress.settled).toBe(2)
    await tick(id, 'phone', 'open')
    expect((await read(id)).body.progress.settled).toBe(1)
    const filter = { organizationId: { eq: id }, action: { eq: 'onboarding.updated' } }
    const log = (await api.call(listAuditEvents, { query: { filter } })).body.items
    expect(log.map(({ before, after }) => [before, after])).toEqual([
      [{ phone: 'done' }, { phone: 'open' }],
      [{ salesRepresentatives: 'open' }, { salesRepresentatives: 'not_needed' }],
      [{ phone: 'open' }, { phone: 'done' }],
    ])
  })

  it('knows nothing of what was not left out, and changes nothing in the archive', async () => {
    const id = await create({ domain: 'airtel.com' })
    expect((await tick(id, 'domain', 'done')).status).toBe(404)
    const noKey = await api.request('PATCH', `/api/v1/customers/${id}/onboarding/unheard`, { state: 'done' })
    expect(noKey.statusCode).toBe(404)
    for (const status of ['offboarding', 'archived'] as const) await setStatus(api, id, status)
    expect((await tick(id, 'phone', 'done')).problem.errors?.[0]?.code).toBe('organization_read_only')
  })

  it('is not there for the customer’s own people', async () => {
    const id = await create()
    const place = { providerId: world.first.providerId, organizationId: id as string }
    const own = (await world.addPerson({ ...place, role: 'partner_administrator', reach: 'subtree' })).api
    expect((await read(id, own)).status).toBe(404)
    expect((await tick(id, 'phone', 'done', own)).status).toBe(404)
    expect((await read(world.first.partnerId, world.first.partnerAdmin.api)).status).toBe(404)
    expect((await read(world.first.partnerCustomerId, world.first.partnerAdmin.api)).status).toBe(200)
  })

  it('is not kept for a dry run', async () => {
    const count = async () => (await world.test.owner.query('SELECT count(*) FROM onboarding_items')).rows[0]
    const before = await count()
    await api.call(createCustomer, { body: { name: 'Airtel' } as Input }, { dryRun: true })
    expect(await count()).toEqual(before)
  })
})
