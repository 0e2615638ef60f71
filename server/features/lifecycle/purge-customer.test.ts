import type { Socket } from 'node:net'
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { createCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { addFavourite, recordRecent } from '@tenantry/contract/favourites.ts'
import { createNote } from '@tenantry/contract/notes.ts'
import { createSavedView, setDefaultView } from '@tenantry/contract/saved-views.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { walledTables } from '../../platform/tenancy/walled-tables.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { sealAllAuditTask, verifyAudit } from '../audit-events/public.ts'
import { added } from '../customers/customers.fixture.ts'
import { addPending, contentOf, mustSet, purge, runTask, setStatus } from './lifecycle.fixture.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

/** A customer with something in every table that can hold something of it. */
async function furnished(code: string): Promise<{ id: string; people: Person[]; entityId: string }> {
  const { providerId, technician, customerId } = world.first
  const { owner } = world.test
  const key = { idempotencyKey: newId() }
  const person = { firstName: 'Sunil', email: 'enterprise@airtel.com' }
  const body = {
    name: 'Airtel',
    code,
    timeZone: 'Asia/Tokyo',
    contacts: { primary: person, admin: { ...person, email: `${code.toLowerCase()}@airtel.example` } },
    salesRepresentatives: [{ name: 'Sunil', email: 'enterprise@airtel.com' }],
    externalIds: [{ system: 'connectwise', value: code }],
  }
  const created = await api.call(createCustomer, { body }, key)
  const { id } = created.body
  const entityId = newId()
  await owner.query(
    'INSERT INTO entities (provider_id, id, organization_id, name, name_key, created_at) VALUES ($1, $2, $3, $4, $4, now())',
    [providerId, entityId, id, `branch of ${code}`],
  )
  const place = { providerId, organizationId: id, role: 'partner_administrator' } as const
  const people = [
    await world.addPerson({ ...place, reach: 'entities', entities: [entityId] }),
    await world.addPerson({ ...place, reach: 'selected', selected: [id] }),
  ]
  const [first] = people
  await api.call(createNote, { params: { id: id as never }, body: { body: 'Call before you reboot' } })
  await addPending(world, providerId, id)
  await owner.query(
    'INSERT INTO invitations (provider_id, id, organization_id, membership_id, accepted_at, created_at) VALUES ($1, $2, $3, $2, now(), now())',
    [providerId, first?.membershipId, id],
  )
  await first?.api.call(createApiKey, { body: { name: 'a key', expiresInDays: 1 } }, { idempotencyKey: newId() })
  await first?.api.call(createCustomerDraft, { body: { stepId: 'company', values: {} } })
  const view = await first?.api.call(createSavedView, { body: { list: 'devices', name: 'Servers', search: '' } })
  await first?.api.call(setDefaultView, { params: { id: view?.body.id ?? '' } })
  for (const operation of [addFavourite, recordRecent]) await api.call(operation, { params: { id } })
  await owner.query(
    `INSERT INTO invitation_requests (provider_id, organization_id, login_hash, asked, asked_since) VALUES ($1, $2, '\\x00', 1, now())`,
    [providerId, id],
  )
  const device = { organizationId: id, entityId: entityId as never, name: 'srv-01', class: 'server' as const }
  const { body: made } = await api.call(createDevice, { body: device })
  await owner.query(
    "INSERT INTO moved_devices (provider_id, organization_id, device_id, enrollment_key, moved_at) VALUES ($1, $2, $3, 'h:1', now())",
    [providerId, id, made.id],
  )
  await owner.query(
    'INSERT INTO roles (provider_id, id, organization_id, name, permissions) VALUES ($1, $2, $3, $4, $5)',
    [providerId, newId(), id, 'Own role', []],
  )
  await owner.query(
    `INSERT INTO license_purchases (provider_id, id, organization_id, type, quantity, starts_on, created_at, updated_at)
     VALUES ($1, $2, $3, 'users', 1, '2020-01-01', now(), now())`,
    [providerId, newId(), id],
  )
  await owner.query(
    `INSERT INTO license_alert_settings (provider_id, organization_id, audience, type_thresholds, updated_at) VALUES ($1, $2, 'own', '{}', now())`,
    [providerId, id],
  )
  await owner.query(
    `INSERT INTO license_alerts (provider_id, id, organization_id, type, level, threshold, limit_count, demand, fired_at, transaction_id)
     VALUES ($1, $2, $3, 'users', 'full', 80, 1, 1, now(), '1')`,
    [providerId, newId(), id],
  )
  await owner.query(
    "INSERT INTO license_months (provider_id, organization_id, month, time_zone, basis) VALUES ($1, $2, '2026-01-01', 'UTC', 'peak')",
    [providerId, id],
  )
  // Divisions that lay under each other's enterprises once; the one that stays keeps its own rows.
  await owner.query(
    `INSERT INTO former_accounts (provider_id, organization_id, type, first_number, last_number, account_id, left_at)
     VALUES ($1, $2, $4, 1, 2, $3, now()), ($1, $3, $4, 1, 2, $2, now())`,
    [providerId, id, customerId, code],
  )
  // What it kept while it was a partner.
  await owner.query(
    `INSERT INTO customer_templates (provider_id, id, organization_id, name, name_key, is_shared, values, created_at, updated_at)
     VALUES ($1, $2, $3, 'Branch', 'branch', true, '{}', now(), now())`,
    [providerId, newId(), id],
  )
  await owner.query(
    `INSERT INTO tags (provider_id, id, organization_id, name, name_key, color, created_at, updated_at)
     SELECT $1, gen_random_uuid(), house, $3, $3, 'gray', now(), now() FROM unnest(ARRAY[$1, $2]::uuid[]) house`,
    [providerId, id, `of ${code}`.toLowerCase()],
  )
  await owner.query(
    `INSERT INTO organization_tags (provider_id, organization_id, tag_id, house_id)
     SELECT t.provider_id, $2, t.id, t.organization_id FROM tags t WHERE t.provider_id = $1 AND t.name = $3`,
    [providerId, id, `of ${code}`.toLowerCase()],
  )
  await owner.query(
    `INSERT INTO device_tags (provider_id, device_id, tag_id, organization_id, house_id)
     SELECT d.provider_id, d.id, t.id, d.organization_id, t.organization_id FROM devices d
     JOIN tags t ON t.provider_id = d.provider_id AND t.name = $3 WHERE d.provider_id = $1 AND d.organization_id = $2`,
    [providerId, id, `of ${code}`.toLowerCase()],
  )
  await owner.query(
    `INSERT INTO entity_tags (provider_id, entity_id, tag_id, organization_id, house_id)
     SELECT e.provider_id, e.id, t.id, e.organization_id, t.organization_id FROM entities e
     JOIN tags t ON t.provider_id = e.provider_id AND t.name = $3 WHERE e.provider_id = $1 AND e.organization_id = $2`,
    [providerId, id, `of ${code}`.toLowerCase()],
  )
  // Of an import that one of its people began, and that has made it.
  const importId = newId()
  const own = [providerId, importId, first?.membershipId]
  await owner.query(
    `INSERT INTO imports (provider_id, id, membership_id, kind, state, file_name, size_bytes, encoding, separator, headers,
       samples, rows, matching, existing, empty_cells, created_at, updated_at)
     VALUES ($1, $2, $3, 'customers', 'finished', 'list.csv', 1, 'utf-8', ',', '[]', '[]', 1, '[]', 'refuse', 'leave', now(), now())`,
    own,
  )
  await owner.query(
    `INSERT INTO import_problems (provider_id, import_id, membership_id, row_number, place, code, message)
     VALUES ($1, $2, $3, 2, 0, 'required', 'This is needed')`,
    own,
  )
  await owner.query(
    `INSERT INTO import_rows (provider_id, import_id, row_number, organization_id, object_id, is_new, version)
     VALUES ($1, $2, 2, $3, $3, true, 1)`,
    [providerId, importId, id],
  )
  await owner.query(
    `INSERT INTO import_changes (provider_id, import_id, row_number, place, organization_id, name, column_index, before, after)
     VALUES ($1, $2, 2, 0, $3, 'Gone', 0, '', 'x')`,
    [providerId, importId, id],
  )
  await owner.query(
    "INSERT INTO import_matchings (provider_id, house_id, kind, headers_hash, matching, updated_at) VALUES ($1, $2, 'customers', 'x', '[]', now())",
    [providerId, id],
  )
  // What one of its people changed of it while it was a partner.
  await owner.query(
    `INSERT INTO bulk_changes (provider_id, id, membership_id, state, list, change, total, created_at)
     VALUES ($1, $2, $2, 'done', 'customers', '{"kind": "settings"}', 1, now())`,
    [providerId, first?.membershipId],
  )
  await owner.query(
    `INSERT INTO bulk_change_items (provider_id, bulk_change_id, object_id, organization_id, membership_id, place, state)
     VALUES ($1, $2, $3, $3, $2, 1, 'changed')`,
    [providerId, first?.membershipId, id],
  )
  // What enrolls devices there, and what waits for a license.
  await owner.query(
    `INSERT INTO enrollment_tokens (provider_id, id, organization_id, name, prefix, token_hash, is_of_provider, created_by_name, created_at, expires_at)
     VALUES ($1, gen_random_uuid(), $2::uuid, 'Roll-out', 'tne_', decode(md5($2::uuid::text), 'hex'), true, 'Zoe', now(), now())`,
    [providerId, id],
  )
  await owner.query(
    `INSERT INTO seen_devices (provider_id, id, organization_id, enrollment_key, name, name_key, class, ip_addresses, mac_addresses, reason, first_seen_at, last_seen_at)
     VALUES ($1, gen_random_uuid(), $2, 's:1', 'Box', 'box', 'server', '{}', '{}', 'license_exhausted', now(), now())`,
    [providerId, id],
  )
  // What was sent and told about it, and how one of its people wants to be told.
  await owner.query(
    `INSERT INTO mails (provider_id, id, organization_id, key, kind, to_address, subject, text, due_at, created_at, updated_at)
     VALUES ($1, gen_random_uuid(), $2::uuid, $2::uuid::text, 'license_alert', 'zoe@cust.example', 'Nine of ten', 'Hello', now(), now(), now())`,
    [providerId, id],
  )
  await owner.query(
    `INSERT INTO notices (provider_id, id, organization_id, key, kind, params, to_permission, created_at)
     VALUES ($1, $2::uuid, $2::uuid, $2::uuid::text, 'mail_bounced', '{}', 'customers.read', now())`,
    [providerId, id],
  )
  await owner.query(
    `INSERT INTO notifications (provider_id, membership_id, notice_id, created_at)
     VALUES ($1, $3, $2, now())`,
    [providerId, id, first?.membershipId],
  )
  await owner.query(
    "INSERT INTO notification_settings (provider_id, membership_id, kind, in_app, by_mail) VALUES ($1, $2, 'mail_bounced', true, true)",
    [providerId, first?.membershipId],
  )
  // Somebody of another organization whom it was assigned to, and whose own place stays.
  await owner.query(
    'INSERT INTO membership_organizations (provider_id, membership_id, organization_id) VALUES ($1, $2, $3)',
    [providerId, technician.membershipId, id],
  )
  await owner.query(
    `INSERT INTO auth.handed_events (provider_id, organization_id, membership_id, account_id, name, kind, at)
     SELECT $1, $2, id, account_id, name, 'session_started', now() FROM memberships WHERE id = $3`,
    [providerId, id, first?.membershipId],
  )
  await api.call(updateCustomer, { params: { id: customerId as never }, body: { name: 'Other' } }, { ifMatch: '*' })
  return { id, people, entityId }
}

async function archived(code: string) {
  const customer = await furnished(code)
  await mustSet(api, customer.id, 'offboarding', 'archived')
  return customer
}

/** Tables with a row that holds one of the ids anywhere, in columns or inside of texts and documents. */
async function tablesNaming(ids: readonly string[]): Promise<string[]> {
  const content = await contentOf(world)
  return Object.entries(content).flatMap(([table, rows]) =>
    rows.some((row) => ids.some((id) => row.includes(id))) ? [table] : [],
  )
}

async function accountOf({ membershipId }: Person): Promise<string> {
  const { rows } = await world.test.owner.query('SELECT account_id FROM memberships WHERE id = $1', [membershipId])
  return rows[0]?.account_id
}

describe('what a table has of an organization (B2, B13)', () => {
  it('is known for every table, so that none can be forgotten', async () => {
    const { rows } = await world.test.owner.query<{ table_name: string }>('SELECT table_name FROM tenancy.purge_plan()')
    const kept = ['providers', 'audit_events', 'audit_seals', 'license_types', 'device_classes']
    expect([...rows.map((row) => row.table_name), ...kept].sort()).toEqual(Object.keys(walledTables).sort())
  })

  it('stops every deletion where a new table does not say whose its rows are', async () => {
    const { id } = await archived('UNSAID')
    await world.test.owner.query('CREATE TABLE unsaid (provider_id uuid PRIMARY KEY, about uuid)')
    try {
      world.faults.clear()
      const answer = await purge(api, id, 'UNSAID')
      expect(answer.status).toBe(500)
      expect((await api.call(getCustomer, { params: { id: id as never } })).body.status).toBe('archived')
    } finally {
      world.faults.clear()
      await world.test.owner.query('DROP TABLE unsaid')
    }
  })
})

describe('deleting for good (B2, IF6)', () => {
  it('leaves no row of it but the sealed rows of the audit log, without what they said', async () => {
    const { id, people, entityId } = await archived('GONE')
    const [first, second] = people as [Person, Person]
    const accounts = [await accountOf(first), await accountOf(second)]
    const ids = [id, entityId, first.membershipId, second.membershipId, ...accounts]
    const before = await tablesNaming(ids)
    const walled = Object.keys(walledTables).map((table) => `public.${table}`)
    // The keys of the audit log's months are tables of their own; what forms require and what can be counted is a provider's alone.
    const ofNoCustomer = [
      'providers',
      'license_types',
      'device_classes',
      'license_rules',
      'audit_seals',
      'mail_settings',
    ]
    ofNoCustomer.push('customer_form_settings')
    expect(walled.filter((table) => !before.includes(table))).toEqual(ofNoCustomer.map((table) => `public.${table}`))
    const report = await purge(api, id, 'gone')
    expect(report.status).toBe(200)
    expect(report.body).toMatchObject({ organization: { id, name: 'Airtel', code: 'GONE' }, accounts: 2 })
    const left = await tablesNaming(ids)
    expect(left.filter((table) => !/^public\.audit_events|^auth\.events$/.test(table))).toEqual([])
    const { rows } = await world.test.owner.query(
      `SELECT count(*)::int AS rows, count(p.salt)::int AS payloads FROM audit_events e
       LEFT JOIN audit_payloads p ON p.audit_event_id = e.id WHERE e.organization_id = $1`,
      [id],
    )
    expect(rows[0]).toEqual({ rows: report.body.auditEvents, payloads: 0 })
    expect(report.body.auditEvents).toBeGreaterThan(3)
  })

  it('reports what was there, table by table, and a dry run reports the same and removes nothing', async () => {
    const { id } = await archived('REPORT')
    const before = await contentOf(world)
    const preview = await purge(api, id, 'REPORT', { dryRun: true })
    expect(await contentOf(world)).toEqual(before)
    const done = await purge(api, id, 'REPORT')
    expect({ ...done.body, purgedAt: '' }).toEqual({ ...preview.body, purgedAt: '' })
    const after = await contentOf(world)
    for (const [table, rows] of Object.entries(done.body.counts)) {
      const key = `public.${table}`
      const mine = (content: Record<string, string[]>) => content[key]?.length ?? 0
      // What the deletion itself leaves in the log of the organization above.
      const added = ['audit_payloads', 'outbox'].includes(table) ? 1 : 0
      expect(mine(before) - mine(after), table).toBe(rows - added)
    }
    expect(done.body.total).toBe(Object.values(done.body.counts).reduce((sum, each) => sum + each, 0))
  })

  it('leaves every row of other organizations and providers as it is', async () => {
    const { id } = await archived('ALONE')
    const other = await furnished('OTHER')
    const before = await contentOf(world)
    await purge(api, id, 'ALONE')
    const after = await contentOf(world)
    const lost = Object.entries(before).flatMap(([table, rows]) =>
      rows.filter((row) => !after[table]?.includes(row)).map((row) => `${table}: ${row}`),
    )
    const { rows: named } = await world.test.owner.query(
      'SELECT membership_id FROM membership_organizations WHERE organization_id = $1',
      [other.id],
    )
    expect(named).toHaveLength(2)
    expect(lost.filter((row) => row.includes(other.id))).toEqual([])
    expect(lost.filter((row) => row.includes(world.second.providerId))).toEqual([])
    expect((await api.call(getCustomer, { params: { id: other.id as never } })).status).toBe(200)
  })

  it('keeps the chain of the audit log whole', async () => {
    const { providerId } = world.first
    const { id } = await archived('CHAIN')
    const { database } = world.installation
    await runTask(world, sealAllAuditTask)
    await purge(api, id, 'CHAIN')
    await runTask(world, sealAllAuditTask)
    const [report] = await verifyAudit(database, [providerId], { now: new Date(Date.now() + 3_600_000) })
    expect(report?.breaks).toEqual([])
    expect(report?.erasedCount).toBeGreaterThan(0)
  })

  it('is told in the log of the organization above, by its code and no name', async () => {
    const { providerId } = world.first
    const { id } = await archived('TOLD')
    await purge(api, id, 'TOLD')
    const { rows } = await world.test.owner.query(
      `SELECT e.organization_id, e.actor_name, p.before, p.after FROM audit_events e JOIN audit_payloads p ON p.audit_event_id = e.id
       WHERE e.action = 'customer.purged' AND e.object_id = $1`,
      [id],
    )
    expect(rows).toMatchObject([{ organization_id: providerId, before: { code: 'TOLD', type: 'customer' } }])
    expect(JSON.stringify(rows)).not.toContain('Airtel')
  })

  it('frees the code and is not found afterwards', async () => {
    const { id } = await archived('FREE-1')
    await purge(api, id, 'FREE-1')
    expect((await api.call(getCustomer, { params: { id: id as never } })).status).toBe(404)
    expect((await purge(api, id, 'FREE-1')).status).toBe(404)
    expect((await added(api, { name: 'Next', code: 'free-1' })).body.code).toBe('free-1')
  })

  it('happens once for a request that is repeated, whose answer is not kept', async () => {
    const { id } = await archived('TWICE')
    const key = { idempotencyKey: newId() }
    expect((await purge(api, id, 'TWICE', key)).status).toBe(200)
    const again = await purge(api, id, 'TWICE', key)
    expect([again.status, again.problem.code]).toEqual([409, 'conflict'])
    expect(await tablesNaming([id])).not.toContain('public.idempotency_keys')
  })

  it('of two at once one does it, and the other finds nothing', async () => {
    const { id } = await archived('RACE')
    const answers = await Promise.all([purge(api, id, 'RACE'), purge(api, id, 'RACE')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })
})

describe('an account', () => {
  it('goes with its only place, and stays with another one, signed out of the one that is gone', async () => {
    const { providerId } = world.first
    const { id, people } = await furnished('PLACES')
    const [leaving, staying] = people as [Person, Person]
    await world.test.owner.query(
      `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, created_at)
       SELECT m.provider_id, $2, $1, m.account_id, r.id, 'subtree', m.name, m.name_key, m.email, now() FROM memberships m
       JOIN roles r ON r.provider_id = $1 AND r.key = 'technician' WHERE m.id = $3`,
      [world.second.providerId, newId(), staying.membershipId].map((value, index) =>
        index === 0 ? providerId : value,
      ),
    )
    const accounts = [await accountOf(leaving), await accountOf(staying)]
    await mustSet(api, id, 'offboarding', 'archived')
    const { body } = await purge(api, id, 'PLACES')
    expect(body.accounts).toBe(1)
    const { rows } = await world.test.owner.query('SELECT id FROM auth.accounts WHERE id = ANY($1)', [accounts])
    expect(rows).toEqual([{ id: accounts[1] }])
    const { rows: sessions } = await world.test.owner.query('SELECT 1 FROM auth.sessions WHERE account_id = ANY($1)', [
      accounts,
    ])
    expect(sessions).toEqual([])
  })
})

describe('a deletion is refused', () => {
  it('while the typed code is another one', async () => {
    const { id } = await archived('TYPED')
    for (const code of ['TYPE', 'TYPEDD', 'CUST-1', 'ＴＹＰＥＤ', "TYPED' OR 1=1"]) {
      const answer = await purge(api, id, code)
      expect([answer.status, answer.problem.errors?.[0]?.code], code).toEqual([422, 'code_mismatch'])
    }
    expect((await purge(api, id, ' typed ')).status).toBe(200)
  })

  it.each(['active', 'disabled', 'suspended', 'offboarding'] as const)('while the customer is %s', async (status) => {
    const { body } = await added(api, { name: 'Kept', code: `KEPT-${status}` })
    await mustSet(api, body.id, status)
    const answer = await purge(api, body.id, body.code)
    expect([answer.status, answer.problem.code]).toEqual([409, 'purge_refused'])
  })

  it('while an organization lies below, archived or not, with the number', async () => {
    const partner = (await added(api, { name: 'Reseller', code: 'ABOVE', type: 'partner' })).body.id
    const below = (await added(api, { name: 'Below', code: 'BELOW', parentId: partner })).body.id
    await mustSet(api, below, 'archived')
    await mustSet(api, partner, 'archived')
    const answer = await purge(api, partner, 'ABOVE')
    expect([answer.status, answer.problem.code, answer.problem.params]).toEqual([
      409,
      'organization_not_empty',
      { organizations: 1 },
    ])
    expect((await purge(api, below, 'BELOW')).status).toBe(200)
    expect((await purge(api, partner, 'ABOVE')).status).toBe(200)
  })

  it('to who may edit customers only', async () => {
    const { partnerAdmin, partnerId } = world.first
    const { body } = await added(partnerAdmin.api, { name: 'Theirs', code: 'THEIRS', parentId: partnerId as never })
    await mustSet(partnerAdmin.api, body.id, 'archived')
    expect((await purge(partnerAdmin.api, body.id, 'THEIRS')).status).toBe(403)
    expect((await setStatus(partnerAdmin.api, body.id, 'disabled')).status).toBe(200)
  })

  it('by the database itself, whatever the program says', async () => {
    const { id } = await archived('DIRECT')
    const other = (await added(api, { name: 'Kept', code: 'DIRECT-2' })).body
    const client = await world.installation.appPool.connect()
    const call = (provider: string, organization: string, code: string, reach = 'all', own = provider) =>
      client.query(
        `BEGIN; SET LOCAL app.provider_id = '${provider}'; SET LOCAL app.organization_id = '${own}';
         SET LOCAL app.membership_id = '${newId()}'; SET LOCAL app.reach = '${reach}';
         SELECT tenancy.purge_organization('${organization}', '${code}')`,
      )
    const refused = /Only an archived organization/
    const { first, second } = world
    const tries: Parameters<typeof call>[] = [
      [first.providerId, other.id, 'direct-2'],
      [first.providerId, id, 'direct-2'],
      [second.providerId, id, 'direct'],
      [first.providerId, id, 'direct', 'selected'],
      [first.providerId, id, 'direct', 'subtree', first.partnerId],
      [first.providerId, first.providerId, ''],
    ]
    for (const each of tries) {
      await expect(call(...each), each.join(' ')).rejects.toThrow(refused)
      await client.query('ROLLBACK')
    }
    const removal = 'DELETE FROM organizations WHERE organizations.provider_id = $1'
    await expect(client.query(removal, [first.providerId])).rejects.toThrow(/permission denied/)
    client.release()
  })
})

describe('a deletion whose server dies in the middle', () => {
  it('has removed nothing, and everything when it is asked for again', async () => {
    const { id } = await archived('KILLED')
    const before = await contentOf(world)
    const { owner } = world.test
    const blocker = await owner.connect()
    // Counters refer to the organization and go late: by then other tables are emptied already.
    await blocker.query('BEGIN')
    await blocker.query('SELECT 1 FROM organization_counters WHERE organization_id = $1 FOR UPDATE', [id])
    const waiting = async () => {
      const { rows } = await owner.query<{ count: number }>('SELECT count(*)::int FROM pg_locks WHERE NOT granted')
      return rows[0]?.count
    }
    const sockets = openSockets(world.installation.appPool)
    const dying = purge(api, id, 'KILLED')
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 10_000, interval: 20 })
    for (const socket of sockets()) socket.destroy()
    expect((await dying).status).toBe(503)
    await blocker.query('ROLLBACK')
    blocker.release()
    await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 10_000, interval: 20 })
    expect(await contentOf(world)).toEqual(before)
    expect((await purge(api, id, 'KILLED')).status).toBe(200)
    expect(await tablesNaming([id])).not.toContain('public.organizations')
  })
})

/** The sockets over which a pool's connections that are in use from now on talk to the database. */
function openSockets(pool: World['installation']['appPool']): () => Socket[] {
  const used = new Set<Socket>()
  pool.on('acquire', (client) => used.add((client as unknown as { connection: { stream: Socket } }).connection.stream))
  pool.on('release', (_, client) =>
    used.delete((client as unknown as { connection: { stream: Socket } }).connection.stream),
  )
  return () => [...used]
}
