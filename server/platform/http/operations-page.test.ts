import { operations } from '@tenantry/contract/operations.ts'
import { expect, it } from 'vitest'
import { docsStyle, operationsPage } from './operations-page.ts'

it('tells fields with type and meaning, nested ones by their path', () => {
  const page = operationsPage(operations)
  expect(page).toContain('<td><code>location.postalCode</code></td>')
  expect(page).toMatch(/<code>name<\/code><\/td><td>string, required<\/td><td>Name</)
  expect(page).toContain('<code>items[].counts.devices</code>')
  expect(page).toContain('customer | partner | enterprise | division')
})

it('has links in the accent of the product, visited or not, in both schemes', () => {
  expect(docsStyle).toContain('a,a:visited{color:var(--accent)')
  const [light = '', dark = ''] = docsStyle.split('prefers-color-scheme:dark')
  for (const part of [light, dark]) expect(part).toMatch(/--accent:#\w{6}/)
})
