import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { lockSpaces } from '../../platform/database/advisory-lock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { withoutPermission } from '../../testing/without-permission.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'

let world: World
let api: HttpCaller
let names = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

type Type = 'partner' | 'customer' | 'enterprise' | 'division'

async function add(type: Type, parentId?: string, more: object = {}): Promise<string> {
  const body = { name: `Organization ${++names}`, type, ...(parentId ? { parentId } : {}), ...more }
  const { status, body: made, raw } = await api.call(createCustomer, { body: body as never })
  if (status !== 201) throw new TypeError(raw.body)
  return made.id
}

function move(id: string, parentId: string, caller = api, options: { ifMatch?: string; dryRun?: boolean } = {}) {
  return caller.call(moveOrganization, { params: { id }, body: { parentId } } as never, { ifMatch: '*', ...options })
}

const parentOf = async (id: string) => (await api.call(getCustomer, { params: { id } } as never)).body.parentId

async function namesBelow(caller: HttpCaller, parentId: string): Promise<string[]> {
  const query = { filter: { parentId: { eq: parentId } }, limit: 50 }
  return (await caller.call(listOrganizations, { query })).body.items.map(({ id }) => id)
}

/** Everything that could see a partner and below: its administrator and a technician who looks after it. */
async function peopleOf(partnerId: string): Promise<{ admin: Person; technician: Person }> {
  const { providerId } = world.first
  const admin = await world.addPerson({
    providerId,
    organizationId: partnerId,
    role: 'partner_administrator',
    reach: 'subtree',
  })
  const technician = await world.addPerson({
    providerId,
    organizationId: providerId,
    role: 'technician',
    reach: 'selected',
    selected: [partnerId],
  })
  return { admin, technician }
}

