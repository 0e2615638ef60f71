import { createDevice } from '@tenantry/contract/devices.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
  const { admin, customerId } = world.first
  for (const name of ['srv-01', 'srv-02', 'srv-03'])
    await admin.api.call(createDevice, { body: { organizationId: customerId as never, name, class: 'server' } })
})
afterAll(() => world.close())

const fetched = (query: string, by = world.first.admin) => by.api.request('GET', `/api/v1/audit-events/export?${query}`)

describe('the audit log as a file (B7)', () => {
  it('holds every change that the filter leaves, however many are read at once', async () => {
    const filter = `filter[organizationId][eq]=${world.first.customerId}&filter[action][eq]=device.created`
    const whole = await fetched(filter)
    expect(whole.statusCode).toBe(200)
    expect(whole.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(whole.headers['content-disposition']).toBe('attachment; filename="audit-log.csv"')
    const lines = whole.body.split('\r\n')
    expect(lines[0]).toMatch(/^When,Who,Kind,/)
    expect(lines.slice(1, 4).map((line) => /srv-0\d/.exec(line)?.[0])).toEqual(['srv-03', 'srv-02', 'srv-01'])
    expect(lines).toHaveLength(5)
    expect((await fetched(`${filter}&limit=1`)).body).toBe(whole.body)
  })

  it('holds nothing of what the reader cannot see', async () => {
    const { body } = await fetched('', world.first.partnerAdmin)
    expect(body).toContain('First Partner Customer')
    expect(body).not.toContain('srv-01')
    expect(body).not.toContain('Second')
  })

  it('is refused as a problem, not as a file', async () => {
    const wrong = await fetched('cursor=broken')
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'invalid_input'])
    expect((await fetched('', world.first.technician)).statusCode).toBe(403)
  })
})
