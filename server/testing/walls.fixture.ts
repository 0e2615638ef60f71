/** A world with something to hide in every corner, and people who each see one corner of it. */
import { createCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity, updateEntity } from '@tenantry/contract/entities.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { newId } from '../platform/clock/clock.ts'
import { walledTables } from '../platform/tenancy/walled-tables.ts'
import { createWorld, type Person, type ProviderWorld, type World } from './world.ts'

/** Which wall stands alone; `both` as in the product. */
export type Standing = 'both' | 'code' | 'database'

/** Somebody with what they may see: names of organizations, of devices and of entities. */
export interface Viewer {
  label: string
  person: Person
  organizations: string[]
  devices: string[]
  entities: string[]
  templates: string[]
  tags: string[]
  readsAudit: boolean
}

/** Everything that can be asked for, by the name that gives it away. */
export interface Corners {
  world: World
  viewers: Viewer[]
  organizations: Record<string, string>
  devices: Record<string, string>
  entities: Record<string, string>
  templates: Record<string, string>
  tags: Record<string, string>
}

/** Builds the world and takes one wall away. */
export async function createCorners(standing: Standing): Promise<Corners> {
  const world = await createWorld({ codeWall: standing !== 'database' })
  const corners: Corners = { world, viewers: [], organizations: {}, devices: {}, entities: {}, templates: {}, tags: {} }
  for (const name of ['First', 'Second'] as const) await furnish(corners, name)
  corners.viewers = await viewersOf(corners)
  await takeWallAway(world, standing)
  return corners
}

/** Takes the wall in the database away, unless it is to stand; a world is made without the one in the code. */
export async function takeWallAway({ test }: World, standing: Standing): Promise<void> {
  if (standing !== 'code') return
  const tables = Object.keys(walledTables).map((table) => `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`)
  await test.owner.query(tables.join('; '))
}

async function furnish(corners: Corners, name: 'First' | 'Second'): Promise<void> {
  const { world } = corners
  const provider = name === 'First' ? world.first : world.second
  const { providerId, customerId, partnerId, partnerCustomerId, otherCustomerId, admin } = provider
  const organizations = {
    [`${name} Provider`]: providerId,
    [`${name} Partner`]: partnerId,
    [`${name} Partner Customer`]: partnerCustomerId,
    [`${name} Customer`]: customerId,
    [`${name} Other Customer`]: otherCustomerId,
  }
  Object.assign(corners.organizations, organizations)
  for (const entity of ['Branch', 'Annex']) {
    const body = { name: `${name} ${entity}` }
    const { body: made, status, raw } = await admin.api.call(createEntity, { params: { id: customerId }, body })
    if (status !== 201) throw new TypeError(raw.body)
    corners.entities[body.name] = made.id
  }
  for (const [home, id] of Object.entries(organizations)) {
    if (id === providerId) continue
    const body = { body: `Note about ${home}` }
    const { status, raw } = await admin.api.call(createNote, { params: { id }, body })
    if (status !== 201) throw new TypeError(raw.body)
    await addPeople(corners, provider, home, id)
  }
  await addTemplates(corners, provider, name)
  await addTags(corners, provider, name)
  await tagEntities(corners, provider, name)
  const homes = [
    ...Object.entries(organizations).map(([home, organizationId]) => ({ home, organizationId, entityId: null })),
    ...['Branch', 'Annex'].map((entity) => ({
      home: `${name} ${entity}`,
      organizationId: customerId,
      entityId: corners.entities[`${name} ${entity}`] ?? null,
    })),
  ]
  for (const { home, ...place } of homes) {
    const body = { ...place, name: `Box of ${home}`, class: 'server' } as const
    const { body: device, status, raw } = await admin.api.call(createDevice, { body })
    if (status !== 201) throw new TypeError(raw.body)
    corners.devices[`Box of ${home}`] = device.id
    await tagDevice(corners, provider, name, { id: device.id, organizationId: place.organizationId })
  }
}

/** What the house keeps for itself, what it shares, and what its partner has. */
async function addTemplates(corners: Corners, { admin, providerId, partnerId }: ProviderWorld, name: string) {
  const kept = [
    { name: `Kept by ${name} Provider`, organizationId: providerId },
    { name: `Shared by ${name} Provider`, organizationId: providerId, isShared: true },
    { name: `Kept by ${name} Partner`, organizationId: partnerId },
  ]
  for (const each of kept) {
    const body = { ...each, organizationId: each.organizationId as never, values: {} }
    const { body: template, status, raw } = await admin.api.call(createCustomerTemplate, { body })
    if (status !== 201) throw new TypeError(raw.body)
    corners.templates[each.name] = template.id
  }
}

/** A tag of the house and one of its partner, each on all that lies below its house. */
async function addTags(corners: Corners, provider: ProviderWorld, name: string) {
  const { admin, providerId, partnerId, partnerCustomerId, customerId } = provider
  for (const [house, organizationId] of [
    ['Provider', providerId],
    ['Partner', partnerId],
  ] as const) {
    const body = { name: `Tag of ${name} ${house}`, organizationId: organizationId as never }
    const made = await admin.api.call(createTag, { body })
    if (made.status !== 201) throw new TypeError(made.raw.body)
    corners.tags[body.name] = made.body.id
  }
  for (const id of [partnerId, partnerCustomerId, customerId]) {
    const [ofProvider, ofPartner] = ['Provider', 'Partner'].map((house) => corners.tags[`Tag of ${name} ${house}`])
    const tagIds = (id === customerId ? [ofProvider] : [ofProvider, ofPartner]) as never
    const put = { params: { id: id as never }, body: { tagIds } }
    const { status, raw } = await admin.api.call(updateCustomer, put, { ifMatch: '*' })
    if (status !== 200) throw new TypeError(raw.body)
  }
}

