import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, type Json, toJson } from '../../platform/canonical-json.ts'
import { newId } from '../../platform/clock/clock.ts'
import { createPool } from '../../platform/database/pools.ts'
import { connectionStringFor } from '../../platform/database/roles.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { type AuditWorld, openAuditWorld, someChange } from './audit.fixture.ts'
import { auditPayload, payloadHash } from './payload.ts'
import { recordAudit, recordAudits } from './record-audit.ts'
import { redacted } from './redaction.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

let world: AuditWorld

beforeAll(async () => {
  world = await openAuditWorld(new Date('2026-03-04T05:06:07.890Z'))
})

afterAll(() => world.close())

async function rows<Row>(text: string, providerId: string): Promise<Row[]> {
  return (await world.owner.query(text, [providerId])).rows
}

const events = (providerId: string) =>
  rows<Record<string, unknown>>(
    'SELECT * FROM audit_events WHERE provider_id = $1 ORDER BY occurred_at, id',
    providerId,
  )

const payloads = (providerId: string) =>
  rows<{ before: unknown; after: unknown; salt: Buffer }>(
    'SELECT p.* FROM audit_payloads p JOIN audit_events e ON e.id = p.audit_event_id WHERE p.provider_id = $1 ORDER BY e.occurred_at, e.id',
    providerId,
  )

