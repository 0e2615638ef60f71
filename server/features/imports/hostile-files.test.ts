/** Files that would grow without end, and changes that come between. */
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { getImport, importCaps, keptFiles, startImport, updateImport } from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { imported, runJob, uploaded } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

describe('files that are sent (B4)', () => {
  it('are kept so many of one person at a time, and those that are being read', async () => {
    const { admin, technician } = world.first
    const theirs = await uploaded(technician.api, 'Name\nTheirs\n')
    const [busy, old] = [await uploaded(admin.api, 'Name\nBusy\n'), await uploaded(admin.api, 'Name\nOld\n')]
    await admin.api.call(startImport, { params: { id: busy.id } })
    for (let more = 0; more < keptFiles; more++) await uploaded(admin.api, 'Name\nMore\n')
    const isKept = async ({ id }: { id: string }, by = admin) =>
      (await by.api.call(getImport, { params: { id: id as never } })).body.file.isKept
    expect([await isKept(busy), await isKept(old), await isKept(theirs, technician)]).toEqual([true, false, true])
    const keys = await world.installation.files.list('imports')
    expect(keys).toHaveLength(keptFiles + 2)
    expect(keys).not.toContain(`imports/${old.id}`)
  })

  it('are not taken out of forms, nor is the form read as a part of them', async () => {
    const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName\nAda\n\r\n--x--\r\n'
    const url = '/api/v1/imports?kind=customers&fileName=a.csv'
    const media = { 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await world.first.admin.api.request('POST', url, form, media)
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported_media_type'])
    expect(answer.json().detail).toContain('without a form')
    // Any other type that a program names is that of the file.
    const named = await world.first.admin.api.request('POST', url, 'Name\nAda\n', { 'content-type': 'text/csv' })
    expect(named.statusCode).toBe(201)
  })

  it('that are far too large are refused also of a program that reads no answer before it has sent all', async () => {
    const { body: key } = await world.first.admin.api.call(createApiKey, { body: { name: 'Sync', expiresInDays: 1 } })
    await world.app.listen({ port: 0, host: '127.0.0.1' })
    const socket = connect((world.app.server.address() as AddressInfo).port, '127.0.0.1')
    const content = Buffer.alloc(importCaps.bytes + 16 * 1_048_576, 'x')
    const headers = `Host: localhost\r\nAuthorization: Bearer ${key.key}\r\nContent-Length: ${content.length}`
    socket.write(`POST /api/v1/imports?kind=customers&fileName=large.csv HTTP/1.1\r\n${headers}\r\n\r\n`)
    await new Promise((written) => socket.write(content, written))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 .*"code":"payload_too_large"/s)
    socket.destroy()
  })

  it('are told of in short, however long their cells are', async () => {
    const { admin, providerId } = world.first
    const long = 'x'.repeat(5_000)
    const kinds = { customers: `Name,Parent code\nLost,${long}\n`, entities: `Customer code,Name\n${long},Lost\n` }
    for (const [kind, file] of Object.entries(kinds)) {
      const { id } = await imported(world, providerId, admin, file, { kind: kind as never, isCheck: true })
      const { items } = (await admin.api.call(listImportProblems, { params: { id } })).body
      expect(items).toHaveLength(1)
      expect(items[0]?.message.length).toBeLessThan(300)
    }
  })
})

describe('rows about customers that are there', () => {
  it('take away no outside id that comes in meanwhile', async () => {
    const { admin, providerId, customerId } = world.first
    const { owner } = world.test
    const file = 'Name,Code,External ID (ConnectWise)\nFirst Customer,CUST-1,CW-7\n'
    const { id } = await uploaded(admin.api, file)
    await admin.api.call(updateImport, { params: { id }, body: { existing: 'update' } }, { ifMatch: '*' })
    await admin.api.call(startImport, { params: { id } })
    const other = await owner.connect()
    try {
      await other.query('BEGIN')
      await other.query('UPDATE organizations SET version = version + 1 WHERE id = $1', [customerId])
      await other.query("INSERT INTO external_ids VALUES ($1, $2, 9, 'autotask', 'autotask', 'AT-1', 'at-1')", [
        providerId,
        customerId,
      ])
      const running = runJob(world, { providerId, person: admin, id })
      const waiting = 'SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted'
      await expect.poll(async () => (await owner.query(waiting)).rows[0].n, { timeout: 20_000 }).toBeGreaterThan(0)
      await other.query('COMMIT')
      await running
    } finally {
      other.release(true)
    }
    const { items } = (await admin.api.call(listCustomers, { query: { q: 'CW-7' } as never })).body
    const { body } = await admin.api.call(getCustomer, { params: { id: (items[0]?.id ?? customerId) as never } })
    expect(body.externalIds?.map(({ value }) => value).sort()).toEqual(['AT-1', 'CW-7'])
  })
})
