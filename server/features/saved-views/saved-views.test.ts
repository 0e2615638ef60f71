import { getMe } from '@tenantry/contract/me.ts'
import {
  clearDefaultView,
  createSavedView,
  deleteSavedView,
  getSavedView,
  listSavedViews,
  mostViews,
  setDefaultView,
  updateSavedView,
} from '@tenantry/contract/saved-views.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'

let world: World
let colleague: Person
let ownPerson: Person

beforeAll(async () => {
  world = await createWorld()
  const { providerId, customerId } = world.first
  const place = { providerId, organizationId: providerId, reach: 'all' } as const
  colleague = await world.addPerson({ ...place, role: 'technician' })
  ownPerson = await world.addPerson({
    providerId,
    organizationId: customerId,
    role: 'customer_administrator',
    reach: 'subtree',
  })
})
afterAll(() => world.close())

let count = 0
const search = '?filter[status][in]=suspended&sort=-statusSince&columns=status,city&view=cards'

async function saved({ api }: Person, change: object = {}) {
  const body = { list: 'customers', name: `View ${++count}`, search, ...change } as const
  const answer = await api.call(createSavedView, { body })
  if (answer.status !== 201) throw new TypeError(answer.raw.body)
  return answer.body
}

const names = async ({ api }: Person) =>
  (await api.call(listSavedViews, { query: { limit: 200 } })).body.items.map(({ name }) => name)
const read = ({ api }: Person, id: string) => api.call(getSavedView, { params: { id } })
const change = ({ api }: Person, id: string, body: object, ifMatch = '*') =>
  api.call(updateSavedView, { params: { id }, body }, { ifMatch })
const codes = (answer: { problem: { errors?: { path: string; code: string }[] | undefined } }) =>
  (answer.problem.errors ?? []).map(({ path, code }) => `${path}: ${code}`)