describe('moving an organization', () => {
  it('takes along everything below, and who sees it follows (B17)', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const [before, after] = [await peopleOf(from), await peopleOf(to)]
    const enterprise = await add('enterprise', from)
    const division = await add('division', enterprise)
    await api.call(createDevice, { body: { organizationId: division, name: 'printer', class: 'printer' } as never })
    const { status, body } = await move(enterprise, to)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: enterprise, parentId: to, organizations: 2, devices: 1 })
    const ids = (people: { membershipId: string }[]) => people.map(({ membershipId }) => membershipId).sort()
    expect(ids(body.gainsSight)).toEqual([after.admin.membershipId, after.technician.membershipId].sort())
    expect(ids(body.losesSight)).toEqual([before.admin.membershipId, before.technician.membershipId].sort())
    expect(await parentOf(enterprise)).toBe(to)
    expect(await namesBelow(api, enterprise)).toEqual([division])
    for (const { api: sees } of [after.admin, after.technician])
      for (const id of [enterprise, division])
        expect((await sees.call(getCustomer, { params: { id } } as never)).status).toBe(200)
    for (const { api: blind } of [before.admin, before.technician])
      for (const id of [enterprise, division])
        expect((await blind.call(getCustomer, { params: { id } } as never)).status).toBe(404)
  })

  it('leaves it in sight of whoever looks after it by name', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from)
    const technician = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      role: 'technician',
      reach: 'selected',
      selected: [customer],
    })
    const { body } = await move(customer, to)
    expect([body.gainsSight, body.losesSight]).toEqual([[], []])
    expect((await technician.api.call(getCustomer, { params: { id: customer } } as never)).status).toBe(200)
  })

  it('is shown beforehand exactly as it then happens, and until then nothing has changed (B3)', async () => {
    const [from, to] = [await add('partner'), await add('partner', undefined, { timeZone: 'Asia/Tokyo' })]
    const customer = await add('customer', from)
    await peopleOf(from)
    await peopleOf(to)
    await api.call(createDevice, { body: { organizationId: customer, name: 'box', class: 'server' } as never })
    const aside = { mode: 'allocated', types: [{ type: 'users', limit: 7, overage: 0 }] } as never
    await api.call(setCustomerLicenses, { params: { id: customer as never }, body: aside })
    const preview = await move(customer, to, api, { dryRun: true })
    expect(preview.status).toBe(200)
    expect(preview.body.licenses.map(({ type, count }) => [type, count])).toEqual([
      ['users', 7],
      ['it_assets', 1],
    ])
    expect(preview.body.settings).toEqual([{ name: 'timeZone', before: 'UTC', after: 'Asia/Tokyo' }])
    expect(await parentOf(customer)).toBe(from)
    const place = { providerId: world.first.providerId, organizationId: world.first.providerId }
    const blind = await world.addPerson({ ...place, role: 'provider_administrator', reach: 'all' })
    await withoutPermission(world, blind.membershipId, 'licenses.read')
    const unseen = await move(customer, to, blind.api, { dryRun: true })
    expect([unseen.status, unseen.body.licenses]).toEqual([200, []])
    expect((await move(customer, to)).body).toEqual(preview.body)
  })

  it('changes nothing where it lies there already', async () => {
    const from = await add('partner')
    const customer = await add('customer', from)
    const before = await api.call(getCustomer, { params: { id: customer } } as never)
    expect((await move(customer, from)).status).toBe(200)
    expect((await api.call(getCustomer, { params: { id: customer } } as never)).etag).toBe(before.etag)
  })

  it('is refused below itself, below what cannot hold it, and for the provider', async () => {
    const upper = await add('partner')
    const lower = await add('partner', upper)
    const customer = await add('customer')
    const refused = async (id: string, parentId: string) => {
      const { status, problem } = await move(id, parentId)
      return [status, problem.errors?.map(({ path, code }) => `${path}: ${code}`)]
    }
    expect(await refused(upper, lower)).toEqual([422, ['parentId: below_itself']])
    expect(await refused(upper, upper)).toEqual([422, ['parentId: below_itself']])
    expect(await refused(lower, customer)).toEqual([422, ['parentId: type_not_allowed_here']])
    expect((await move(world.first.providerId, upper)).status).toBe(404)
    expect(await parentOf(lower)).toBe(upper)
  })

  it('is refused where nothing is added, and to what is archived', async () => {
    const [held, customer] = [await add('partner'), await add('customer')]
    await world.test.owner.query("UPDATE organizations SET status = 'suspended' WHERE id = $1", [held])
    expect((await move(customer, held)).problem.errors).toMatchObject([
      { path: 'parentId', code: 'organization_not_growing' },
    ])
    await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [customer])
    expect((await move(customer, await add('partner'))).problem.errors).toMatchObject([
      { code: 'organization_read_only' },
    ])
  })

  it('is refused in an older version than the newest', async () => {
    const [to, customer] = [await add('partner'), await add('customer')]
    const { etag } = await api.call(getCustomer, { params: { id: customer } } as never)
    expect((await move(customer, to, api, { ifMatch: etag })).status).toBe(200)
    expect((await move(customer, world.first.providerId, api, { ifMatch: etag })).status).toBe(412)
  })

  it('is refused with the codes that are taken in the new place', async () => {
    const to = await add('partner')
    await add('customer', to, { code: 'DOUBLE-1' })
    const customer = await add('customer', undefined, { code: 'double-1' })
    const { status, problem } = await move(customer, to)
    expect([status, problem.code]).toEqual([409, 'code_unavailable'])
    expect(problem.detail).toContain('double-1')
    expect(await parentOf(customer)).toBe(world.first.providerId)
  })

  it('says of a code that is taken by something invisible only that one is taken', async () => {
    const { providerId } = world.first
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from, { code: 'HIDDEN-1' })
    const division = await add('partner', to)
    await add('customer', division, { code: 'HIDDEN-1' })
    await world.test.owner.query('UPDATE organizations SET code_scope_id = $2 WHERE parent_id = $1', [division, to])
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'provider_administrator',
      reach: 'selected',
      selected: [customer],
    })
    await world.test.owner.query(
      'INSERT INTO membership_organizations (provider_id, membership_id, organization_id) VALUES ($1, $2, $3)',
      [providerId, person.membershipId, to],
    )
    const { status, problem } = await move(customer, to, person.api)
    expect([status, problem.code, problem.detail]).toEqual([
      409,
      'code_unavailable',
      'A code that would move along is taken there',
    ])
  })
})

describe('the walls around a move', () => {
  it('keep a partner inside its own subtree', async () => {
    const { partnerAdmin, partnerId, partnerCustomerId, otherCustomerId, providerId } = world.first
    const lower = await add('partner', partnerId)
    expect((await move(partnerCustomerId, lower, partnerAdmin.api)).status).toBe(200)
    expect((await move(partnerCustomerId, providerId, partnerAdmin.api)).status).toBe(404)
    expect((await move(partnerCustomerId, await add('partner'), partnerAdmin.api)).status).toBe(404)
    expect((await move(otherCustomerId, partnerId, partnerAdmin.api)).status).toBe(404)
    expect((await move(partnerId, lower, partnerAdmin.api)).status).toBe(422)
    expect((await move(partnerCustomerId, partnerId, partnerAdmin.api)).status).toBe(200)
  })

  it('show neither the organizations of another provider nor those that never existed', async () => {
    const customer = await add('customer')
    for (const parentId of [world.second.partnerId, newId()]) {
      const { status, problem } = await move(customer, parentId)
      expect([status, problem.errors]).toMatchObject([404, [{ path: 'parentId', code: 'unknown_reference' }]])
    }
    expect((await move(world.second.customerId, world.first.partnerId)).status).toBe(404)
  })

  it('let only those move who may', async () => {
    const { technician, customerId, partnerId } = world.first
    expect((await move(customerId, partnerId, technician.api)).status).toBe(403)
  })

  it('name in the log of each place what happened there, and nothing of the others', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const customer = await add('customer', from)
    await move(customer, to)
    const actionsOf = async (organizationId: string) => {
      const query = { filter: { organizationId: { eq: organizationId } }, limit: 50 }
      const { items } = (await api.call(listAuditEvents, { query })).body
      return items.filter(({ action }) => action.startsWith('organization.'))
    }
    expect(await actionsOf(from)).toMatchObject([{ action: 'organization.moved_away', objectId: customer }])
    expect(await actionsOf(to)).toMatchObject([{ action: 'organization.moved_here', objectId: customer }])
    const own = await actionsOf(customer)
    expect(own).toMatchObject([{ action: 'organization.moved', objectId: customer }])
    expect(JSON.stringify(own)).not.toContain(to)
  })
})

