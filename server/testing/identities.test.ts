/** What every operation of one thing and every list answers to everybody who must not see the thing. */
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { createBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { createCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseRule } from '@tenantry/contract/license-rules.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { createSavedView } from '@tenantry/contract/saved-views.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uploaded } from '../features/imports/imports.fixture.ts'
import { newId } from '../platform/clock/clock.ts'
import { HttpCaller } from './http-caller.ts'
import { operationUrl } from './operation-url.ts'
import { toldThings } from './told-things.ts'
import { createWorld, type Person, type World } from './world.ts'

let world: World
/** Ids and secret words of things in a customer that only the administrator of the first provider sees. */
let hidden: Record<string, string> = {}
const people: Record<string, HttpCaller> = {}
const otherAdmin = 'the administrator of another provider'
const word = 'Unseen Quarry'

beforeAll(async () => {
  world = await createWorld()
  const { first, second } = world
  const admin = { email: 'unseen@quarry.example', displayName: word }
  const customer = await first.admin.api.call(createCustomer, { body: { name: word, contacts: { admin } } })
  const organizationId = customer.body.id
  const contact = await first.admin.api.call(createContact, {
    params: { id: organizationId },
    body: { firstName: word },
  })
  const device = await first.admin.api.call(createDevice, { body: { organizationId, name: word, class: 'server' } })
  const key = await first.admin.api.call(createApiKey, { body: { name: word, expiresInDays: 1 } })
  const entity = await first.admin.api.call(createEntity, { params: { id: organizationId }, body: { name: word } })
  const note = await first.admin.api.call(createNote, { params: { id: organizationId }, body: { body: word } })
  const draft = await first.admin.api.call(createCustomerDraft, { body: { stepId: 'company', values: { name: word } } })
  // The people of the provider's house and those below see what is kept there; nobody but the administrator sees this.
  const partner = await first.admin.api.call(createCustomer, { body: { name: `${word} Partner`, type: 'partner' } })
  const template = await first.admin.api.call(createCustomerTemplate, {
    body: { name: word, organizationId: partner.body.id, values: { name: word, parentId: organizationId } },
  })
  const bulk = await first.admin.api.call(createBulkChange, {
    body: {
      list: 'customers',
      ids: [organizationId],
      change: { kind: 'accountManager', accountManagerEmail: 'noted@b.example' },
    },
  })
  // Nobody who sees this house is asked.
  const tag = await first.admin.api.call(createTag, { body: { name: word, organizationId: partner.body.id } })
  const bought = await first.admin.api.call(createLicensePurchase, {
    body: { type: 'it_assets', quantity: 1_000, startsOn: '2026-01-01', reference: word },
  })
  const rule = await first.admin.api.call(createLicenseRule, { body: { name: word, conditions: {} } })
  const view = await first.admin.api.call(createSavedView, { body: { list: 'customers', name: word, search: '' } })
  hidden = {
    customers: organizationId,
    // Below which customers can be added.
    organizations: partner.body.id,
    favourites: organizationId,
    recents: organizationId,
    contacts: contact.body.id,
    'customer-drafts': draft.body.id,
    'customer-templates': template.body.id,
    tags: tag.body.id,
    'bulk-changes': bulk.body.bulkChange?.id ?? '',
    'saved-views': view.body.id,
    imports: (await uploaded(first.admin.api, `Name\n${word}\n`)).id,
    devices: device.body.id,
    'api-keys': key.body.id,
    entities: entity.body.id,
    notes: note.body.id,
    users: customer.body.contacts.admin?.membershipId ?? '',
    'license-purchases': bought.body.id,
    'license-rules': rule.body.id,
    ...(await toldThings(world, first, { organizationId, words: word })),
    // What no other answer names without being asked for it.
    licenses: 'trial_devices',
    // A key that no other answer contains as a word of its own.
    onboarding: 'billingProfile',
  }
  const entityId = newId()
  await world.test.owner.query(
    'INSERT INTO entities (provider_id, id, organization_id, name, name_key, created_at) VALUES ($1, $2, $3, $4, $4, now())',
    [first.providerId, entityId, first.customerId, 'a branch'],
  )
  const entityPerson = await world.addPerson({
    providerId: first.providerId,
    organizationId: first.customerId,
    role: 'technician',
    reach: 'entities',
    entities: [entityId],
  })
  Object.assign(people, {
    'the partner administrator': first.partnerAdmin.api,
    'the technician of another customer': first.technician.api,
    'the person of one entity': entityPerson.api,
    [otherAdmin]: second.admin.api,
    'an API key of the partner': await keyOf(first.partnerAdmin),
    'an API key of another provider': await keyOf(second.admin),
  })
})
afterAll(() => world.close())