describe('an audit row', () => {
  test('says who did what to which thing, when and from where', async () => {
    const provider = newId()
    const scope = { ...systemScope(provider), membershipId: newId() }
    const change = { ...someChange(provider), before: null }
    await world.inside(scope, (context) => recordAudit(context, change))
    const [event = {}] = await events(provider)
    const [payload] = await payloads(provider)
    expect(event).toMatchObject({
      occurred_at: world.time,
      organization_id: provider,
      actor_kind: 'user',
      actor_membership_id: scope.membershipId,
      actor_name: 'Zoë',
      action: 'thing.created',
      object_type: 'thing',
      object_id: change.objectId,
      source: '192.0.2.7',
      request_id: 'request-1',
    })
    expect(payload).toMatchObject({ before: null, after: { name: 'a thing' } })
    const hash = payloadHash(payload?.salt ?? Buffer.alloc(0), { before: null, after: { name: 'a thing' } })
    expect(hash.equals(event.payload_hash as Buffer)).toBe(true)
  })

  test('names the key that acted, as it was called, beside the person', async () => {
    const provider = newId()
    const apiKey = { id: newId(), name: 'Nightly sync', expiresAt: new Date() }
    await world.inside({ ...systemScope(provider), membershipId: newId() }, async (context) => {
      await recordAudit({ ...context, actor: { ...context.actor, kind: 'api_key', apiKey } }, someChange(provider))
      await recordAudit(context, someChange(provider))
    })
    const shown = (await events(provider)).map((row) => [row.actor_name, row.actor_api_key_id, row.actor_api_key_name])
    expect(shown).toEqual([
      ['Zoë', apiKey.id, 'Nightly sync'],
      ['Zoë', null, null],
    ])
  })

  test('leaves its event for the sealing job in the same transaction', async () => {
    const provider = newId()
    await world.record(provider, [{}])
    const outbox = 'SELECT event, version, payload FROM outbox WHERE provider_id = $1'
    expect(await rows(outbox, provider)).toEqual([
      { event: 'audit.appended', version: 2, payload: { since: '2026-03-04T05:06:00.000Z' } },
    ])
  })

  test('is written for each of several changes at once, with one event for all of them', async () => {
    const provider = newId()
    const [one, two, same] = [someChange(provider), someChange(provider), someChange(provider)]
    const changes = [one, { ...same, before: same.after ?? null }, two]
    await world.inside(systemScope(provider), (context) => recordAudits(context, changes))
    await world.inside(systemScope(provider), (context) => recordAudits(context, []))
    expect((await events(provider)).map((event) => event.object_id)).toEqual([one.objectId, two.objectId])
    expect((await payloads(provider)).map(({ after }) => after)).toEqual([{ name: 'a thing' }, { name: 'a thing' }])
    expect(await rows('SELECT event FROM outbox WHERE provider_id = $1', provider)).toHaveLength(1)
  })

  test('is the same alone, as one of a hundred, and as one of more, which travel as arrays', async () => {
    const provider = newId()
    const scope = { ...systemScope(provider), membershipId: newId() }
    const apiKey = { id: newId(), name: 'Nightly sync', expiresAt: new Date() }
    const change = { ...someChange(provider), after: { name: '{"ä", \\}', list: [1, null], nothing: null } }
    for (const count of [1, 100, 101])
      await world.inside(scope, (context) =>
        recordAudits({ ...context, actor: { ...context.actor, kind: 'api_key', apiKey } }, Array(count).fill(change)),
      )
    const [alone, ...others] = (await events(provider)).map(({ id, payload_hash, ...row }) => row)
    expect(others).toEqual(Array(201).fill(alone))
    const [first, ...more] = (await payloads(provider)).map(({ before, after }) => ({ before, after }))
    expect(more).toEqual(Array(201).fill(first))
    // What is sealed is what was written, with its salt.
    const { database } = world.installation
    expect(await sealAudit(database, provider, { everything: true })).toMatchObject({ added: 202 })
    expect(await verifyAudit(database, [provider])).toEqual([{ providerId: provider, breaks: [], erasedCount: 0 }])
  })

  test('goes with the change when that is rolled back', async () => {
    const provider = newId()
    const undone = world.inside(systemScope(provider), async (context) => {
      await recordAudit(context, someChange(provider))
      throw new TypeError('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect([await events(provider), await payloads(provider)]).toEqual([[], []])
  })

  test('is not written for a change that changed nothing', async () => {
    const provider = newId()
    const at = new Date()
    const same = {
      before: { a: 1, at, list: [{ x: 1, y: 2 }], none: undefined },
      after: { list: [{ y: 2, x: 1 }], at: at.toISOString(), a: 1 },
    }
    await world.record(provider, [same])
    expect(await events(provider)).toEqual([])
  })

  test('keeps only the fields that differ', async () => {
    const provider = newId()
    const before = { name: 'old', code: 'A', tags: ['x'], note: 'gone' }
    await world.record(provider, [{ before, after: { name: 'new', code: 'A', tags: ['x', 'y'] } }])
    expect(await payloads(provider)).toMatchObject([
      { before: { name: 'old', tags: ['x'], note: 'gone' }, after: { name: 'new', tags: ['x', 'y'], note: null } },
    ])
  })

  test('keeps what names the object though it stays, and nothing at all where nothing differs', async () => {
    const provider = newId()
    const before = { name: 'nyc-srv-01', code: 'A', note: null }
    await world.record(provider, [
      { before, after: { ...before, code: 'B' }, names: ['name'] },
      { before, after: before, names: ['name'] },
    ])
    expect(await payloads(provider)).toMatchObject([
      { before: { name: 'nyc-srv-01', code: 'A' }, after: { name: 'nyc-srv-01', code: 'B' } },
    ])
  })

  test('never keeps a secret, and still shows that it changed', async () => {
    const provider = newId()
    const secrets = {
      password: 'hunter2-hunter2',
      newPassword: 'hunter2-hunter2',
      api_key: 'hunter2',
      apiKey: 'hunter2',
      keyHash: Buffer.from('hunter2'),
      clientSecret: 'hunter2',
      refresh_token: 'hunter2',
      recoveryCodes: ['hunter2'],
      nested: { deep: [{ private_key: 'hunter2' }] },
      comment: 'tnt_hunter2hunter2',
      header: 'Bearer hunter2',
      url: 'https://user:hunter2@host.example/',
    }
    await world.record(provider, [
      { before: { ...secrets, name: 'a', password: 'hunter2-before' }, after: { ...secrets, name: 'b' } },
      { after: secrets },
    ])
    const [changed, created] = await payloads(provider)
    expect(changed).toMatchObject({
      before: { password: redacted, name: 'a' },
      after: { password: redacted, name: 'b' },
    })
    expect(JSON.stringify([changed, created])).not.toContain('hunter2')
    expect(Object.keys(created?.after as object).sort()).toEqual(Object.keys(secrets).sort())
  })

  test('keeps what only sounds like a secret', () => {
    const fields = { nameKey: 'a', codeKey: 'b', key: 'administrator', footprint: 'c', postalCode: '1', options: ['d'] }
    expect(auditPayload(null, fields)?.after).toEqual(fields)
  })

  test('can be appended and read by the application, and neither changed nor removed', async () => {
    const provider = newId()
    await world.record(provider, [{}])
    const { ownerUrl, secret } = world.installation
    const appPool = createPool(
      { connectionString: connectionStringFor(ownerUrl, 'tenantry_app', secret), max: 1 },
      () => {},
    )
    for (const table of ['audit_events', 'audit_payloads', 'audit_seals', 'audit_events_default'])
      for (const statement of [
        `UPDATE ${table} SET organization_id = organization_id`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
      ])
        await expect(appPool.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    await appPool.end()
    expect(await events(provider)).toHaveLength(1)
  })

  test('is left by people who see single entities, in their own organization and unread by them', async () => {
    const provider = newId()
    const scope = { providerId: provider, organizationId: newId(), membershipId: newId(), reach: 'entities' as const }
    await world.inside(scope, (context) => recordAudit(context, someChange(scope.organizationId)))
    const elsewhere = world.inside(scope, (context) => recordAudit(context, someChange(newId())))
    await expect(elsewhere).rejects.toMatchObject({ code: '42501' })
    const seen = await world.inside(scope, ({ tx }) => tx.selectFrom('audit_events').select('id').execute())
    expect([(await events(provider)).length, seen]).toEqual([1, []])
  })
})

describe('canonical JSON', () => {
  test('is the same after a value was stored and read again', async () => {
    const storable = fc
      .jsonValue({ maxDepth: 3, noUnicodeString: false })
      .filter((value) => !JSON.stringify(value).includes('\\u0000') && !/\\ud[89a-f]/i.test(JSON.stringify(value)))
    const values = fc.sample(storable, 300).map(toJson)
    const { rows: stored } = await world.owner.query<{ value: Json }>(
      'SELECT value::jsonb FROM unnest($1::text[]) WITH ORDINALITY AS given(value, n) ORDER BY n',
      [values.map((value) => JSON.stringify(value))],
    )
    expect(stored.map((row) => canonicalJson(row.value))).toEqual(values.map(canonicalJson))
  })

  test('does not depend on the order of members', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  })
})

describe('the list of audit events', () => {
  let http: World

  beforeAll(async () => {
    http = await createWorld()
    const { admin, customerId } = http.first
    await admin.api.call(
      updateCustomer,
      { params: { id: customerId }, body: { name: 'Renamed' } as never },
      { ifMatch: '*' },
    )
  })

  afterAll(() => http.close())

  test('begins with the newest, with the values before and after', async () => {
    const { body, status } = await http.first.admin.api.call(listAuditEvents, { query: { limit: 2 } as never })
    expect(status).toBe(200)
    expect(body.items[0]).toMatchObject({
      action: 'customer.updated',
      objectId: http.first.customerId,
      organizationName: 'Renamed',
      actor: { kind: 'user' },
      before: { name: 'First Customer' },
      after: { name: 'Renamed' },
    })
    const times = body.items.map((item) => item.occurredAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  test('pages through all without gap or doubling', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    let total: number | null = null
    do {
      const query = { limit: 2, ...(cursor ? { cursor } : {}) } as never
      const { body } = await http.first.admin.api.call(listAuditEvents, { query })
      seen.push(...body.items.map((item) => item.id))
      total = body.total
      cursor = body.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(seen.length)
    expect(total).toBe(seen.length)
    expect(seen.length).toBe(
      (await http.test.owner.query('SELECT 1 FROM audit_events WHERE provider_id = $1', [http.first.providerId]))
        .rowCount,
    )
  })

  test('searches the action and filters by customer', async () => {
    const { api } = http.first.admin
    const searched = await api.call(listAuditEvents, { query: { q: 'R.UPDATED' } as never })
    expect(searched.body.items.map((item) => item.action)).toEqual(['customer.updated'])
    const none = await api.call(listAuditEvents, { query: { q: '%' } as never })
    expect(none.body.items).toEqual([])
    const filter = { organizationId: { eq: http.first.customerId } }
    const filtered = await api.call(listAuditEvents, { query: { filter } as never })
    expect(filtered.body.items.map((item) => item.action)).toEqual(['customer.updated', 'customer.created'])
  })

  test('shows a partner what happened below it, and a technician nothing', async () => {
    const { partnerAdmin, partnerId, partnerCustomerId, technician } = http.first
    const { body } = await partnerAdmin.api.call(listAuditEvents)
    expect(new Set(body.items.map((item) => item.organizationId))).toEqual(new Set([partnerId, partnerCustomerId]))
    expect((await technician.api.call(listAuditEvents)).status).toBe(403)
  })

  test('tells which API key made a change, under the name of its person', async () => {
    const { admin, customerId } = http.first
    const { body: key } = await admin.api.call(createApiKey, { body: { name: 'Nightly sync', expiresInDays: 1 } })
    const program = new HttpCaller(http.app, { authorization: `Bearer ${key.key}` })
    await program.call(
      updateCustomer,
      { params: { id: customerId }, body: { phoneExtension: '12' } as never },
      { ifMatch: '*' },
    )
    const { body } = await admin.api.call(listAuditEvents, { query: { limit: 2 } as never })
    expect(body.items.map(({ actor }) => actor)).toEqual([
      { kind: 'api_key', name: 'First Admin', isYou: true, apiKeyId: key.id, apiKeyName: 'Nightly sync' },
      { kind: 'user', name: 'First Admin', isYou: true, apiKeyId: null, apiKeyName: null },
    ])
  })

  test('tells from where somebody acted to those only who see that person', async () => {
    const { admin, partnerAdmin, partnerCustomerId } = http.first
    const rename = (name: string, by = admin.api) =>
      by.call(updateCustomer, { params: { id: partnerCustomerId }, body: { name } as never }, { ifMatch: '*' })
    const key = await admin.api.call(createApiKey, { body: { name: 'Of the staff', expiresInDays: 1 } })
    await rename('By the provider')
    await rename('By a key', new HttpCaller(http.app, { authorization: `Bearer ${key.body.key}` }))
    await rename('By the partner', partnerAdmin.api)
    const query = { limit: 3, filter: { action: { eq: 'customer.updated' } } } as never
    const shown = async (api: HttpCaller) =>
      (await api.call(listAuditEvents, { query })).body.items.map(({ source, actor }) => [
        source,
        actor.apiKeyName,
        actor.isYou,
      ])
    expect(await shown(partnerAdmin.api)).toEqual([
      ['127.0.0.1', null, true],
      [null, null, false],
      [null, null, false],
    ])
    expect(await shown(admin.api)).toEqual([
      ['127.0.0.1', null, false],
      ['127.0.0.1', 'Of the staff', true],
      ['127.0.0.1', null, true],
    ])
  })
})
