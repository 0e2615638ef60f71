import { createCustomer, suggestCode } from '@tenantry/contract/customers.ts'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
  const { providerId } = world.first
  // Two thousand customers whose names all begin alike, as they do in scripts without Latin letters.
  await world.test.owner.query(
    `INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, created_at, updated_at)
     SELECT $1, gen_random_uuid(), $1, 'customer', 1, '北京公司', '北京公司', code, lower(code), $1, now(), now()
     FROM (SELECT 'CUS' || lpad(n::text, greatest(3, length(n::text)), '0') AS code FROM generate_series(1, 2000) n) codes`,
    [providerId],
  )
})
afterAll(() => world.close())

it('finds a code among thousands of the same form, for whoever sees them', async () => {
  const { body } = await world.first.admin.api.call(suggestCode, { query: { name: '北京公司' } })
  expect(body.code).toMatch(/^CUS\d{4,5}$/)
  const created = await world.first.admin.api.call(createCustomer, { body: { name: '北京公司' } })
  expect(created.status).toBe(201)
})

it('finds one within a few tries for somebody who sees none of them', async () => {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  const created = await world.first.technician.api.call(createCustomer, { body: { name: '北京公司' } })
  expect(created.status).toBe(201)
  expect(created.body.code).toMatch(/^CUS\d{4,5}$/)
  expect(query.mock.calls.length).toBeLessThan(80)
  query.mockRestore()
})
