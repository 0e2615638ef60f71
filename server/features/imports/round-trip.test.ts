import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { generatedCustomers } from '../exports/generated-customers.fixture.ts'
import { imported } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const customers = 50

describe('what is taken out and brought in elsewhere (B4)', () => {
  it('is taken out there again as the same bytes, but for ids and instants', { timeout: 120_000 }, async () => {
    const { first, second } = world
    for (const body of generatedCustomers(7, customers)) {
      const made = await first.admin.api.call(createCustomer, { body })
      if (made.status !== 201) throw new TypeError(made.raw.body)
      const contact = { role: 'VIP', firstName: `=${body.code}`, email: 'vip@msp.example' }
      await first.admin.api.call(createContact, { params: { id: made.body.id }, body: contact })
    }
    const file = async (of: typeof first, kind: 'customers' | 'entities' | 'contacts') => {
      const { body } = await of.admin.api.request('GET', `/api/v1/exports/${kind}?format=csv`)
      // Each provider's own house, before anything was generated.
      return body
        .split('\r\n')
        .filter((line) => !/PARTNER|CUST-/.test(line))
        .join('\r\n')
    }
    for (const kind of ['customers', 'entities', 'contacts'] as const) {
      const sent = await file(first, kind)
      const done = await imported(world, second.providerId, second.admin, sent, { kind })
      expect([kind, done.progress.failed]).toEqual([kind, 0])
      expect(done.progress.created).toBe(sent.trim().split('\r\n').length - 1 > 0 ? done.file.rows : 0)
    }
    for (const kind of ['customers', 'entities', 'contacts'] as const) {
      const [before, after] = [await file(first, kind), await file(second, kind)]
      const masked = (text: string) =>
        text
          .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
          .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'INSTANT')
      expect(masked(after)).toBe(masked(before))
    }
    // Brought in once more it says nothing new, not even with empty cells that clear, nor where nothing may be changed.
    await world.test.owner.query(
      `UPDATE organizations SET status = 'archived', archived_until = now() + interval '9 days'
       WHERE provider_id = $1 AND type = 'customer' AND code NOT LIKE 'CUST-%' AND hashtext(code) % 2 = 0`,
      [second.providerId],
    )
    const sent = { customers: '', entities: '', contacts: '' }
    for (const kind of ['customers', 'entities', 'contacts'] as const) sent[kind] = await file(second, kind)
    for (const kind of ['customers', 'entities', 'contacts'] as const) {
      const again = { kind, existing: 'update', emptyCells: 'clear' } as const
      const { progress, file: brought, id } = await imported(world, second.providerId, second.admin, sent[kind], again)
      const { body } = await second.admin.api.call(listImportProblems, { params: { id } })
      expect([kind, body.items.map(({ header, code }) => `${header} ${code}`)]).toEqual([kind, []])
      expect([kind, progress.unchanged]).toEqual([kind, brought.rows])
    }
  })
})
