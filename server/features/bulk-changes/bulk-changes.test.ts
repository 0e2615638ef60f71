/** One change of many customers (B24): what it says before, what it does, and how it is taken back. */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { getBulkChange, listBulkChanges, mostMeasured, undoBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { add, added, problems } from '../customers/customers.fixture.ts'
import { imported } from '../imports/imports.fixture.ts'
import { bulkChangesOf, type Wish } from './bulk-changes.fixture.ts'

let world: World
let api: HttpCaller
let now = new Date('2026-11-27T08:00:00Z')
let ticks = 0

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => new Date(now.getTime() + ticks++) } })
  api = world.first.admin.api
})
afterAll(() => world.close())

const { run, read, ask, preview, done, undoPreview, undone } = bulkChangesOf('customers', () => world)

const tag = async (name: string, organizationId = world.first.providerId) =>
  (await api.call(createTag, { body: { name, organizationId: organizationId as never } })).body.id

const customer = async (id: string) => (await api.call(getCustomer, { params: { id: id as never } })).body
const tagsOf = async (id: string) => (await customer(id)).tags.map(({ name }) => name)

async function several(word: string, count: number) {
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push((await add(api, { name: `${word} ${index}` })).body.id)
  return ids
}

/** As many that single requests for them would take longer than all that is done with them. */
async function many(word: string, count: number) {
  const file = ['Name', ...Array.from({ length: count }, (_, index) => `${word} ${index}`)].join('\n')
  await imported(world, world.first.providerId, world.first.admin, file)
  const { rows } = await world.test.owner.query<{ id: string }>(
    'SELECT id FROM organizations WHERE starts_with(name, $1) ORDER BY id',
    [`${word} `],
  )
  expect(rows).toHaveLength(count)
  return rows.map(({ id }) => id)
}