describe('a saved view (B8)', () => {
  it('keeps what stands in the address, by its name, for whoever made it', async () => {
    const { admin } = world.first
    const view = await saved(admin, { name: 'Held ones' })
    expect(view).toMatchObject({ list: 'customers', name: 'Held ones', search, isShared: false })
    expect(view).toMatchObject({ isOwn: true, isDefault: false, mayChange: true })
    expect((await read(admin, view.id)).body).toEqual(view)
    const { body } = await admin.api.call(listSavedViews, { query: { filter: { list: { eq: 'customers' } } } })
    expect(body.items).toContainEqual(view)
    const { body: others } = await admin.api.call(listSavedViews, { query: { filter: { list: { eq: 'devices' } } } })
    expect(others).toEqual({ items: [], nextCursor: null, total: 0 })
    expect((await admin.api.call(listSavedViews, { query: { q: 'eld o' } })).body.items).toEqual([view])
  })

  it('is renamed, changed and deleted by the version that was read', async () => {
    const { admin } = world.first
    const { id } = await saved(admin)
    expect((await change(admin, id, { name: 'Other', search: '' }, '"1"')).body).toMatchObject({
      name: 'Other',
      search: '',
    })
    expect((await change(admin, id, { name: 'Late' }, '"1"')).status).toBe(412)
    expect((await change(admin, id, { name: 'Other' })).raw.headers.etag).toBe('"2"')
    expect((await admin.api.call(deleteSavedView, { params: { id } }, { ifMatch: '"1"' })).status).toBe(412)
    expect((await admin.api.call(deleteSavedView, { params: { id } }, { ifMatch: '"2"' })).status).toBe(204)
    expect((await read(admin, id)).status).toBe(404)
  })

  it.each(['filter[status]=a', '? a', '?a#b', '?a\u0000', '?a\n', 'https://evil.example/?a', `?${'a'.repeat(4000)}`])(
    'takes nothing but a query string: not %j',
    async (given) => {
      const body = { list: 'customers', name: 'Wrong', search: given } as const
      const answer = await world.first.admin.api.call(createSavedView, { body })
      expect(answer.status).toBe(422)
    },
  )

  it.each([
    ['customers', '?filter[colour][eq]=red', 'search.filter.colour.eq: filter_invalid'],
    ['customers', '?filter[name][gt]=a', 'search.filter.name.gt: filter_invalid'],
    ['customers', '?filter[devices][gt]=many', 'search.filter.devices.gt: filter_invalid'],
    ['customers', '?filter=a', 'search.filter: invalid_type'],
    ['customers', '?sort=-colour', 'search.sort: sort_invalid'],
    ['customers', '?columns=status,colour,__proto__', 'search.columns: column_unknown,search.columns: column_unknown'],
    ['customers', '?view=map', 'search.view: view_unknown'],
    ['customers', '?all=maybe', 'search.all: unknown_field'],
    ['entities', '?all=true', 'search.all: unknown_field'],
    ['devices', `?filter[entityId][eq]=${newId()}`, 'search.filter.entityId.eq: filter_invalid'],
    ['customers', '?colour=red', 'search.colour: unknown_field'],
    ['devices', '?filter[status][eq]=active', 'search.filter.status.eq: filter_invalid'],
    ['devices', '?view=cards', 'search.view: view_unknown'],
    ['customer-devices', `?filter[organizationId][eq]=${newId()}`, 'search.filter.organizationId.eq: filter_invalid'],
    ['entities', '?columns=organizationId', 'search.columns: column_unknown'],
  ] as const)('of %s is refused with %s, which the list does not know, at its place', async (list, given, told) => {
    const { admin } = world.first
    const answer = await admin.api.call(createSavedView, { body: { list, name: 'Unknown', search: given } })
    expect([answer.status, codes(answer).join()]).toEqual([422, told])
    const { id } = await saved(admin, { list, search: '' })
    expect(codes(await change(admin, id, { search: given })).join()).toBe(told)
  })

  it.each([
    ['customers', '?filter[name][in]=Smith,%20Inc&columns=location,timeZone&all=true&view=tree'],
    ['customers', '?columns=licenses,code'],
    ['customers', '?columns=none&filter[tags][empty]=true&filter[plan][in]=trial&filter[plan][in]=purchased'],
    ['devices', '?columns=organizationId,entityId'],
    ['customer-devices', `?filter[entityId][eq]=${newId()}`],
    ['customer-devices', '?q=srv&sort=-createdAt&columns=entityId,tags'],
    ['entities', '?columns=contact,location,code'],
    ['all-entities', `?filter[organizationId][in]=${newId()}&columns=organizationId&all=true`],
  ] as const)('of %s keeps %s', async (list, given) => {
    expect((await saved(world.first.admin, { list, search: given })).search).toBe(given)
  })

  it('of what is internal is unknown to a customer’s own people', async () => {
    const told = async (search: string) => {
      const body = { list: 'customers', name: 'Internal', search } as const
      return (await ownPerson.api.call(createSavedView, { body })).raw.json().errors
    }
    for (const [given, column] of [
      ['?filter[#][eq]=trial', 'plan'],
      ['?sort=#', 'planExpiresOn'],
      ['?columns=#', 'tags'],
    ] as const) {
      const errors = await told(given.replace('#', column))
      expect(errors).toHaveLength(1)
      const unheard = JSON.stringify(await told(given.replace('#', 'unheard')))
      expect(errors).toEqual(JSON.parse(unheard.replaceAll('unheard', column)))
    }
    const { id } = await saved(ownPerson, { search: '?filter[city][eq]=Ulm&columns=city' })
    await ownPerson.api.call(deleteSavedView, { params: { id } }, { ifMatch: '*' })
  })

  it('has a name of its own for its list, among one’s own', async () => {
    const { admin } = world.first
    await saved(admin, { name: 'Twice' })
    const again = await admin.api.call(createSavedView, { body: { list: 'customers', name: 'TWICE', search } })
    expect(codes(again)).toEqual(['name: name_taken'])
    const other = await saved(admin)
    expect(codes(await change(admin, other.id, { name: 'twice' }))).toEqual(['name: name_taken'])
    await saved(admin, { name: 'Twice', list: 'devices', search: '' })
    await saved(admin, { name: 'Twice', isShared: true })
    await saved(colleague, { name: 'Twice' })
  })

  it('leaves an audit row that tells neither its name nor what it looks for', async () => {
    const view = await saved(world.first.admin, { name: 'Nobody knows', isShared: true })
    const { rows } = await world.test.owner.query(
      `SELECT e.action, e.organization_id, p.before, p.after FROM audit_events e
       JOIN audit_payloads p ON p.provider_id = e.provider_id AND p.audit_event_id = e.id WHERE e.object_id = $1`,
      [view.id],
    )
    expect(rows).toMatchObject([
      {
        action: 'saved_view.created',
        organization_id: world.first.providerId,
        before: null,
        after: { list: 'customers', isShared: true, version: 1 },
      },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/Nobody|suspended/)
  })

  it('is one of two hundred at most', async () => {
    const person = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: world.first.providerId,
      reach: 'all',
      role: 'technician',
    })
    for (let made = 0; made < mostViews; made++) await saved(person)
    const body = { list: 'customers', name: 'One more', search } as const
    expect(codes(await person.api.call(createSavedView, { body }))).toEqual([': too_many_views'])
  })
})