describe('many moves', () => {
  it('one after the other leave every place as the parents say, and each was what its preview told', async () => {
    const partners = await Promise.all(Array.from({ length: 6 }, () => add('partner')))
    for (const partner of partners) {
      await peopleOf(partner)
      await add('customer', partner)
    }
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 4, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pairs, async (moves) => {
        for (const [what, where] of moves) {
          const [id, parentId] = [partners[what] ?? '', partners[where] ?? '']
          const preview = await move(id, parentId, api, { dryRun: true })
          const { status, body } = await move(id, parentId)
          expect([200, 422]).toContain(status)
          expect([status, body]).toEqual([preview.status, status === 200 ? preview.body : body])
        }
        const { rows } = await world.test.owner.query(wrongPlaces, [world.first.providerId])
        expect(rows).toEqual([])
      }),
      { numRuns: 8 },
    )
  })
})

describe('a preview', () => {
  it('tells of codes that are taken as the move does, also of what lies below', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const enterprise = await add('enterprise', from)
    await add('division', enterprise, { code: 'BELOW-1' })
    await add('customer', to, { code: 'below-1' })
    for (const dryRun of [true, false]) {
      const { status, problem } = await move(enterprise, to, api, { dryRun })
      expect([status, problem.code, problem.detail]).toEqual([
        409,
        'code_unavailable',
        expect.stringContaining('BELOW-1'),
      ])
    }
  })

  it('waits for who adds something, before it holds what they need next', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const moved = await add('customer', from)
    await api.call(createDevice, { body: { organizationId: moved, name: 'srv', class: 'server' } as never })
    const adding = await world.test.owner.connect()
    await adding.query('BEGIN')
    await adding.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [
      lockSpaces.trees,
      world.first.providerId,
    ])
    const preview = move(moved, to, api, { dryRun: true })
    const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))'
    await vi.waitFor(async () => expect((await adding.query(waiting)).rowCount).toBe(1), {
      timeout: 15_000,
      interval: 20,
    })
    const counters = 'SELECT 1 FROM license_counters WHERE organization_id = ANY ($1) FOR UPDATE NOWAIT'
    expect((await adding.query(counters, [[moved, from, to]])).rowCount).toBeGreaterThan(0)
    await adding.query('COMMIT')
    adding.release()
    expect((await preview).status).toBe(200)
  })
})

describe('many at once', () => {
  it('never make a circle: of two moves below each other one is refused', async () => {
    for (let round = 0; round < 6; round++) {
      const [one, other] = [await add('partner'), await add('partner')]
      const answers = await Promise.all([move(one, other), move(other, one)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    }
  })

  it('lose nothing that is added meanwhile', async () => {
    const [from, to] = [await add('partner'), await add('partner')]
    const moved = await add('partner', from)
    const work = [
      ...Array.from({ length: 12 }, () => add('customer', moved)),
      ...Array.from({ length: 6 }, (_, index) => move(moved, index % 2 === 0 ? to : from)),
    ]
    await Promise.all(work)
    expect(await namesBelow(api, moved)).toHaveLength(12)
    const { rows } = await world.test.owner.query(wrongPlaces, [world.first.providerId])
    expect(rows).toEqual([])
  })
})

/** Pairs that the closure has and the parents do not say, and the other way round; and depths that differ. */
const wrongPlaces = `
  WITH RECURSIVE walk AS (
    SELECT provider_id, id AS ancestor_id, id AS descendant_id, 0 AS distance FROM organizations WHERE provider_id = $1
    UNION ALL
    SELECT w.provider_id, o.parent_id, w.descendant_id, w.distance + 1 FROM walk w
    JOIN organizations o ON o.provider_id = w.provider_id AND o.id = w.ancestor_id WHERE o.parent_id IS NOT NULL)
  (SELECT ancestor_id, descendant_id, distance FROM walk EXCEPT
   SELECT ancestor_id, descendant_id, distance FROM organization_closure WHERE provider_id = $1)
  UNION ALL
  (SELECT ancestor_id, descendant_id, distance FROM organization_closure WHERE provider_id = $1 EXCEPT
   SELECT ancestor_id, descendant_id, distance FROM walk)
  UNION ALL
  SELECT o.id, o.id, o.depth FROM organizations o WHERE o.provider_id = $1
    AND o.depth <> (SELECT max(distance) FROM walk w WHERE w.descendant_id = o.id)`
