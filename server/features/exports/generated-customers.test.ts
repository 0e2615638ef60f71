import { type CustomerRecord, customerFileColumns } from '@tenantry/contract/customer-file.ts'
import { newCustomerBody } from '@tenantry/contract/customer-row.ts'
import { CustomerInput, createCustomer } from '@tenantry/contract/customers.ts'
import { readRow } from '@tenantry/contract/file-columns.ts'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csvRows } from '../../platform/files/csv-file.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { generatedCustomers } from './generated-customers.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const systems = ['connectwise', 'autotask', 'haloPsa', 'pax8', 'partnerCenter', 'Our books']
const columns = customerFileColumns(systems)

/** A customer's record, as far as what was sent says it. */
function recordOf({ externalIds = [], ...body }: CustomerInput): object {
  const bySystem: Record<string, string[]> = {}
  for (const { system, value } of externalIds) bySystem[system] = [...(bySystem[system] ?? []), value]
  return { ...body, externalIds: bySystem }
}

describe('customers with everything that a file can hold (B4)', () => {
  it('are the same for the same seed, and come back from a file as they were sent', () => {
    const sent = generatedCustomers(7, 500)
    expect(generatedCustomers(7, 3)).toEqual(sent.slice(0, 3))
    const cells: string[][] = parse(
      csvRows(sent.map((each) => columns.map((column) => column.write(recordOf(each))))),
      {
        record_delimiter: '\r\n',
      },
    )
    expect(cells).toHaveLength(500)
    for (const [index, row] of cells.entries()) {
      const read = columns.map((column, place) => [column, row[place] ?? ''] as const)
      const { given, problems } = readRow<CustomerRecord>(read)
      expect(problems).toEqual([])
      const { entities: _, externalIds: ids = [], ...told } = sent[index] as CustomerInput
      const { externalIds: readIds = [], ...back } = CustomerInput.parse(newCustomerBody(given))
      expect(back).toEqual(told)
      expect(new Set(readIds.map((id) => JSON.stringify(id)))).toEqual(new Set(ids.map((id) => JSON.stringify(id))))
    }
  })

  it('are taken out twice as the same bytes', async () => {
    const { api } = world.first.admin
    for (const body of generatedCustomers(7, 60)) {
      const { status, raw } = await api.call(createCustomer, { body })
      if (status !== 201) throw new TypeError(raw.body)
    }
    for (const query of ['format=csv', 'format=xlsx&sheets=entities&sheets=contacts']) {
      const take = () => api.request('GET', `/api/v1/exports/customers?${query}&sort=code`)
      const [one, other] = [await take(), await take()]
      expect(one.headers['x-total-count']).toBe('64')
      expect(one.rawPayload.equals(other.rawPayload)).toBe(true)
    }
  })
})