describe('a view of the house', () => {
  it('is seen by its people, and by nobody of another house, above, below or beside', async () => {
    const { admin, technician, partnerAdmin } = world.first
    const own = await saved(admin, { name: 'Mine alone' })
    const ofHouse = await saved(admin, { name: 'Ours', isShared: true })
    const ofPartner = await saved(partnerAdmin, { name: 'Theirs', isShared: true })
    for (const person of [colleague, technician]) {
      expect(await names(person)).toContain('Ours')
      expect((await read(person, ofHouse.id)).body).toMatchObject({ isOwn: false, isShared: true, mayChange: false })
    }
    const strangers: [Person, string[]][] = [
      [admin, [ofPartner.id]],
      [colleague, [own.id, ofPartner.id]],
      [partnerAdmin, [own.id, ofHouse.id]],
      [ownPerson, [own.id, ofHouse.id, ofPartner.id]],
      [world.second.admin, [own.id, ofHouse.id, ofPartner.id]],
    ]
    for (const [person, hidden] of strangers)
      for (const id of hidden) {
        const params = { id }
        expect((await read(person, id)).status).toBe(404)
        expect((await change(person, id, { name: 'Taken' })).status).toBe(404)
        expect((await person.api.call(deleteSavedView, { params }, { ifMatch: '*' })).status).toBe(404)
        expect((await person.api.call(setDefaultView, { params })).status).toBe(404)
        expect((await person.api.call(listSavedViews, { query: { limit: 200 } })).raw.body).not.toContain(id)
      }
  })

  it('is changed by who made it and by who looks after those of the house', async () => {
    const { admin } = world.first
    const { id } = await saved(colleague, { isShared: true })
    const { technician } = world.first
    expect((await change(technician, id, { name: 'Not mine' })).status).toBe(403)
    expect((await technician.api.call(deleteSavedView, { params: { id } }, { ifMatch: '*' })).status).toBe(403)
    expect((await change(admin, id, { name: 'Tidied up' })).status).toBe(200)
    expect(codes(await change(admin, id, { isShared: false }))).toEqual(['isShared: view_of_another'])
    expect((await change(colleague, id, { isShared: false })).body).toMatchObject({ isShared: false })
    expect((await read(admin, id)).status).toBe(404)
  })

  it('outlives who shared it; what was theirs alone goes with them', async () => {
    const { providerId } = world.first
    const leaver = await world.addPerson({ providerId, organizationId: providerId, reach: 'all', role: 'technician' })
    const shared = await saved(leaver, { isShared: true })
    const own = await saved(leaver)
    await leaver.api.call(setDefaultView, { params: { id: own.id } })
    await world.test.owner.query('DELETE FROM memberships WHERE provider_id = $1 AND id = $2', [
      providerId,
      leaver.membershipId,
    ])
    expect((await read(colleague, shared.id)).body).toMatchObject({ isShared: true, isOwn: false })
    const { rows } = await world.test.owner.query('SELECT FROM saved_views WHERE id = $1', [own.id])
    expect(rows).toEqual([])
  })

  it('is none of a customer’s own people, who keep views for themselves', async () => {
    const body = { list: 'devices', name: 'Servers', search: '', isShared: true } as const
    expect(codes(await ownPerson.api.call(createSavedView, { body }))).toEqual(['isShared: sharing_not_possible'])
    const view = await saved(ownPerson, { list: 'devices', search: '' })
    expect(codes(await change(ownPerson, view.id, { isShared: true }))).toEqual(['isShared: sharing_not_possible'])
    expect(await names(ownPerson)).toEqual([view.name])
  })
})

describe('the view that a list opens with', () => {
  it('is chosen by each person for themselves, one for each list', async () => {
    const { admin } = world.first
    const [first, second] = [await saved(admin, { isShared: true }), await saved(admin, { isShared: true })]
    const ofDevices = await saved(admin, { list: 'devices', search: '?sort=class' })
    const isDefault = async (person: Person, id: string) => (await read(person, id)).body.isDefault
    for (const { id } of [first, ofDevices, second])
      expect((await admin.api.call(setDefaultView, { params: { id } })).status).toBe(204)
    expect(await isDefault(admin, first.id)).toBe(false)
    expect(await isDefault(admin, second.id)).toBe(true)
    expect(await isDefault(admin, ofDevices.id)).toBe(true)
    expect(await isDefault(colleague, second.id)).toBe(false)
    await colleague.api.call(setDefaultView, { params: { id: second.id } })
    const { defaultViews } = (await admin.api.call(getMe)).body
    expect(defaultViews).toEqual([
      { list: 'customers', viewId: second.id, search },
      { list: 'devices', viewId: ofDevices.id, search: '?sort=class' },
    ])
    await admin.api.call(clearDefaultView, { params: { id: second.id } })
    expect(await isDefault(admin, second.id)).toBe(false)
    expect(await isDefault(colleague, second.id)).toBe(true)
    await change(admin, second.id, { isShared: false })
    expect((await colleague.api.call(getMe)).body.defaultViews).toEqual([])
  })
})
