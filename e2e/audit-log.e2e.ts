import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'

test('the audit log of everything one sees and that of a customer are filtered by action, person and time, and taken out as a file; the last changes stand on Overview (B7)', async ({
  page,
  administrator,
}) => {
  const { id, name } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}`, domain: 'airtel.com' })
  await administrator.api(updateCustomer, { params: { id }, body: { domain: 'airtel.in' } }, { ifMatch: '*' })
  // Of a merge two links stand below each other: to where it happened, and to the log of what was merged.
  const merged = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
  await administrator.api(
    mergeCustomer,
    { params: { id: merged.id }, body: { intoId: id, intoVersion: '*' } },
    { ifMatch: '*' },
  )
  await page.goto('/audit')
  await page.getByRole('heading', { name: 'Audit Logs', level: 1 }).waitFor()
  const entries = page.getByRole('list', { name: 'Audit Logs' }).getByRole('listitem')
  const entry = entries.filter({ hasText: name }).filter({ hasText: 'added the customer' })
  await entry.waitFor()
  const list = new CustomerList(page)
  await list.filter('Action', 'is', ['Customer merged into this one'])
  await entry.waitFor({ state: 'detached' })
  const ofMerge = entries.filter({ hasText: name }).filter({ hasText: 'merged another customer into this one' })
  await expect.poll(() => ofMerge.getByRole('link').count()).toBe(2)
  await checkPage(page)
  await list.chip('Action is Customer merged into this one').click()
  await entry.waitFor()
  await exportsIt(page)
  await entry.getByRole('link', { name }).click()
  await page.waitForURL(`**/customers/${id}/audit`)
  await page.getByRole('heading', { name, level: 1 }).waitFor()

  await page.getByRole('navigation', { name }).getByRole('link', { name: 'Overview' }).click()
  const recent = page.getByRole('region', { name: 'Recent changes' })
  await recent.getByRole('listitem').filter({ hasText: 'edited the customer' }).waitFor()
  await recent.getByRole('link', { name: 'All changes' }).click()
  const added = entries.filter({ hasText: 'added the customer' })
  await added.waitFor()
  await list.filter('Action', 'is', ['Customer edited'])
  await added.waitFor({ state: 'detached' })
  await expect.poll(() => entries.getByRole('definition').first().textContent()).toContain('airtel.com')
  await list.filter('When', 'is after', ['2000-01-01'])
  await list.filter('Who', 'contains', ['ADMIN'])
  await entries.filter({ hasText: 'edited the customer' }).waitFor()
  await expect.poll(() => entries.count()).toBe(1)
  await checkPage(page)
  await exportsIt(page)
  await list.filter('When', 'is before', ['2000-01-02'])
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await added.waitFor()
})

async function exportsIt(page: Page): Promise<void> {
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  expect((await saving).suggestedFilename()).toBe('audit-log.csv')
}
