/** What every operation that changes something keeps to: it is told which version was read, and the audit log tells of it. */
import { createCustomer } from '@tenantry/contract/customers.ts'
import { createEnrollmentToken } from '@tenantry/contract/enrollments.ts'
import { needsIfMatch, requiresIfMatch } from '@tenantry/contract/openapi.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { nameAdministrator } from '@tenantry/contract/user-invitations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationUrl } from './operation-url.ts'
import { thingsOf } from './things.ts'
import { createWorld, type World } from './world.ts'

let world: World
/** What is refused, or adds to others, leaves these as they are. */
let lasting: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
  lasting = await freshThings()
})
afterAll(() => world.close())

/** What they demand of every customer stands in the way of whatever comes after them. */
const last = ['updateCustomerFormSettings', 'updateProviderSettings']
const changes = operations
  .filter(({ method, access, file }) => method !== 'GET' && access !== 'public' && !file)
  .sort((one, other) => last.indexOf(one.id) - last.indexOf(other.id))
const title = (operation: Operation) => [`${operation.method} ${operation.path}`, operation] as const

/** One of each thing, in a customer of its own that nothing has been done to yet. */
async function freshThings(): Promise<Record<string, string>> {
  const mark = ` of ${++customers}`
  const { body } = await world.first.admin.api.call(createCustomer, { body: { name: `A customer${mark}` } })
  return thingsOf(world, world.first, { customerId: body.id, mark })
}
let customers = 0

/** Pages and marks of one's own, what has not been sent yet, and looks at what would be: nothing of the house changes. */
const unlogged = [
  ...['switchMembership', 'addFavourite', 'removeFavourite', 'recordRecent', 'setDefaultView', 'clearDefaultView'],
  ...['readNotification', 'readAllNotifications', 'updateNotificationSettings'],
  ...['createCustomerDraft', 'updateCustomerDraft', 'deleteCustomerDraft'],
  ...['updateImport', 'checkImport', 'startImport', 'cancelImport'],
  ...['previewCustomerLicenseAlert', 'previewLicenseAlert', 'previewNewCustomerAlert'],
  ...['testCustomerLicenseAlert', 'testLicenseAlert', 'testNewCustomerAlert', 'testMailSettings'],
]
/** What needs a past that is not made here; the tests of their rooms read the log behind them. */
const elsewhere = [
  ...['deleteCustomer', 'purgeCustomer', 'assignOrganizations', 'undoImport', 'sendOutbox'],
  ...['runLicenseRules', 'licenseSeenDevices', 'deleteDeviceClass', 'deleteLicenseType', 'forgetSeenDevice'],
]
const logged = changes.filter(({ id }) => ![...unlogged, ...elsewhere].includes(id))

/** What the things lack that an operation is done to. */
const beforehand: Record<string, (things: Record<string, string>) => Promise<object>> = {
  revokeEnrollmentToken: async (things) => {
    const { body } = await world.first.admin.api.call(createEnrollmentToken, {
      params: { id: things.customers as never },
      body: { name: 'Roll-out', expiresInDays: 1 },
    })
    return { 'enrollment-tokens': body.id }
  },
  undoBulkChange: async (things) => {
    await world.test.owner.query("UPDATE bulk_changes SET state = 'done', finished_at = now() WHERE id = $1", [
      things['bulk-changes'],
    ])
    return {}
  },
  // Nothing is left of what was merged.
  mergeCustomer: async () => ({}),
  sendUserInvitation: pendingUser,
  withdrawUserInvitation: pendingUser,
}

async function pendingUser({ customers = '' }: Record<string, string>): Promise<object> {
  const { body } = await world.first.admin.api.call(nameAdministrator, {
    params: { id: customers as never },
    body: nameAdministrator.example?.body,
  })
  return { users: body.membershipId }
}

/** Bodies that change something real, where the example would name what is not there or what is so already. */
const bodies: Record<string, () => object> = {
  createDevice: () => ({ organizationId: world.first.customerId, name: 'a device', class: 'computer' }),
  mergeCustomer: () => ({ intoId: world.first.otherCustomerId, intoVersion: '*' }),
  createBulkChange: () => ({
    list: 'customers',
    ids: [lasting.customers],
    change: { kind: 'status', status: 'disabled' },
  }),
  moveOrganization: () => ({ parentId: world.first.partnerId }),
  moveDevice: () => ({ organizationId: world.first.otherCustomerId }),
  updateRetentionSettings: () => ({ archivedDays: 30 }),
  setDeviceClassTypes: () => ({ licenseTypes: [] }),
  updateLicenseType: () => ({ name: 'People' }),
}
const bodyOf = ({ id, body, example }: Operation) => bodies[id]?.() ?? (body && (example?.body ?? {}))