describe('a bulk change (B24)', () => {
  it('says before how many change and why others do not, by name, and does just that', async () => {
    const { partnerId, partnerCustomerId } = world.first
    const theirs = await tag('Of the partner', partnerId)
    const [one, two, put] = (await several('Foreseen', 3)) as [string, string, string]
    await api.call(
      updateCustomer,
      { params: { id: partnerCustomerId as never }, body: { tagIds: [theirs] } },
      { ifMatch: '*' },
    )
    const archive = { params: { id: put as never }, body: { status: 'archived' } as const }
    await api.call(changeCustomerStatus, archive, { ifMatch: '*' })
    const order = { ids: [one, two, put, partnerCustomerId, partnerId], change: { kind: 'tags', add: [theirs] } }
    const foreseen = await preview(order)
    expect(foreseen).toMatchObject({ total: 5, changed: 1, changes: [{ name: 'First Partner' }], effects: null })
    const reasons = (left: typeof foreseen.left) =>
      left.map(({ code, count, items }) => [code, count, items.map(({ name }) => name)]).sort()
    const refused = [
      ['organization_read_only', 1, ['Foreseen 2']],
      ['tag_not_usable', 2, ['Foreseen 0', 'Foreseen 1']],
    ]
    expect(reasons(foreseen.left)).toEqual([...refused, ['same', 1, ['First Partner Customer']]].sort())
    expect(await tagsOf(partnerId)).toEqual([])
    const after = await done(order)
    expect(after).toMatchObject({ state: 'done', total: 5, processed: 5, changed: 1, unchanged: 1, refused: 3 })
    expect(reasons(after.left)).toEqual(refused)
    expect(await tagsOf(partnerId)).toEqual(['Of the partner'])
    expect((await undone(after.id)).restored).toBe(1)
  })

  it('reaches all that a search and a filter find, and no more than its maker sees', async () => {
    const word = 'Reached'
    await several(word, 3)
    const { partnerId, partnerAdmin } = world.first
    const below = (await added(api, { name: `${word} below`, parentId: partnerId as never })).body.id
    const change = { kind: 'settings', timeZone: 'Asia/Tokyo' }
    expect((await preview({ q: word, change })).changed).toBe(4)
    const theirs = await preview({ q: word, change }, partnerAdmin.api)
    expect([theirs.total, theirs.changes.map(({ name }) => name)]).toEqual([1, [`${word} below`]])
    const named = { ids: [world.first.customerId, below, newId(), world.second.customerId], change }
    expect((await preview(named, partnerAdmin.api)).total).toBe(1)
    const filtered = await preview({ q: word, filter: { parentId: { eq: partnerId } }, change })
    expect(filtered.changes.map(({ name }) => name)).toEqual([`${word} below`])
    const after = await done({ q: word, change }, partnerAdmin)
    expect([after.changed, (await customer(below)).timeZone]).toEqual([1, 'Asia/Tokyo'])
    expect((await customer(world.first.customerId)).timeZone).toBeNull()
  })

  it('tells before and afterwards what each held and holds then, and what is called so that it names', async () => {
    const [gold, silver] = [await tag('Told gold'), await tag('Told silver')]
    const { technician } = world.first
    const { items: users } = (await api.call(listUsers)).body
    const technicianName = users.find(({ id }) => id === technician.membershipId)?.name ?? ''
    const [one, two] = (await several('Told', 2)) as [string, string]
    await done({ ids: [one], change: { kind: 'tags', add: [silver] } })
    const value = (of: string | null) => of && { value: of, name: null }
    const differs = (field: string, before: string | null, after: string | null) => ({
      field,
      before: value(before),
      after: value(after),
    })
    const told = (list: 'tags' | 'technicians', id: string, name: string, isAdded = true) => ({
      field: list,
      before: isAdded ? null : { value: id, name },
      after: isAdded ? { value: id, name } : null,
    })
    const cases = [
      {
        change: { kind: 'tags', add: [gold], remove: [silver] },
        differences: [
          [told('tags', silver, 'Told silver', false), told('tags', gold, 'Told gold')],
          [told('tags', gold, 'Told gold')],
        ],
        names: ['Told silver', 'Told gold'],
      },
      {
        change: { kind: 'technicians', add: [technician.membershipId] },
        differences: Array(2).fill([told('technicians', technician.membershipId, technicianName)]),
        names: [technicianName],
      },
      {
        change: { kind: 'accountManager', accountManagerEmail: 'one@msp.example' },
        differences: Array(2).fill([differs('accountManagerEmail', null, 'one@msp.example')]),
        names: [],
      },
      {
        change: { kind: 'accountManager', accountManagerEmail: null },
        differences: Array(2).fill([differs('accountManagerEmail', 'one@msp.example', null)]),
        names: [],
      },
      {
        change: { kind: 'settings', timeZone: 'Asia/Tokyo', currency: null },
        differences: Array(2).fill([differs('timeZone', null, 'Asia/Tokyo')]),
        names: [],
      },
      {
        change: { kind: 'status', status: 'suspended' },
        differences: Array(2).fill([differs('status', 'active', 'suspended')]),
        names: [],
      },
    ]
    for (const { change, differences, names } of cases) {
      const expected = [one, two].map((id, index) => ({ id, name: `Told ${index}`, differences: differences[index] }))
      expect((await preview({ ids: [one, two], change })).changes).toEqual(expected)
      const after = await done({ ids: [one, two], change })
      expect([after.changes, after.names.map(({ name }) => name)]).toEqual([expected, names])
    }
    const listed = (await api.call(listBulkChanges)).body.items.find(({ change }) => change.kind === 'tags')
    expect(listed?.names.map(({ name }) => name)).toEqual(['Told silver', 'Told gold'])
    const { id } = (await api.call(listBulkChanges)).body.items[0] ?? { id: '' }
    const back = await undoPreview(id)
    expect(back.changes[0]?.differences).toEqual([differs('status', 'suspended', 'active')])
  })

  it('leaves a row in the log of each customer that names it, by the person who made it', async () => {
    const [one, two] = (await several('Logged', 2)) as [string, string]
    const after = await done({
      ids: [one, two],
      change: { kind: 'accountManager', accountManagerEmail: 'am@msp.example' },
    })
    for (const id of [one, two]) {
      const query = { filter: { organizationId: { eq: id }, action: { eq: 'customer.updated' } } }
      const { items } = (await api.call(listAuditEvents, { query })).body
      expect(items.map(({ actor, requestId, after: now }) => [actor.name, requestId, now])).toEqual([
        ['First Admin', `bulk ${after.id}`, { accountManagerEmail: 'am@msp.example' }],
      ])
    }
    const own = await api.call(listAuditEvents, { query: { filter: { objectId: { eq: after.id } } } })
    expect(own.body.items.map(({ action, after: told }) => [action, told])).toEqual([
      ['bulk_change.begun', { kind: 'accountManager', customers: 2, accountManagerEmail: 'am@msp.example' }],
    ])
  })

  it('is seen by nobody but its maker', async () => {
    const [one] = (await several('Own', 1)) as [string]
    const { id } = await done({ ids: [one], change: { kind: 'settings', currency: 'EUR' } })
    const { technician, partnerAdmin } = world.first
    for (const person of [technician, partnerAdmin, world.second.admin]) {
      expect((await person.api.call(getBulkChange, { params: { id } })).status).toBe(404)
      for (const dryRun of [true, false])
        expect((await person.api.call(undoBulkChange, { params: { id } }, { dryRun })).status).toBe(404)
      expect((await person.api.call(listBulkChanges)).raw.body).not.toContain(id)
    }
    expect((await api.call(listBulkChanges)).body.items[0]?.id).toBe(id)
  })

  it('is refused with what is unknown, with nothing to do, and to a customer’s own people', async () => {
    const { customerId, providerId } = world.first
    const ids = [customerId]
    const wrong = async (wish: Wish) => problems((await ask(wish)) as never)
    const foreign = await world.second.admin.api.call(createTag, { body: { name: 'Foreign' } })
    expect(await wrong({ ids, change: { kind: 'tags', add: [foreign.body.id] } })).toEqual([
      'change.add.0: tag_not_usable',
    ])
    expect(await wrong({ ids, change: { kind: 'technicians', add: [world.second.admin.membershipId] } })).toEqual([
      'change.add.0: user_not_assignable',
    ])
    const messageOf = async (wish: Wish) => (await ask(wish)).problem.errors?.map(({ message }) => message)
    expect(await messageOf({ ids, change: { kind: 'tags', add: [foreign.body.id] } })).toEqual([
      'There is no such tag here',
    ])
    expect(await messageOf({ ids, change: { kind: 'delete' } })).toEqual([
      'Of customers, only tags, technicians, accountManager, settings, status can be changed',
    ])
    for (const change of [{ kind: 'tags' }, { kind: 'settings' }, { kind: 'technicians' }, { kind: 'accountManager' }])
      expect(await wrong({ ids, change })).toEqual(['change: nothing_to_change'])
    expect(await wrong({ ids, change: { kind: 'accountManager', accountManagerEmail: '' } })).toEqual([
      'change.accountManagerEmail: email_invalid',
    ])
    expect(await wrong({ ids, q: 'x', change: { kind: 'status', status: 'active' } })).toEqual(['ids: ids_or_filter'])
    expect(await wrong({ change: { kind: 'status', status: 'active' } })).toEqual(['ids: ids_or_filter'])
    expect(
      await wrong({ filter: { nothing: { eq: '1' } }, change: { kind: 'status', status: 'active' } }),
    ).toHaveLength(1)
    const gold = await tag('Both ways')
    expect(await wrong({ ids, change: { kind: 'tags', add: [gold], remove: [gold] } })).toEqual([
      'change.remove: added_and_removed',
    ])
    expect(await wrong({ ids, change: { kind: 'status', status: 'archived' } })).toHaveLength(1)
    const own = await world.addPerson({ providerId, organizationId: customerId, role: 'technician', reach: 'subtree' })
    const answer = await ask({ ids, change: { kind: 'settings', currency: 'EUR' } }, own.api)
    expect(answer.problem.code).toBe('forbidden')
  })
})

