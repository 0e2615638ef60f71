import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { bareText } from '@tenantry/contract/file-cells.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sheetRows } from '../../platform/files/xlsx.fixture.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { add, added } from '../customers/customers.fixture.ts'

let world: World
let admin: Person
let fullId: string

beforeAll(async () => {
  world = await createWorld()
  admin = world.first.admin
  const { body: tag } = await admin.api.call(createTag, { body: { name: 'Key', color: 'red' } })
  const full = await added(admin.api, {
    name: '=Zeta',
    code: '0042',
    domain: 'zeta.example',
    phone: '+12125550100',
    phoneExtension: '007',
    location: { country: 'US', state: 'US-NY', city: 'New York', line1: '"1", Main; Street' },
    plan: { kind: 'trial', trialLicenses: 7, expiresOn: '2999-12-31' },
    currency: 'EUR',
    contacts: {
      primary: { firstName: 'Ada', email: 'ada@zeta.example' },
      others: [{ role: 'VIP', firstName: '@Grace' }],
      admin: { firstName: 'Boss', email: 'boss@zeta.example' },
    },
    salesRepresentatives: [
      { name: 'Sam', email: 'sam@msp.example' },
      { name: 'Lee', email: 'lee@msp.example', phone: '+12125550101' },
    ],
    assignedUserIds: [admin.membershipId as never],
    externalIds: [
      { system: 'connectwise', value: '0815' },
      { system: 'Our books', value: 'B-1' },
    ],
    tagIds: [tag.id],
  })
  fullId = full.body.id
  for (const name of ['Annex', 'Branch']) {
    const { status } = await admin.api.call(createEntity, { params: { id: full.body.id }, body: { name } })
    expect(status).toBe(201)
  }
  await admin.api.call(createDevice, { body: { organizationId: full.body.id, name: '-srv', class: 'non_it_asset' } })
})
afterAll(() => world.close())

const fetched = (path: string, by = admin) => by.api.request('GET', `/api/v1/exports/${path}`)

/** The rows of a CSV file by their headings, without what makes formulas harmless. */
async function rows(path: string, by = admin): Promise<Record<string, string>[]> {
  const { statusCode, body } = await fetched(path, by)
  if (statusCode !== 200) throw new TypeError(body)
  const read: string[][] = parse(body, { bom: true, record_delimiter: '\r\n' })
  const [headings = [], ...rest] = read
  return rest.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, bareText(row[index] ?? '')])))
}