/** Puts on a device the tags of the house and, below the partner, of the partner. */
async function tagDevice(
  corners: Corners,
  { admin, partnerId, partnerCustomerId }: ProviderWorld,
  name: string,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<void> {
  const isPartners = organizationId === partnerId || organizationId === partnerCustomerId
  const tagIds = ['Provider', ...(isPartners ? ['Partner'] : [])].map(
    (house) => corners.tags[`Tag of ${name} ${house}`],
  )
  const put = { params: { id }, body: { tagIds: tagIds as never } }
  const { status, raw } = await admin.api.call(updateDevice, put, { ifMatch: '*' })
  if (status !== 200) throw new TypeError(raw.body)
}

/** Puts on the entities the tag of the house. */
async function tagEntities({ tags, entities }: Corners, { admin, customerId }: ProviderWorld, name: string) {
  const tagIds = [tags[`Tag of ${name} Provider`]] as never
  for (const entity of ['Branch', 'Annex']) {
    const params = { id: customerId, entityId: entities[`${name} ${entity}`] as never }
    const { status, raw } = await admin.api.call(updateEntity, { params, body: { tagIds } }, { ifMatch: '*' })
    if (status !== 200) throw new TypeError(raw.body)
  }
}

/** A contact, a seller, somebody who looks after it and an invited user, all named after their organization. */
async function addPeople({ world }: Corners, provider: ProviderWorld, home: string, id: string): Promise<void> {
  const { providerId, admin, technician, customerId } = provider
  const assigned = [admin, ...(id === customerId ? [technician] : [])]
  const body = {
    contacts: { primary: { firstName: `Contact of ${home}` } },
    salesRepresentatives: [{ name: `Seller to ${home}`, email: 'seller@msp.example' }],
    externalIds: [{ system: 'connectwise', value: `ID of ${home}` }],
    assignedUserIds: assigned.map(({ membershipId }) => membershipId as never),
  }
  const { status, raw } = await admin.api.call(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
  if (status !== 200) throw new TypeError(raw.body)
  const user = newId()
  await world.test.owner.query(
    `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
     SELECT $1, $2, $3, $2, r.id, 'subtree', $4, lower($4), 'user@people.example', 'pending', now()
     FROM roles r WHERE r.provider_id = $1 AND r.key = 'customer_administrator'`,
    [providerId, user, id, `User of ${home}`],
  )
  await world.test.owner.query(
    'INSERT INTO invitations (provider_id, id, organization_id, membership_id, created_at) VALUES ($1, $2, $3, $2, now())',
    [providerId, user, id],
  )
}

async function viewersOf({ world, entities }: Corners): Promise<Viewer[]> {
  const { first } = world
  const entityPerson = await world.addPerson({
    providerId: first.providerId,
    organizationId: first.customerId,
    role: 'technician',
    reach: 'entities',
    entities: [entities['First Branch'] ?? ''],
  })
  const boxes = (...homes: string[]) => homes.map((home) => `Box of ${home}`).sort()
  const house = ['First Provider', 'First Partner', 'First Partner Customer', 'First Customer', 'First Other Customer']
  const viewer = (
    label: string,
    person: Person,
    organizations: string[],
    homes: string[],
    templates: string[],
    readsAudit: boolean,
    tags: string[],
  ) => ({
    label,
    person,
    templates,
    tags,
    organizations: [...organizations].sort(),
    devices: boxes(...homes),
    entities: homes.filter((home) => /Branch|Annex/.test(home)).sort(),
    readsAudit,
  })
  const partner = ['First Partner', 'First Partner Customer']
  const customer = ['First Customer', 'First Branch', 'First Annex']
  const [kept, shared, ofPartner] = ['Kept by First Provider', 'Shared by First Provider', 'Kept by First Partner']
  const all = [ofPartner, kept, shared]
  const [tagOfHouse, tagOfPartner] = ['Tag of First Provider', 'Tag of First Partner']
  return [
    viewer('the administrator', first.admin, house, [...house, 'First Branch', 'First Annex'], all, true, [
      tagOfPartner,
      tagOfHouse,
    ]),
    viewer('the partner administrator', first.partnerAdmin, partner, partner, [ofPartner, shared], true, [
      tagOfPartner,
    ]),
    viewer('the technician of one customer', first.technician, ['First Customer'], customer, [kept, shared], false, [
      tagOfHouse,
    ]),
    viewer('who sees one entity', entityPerson, [], ['First Branch'], [], false, []),
  ]
}

/** What the content of every table of tenants comes to, for a comparison before and after. */
export async function contents({ world }: Corners): Promise<Record<string, string>> {
  // Asked a hundred times of each world: by a name it is planned once.
  const { rows } = await world.test.owner.query<[string, string]>({
    name: 'contents',
    text: contentsOfAll,
    rowMode: 'array',
  })
  return Object.fromEntries(rows)
}

const contentsOfAll = Object.keys(walledTables)
  .map((name) => `SELECT '${name}', md5(string_agg(r::text, E'\\n' ORDER BY r::text)) FROM ${name} r`)
  .join(' UNION ALL ')
