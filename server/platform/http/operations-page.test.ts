import { operations } from '@tenantry/contract/operations.ts'
import { expect, it } from 'vitest'
import { operationsPage } from './operations-page.ts'

it('tells fields with type and meaning, nested ones by their path', () => {
  const page = operationsPage(operations)
  expect(page).toContain('<td><code>location.postalCode</code></td>')
  expect(page).toMatch(/<code>name<\/code><\/td><td>string, required<\/td><td>Name</)
  expect(page).toContain('<code>items[].counts.devices</code>')
  expect(page).toContain('customer | partner | enterprise | division')
})
