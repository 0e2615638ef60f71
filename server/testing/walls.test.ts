/** Each wall is proven alone: with the other taken away nothing may leak and nothing may change. */
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import { createCustomerDraft, getCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { listCustomerTemplates } from '@tenantry/contract/customer-templates.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listDevices } from '@tenantry/contract/devices.ts'
import { listAllEntities, listEntities } from '@tenantry/contract/entity-list.ts'
import { addFavourite, listFavourites, listRecents, recordRecent } from '@tenantry/contract/favourites.ts'
import { listNotes } from '@tenantry/contract/notes.ts'
import { listOrganizations } from '@tenantry/contract/organizations.ts'
import { searchEverything } from '@tenantry/contract/search.ts'
import { listTags } from '@tenantry/contract/tags.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/clock/clock.ts'
import { type Corners, contents, createCorners, type Viewer } from './walls.fixture.ts'

const people = [
  'the administrator',
  'the partner administrator',
  'the technician of one customer',
  'who sees one entity',
]

describe.each([
  ['both walls', 'both'],
  ['the wall in the code alone', 'code'],
  ['the wall in the database alone', 'database'],
] as const)('behind %s', (_, standing) => {
  let corners: Corners
  /**
   * What is tried of all that is hidden: of what lies alike in several places of the other provider the one with most in it,
   * and behind both walls one thing of either provider, for nothing passes both that has not passed each of them.
   */
  const tried = (all: [name: string, id: string][]) => {
    if (standing !== 'both')
      return all.filter(([name]) => !/Second (Other Customer|Partner Customer|Branch)/.test(name))
    const lastOf = (house: string) => all.findLast(([name]) => name.includes(house))
    return all.filter((each) => each === lastOf('First') || each === lastOf('Second'))
  }

  beforeAll(async () => {
    corners = await createCorners(standing)
  })
  afterAll(() => corners.world.close())

  const viewerOf = (label: string): Viewer => {
    const viewer = corners.viewers.find((each) => each.label === label)
    if (!viewer) throw new TypeError(`There is no ${label}`)
    return viewer
  }
  const hidden = (all: Record<string, string>, visible: string[]) =>
    Object.entries(all).filter(([name]) => !visible.includes(name))
  const isTried = (organization: string, visible: string[]) =>
    tried(hidden(corners.organizations, visible)).some(([name]) => name === organization)

  it.each(people)('lists show %s what lies in their reach, and count nothing else', async (label) => {
    const { person, organizations, devices, entities, readsAudit } = viewerOf(label)
    const query = { limit: 200, sort: 'name' }
    const customers = await person.api.call(listCustomers, { query })
    const below = organizations.filter((name) => name !== 'First Provider')
    expect(customers.body.items.map(({ name }) => name).sort()).toEqual(below)
    expect(customers.body.total).toBe(below.length)
    const nodes = await person.api.call(listOrganizations, { query })
    expect(nodes.body.items.map(({ name }) => name).sort()).toEqual(organizations)
    expect(nodes.body.total).toBe(organizations.length)
    const boxes = await person.api.call(listDevices, { query })
    expect(boxes.body.items.map(({ name }) => name).sort()).toEqual(devices)
    expect(boxes.body.total).toBe(devices.length)
    const branches = await person.api.call(listEntities, { params: { id: corners.world.first.customerId }, query })
    expect(branches.status).toBe(entities.length > 0 ? 200 : 404)
    expect((branches.body.items ?? []).map(({ name }) => name).sort()).toEqual(entities)
    if (entities.length > 0) expect(branches.body.total).toBe(entities.length)
    const everywhere = await person.api.call(listAllEntities, { query })
    expect(everywhere.body.items.map(({ name }) => name).sort()).toEqual(entities)
    expect(everywhere.body.total).toBe(entities.length)
    const events = await person.api.call(listAuditEvents, { query: { limit: 200 } })
    expect(events.status).toBe(readsAudit ? 200 : 403)
    if (readsAudit) {
      const named = new Set(events.body.items.map(({ organizationName }) => organizationName ?? ''))
      expect([...named].sort()).toEqual(organizations)
      expect(events.body.total).toBe(events.body.items.length)
    }
    const bytes = [customers, nodes, boxes, branches, everywhere, events].map(({ raw }) => raw.body).join('\n')
    const allHidden = [
      ...hidden(corners.organizations, organizations),
      ...hidden(corners.devices, devices),
      ...hidden(corners.entities, entities),
    ]
    for (const [name, id] of allHidden) {
      const isShownAsHome = name === 'First Customer' && label === 'who sees one entity'
      if (!isShownAsHome) expect(bytes.includes(id), `${label} is told the id of ${name}`).toBe(false)
      expect(bytes.includes(`"${name}"`) && !isShownAsHome, `${label} is told ${name}`).toBe(false)
    }
  })

  it.each(people)('people of organizations show to %s who belongs to those in reach', async (label) => {
    const { person, organizations: seen } = viewerOf(label)
    const below = seen.filter((name) => !name.endsWith('Provider'))
    const users = await person.api.call(listUsers, { query: { limit: 200, q: 'User of' } })
    expect(users.body.items.map(({ name }) => name).sort()).toEqual(below.map((name) => `User of ${name}`))
    expect(users.body.total).toBe(below.length)
    for (const [name, id] of Object.entries(corners.organizations)) {
      const { status, raw } = await person.api.call(getCustomer, { params: { id: id as never } })
      expect(status, name).toBe(below.includes(name) ? 200 : 404)
      const told = ['Contact of', 'Seller to', 'ID of'].map((what) => raw.body.includes(`${what} ${name}`))
      const isSeen = below.includes(name)
      // What other systems call a partner is kept from its own people.
      const isOwnHouse = label === 'the partner administrator' && name === 'First Partner'
      expect(told, name).toEqual([isSeen, isSeen, isSeen && !isOwnHouse])
      const seesHouse = seen.includes('First Provider')
      const assignee = name.startsWith('First') ? corners.world.first.admin : corners.world.second.admin
      expect(raw.body.includes(assignee.membershipId), name).toBe(seesHouse && below.includes(name))
      if (!isTried(name, seen)) continue
      for (const offer of ['assignableTo', 'assignableToDevicesOf']) {
        const offered = await person.api.call(listUsers, { query: { [offer]: id, limit: 200 } as never })
        expect(offered.body.total, `${offer} ${name}`).toBe(0)
      }
    }
  })

  it.each(people)('notes show %s what was written about organizations in their reach', async (label) => {
    const { person, organizations: seen } = viewerOf(label)
    for (const [name, id] of Object.entries(corners.organizations)) {
      if (name.endsWith('Provider')) continue
      const { status, body } = await person.api.call(listNotes, { params: { id: id as never } })
      expect(status, name).toBe(seen.includes(name) ? 200 : 404)
      if (status !== 200) continue
      // Who works there does not read what those above have written about them.
      const isOwnHouse = label === 'the partner administrator' && name === 'First Partner'
      expect(
        body.items.map((note) => note.body),
        name,
      ).toEqual(isOwnHouse ? [] : [`Note about ${name}`])
      expect(body.total).toBe(isOwnHouse ? 0 : 1)
    }
  })

  it.each(people)('templates show %s what is kept in the own house, below it, and shared from above', async (label) => {
    const { person, templates } = viewerOf(label)
    const { status, body } = await person.api.call(listCustomerTemplates, { query: { limit: 200 } })
    expect(status).toBe(200)
    expect(body.items.map(({ name }) => name)).toEqual(templates)
    expect(body.total).toBe(templates.length)
    const before = await contents(corners)
    const ask = async (method: string, id: string, change?: object) => {
      const answer = await person.api.request(method, `/api/v1/customer-templates/${id}`, change, { 'if-match': '*' })
      return { status: answer.statusCode, code: answer.json().code }
    }
    for (const [name, id] of Object.entries(corners.templates)) {
      expect((await ask('GET', id)).status, name).toBe(templates.includes(name) ? 200 : 404)
      // Who sees the whole of an organization may change what it keeps.
      if (label === 'the administrator' ? name.includes('First') : name === 'Kept by First Partner') continue
      for (const refused of [await ask('PATCH', id, { name: 'Intruder' }), await ask('DELETE', id)])
        expect([403, 404], name).toContain(refused.status)
    }
    expect(await contents(corners)).toEqual(before)
  })

  it.each(people)(
    'tags show %s those of the own house and of houses below, also on what carries them (B6)',
    async (label) => {
      const { person, tags, organizations } = viewerOf(label)
      const { body } = await person.api.call(listTags, { query: { limit: 200 } })
      expect(body.items.map(({ name }) => name)).toEqual(tags)
      expect(body.total).toBe(tags.length)
      const listed = await person.api.call(listCustomers, { query: { limit: 200 } })
      const devices = await person.api.call(listDevices, { query: { limit: 200 } })
      const branches = await person.api.call(listAllEntities, { query: { limit: 200 } })
      const before = await contents(corners)
      for (const [name, id] of Object.entries(corners.tags)) {
        const isSeen = tags.includes(name)
        expect(listed.raw.body.includes(name), name).toBe(isSeen)
        expect(devices.raw.body.includes(name), name).toBe(isSeen)
        const tagged = devices.body.items.filter((each) => each.tags.some((tag) => tag.id === id)).length
        const found = (await person.api.request('GET', `/api/v1/devices?filter[tags][in]=${id}`)).json().total
        expect(found, name).toBe(label === 'who sees one entity' ? undefined : tagged)
        expect(body.items.find((tag) => tag.id === id)?.devices, name).toBe(isSeen ? tagged : undefined)
        expect((await person.api.request('GET', `/api/v1/tags/${id}`)).statusCode, name).toBe(isSeen ? 200 : 404)
        const labelled = branches.body.items.filter((each) => each.tags.some((tag) => tag.id === id)).length
        const foundOf = (await person.api.request('GET', `/api/v1/entities?filter[tags][in]=${id}`)).json().total
        expect(branches.raw.body.includes(name), name).toBe(labelled > 0)
        expect(foundOf, name).toBe(label === 'who sees one entity' ? undefined : labelled)
        expect(body.items.find((tag) => tag.id === id)?.entities, name).toBe(isSeen ? labelled : undefined)
        if (name === 'Tag of First Provider') expect(labelled, name).toBe(isSeen ? branches.body.items.length : 0)
        const carrying = async (condition: string) =>
          (await person.api.request('GET', `/api/v1/customers?filter[tags]${condition}=${id}`)).json().total
        const below = organizations.filter((each) => !each.endsWith('Provider')).length
        const carried = listed.body.items.filter((each) => each.tags.some((tag) => tag.id === id)).length
        // For a customer's own people there is no such column.
        const counts = label === 'who sees one entity' ? [undefined, undefined] : [carried, below - carried]
        expect([await carrying('[in]'), await carrying('[nin]')], name).toEqual(counts)
        if (label === 'the administrator' && isSeen) continue
        if (label === 'the partner administrator' && isSeen) continue
        for (const method of ['PATCH', 'DELETE']) {
          const change = method === 'PATCH' ? { name: 'Intruder' } : undefined
          const answer = await person.api.request(method, `/api/v1/tags/${id}`, change, { 'if-match': '*' })
          expect([403, 404], name).toContain(answer.statusCode)
        }
      }
      expect(await contents(corners)).toEqual(before)
    },
  )

  it.each(people)('neither search nor filter of a list lets %s find what is hidden', async (label) => {
    const { person, organizations, devices, entities, readsAudit } = viewerOf(label)
    const total = async (url: string) => (await person.api.request('GET', `/api/v1/${url}`)).json().total
    for (const [name, id] of tried(hidden(corners.organizations, organizations))) {
      const q = encodeURIComponent(name)
      const visible = organizations.filter((each) => each.includes(name)).length
      expect(await total(`customers?q=${q}`), name).toBe(visible)
      expect(await total(`organizations?q=${q}`), name).toBe(visible)
      expect(await total(`customers?q=${encodeURIComponent(`ID of ${name}`)}`), name).toBe(0)
      expect(await total(`customers?filter[parentId][eq]=${id}`), name).toBe(0)
      expect(await total(`organizations?filter[parentId][in]=${id}`), name).toBe(0)
      if (!(label === 'who sees one entity' && name === 'First Customer'))
        expect(await total(`devices?filter[organizationId][eq]=${id}`), name).toBe(0)
      if (readsAudit) expect(await total(`audit-events?filter[organizationId][eq]=${id}`), name).toBe(0)
      if (readsAudit) expect(await total(`audit-events?filter[objectId][eq]=${id}`), name).toBe(0)
    }
    const { customerId } = corners.world.first
    for (const [name, id] of tried(hidden(corners.entities, entities))) {
      expect(await total(`devices?filter[entityId][eq]=${id}`), name).toBe(0)
      expect(await total(`entities?q=${encodeURIComponent(name)}`), name).toBe(0)
      if (entities.length > 0)
        expect(await total(`customers/${customerId}/entities?q=${encodeURIComponent(name)}`), name).toBe(0)
      if (readsAudit) expect(await total(`audit-events?filter[objectId][eq]=${id}`), name).toBe(0)
    }
    for (const [name] of tried(hidden(corners.devices, devices))) {
      const visible = devices.filter((each) => each.includes(name)).length
      expect(await total(`devices?q=${encodeURIComponent(name)}`), name).toBe(visible)
    }
  })

  it.each(people)(
    '%s gets for a hidden id what one gets for an id that never existed, and changes nothing',
    async (label) => {
      const { person, organizations, devices, entities } = viewerOf(label)
      const { customerId } = corners.world.first
      const before = await contents(corners)
      const ask = async (method: string, url: string, body?: unknown) => {
        const { statusCode, body: text } = await person.api.request(method, `/api/v1/${url}`, body, { 'if-match': '*' })
        return { statusCode, text: text.replace(/"requestId":"[^"]+"/, '') }
      }
      const attempts: Record<string, ((id: string) => ReturnType<typeof ask>)[]> = {
        organizations: [
          (id) => ask('GET', `customers/${id}`),
          (id) => ask('PATCH', `customers/${id}`, { name: 'Taken over' }),
          (id) => ask('POST', 'customers', { name: 'Intruder', parentId: id }),
          (id) => ask('POST', 'customers', { name: 'Intruder', code: 'CUST-1', type: 'division', parentId: id }),
          ...(standing === 'both'
            ? [(id: string) => ask('POST', 'customers?dryRun=true', { name: 'Intruder', parentId: id })]
            : []),
          (id) => ask('GET', `customer-code-suggestion?name=Intruder&parentId=${id}`),
        ],
        devices: [
          (id) => ask('GET', `devices/${id}`),
          (id) => ask('PATCH', `devices/${id}`, { name: 'Taken over' }),
          (id) => ask('DELETE', `devices/${id}`),
        ],
        entities: [
          (id) => ask('GET', `customers/${customerId}/entities/${id}`),
          (id) => ask('PATCH', `customers/${customerId}/entities/${id}`, { code: 'TAKEN' }),
          (id) => ask('DELETE', `customers/${customerId}/entities/${id}`),
        ],
      }
      const ofOrganization: (typeof attempts)[string] = [
        (id) => ask('GET', `customers/${id}/entities`),
        (id) => ask('POST', `customers/${id}/entities`, { name: 'Intruder' }),
      ]
      const addDevice = (id: string) =>
        ask('POST', 'devices', { organizationId: id, name: 'Intruder', class: 'server' })
      const isOwnHome = (id: string) =>
        label === 'who sees one entity' && id === corners.organizations['First Customer']
      const isOwnHouse = (id: string) =>
        label === 'the technician of one customer' && id === corners.organizations['First Provider']
      const kinds = {
        organizations: tried(hidden(corners.organizations, organizations)),
        devices: tried(hidden(corners.devices, devices)),
        entities: tried(hidden(corners.entities, entities)),
      }
      /** What is hidden of a kind, and one of each other kind: as what it is not, nothing is there either. */
      const foreignTo = (kind: string) =>
        Object.entries(kinds).flatMap(([each, all]) => (each === kind ? all : all.slice(-1)))
      for (const some of Object.values(kinds)) expect(some.length).toBeGreaterThan(0)
      expect(Object.values(kinds).flat().length).toBeGreaterThan(standing === 'both' ? 2 : 7)
      for (const [kind, each] of Object.entries(attempts))
        for (const attempt of each) {
          const missing = await attempt(newId())
          expect(missing.statusCode).toBe(404)
          for (const [name, id] of foreignTo(kind))
            if (!isOwnHouse(id)) expect(await attempt(id), name).toEqual(missing)
        }
      const organizationsAndOthers = foreignTo('organizations').filter(([, id]) => !isOwnHome(id))
      for (const attempt of ofOrganization) {
        const missing = await attempt(newId())
        expect(missing.statusCode).toBe(404)
        for (const [name, id] of organizationsAndOthers) expect(await attempt(id), name).toEqual(missing)
      }
      const nowhere = await addDevice(newId())
      for (const [name, id] of organizationsAndOthers) expect(await addDevice(id), name).toEqual(nowhere)
      expect(await contents(corners)).toEqual(before)
    },
  )

  it.each(people)('%s cannot name a hidden entity for a device', async (label) => {
    const { person, devices } = viewerOf(label)
    const before = await contents(corners)
    const own = corners.devices[devices[0] ?? ''] ?? ''
    const name = async (entityId: string) => {
      const answer = await person.api.request('PATCH', `/api/v1/devices/${own}`, { entityId }, { 'if-match': '*' })
      return { status: answer.statusCode, errors: answer.json().errors }
    }
    const missing = await name(newId())
    expect(missing.status).toBe(422)
    for (const entity of ['Second Branch', 'Second Annex'])
      expect(await name(corners.entities[entity] ?? ''), entity).toEqual(missing)
    if (label === 'who sees one entity') expect(await name(corners.entities['First Annex'] ?? '')).toEqual(missing)
    expect(await contents(corners)).toEqual(before)
  })

  it('a draft is found by nobody but who types it', async () => {
    const everybody = [...corners.viewers.map(({ person }) => person), corners.world.second.admin]
    const drafts = new Map<string, string>()
    for (const { email, api } of everybody)
      drafts.set(email, (await api.call(createCustomerDraft, { body: { stepId: 'company', values: {} } })).body.id)
    for (const { email, api } of everybody) {
      const { items } = (await api.call(listCustomerDrafts)).body
      expect(items.map(({ id }) => id)).toEqual([drafts.get(email)])
      for (const [owner, id] of drafts)
        expect((await api.call(getCustomerDraft, { params: { id } })).status).toBe(owner === email ? 200 : 404)
    }
  })

  it.each(people)(
    '%s keeps near what is in sight, nobody sees what another keeps, and a search finds no more',
    async (label) => {
      const { person, organizations, devices, entities } = viewerOf(label)
      const marked = organizations.filter((name) => name !== 'First Provider')
      for (const [name, id] of Object.entries(corners.organizations)) {
        if (!organizations.includes(name) && !isTried(name, organizations)) continue
        const params = { id: id as never }
        const answers = [
          await person.api.call(addFavourite, { params }),
          await person.api.call(recordRecent, { params }),
        ]
        const status = marked.includes(name) ? 204 : 404
        expect([name, ...answers.map((answer) => answer.status)]).toEqual([name, status, status])
      }
      for (const list of [listFavourites, listRecents]) {
        const { items } = (await person.api.call(list)).body
        expect(items.map(({ name }) => name).sort()).toEqual(marked)
      }
      for (const q of ['first', 'second', 'box of', 'annex', 'partner customer']) {
        const found = (await person.api.call(searchEverything, { query: { q } })).body
        const named = (items: { name: string }[] | undefined) => (items ?? []).map(({ name }) => name)
        expect(named(found.customers).filter((name) => !organizations.includes(name))).toEqual([])
        expect(named(found.devices).filter((name) => !devices.includes(name))).toEqual([])
        expect(named(found.entities).filter((name) => !entities.includes(name))).toEqual([])
        expect(JSON.stringify(found)).not.toContain('Second')
      }
    },
  )

  it('what lies above or beside is neither named nor counted (EC1)', async () => {
    const { partnerAdmin, technician, partnerCustomerId } = corners.world.first
    const nodes = (await partnerAdmin.api.call(listOrganizations, {})).body.items
    expect(nodes.map(({ name, parentId, childCount }) => [name, parentId, childCount])).toEqual([
      ['First Partner', null, 1],
      ['First Partner Customer', corners.world.first.partnerId, 0],
    ])
    const rows = (await partnerAdmin.api.call(listCustomers, {})).body.items
    expect(rows.map(({ name, parentId, parentName }) => [name, parentId === null, parentName])).toEqual([
      ['First Partner', true, null],
      ['First Partner Customer', false, 'First Partner'],
    ])
    const [only] = (await technician.api.call(listCustomers, {})).body.items
    expect(only).toMatchObject({ name: 'First Customer', parentId: null, parentName: null })
    const detail = await technician.api.request('GET', `/api/v1/customers/${only?.id}`)
    expect(detail.json()).toMatchObject({ parentId: null, parentName: null })
    expect((await technician.api.request('GET', `/api/v1/customers/${partnerCustomerId}`)).statusCode).toBe(404)
  })

  it('a cursor and an Idempotency-Key of another provider open nothing', async () => {
    const { first, second } = corners.world
    const page = await second.admin.api.call(listCustomers, { query: { limit: 1 } })
    const cursor = page.body.nextCursor ?? ''
    const next = await first.admin.api.call(listCustomers, { query: { limit: 200, cursor } })
    expect(next.raw.body).not.toContain('Second')
    const key = (api: typeof first.admin.api, name: string) =>
      api.request('POST', '/api/v1/customers', { name }, { 'idempotency-key': 'one-key' })
    expect((await key(second.admin.api, 'Second secret')).json().name).toBe('Second secret')
    expect((await key(first.admin.api, 'First secret')).json().name).toBe('First secret')
  })
})
