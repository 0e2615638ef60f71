import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'

describe('the audit log of a customer (B7)', () => {
  test('is filtered by action, person and time, and its last changes stand on Overview', async ({
    page,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}`, domain: 'airtel.com' })
    await administrator.api(updateCustomer, { params: { id }, body: { domain: 'airtel.in' } }, { ifMatch: '*' })
    await page.goto(`/customers/${id}`)
    const recent = page.getByRole('region', { name: 'Recent changes' })
    await recent.getByRole('listitem').filter({ hasText: 'edited the customer' }).waitFor()
    await recent.getByRole('link', { name: 'All changes' }).click()
    const entries = page.getByRole('list', { name: 'Audit Logs' }).getByRole('listitem')
    await entries.filter({ hasText: 'added the customer' }).waitFor()

    const list = new CustomerList(page)
    await list.filter('Action', 'is', ['Customer edited'])
    await list.chip('Action is Customer edited').waitFor()
    await entries.filter({ hasText: 'added the customer' }).waitFor({ state: 'detached' })
    await expect.poll(() => entries.getByRole('definition').first().textContent()).toContain('airtel.com')
    await list.filter('When', 'is after', ['2000-01-01'])
    await list.filter('Who', 'contains', ['ADMIN'])
    await entries.filter({ hasText: 'edited the customer' }).waitFor()
    await expect.poll(() => entries.count()).toBe(1)
    await checkPage(page)
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export as CSV' }).click()
    const file = await saving
    expect(file.suggestedFilename()).toBe('audit-log.csv')
    await list.filter('When', 'is before', ['2000-01-02'])
    await page.getByText('Nothing matches').waitFor()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await entries.filter({ hasText: 'added the customer' }).waitFor()
  })

  test('of everything one sees stands on a page of its own, with the same filters and the export', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
    // Of a merge two links stand below each other: to where it happened, and to the log of what was merged.
    const merged = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
    await administrator.api(
      mergeCustomer,
      { params: { id: merged.id }, body: { intoId: id, intoVersion: '*' } },
      { ifMatch: '*' },
    )
    await page.goto('/customers')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Audit Logs' }).click()
    await page.getByRole('heading', { name: 'Audit Logs', level: 1 }).waitFor()
    const entries = page.getByRole('list', { name: 'Audit Logs' }).getByRole('listitem')
    const entry = entries.filter({ hasText: name }).filter({ hasText: 'added the customer' })
    await entry.waitFor()
    await checkPage(page)
    const list = new CustomerList(page)
    await list.filter('Action', 'is', ['Customer deleted for good'])
    await entry.waitFor({ state: 'detached' })
    await list.chip('Action is Customer deleted for good').click()
    await entry.waitFor()
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export as CSV' }).click()
    expect((await saving).suggestedFilename()).toBe('audit-log.csv')
    await entry.getByRole('link', { name }).click()
    await page.waitForURL(`**/customers/${id}/audit`)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await entries.filter({ hasText: 'added the customer' }).waitFor()
  })
})