async function keyOf({ api }: Person): Promise<HttpCaller> {
  const { body, status } = await api.call(createApiKey, { body: { name: 'a program', expiresInDays: 1 } })
  expect(status).toBe(201)
  return new HttpCaller(world.app, { authorization: `Bearer ${body.key}` })
}

const needsSignIn = operations.filter(({ access }) => access !== 'public')
const ofOneThing = needsSignIn.filter(({ path }) => path.includes('{id}'))
const lists = needsSignIn.filter(({ method, path }) => method === 'GET' && !path.includes('{') && path !== '/me')
/** What a list cannot be asked for without. */
const asked: Record<string, () => string> = {
  suggestCode: () => '?name=Quarry',
  searchEverything: () => `?q=${word}`,
  downloadImportTemplate: () => '?kind=customers',
  listFullestLicenses: () => `?id=${hidden.customers}`,
}
const title = (operation: Operation) => [operation.id, operation] as const

/** A body where the contract has no example, because its ids must be real. */
const bodyOf = ({ id, body, example }: Operation) =>
  id === 'switchMembership' ? { membershipId: world.first.admin.membershipId } : body && (example?.body ?? {})
type Ids = Parameters<typeof operationUrl>[1]
/** Nothing is set aside of what trials count. */
const hiddenOf = ({ path }: Operation): Ids =>
  path.endsWith('/allotments') ? { ...hidden, licenses: 'it_assets' } : hidden
const ask = (api: HttpCaller, operation: Operation, ids: Ids = '') =>
  api.request(operation.method, operationUrl(operation, ids), bodyOf(operation), {
    'if-match': '*',
  })
const comparable = ({ requestId: _, ...problem }: Record<string, unknown>) => problem

describe('a thing that somebody may not see', () => {
  it('is asked for by people of every reach and by programs', () => {
    expect(Object.keys(people)).toHaveLength(6)
  })

  it.each(ofOneThing.map(title))('%s answers everybody as for one that never existed', async (_, operation) => {
    for (const [who, api] of Object.entries(people)) {
      // What is another provider's, operations.test.ts asks for signed in.
      if (who === otherAdmin) continue
      const seen = await ask(api, operation, hiddenOf(operation))
      const missing = await ask(api, operation, newId())
      expect([403, 404], who).toContain(seen.statusCode)
      expect(comparable(seen.json()), who).toEqual(comparable(missing.json()))
      expect(seen.body.length, who).toBe(missing.body.length)
    }
  })

  it.each(ofOneThing.filter(({ method }) => method === 'GET').map(title))(
    '%s shows it to who may see it, after all that',
    async (_, operation) => {
      expect((await ask(world.first.admin.api, operation, hiddenOf(operation))).statusCode).toBe(200)
    },
  )

  it.each(lists.map(title))('%s shows nobody anything of it', async (_, operation) => {
    for (const [who, api] of Object.entries(people)) {
      const answer = await api.request('GET', operationUrl(operation, '') + (asked[operation.id]?.() ?? ''))
      expect([200, 403, 404], who).toContain(answer.statusCode)
      for (const secret of [word, ...Object.values(hidden)])
        expect(answer.body.includes(secret), `${who} is told ${secret}`).toBe(false)
    }
  })
})

describe('an API key of a membership that may do everything', () => {
  let key: HttpCaller

  beforeAll(async () => {
    key = await keyOf(world.first.admin)
  })

  it.each(needsSignIn.map(title))('may do %s', async (_, operation) => {
    const { statusCode } = await ask(key, operation, newId())
    expect([401, 403]).not.toContain(statusCode)
  })
})

describe('a membership that is switched off', () => {
  const ways: HttpCaller[] = []
  const statuses = async () => {
    const answers = ways.map((api) => api.request('GET', `/api/v1/customers/${world.first.customerId}`))
    return (await Promise.all(answers)).map(({ statusCode }) => statusCode)
  }

  beforeAll(async () => {
    const { providerId } = world.first
    const role = 'provider_administrator'
    const person = await world.addPerson({ providerId, organizationId: providerId, role, reach: 'all' })
    ways.push(person.api, await keyOf(person))
    expect(await statuses()).toEqual([200, 200])
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [person.membershipId])
    expect(await statuses()).toEqual([401, 401])
  })

  it.each(needsSignIn.map(title))('is a stranger to %s, signed in as well as with its key', async (_, operation) => {
    for (const api of ways) {
      const answer = await ask(api, operation, world.first.customerId)
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'not_signed_in'])
    }
  })
})