describe('a file of customers (B4)', () => {
  it('tells of each customer all that the catalogue of columns has', async () => {
    const all = await rows('customers')
    const zeta = all.find(({ Code }) => Code === '0042')
    expect(zeta).toMatchObject({
      Name: '=Zeta',
      Type: 'Customer',
      'Parent code': '',
      Active: 'yes',
      Status: 'Active',
      Phone: '+12125550100',
      Extension: '007',
      Plan: 'Trial',
      'Trial licenses': '7',
      'Trial ends': '2999-12-31',
      Currency: 'EUR',
      'Time zone': '',
      'Address line 1': '"1", Main; Street',
      'Billing same as company': 'yes',
      'Billing city': '',
      'Primary contact email': 'ada@zeta.example',
      'Administrator email': 'boss@zeta.example',
      Technicians: admin.email,
      'Sales representative 2 phone': '+12125550101',
      'External ID (ConnectWise)': '0815',
      'External ID (Our books)': 'B-1',
      Tags: 'Key',
      Devices: '1',
      Users: '1',
      Entities: '2',
      ID: fullId,
    })
    const headings = customerFileColumns(['connectwise', 'Our books']).map(({ header }) => header)
    expect(Object.keys(zeta ?? {})).toEqual(headings)
    expect(all.find(({ Name }) => Name === 'First Partner Customer')?.['Parent code']).toMatch(/^\w+$/)
  })

  it('is the current view: its search, conditions, order and columns', async () => {
    const view = 'q=first&filter[type][eq]=customer&sort=-name&columns=code&columns=name&columns=externalIds.Pax8'
    const found = await rows(`customers?${view}`)
    expect(found.map(({ Name }) => Name)).toEqual(['First Partner Customer', 'First Other Customer', 'First Customer'])
    expect(Object.keys(found[0] ?? {})).toEqual(['Code', 'Name', 'External ID (Pax8)'])
  })

  it('is told apart as what it is, and how many rows come', async () => {
    const { headers, body } = await fetched('customers?filter[code][eq]=0042&columns=name&columns=phone')
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="customers.csv"',
      'x-total-count': '1',
    })
    expect(body).toBe("\uFEFFName,Phone\r\n'=Zeta,'+12125550100\r\n")
    const plain = await fetched(
      'customers?filter[code][eq]=0042&columns=name&columns=code&bom=false&separator=semicolon',
    )
    expect(plain.body).toBe("Name;Code\r\n'=Zeta;0042\r\n")
  })

  it('is a spreadsheet with typed cells and sheets of entities and contacts where these are asked for', async () => {
    const { headers, rawPayload } = await fetched(
      'customers?format=xlsx&filter[code][eq]=0042&sheets=entities&sheets=contacts&columns=name&columns=isActive&columns=plan.trialLicenses&columns=plan.expiresOn',
    )
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(headers['content-disposition']).toBe('attachment; filename="customers.xlsx"')
    expect(sheetRows(rawPayload, 1)[1]).toEqual(['=Zeta', true, 7, '1:401768'])
    expect(
      sheetRows(rawPayload, 2)
        .slice(1)
        .map((row) => row.slice(0, 3)),
    ).toEqual([
      ['0042', '=Zeta', 'Annex'],
      ['0042', '=Zeta', 'Branch'],
    ])
    expect(sheetRows(rawPayload, 3)[1]?.slice(0, 4)).toEqual(['0042', '=Zeta', 'VIP', '@Grace'])
  })

  it('is the same bytes when nothing has changed', async () => {
    for (const path of ['customers', 'customers?format=xlsx&sheets=entities&sheets=contacts']) {
      const [one, other] = [await fetched(path), await fetched(path)]
      expect(one.rawPayload.equals(other.rawPayload)).toBe(true)
    }
  })

  it('holds nothing that its reader cannot see, and begins paths at the reader’s house', async () => {
    const { partnerAdmin, technician } = world.first
    const partners = await rows('customers', partnerAdmin)
    expect(partners.map(({ Name }) => Name)).toEqual(['First Partner', 'First Partner Customer'])
    expect(partners.map((row) => row['Parent code'])).toEqual(['', ''])
    expect((await rows('customers', technician)).map(({ Name }) => Name)).toEqual(['First Customer'])
    expect((await rows('customers', world.second.admin)).some(({ Name }) => Name?.startsWith('First'))).toBe(false)
  })

  it('has no column of what is internal for a customer’s own people', async () => {
    const own = await world.addPerson({
      providerId: world.first.providerId,
      organizationId: fullId,
      role: 'customer_administrator',
      reach: 'subtree',
    })
    const [row] = await rows('customers', own)
    expect(row?.Name).toBe('=Zeta')
    const hidden = [
      'Subscription ID',
      'Plan',
      'Technicians',
      'Tags',
      'Account manager email',
      'External ID (Our books)',
    ]
    expect(hidden.filter((heading) => row && heading in row)).toEqual([])
    // Their own things have their own code.
    expect(await rows('devices?q=srv', own)).toMatchObject([{ 'Customer code': '0042', Customer: '=Zeta' }])
    expect(await rows('entities?q=annex', own)).toMatchObject([{ 'Customer code': '0042' }])
    for (const column of ['plan.kind', 'externalIds.Our%20books', 'nothing']) {
      const refused = await fetched(`customers?columns=${column}`, own)
      expect([refused.statusCode, refused.json().errors[0].code]).toEqual([422, 'column_unknown'])
    }
  })

  it.each([
    ['columns=nothing', 'columns: column_unknown'],
    ['columns=name&columns=name', 'columns: column_repeated'],
    ['sheets=entities&format=csv', 'sheets: sheets_not_possible'],
    ['sort=nothing', 'sort: sort_invalid'],
    ['filter[nothing][eq]=1', 'filter.nothing.eq: filter_invalid'],
    ['format=pdf', 'format: invalid_value'],
    ['limit=5', 'limit: unknown_field'],
  ])('is refused as a problem for %s', async (query, problem) => {
    const { statusCode, body } = await fetched(`customers?${query}`)
    const [first] = JSON.parse(body).errors
    expect([statusCode, `${first.path}: ${first.code}`]).toEqual([422, problem])
  })
})

describe('files of what customers have', () => {
  it('name their customer by its codes', async () => {
    expect(await rows('entities?q=annex')).toMatchObject([
      { 'Customer code': '0042', Customer: '=Zeta', Name: 'Annex' },
    ])
    expect((await rows(`entities?customerId=${fullId}&sort=-name`)).map(({ Name }) => Name)).toEqual([
      'Branch',
      'Annex',
    ])
    expect(await rows(`contacts?customerId=${fullId}`)).toMatchObject([{ 'Customer code': '0042', Role: 'VIP' }])
    expect(await rows('contacts?filter[code][eq]=0042')).toHaveLength(1)
    expect(await rows('devices?q=srv')).toMatchObject([
      { 'Customer code': '0042', Name: '-srv', Class: 'Non-IT asset' },
    ])
  })

  it('hold nothing of what is out of sight, and a customer out of sight is none', async () => {
    const { technician } = world.first
    for (const list of ['entities', 'contacts', 'devices']) expect(await rows(list, technician)).toEqual([])
    for (const list of ['entities', 'contacts'])
      expect((await fetched(`${list}?customerId=${fullId}`, technician)).statusCode).toBe(404)
  })
})

