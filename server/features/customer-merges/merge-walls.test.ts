import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { walledTables } from '../../platform/tenancy/walled-tables.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { addCustomer, assign, contradictions, furnished, merge, merged } from './customer-merges.fixture.ts'

let world: World
let api: HttpCaller
let codes = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const customer = (more: object = {}) => addCustomer(api, { name: 'Airtel', code: `WALL${++codes}`, ...more })
const partner = () => customer({ type: 'partner' })
const person = (organizationId: string, reach: 'subtree' | 'selected', role = 'technician', selected: string[] = []) =>
  world.addPerson({ providerId: world.first.providerId, organizationId, role: role as never, reach, selected })
const sees = async (caller: HttpCaller, id: string) =>
  (await caller.call(getCustomer, { params: { id: id as never } })).status === 200
const ids = (people: { membershipId: string }[]) => people.map(({ membershipId }) => membershipId).sort()
const own = (people: Person[]) => people.map(({ membershipId }) => membershipId).sort()

/** What a table of tenants has of a customer that becomes part of another. */
const decided = {
  'moves to the other one': [
    ...[
      'contacts',
      'devices',
      'enrollment_tokens',
      'seen_devices',
      'moved_devices',
      'entities',
      'invitations',
      'invitation_requests',
      'membership_assignments',
      'memberships',
      'notes',
      'roles',
    ],
    ...[
      'sales_representatives',
      'customer_drafts',
      'favourite_customers',
      'recent_customers',
      'external_ids',
      'organization_tags',
      'device_tags',
      'entity_tags',
    ],
  ],
  'is added up or derived anew': ['organization_counters', 'organization_closure', 'membership_organizations'],
  'goes, because the other one has its own': ['onboarding_items', 'organization_settings', 'license_alert_settings'],
  'stays with what is left of it': [
    'organizations',
    'audit_events',
    'audit_payloads',
    'audit_seals',
    'outbox',
    'import_rows',
    'import_changes',
    'license_counters',
    'license_ledger',
    'license_months',
    'former_accounts',
    'mails',
    'notices',
    'license_alerts',
  ],
  'belongs to a person or an entity and goes along': [
    'api_keys',
    'idempotency_keys',
    'membership_entities',
    'saved_views',
    'default_views',
    'bulk_changes',
    'bulk_change_items',
    'imports',
    'import_problems',
    'notifications',
    'notification_settings',
  ],
  'belongs to a provider or a partner, which are not merged': [
    'providers',
    'customer_form_settings',
    'license_rules',
    'customer_templates',
    'tags',
    'import_matchings',
    'license_types',
    'license_purchases',
    'device_classes',
    'mail_settings',
  ],
}

describe('what becomes of each table when customers are merged (B10)', () => {
  it('is decided for every one, so that a new table cannot be left behind unseen', () => {
    expect(Object.values(decided).flat().sort()).toEqual(Object.keys(walledTables).sort())
  })

  it('leaves no row with the customer that went, but for its log', async () => {
    const admin = { contacts: { admin: { firstName: 'Ada', email: 'ada@left.example' }, primary: { firstName: 'P' } } }
    const seller = {
      salesRepresentatives: [{ name: 'Sam', email: 'sam@msp.example' }],
      timeZone: 'Asia/Tokyo',
      externalIds: [{ system: 'pax8', value: 'P1' }],
    }
    const source = await furnished(api, { name: 'One', code: `WALL${++codes}`, ...admin, ...seller })
    await assign(api, source.id, [world.first.technician.membershipId])
    await merged(api, source.id, await customer())
    const left: string[] = []
    for (const table of Object.keys(walledTables)) {
      const { rows } = await world.test.owner.query(
        `SELECT 1 FROM ${table} r WHERE to_jsonb(r) ->> 'organization_id' = $1`,
        [source.id],
      )
      if (rows.length > 0) left.push(table)
    }
    const log = ['audit_events', 'audit_payloads', 'license_counters', 'license_ledger', 'license_months']
    expect(left.sort()).toEqual([...log, 'membership_organizations', 'outbox'])
    const { rows } = await world.test.owner.query(
      'SELECT 1 FROM license_counters WHERE organization_id = $1 AND (used <> 0 OR demand <> 0 OR limit_count IS NOT NULL)',
      [source.id],
    )
    expect(rows).toEqual([])
  })
})

