/** People cost something only where there are any. */
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'

let world: World
/** What the application's role has sent. */
const seen: string[] = []

beforeAll(async () => {
  world = await createWorld()
  const listening = new WeakSet<object>()
  world.installation.appPool.on('acquire', (client) => {
    if (listening.has(client)) return
    listening.add(client)
    client.query = new Proxy(client.query, {
      apply: (target, self, args) => {
        seen.push(typeof args[0] === 'string' ? args[0] : String(args[0]?.text))
        return Reflect.apply(target, self, args)
      },
    })
  })
})
afterAll(() => world.close())

const tables = /"(contacts|sales_representatives|membership_assignments|invitations|memberships)"|ensure_account/

async function statements(work: () => Promise<{ status: number }>): Promise<string[]> {
  seen.length = 0
  expect((await work()).status).toBeLessThan(300)
  return [...seen]
}

it('a customer without people is added without a statement about people', async () => {
  const { api } = world.first.admin
  const texts = await statements(() => api.call(createCustomer, { body: { name: 'Airtel' } }))
  expect(texts.length).toBeGreaterThan(5)
  expect(texts.filter((text) => tables.test(text))).toEqual([])
})

it('all people of a customer are read by one statement for each kind', async () => {
  const { admin, customerId } = world.first
  const texts = await statements(() => admin.api.call(getCustomer, { params: { id: customerId as never } }))
  expect(texts.filter((text) => tables.test(text))).toHaveLength(4)
})