describe('the changes that there are', () => {
  it('put tags on and take others off', async () => {
    const [gold, silver] = [await tag('Bulk gold'), await tag('Bulk silver')]
    const ids = await several('Tagged', 3)
    await done({ ids: ids.slice(0, 2), change: { kind: 'tags', add: [silver] } })
    const { id, changed } = await done({ ids, change: { kind: 'tags', add: [gold], remove: [silver] } })
    expect(changed).toBe(3)
    for (const each of ids) expect(await tagsOf(each)).toEqual(['Bulk gold'])
    await undone(id)
    expect(await Promise.all(ids.map(tagsOf))).toEqual([['Bulk silver'], ['Bulk silver'], []])
  })

  it('set and clear zone, language, currency and account manager', async () => {
    const [one, two] = (await several('Set', 2)) as [string, string]
    const change = { kind: 'settings', timeZone: 'Europe/Berlin', locale: 'de-DE' }
    const set = await done({ ids: [one, two], change })
    const shown = async (id: string) => {
      const { timeZone, locale, currency } = await customer(id)
      return [timeZone, locale, currency]
    }
    expect(await shown(one)).toEqual(['Europe/Berlin', 'de-DE', null])
    expect(await preview({ ids: [one, two], change })).toMatchObject({ changed: 0, left: [{ code: 'same', count: 2 }] })
    await done({ ids: [one], change: { kind: 'settings', timeZone: null } })
    expect(await shown(one)).toEqual([null, 'de-DE', null])
    const back = await undone(set.id)
    expect(back).toMatchObject({ state: 'undone', restored: 1, leftAlone: 1 })
    expect(back.notRestored.map(({ code, items }) => [code, items[0]?.name])).toEqual([['changed_since', 'Set 0']])
    expect([await shown(one), await shown(two)]).toEqual([
      [null, 'de-DE', null],
      [null, null, null],
    ])
  })

  it('assign technicians and take them off, where they may be picked', async () => {
    const { technician, partnerAdmin, partnerCustomerId } = world.first
    const [one] = (await several('Assigned', 1)) as [string]
    const change = { kind: 'technicians', add: [technician.membershipId, partnerAdmin.membershipId] }
    expect((await preview({ ids: [one], change })).left.map(({ code }) => code)).toEqual(['user_not_assignable'])
    const both = await done({ ids: [one, partnerCustomerId], change })
    expect([both.changed, both.refused]).toEqual([1, 1])
    expect((await customer(partnerCustomerId)).assignedUserIds).toContain(partnerAdmin.membershipId)
    expect((await technician.api.call(getCustomer, { params: { id: partnerCustomerId as never } })).status).toBe(200)
    await undone(both.id)
    expect((await customer(partnerCustomerId)).assignedUserIds).toEqual([])
    expect((await technician.api.call(getCustomer, { params: { id: partnerCustomerId as never } })).status).toBe(404)
  })

  it('tells what a status does to people and devices for so many customers and no more', async () => {
    const ids = await many('Measured', mostMeasured + 1)
    const change = { kind: 'status', status: 'suspended' }
    expect(await preview({ ids, change })).toMatchObject({ changed: mostMeasured + 1, effects: null })
    const { effects } = await preview({ ids: ids.slice(1), change })
    expect(effects).toMatchObject({ organizations: mostMeasured })
  })

  it('disable, suspend and lift, by the rules and with the numbers of a single change', async () => {
    const ids = await several('Held', 3)
    const { providerId, partnerId, partnerCustomerId } = world.first
    await world.addPerson({
      providerId,
      organizationId: ids[0] ?? '',
      role: 'customer_administrator',
      reach: 'subtree',
    })
    const order = { ids, change: { kind: 'status', status: 'suspended', reason: 'Unpaid' } }
    const foreseen = await preview(order)
    expect(foreseen).toMatchObject({ changed: 3, effects: { organizations: 3, peopleSignedOut: 1, sessionsEnded: 1 } })
    expect((await customer(ids[0] ?? '')).status).toBe('active')
    const { id } = await done(order)
    for (const each of ids) expect((await customer(each)).status).toBe('suspended')
    const hold = { params: { id: partnerId as never }, body: { status: 'suspended' } as const }
    await api.call(changeCustomerStatus, hold, { ifMatch: '*' })
    await api.call(
      changeCustomerStatus,
      { params: { id: partnerCustomerId as never }, body: { status: 'suspended' } },
      { ifMatch: '*' },
    )
    const lift = await preview({ ids: [partnerCustomerId, partnerId], change: { kind: 'status', status: 'active' } })
    expect([lift.changed, lift.left]).toEqual([2, []])
    const alone = await preview({ ids: [partnerCustomerId], change: { kind: 'status', status: 'active' } })
    expect(alone.left.map(({ code }) => code)).toEqual(['held_above'])
    // Lifted and suspended again by somebody else: that stands.
    const single = (status: 'active' | 'suspended') =>
      api.call(changeCustomerStatus, { params: { id: ids[1] as never }, body: { status } }, { ifMatch: '*' })
    now = new Date(now.getTime() + 1000)
    await single('active')
    await single('suspended')
    const before = await undoPreview(id)
    expect(before).toMatchObject({ total: 3, changed: 2, left: [{ code: 'changed_since', count: 1 }] })
    const back = await undone(id)
    expect([back.restored, back.leftAlone]).toEqual([2, 1])
    expect(await Promise.all(ids.map(async (each) => (await customer(each)).status))).toEqual([
      'active',
      'suspended',
      'active',
    ])
    for (const each of [partnerId, partnerCustomerId])
      await api.call(
        changeCustomerStatus,
        { params: { id: each as never }, body: { status: 'active' } },
        { ifMatch: '*' },
      )
  })

  it('of a status goes from above, counts what lies below once, and is taken back whole', async () => {
    const top = (await added(api, { name: 'Zulu Corp', type: 'enterprise' })).body.id
    const middle = (await added(api, { name: 'Mike division', type: 'division', parentId: top })).body.id
    const low = (await added(api, { name: 'Alpha division', type: 'division', parentId: middle })).body.id
    const last = (await added(api, { name: 'Zulu division', type: 'division', parentId: middle })).body.id
    const ids = [low, middle, top, last]
    const statuses = async () => Promise.all(ids.map(async (each) => (await customer(each)).status))
    const off = { ids, change: { kind: 'status', status: 'disabled' } }
    expect(await preview(off)).toMatchObject({ changed: 4, effects: { organizations: 4 } })
    const { id } = await done(off)
    expect(await statuses()).toEqual(['disabled', 'disabled', 'disabled', 'disabled'])
    expect(await undoPreview(id)).toMatchObject({ total: 4, changed: 4, left: [], effects: { organizations: 4 } })
    expect(await statuses()).toEqual(['disabled', 'disabled', 'disabled', 'disabled'])
    const back = await undone(id)
    expect([back.restored, back.leftAlone]).toEqual([4, 0])
    expect(await statuses()).toEqual(['active', 'active', 'active', 'active'])
    await done(off)
    const on = { ids, change: { kind: 'status', status: 'active' } }
    expect(await preview(on)).toMatchObject({ changed: 4, left: [], effects: { organizations: 4 } })
    expect(await done(on)).toMatchObject({ changed: 4, refused: 0 })
    expect(await statuses()).toEqual(['active', 'active', 'active', 'active'])
  })
})