describe('who may merge', () => {
  it('is who may move and edit customers: a technician may not, a partner’s administrator may', async () => {
    const { partnerId, partnerAdmin, technician, providerId } = world.first
    const [one, other] = [await customer({ parentId: partnerId }), await customer({ parentId: partnerId })]
    await assign(api, one, [technician.membershipId])
    await assign(api, other, [technician.membershipId])
    expect((await merge(technician.api, one, other)).problem.code).toBe('forbidden')
    await world.test.owner.query(
      "INSERT INTO roles (provider_id, id, organization_id, key, name, permissions) VALUES ($1, $2, $1, 'mover', 'Mover', '{customers.read,organizations.move}')",
      [providerId, newId()],
    )
    const mover = await person(providerId, 'subtree', 'mover')
    expect((await merge(mover.api, one, other)).problem.code).toBe('forbidden')
    expect((await merge(partnerAdmin.api, one, other)).status).toBe(200)
  })

  it('is nobody of the customer’s own side', async () => {
    const [one, other] = [await customer(), await customer()]
    const theirs = await person(one, 'selected', 'provider_administrator', [one, other])
    expect(await sees(theirs.api, other)).toBe(true)
    expect((await merge(theirs.api, other, one)).problem.code).toBe('forbidden')
  })

  it('sees both: a customer out of sight is answered like one that never existed, on either side', async () => {
    const { partnerId, partnerAdmin } = world.first
    const [theirs, house] = [await customer({ parentId: partnerId }), await customer()]
    const said = async (id: string, intoId: string) => {
      const { status, problem } = await merge(partnerAdmin.api, id, intoId)
      return [status, { ...problem, requestId: '' }]
    }
    expect(await said(theirs, house)).toEqual(await said(theirs, newId()))
    expect(await said(house, theirs)).toEqual(await said(newId(), theirs))
    expect(await said(theirs, world.second.customerId)).toEqual(await said(theirs, newId()))
    expect(await sees(api, house)).toBe(true)
  })

  it('does not merge the organization that is their own', async () => {
    const [mine, other] = [await partner(), await customer()]
    const theirs = await person(mine, 'selected', 'provider_administrator', [mine, other])
    expect((await merge(theirs.api, mine, other)).problem.params).toEqual({ reason: 'own_organization' })
  })
})

