import { expect, test } from 'vitest'
import { reportRows, rowsBesides } from './report-rows.ts'

test('a deletion report names what people know, the rest in one number, and apart what the sum does not count', () => {
  const counts = { organizations: 1, devices: 4, organization_closure: 3, organization_counters: 1, invented_rows: 2 }
  const report = { counts, accounts: 1, total: 11, auditEvents: 7 } as never
  expect(reportRows(report)).toEqual([
    ['Devices', 4],
    ['The customer itself', 1],
    ['What the system kept about it', 6],
    ['Altogether', 11],
  ])
  expect(rowsBesides(report)).toEqual([
    ['Accounts of people with no other place', 1],
    ['Entries of the audit log that stay, without what they said', 7],
  ])
})