describe('taking a file out', () => {
  const exported = async () => {
    const query = { filter: { action: { eq: 'list.exported' } }, limit: 1 } as never
    return (await admin.api.call(listAuditEvents, { query })).body.items[0]
  }

  it('is logged with who took out how many rows of what', async () => {
    await fetched('customers?q=zeta&format=xlsx&sheets=entities')
    const event = await exported()
    expect(event).toMatchObject({
      actor: { name: 'First Admin' },
      objectType: 'export',
      after: { list: 'customers', format: 'xlsx', rows: 1, entities: 2, q: 'zeta', isComplete: true },
    })
  })

  it('stops where the reader goes away, which is logged as well', async () => {
    await world.test.owner.query(
      `INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, created_at, updated_at)
       SELECT $1, gen_random_uuid(), $2, 'many ' || repeat('x', 200) || n, 'many ' || n, 'server', now(), now() FROM generate_series(1, 20000) n`,
      [world.first.providerId, world.first.customerId],
    )
    const address = await world.app.listen({ port: 0, host: '127.0.0.1' })
    const key = await admin.api.call(createApiKey, { body: { name: 'Taker', expiresInDays: 1 } })
    const headers = { authorization: `Bearer ${key.body.key}` }
    await new Promise<void>((resolve, reject) => {
      const asked = get(`${address}/api/v1/exports/devices?q=many`, { headers, agent: false }, (answer) =>
        answer.once('data', () => resolve(void answer.destroy())),
      )
      asked.on('error', reject)
    })
    await expect
      .poll(async () => (await exported())?.after, { timeout: 20_000 })
      .toMatchObject({ list: 'devices', isComplete: false })
    expect(Number((await exported())?.after?.rows)).toBeLessThan(20_000)
    // Nothing of it runs on: as many as are possible can begin at once.
    const again = await Promise.all([rows('customers?q=zeta'), rows('customers?q=zeta')])
    expect(again.map((found) => found.length)).toEqual([1, 1])
  })

  it('breaks off for whoever may no longer take it out', async () => {
    const { providerId } = world.first
    const place = { providerId, organizationId: providerId, role: 'technician', reach: 'all' } as const
    const leaver = await world.addPerson(place)
    const { body: key } = await leaver.api.call(createApiKey, { body: { name: 'Leaver', expiresInDays: 1 } })
    const address = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`
    const headers = { authorization: `Bearer ${key.key}` }
    let received = ''
    const end = new Promise<string>((resolve) => {
      get(`${address}/api/v1/exports/devices?q=many`, { headers, agent: false }, (answer) => {
        answer.on('error', () => resolve('broken'))
        answer.on('end', () => resolve('whole'))
        answer.once('data', async () => {
          answer.pause()
          await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [
            leaver.membershipId,
          ])
          answer.on('data', (part) => {
            received += part
          })
          answer.resume()
        })
      })
    })
    expect(await end).toBe('broken')
    expect(received.split('\n').length).toBeLessThan(20_000)
  })

  it('is over for whoever goes away before anything has come', async () => {
    const address = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`
    const key = await admin.api.call(createApiKey, { body: { name: 'Leaver', expiresInDays: 1 } })
    const headers = { authorization: `Bearer ${key.body.key}` }
    const held = await world.test.owner.connect()
    try {
      await held.query('BEGIN; LOCK TABLE external_ids')
      const waiting = async () =>
        (
          await held.query(
            "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'external_ids'::regclass",
          )
        ).rows[0].n
      const asked = [1, 2].map(() => {
        const request = get(`${address}/api/v1/exports/customers?q=zeta`, { headers, agent: false })
        request.on('error', () => {})
        return request
      })
      await expect.poll(waiting, { timeout: 20_000 }).toBe(2)
      for (const request of asked) request.destroy()
      await held.query('COMMIT')
      await expect.poll(async () => (await fetched('customers?q=zeta')).statusCode, { timeout: 5_000 }).toBe(200)
      const again = await Promise.all([fetched('customers?q=zeta'), fetched('customers?q=zeta')])
      expect(again.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    } finally {
      held.release(true)
    }
  })

  it('takes its own permission, and that to see what it takes out', async () => {
    const { owner } = world.test
    const lacking = async (permission: string, path: string) => {
      const change = (sql: string) =>
        owner.query(`UPDATE roles SET permissions = ${sql} WHERE provider_id = $1 AND key = 'technician'`, [
          world.first.providerId,
          permission,
        ])
      await change('array_remove(permissions, $2)')
      const { statusCode } = await fetched(path, world.first.technician)
      await change('array_append(permissions, $2)')
      return statusCode
    }
    expect(await lacking('exports.create', 'customers')).toBe(403)
    expect(await lacking('devices.read', 'devices')).toBe(403)
    expect(await lacking('customers.read', 'entities')).toBe(403)
  })

  it('begins no path with what a person is not of', async () => {
    expect(
      (await add(admin.api, { name: 'Below', type: 'customer', parentId: world.first.partnerId as never })).status,
    ).toBe(201)
    const [row] = await rows('customers?q=below&columns=parentCodes')
    expect(row?.['Parent code']?.split('/')).toHaveLength(1)
  })
})
