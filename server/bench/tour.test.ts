import { operations } from '@tenantry/contract/operations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpCaller } from '../testing/http-caller.ts'
import { createWorld, type World } from '../testing/world.ts'
import { takeTour } from './tour.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

describe('the tour through the API (P12)', () => {
  it('reads whatever can be read, of somebody who sees everything', async () => {
    const reading = operations.filter(({ method, access }) => method === 'GET' && access !== 'public')
    const visited = await takeTour(sendAs(world.first.admin.api))
    // What lies in a collection that nobody has put anything into cannot be read.
    const missed = reading.filter(({ id, path }) => !visited.has(id) && !path.includes('{'))
    expect(missed.map(({ id }) => id)).toEqual([])
    const rooms = ['getEntity', 'getNote', 'getOnboarding', 'getCustomerDraft', 'getDevice', 'getUser', 'getCustomer']
    for (const id of rooms) expect(visited).toContain(id)
  })

  it('leaves nothing of what it has made, and leaves out what a person may not do', async () => {
    const { technician, partnerAdmin, providerId } = world.first
    await takeTour(sendAs(technician.api))
    await takeTour(sendAs(partnerAdmin.api))
    const left = await world.test.owner.query(
      `SELECT name FROM devices WHERE provider_id = $1 UNION ALL SELECT name FROM entities WHERE provider_id = $1
       UNION ALL SELECT body FROM notes WHERE provider_id = $1 UNION ALL SELECT title FROM customer_drafts WHERE provider_id = $1`,
      [providerId],
    )
    expect(left.rows).toEqual([])
  })
})

function sendAs(api: HttpCaller) {
  return async (method: string, url: string, body?: object, headers?: Record<string, string>) => {
    const { statusCode, body: text, headers: answered } = await api.request(method, url, body, headers)
    return { status: statusCode, body: text, etag: String(answered.etag ?? '') }
  }
}