describe('taking back', () => {
  it('counts before what lies below once, also where they were of several statuses, and says what was archived since', async () => {
    const top = (await added(api, { name: 'Mixed Corp', type: 'enterprise' })).body.id
    const below = (await added(api, { name: 'Mixed division', type: 'division', parentId: top })).body.id
    const set = (id: string, status: 'disabled' | 'archived') =>
      api.call(changeCustomerStatus, { params: { id: id as never }, body: { status } }, { ifMatch: '*' })
    await set(below, 'disabled')
    const { id } = await done({ ids: [top, below], change: { kind: 'status', status: 'suspended' } })
    expect(await undoPreview(id)).toMatchObject({ changed: 2, left: [], effects: { organizations: 2 } })
    expect(await undone(id)).toMatchObject({ restored: 2 })
    expect([(await customer(top)).status, (await customer(below)).status]).toEqual(['active', 'disabled'])

    const [kept, put] = (await several('Put away', 2)) as [string, string]
    const change = await done({ ids: [kept, put], change: { kind: 'settings', currency: 'NOK' } })
    await set(put, 'archived')
    const reasons = (left: { code: string }[]) => left.map(({ code }) => code)
    expect(reasons((await undoPreview(change.id)).left)).toEqual(['organization_read_only'])
    expect(reasons((await undone(change.id)).notRestored)).toEqual(['organization_read_only'])
  })

  it('begins once where two ask at once, and what was left is tried no more after the day', async () => {
    const [one, other] = (await several('At once', 2)) as [string, string]
    const { id } = await done({ ids: [one, other], change: { kind: 'settings', currency: 'DKK' } })
    await api.call(updateCustomer, { params: { id: other as never }, body: { currency: 'EUR' } }, { ifMatch: '*' })
    const undo = (dryRun: boolean) => api.call(undoBulkChange, { params: { id } }, { dryRun })
    const both = await Promise.all([undo(false), undo(false)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await undo(true)).problem.params).toEqual({ reason: 'undoing' })
    await run(id)
    expect(await read(id)).toMatchObject({ state: 'undone', restored: 1, leftAlone: 1 })
    const until = Date.parse((await read(id)).undoUntil ?? '')
    const before = now
    now = new Date(until + 1)
    for (const dryRun of [true, false]) expect((await undo(dryRun)).problem.params).toEqual({ reason: 'too_late' })
    now = before
    expect(await undoPreview(id)).toMatchObject({ changed: 0, left: [{ code: 'changed_since', count: 1 }] })
  })

  it('is possible after the end, for a day, until all is back', async () => {
    const [one] = (await several('Once', 1)) as [string]
    const { body } = await ask({ ids: [one], change: { kind: 'settings', currency: 'JPY' } })
    const id = body.bulkChange?.id as never
    const undo = async () => (await api.call(undoBulkChange, { params: { id } })).problem
    expect([(await undo()).code, (await undo()).params]).toEqual(['undo_refused', { reason: 'running' }])
    await run(id)
    const begun = new Date(now.getTime() + ticks)
    now = new Date(begun.getTime() + 24 * 3_600_000 + 1)
    expect((await undo()).params).toEqual({ reason: 'too_late' })
    now = new Date(begun.getTime() + 3_600_000)
    expect((await undone(id)).restored).toBe(1)
    expect((await undo()).params).toEqual({ reason: 'undone' })
    expect((await customer(one)).currency).toBeNull()
  })

  it('goes on from where it was, wherever the server or the database died, and does nothing twice', async () => {
    const ids = await many('Killed', 70)
    const change = { kind: 'settings', locale: 'fr-FR' }
    const { body } = await ask({ ids, change })
    const id = body.bulkChange?.id ?? ''
    let died = 0
    const untilDone = async (state: string) => {
      while ((await read(id)).state !== state) {
        let isOver = false
        const running = run(id)
          .catch(() => died++)
          .finally(() => {
            isOver = true
          })
        while (!isOver) await killAfter(10 * 2 ** died)
        await running
      }
    }
    await untilDone('done')
    expect(died).toBeGreaterThan(2)
    expect(await read(id)).toMatchObject({ total: 70, processed: 70, changed: 70, refused: 0 })
    expect(await versions(ids)).toEqual({ locale: 70, version: 2, events: 70 })
    await api.call(undoBulkChange, { params: { id: id as never } })
    await untilDone('undone')
    expect(await read(id)).toMatchObject({ restored: 70, leftAlone: 0 })
    expect(await versions(ids)).toEqual({ locale: 0, version: 3, events: 140 })
  }, 120_000)

  it('stops where its maker may not edit customers any more, and can still be read', async () => {
    const { providerId } = world.first
    const person = await world.addPerson({
      providerId,
      organizationId: providerId,
      role: 'provider_administrator',
      reach: 'all',
    })
    const ids = await several('Stopped', 2)
    const { body } = await ask({ ids, change: { kind: 'settings', currency: 'CHF' } }, person.api)
    const id = body.bulkChange?.id ?? ''
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [person.membershipId])
    await run(id, person)
    await world.test.owner.query("UPDATE memberships SET status = 'active' WHERE id = $1", [person.membershipId])
    expect(await read(id, person.api)).toMatchObject({ state: 'stopped', changed: 0 })
    expect((await customer(ids[0] ?? '')).currency).toBeNull()
  })

  it('waits for another run when the server stops', async () => {
    const [one] = (await several('Waiting', 1)) as [string]
    const { body } = await ask({ ids: [one], change: { kind: 'settings', currency: 'SEK' } })
    const id = body.bulkChange?.id ?? ''
    await expect(run(id, world.first.admin, AbortSignal.abort())).rejects.toThrow('another run goes on')
    await Promise.all([run(id), run(id)])
    expect(await read(id)).toMatchObject({ state: 'done', changed: 1 })
  })
})

/** Cuts every connection that the job works on, some milliseconds from now; by the same role, for no other may. */
async function killAfter(ms: number): Promise<void> {
  const client = await world.installation.appPool.connect()
  await client.query('SELECT pg_sleep($1)', [ms / 1000])
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE usename = current_user AND datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
  )
  client.release()
}

async function versions(ids: string[]) {
  const { rows } = await world.test.owner.query<{ locale: number; version: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM organization_settings WHERE organization_id = ANY ($1) AND value = 'fr-FR') AS locale,
      (SELECT max(version) FROM organizations WHERE id = ANY ($1)) AS version,
      (SELECT count(*)::int FROM audit_events WHERE organization_id = ANY ($1) AND action = 'customer.updated') AS events`,
    [ids],
  )
  return rows[0]
}