function ask(operation: Operation, headers: Record<string, string>, things = lasting) {
  const { api } = world.first.admin
  return api.request(operation.method, operationUrl(operation, things), bodyOf(operation), headers)
}

/** What operations have taken away or turned into something else, of things that they share. */
const spare: { things: Record<string, string>; taken: Set<string> }[] = []

/** Things for an operation that takes one away or turns it into another: nobody before it has done so to that one. */
async function thingsFor({ id, method, path }: Operation): Promise<Record<string, string>> {
  const target = [...path.matchAll(/([^/]+)\/\{/g)].at(-1)?.[1]
  const prepare = beforehand[id]
  if (!prepare && (!target || !['DELETE', 'PUT'].includes(method))) return lasting
  // All the others lie in the customer.
  if (prepare || target === 'customers' || target === 'organizations') {
    const things = await freshThings()
    return { ...things, ...(await prepare?.(things)) }
  }
  let free = spare.find(({ taken }) => !taken.has(target ?? ''))
  if (!free) {
    free = { things: await freshThings(), taken: new Set() }
    spare.push(free)
  }
  free.taken.add(target ?? '')
  return free.things
}

/** What stands in each table of the house. */
async function contents(): Promise<Record<string, string>> {
  const { owner } = world.test
  const { rows: tables } = await owner.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  )
  const one = (name: string) =>
    `SELECT '${name}' AS name, count(*) || ' ' || md5(string_agg(t::text, ',' ORDER BY t::text)) AS content FROM ${name} t`
  const { rows } = await owner.query<{ name: string; content: string }>(
    tables.map(({ name }) => one(name)).join(' UNION ALL '),
  )
  return Object.fromEntries(rows.map(({ name, content }) => [name, content]))
}

describe('every change of what was read before', () => {
  it('needs its version where it is an edit, but for what has none: one’s own name, and a mark of the onboarding', () => {
    const edits = changes.filter((operation) => operation.method === 'PATCH' && !requiresIfMatch(operation))
    expect(edits.map(({ id }) => id)).toEqual(['updateMe', 'updateOnboardingItem'])
  })

  it.each(changes.filter(requiresIfMatch).map(title))('%s is refused without a version', async (_, operation) => {
    const answer = await ask(operation, {})
    expect([answer.statusCode, answer.json().code]).toEqual([428, 'precondition_required'])
  })

  it.each(changes.filter(needsIfMatch).map(title))('%s is refused in another version', async (_, operation) => {
    for (const version of ['"987654"', 'W/"987654"', '"no version"', 'none']) {
      const answer = await ask(operation, { 'if-match': version })
      expect([version, answer.statusCode, answer.json().code]).toEqual([version, 412, 'precondition_failed'])
    }
  })
})

/** Refused here, dry or not; the tests of their rooms look at a dry run that is not. */
const refused = ['deleteCustomer', 'purgeCustomer', 'sendOutbox']

describe('a dry run', () => {
  const dry = changes.filter(({ id, dryRun }) => dryRun && !refused.includes(id))
  /** What stood there after the one before. */
  let left: Record<string, string> | null = null

  it.each(dry.map(title))('of %s answers 200 and leaves every table as it is', async (_, operation) => {
    const isPrepared = Object.hasOwn(beforehand, operation.id)
    const things = isPrepared ? await thingsFor(operation) : lasting
    const before = (isPrepared ? null : left) ?? (await contents())
    const url = `${operationUrl(operation, things)}?dryRun=true`
    const { api } = world.first.admin
    const headers = { 'if-match': '*', ...(operation.method === 'POST' ? { 'idempotency-key': 'dry' } : {}) }
    const answer = await api.request(operation.method, url, bodyOf(operation), headers)
    expect(answer.statusCode, answer.body).toBe(200)
    left = await contents()
    expect(left).toEqual(before)
  })
})

describe('the audit log', () => {
  /** The version of whatever is changed is one of these. */
  const several = ['"987654"', ...Array.from({ length: 50 }, (_, version) => `W/"${version}"`)].join(', ')

  it.each(logged.map(title))(
    'tells of %s, which is made where one of several versions is there',
    async (_, operation) => {
      const things = await thingsFor(operation)
      const rows = async () => (await world.test.owner.query('SELECT id FROM audit_events')).rowCount ?? 0
      const before = await rows()
      const answer = await ask(operation, { 'if-match': several }, things)
      expect(answer.statusCode, answer.body).toBe(operation.status)
      expect(await rows()).toBeGreaterThan(before)
    },
  )
})