describe('who sees more or less', () => {
  it('is named as far as the caller sees them, and does', async () => {
    const [from, to] = [await partner(), await partner()]
    const [source, target] = [await customer({ parentId: from }), await customer({ parentId: to })]
    const loses = [await person(from, 'subtree'), await person(from, 'selected', 'technician', [source])]
    const gains = [
      await person(to, 'subtree'),
      await person(world.first.providerId, 'selected', 'technician', [source]),
      await person(source, 'subtree', 'customer_administrator'),
      await person(target, 'subtree', 'customer_administrator'),
    ]
    const both = await person(world.first.providerId, 'selected', 'technician', [source, target])
    const answer = await merged(api, source, target)
    expect([ids(answer.gainsSight), answer.gainsSightCount]).toEqual([own(gains), 4])
    expect([ids(answer.losesSight), answer.losesSightCount, answer.techniciansReleased]).toEqual([own(loses), 2, 1])
    for (const each of [...gains, both]) expect(await sees(each.api, target)).toBe(true)
    for (const each of loses) expect(await sees(each.api, target)).toBe(false)
    expect(await contradictions(world)).toEqual([])
  })

  it('of people out of the caller’s sight nothing is told', async () => {
    const { partnerId, partnerAdmin, technician } = world.first
    const [one, other] = [await customer({ parentId: partnerId }), await customer({ parentId: partnerId })]
    await assign(api, one, [technician.membershipId])
    const answer = await merge(partnerAdmin.api, one, other)
    expect([answer.body.gainsSight, answer.body.gainsSightCount, answer.body.losesSightCount]).toEqual([[], 0, 0])
    expect(answer.raw.body).not.toContain(technician.membershipId)
    expect(answer.body.counts.technicians).toBe(0)
    expect(await sees(technician.api, other)).toBe(true)
    expect(await contradictions(world)).toEqual([])
  })

  it('of drafts nobody but their owner is told', async () => {
    const { partnerId, partnerAdmin } = world.first
    const [one, other] = [await customer({ parentId: partnerId }), await customer({ parentId: partnerId })]
    await api.call(createCustomerDraft, { body: { stepId: 'account', parentId: one as never, values: {} } })
    expect((await merge(partnerAdmin.api, one, other)).body.counts.drafts).toBe(0)
  })

  it('the log of the customer that stays tells no numbers of notes, technicians and drafts', async () => {
    const [one, other] = [await furnished(api, { name: 'One', code: `WALL${++codes}` }), await customer()]
    await assign(api, one.id, [world.first.technician.membershipId])
    await merged(api, one.id, other)
    const query = { filter: { organizationId: { eq: other }, action: { eq: 'customer.merged' } } } as never
    const { body } = await api.call(listAuditEvents, { query })
    expect(Object.keys(body.items[0]?.after?.mergedCounts as object).sort()).toEqual([
      'contacts',
      'devices',
      'entities',
      'invitations',
      'redirects',
      'salesRepresentatives',
      'users',
    ])
  })

  it('holds for the log of the customer that went: who sees the other one reads it, and nobody else below the provider', async () => {
    const { partnerId, partnerAdmin } = world.first
    const former = await partner()
    const formerAdmin = await person(former, 'subtree', 'partner_administrator')
    const [source, target] = [await customer({ parentId: former }), await customer({ parentId: partnerId })]
    await merged(api, source, target)
    const read = async (caller: HttpCaller) => {
      const query = { filter: { organizationId: { eq: source } } } as never
      return (await caller.call(listAuditEvents, { query })).body.items.map(({ action }) => action)
    }
    expect(await read(partnerAdmin.api)).toEqual(['customer.merged_away', 'customer.created'])
    expect(await read(formerAdmin.api)).toEqual([])
    const theirs = (await formerAdmin.api.call(listAuditEvents, { query: {} as never })).raw.body
    expect(theirs).not.toContain(target)
  })
})

describe('merging by who sees chosen customers only', () => {
  it('takes both along, and their access stays whole', async () => {
    const [one, other] = [await furnished(api, { name: 'One', code: `WALL${++codes}` }), await customer()]
    const chooser = await person(world.first.providerId, 'selected', 'provider_administrator', [one.id, other])
    const answer = await merge(chooser.api, one.id, other)
    expect([answer.status, answer.body.counts?.devices]).toEqual([200, 2])
    expect(await sees(chooser.api, other)).toBe(true)
    expect(await contradictions(world)).toEqual([])
  })
})

describe('merging by who does not see those who lose it', () => {
  it('takes it out of their sight all the same, and tells nothing of them', async () => {
    const [former, target] = [await partner(), await customer()]
    const source = await customer({ parentId: former })
    const theirs = await person(former, 'selected', 'technician', [source])
    const chooser = await person(world.first.providerId, 'selected', 'provider_administrator', [source, target])
    const answer = await merge(chooser.api, source, target)
    expect(answer.status).toBe(200)
    const { counts, techniciansReleased, losesSightCount } = answer.body
    expect([counts.technicians, techniciansReleased, losesSightCount]).toEqual([0, 0, 0])
    expect(answer.raw.body).not.toContain(theirs.membershipId)
    expect([await sees(theirs.api, target), await sees(chooser.api, target)]).toEqual([false, true])
    expect(await contradictions(world)).toEqual([])
  })
})

describe('the kept answer of a merge', () => {
  it('is not repeated to who does not see the customer that stays any more', async () => {
    const { partnerId, partnerAdmin, providerId } = world.first
    const [one, other] = [await customer({ parentId: partnerId }), await customer({ parentId: partnerId })]
    const idempotencyKey = newId()
    const ask = () => merge(partnerAdmin.api, one, other, {}, { idempotencyKey })
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
    const body = { parentId: providerId as never }
    await api.call(moveOrganization, { params: { id: other as never }, body }, { ifMatch: '*' })
    expect((await ask()).status).toBe(404)
  })
})
