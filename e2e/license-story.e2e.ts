import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('what stands behind the numbers of licenses (IF7, IF15, EC4, EC5, EC7, RI6)', () => {
  test('is opened from each number: what takes a license now, and how it came about', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}` })
    const box = (name: string) =>
      administrator.api(createDevice, { body: { organizationId: id, name: `srv-${word}-${name}`, class: 'server' } })
    const gone = await box('gone')
    await box('a')
    await box('b')
    await administrator.api(deleteDevice, { params: { id: gone.data.id } }, { ifMatch: '*' })
    const types = [{ type: 'it_assets', limit: 1, overage: 0 }]
    const body = { mode: 'allocated' as const, types, confirm: true }
    await administrator.api(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })

    await page.goto(`/customers/${id}/licenses`)
    const used = page.getByRole('button', { name: /What uses IT assets/ })
    await used.click()
    const panel = page.getByRole('dialog', { name: /^IT assets/ })
    const now = panel.getByRole('table', { name: 'In use now' })
    await now.getByRole('link', { name: `srv-${word}-a` }).waitFor()
    await now.getByText('Device added by').first().waitFor()
    await panel.getByRole('searchbox').fill(`${word}-b`)
    await now.getByRole('link', { name: `srv-${word}-a` }).waitFor({ state: 'detached' })
    await now.getByRole('link', { name: `srv-${word}-b` }).waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await focused(used).waitFor()

    await page.getByRole('button', { name: /Why IT assets is over/ }).click()
    await panel.getByText('Over by 1.').waitFor()
    const happened = panel.getByRole('table', { name: 'What happened' })
    await happened.getByText('Limit 1').waitFor()
    await happened.getByText('Device deleted by').waitFor()
    await checkPage(page)

    // All of it as a list of its own, narrowed by what the address says.
    await panel.getByRole('link', { name: 'Open in the ledger' }).click()
    const ledger = page.getByRole('table', { name: 'License ledger' })
    await ledger.getByText('Limit 1').waitFor()
    await page.getByRole('searchbox').fill(`${word}-gone`)
    await ledger.getByText('Limit 1').waitFor({ state: 'detached' })
    await ledger.getByText('−1').waitFor()
    await checkPage(page)
    await page.goBack()
    await panel.waitFor()

    // What it is metered for the month, with the row that explains it, and the month over all customers.
    await page.keyboard.press('Escape')
    const metered = page
      .getByRole('table', { name: /^Usage in/ })
      .getByRole('row')
      .filter({ hasText: 'IT assets' })
    await metered
      .first()
      .getByText(/^Reached/)
      .waitFor()
    await metered
      .first()
      .getByRole('link', { name: /^3: The rows of IT assets/ })
      .waitFor()
    // A search that leaves nothing is of a month, too, and one in which nobody was there yet shows nobody who is there now.
    await page.goto(`/licenses/usage?q=Nobody ${word}`)
    const typed = page.getByLabel('Month', { exact: true })
    await expect.poll(() => typed.inputValue()).toMatch(/^\d{4}-\d{2}$/)
    const before = await typed.inputValue()
    await page.getByText('Provisional: the month has not ended').waitFor()
    const search = page.getByRole('searchbox')
    await typed.fill('2020-01')
    await page.waitForURL(/month=2020-01/)
    await search.fill('')
    await page.getByText('No customers in this month').waitFor()
    await search.fill(`Airtel ${word}`)
    await page.waitForURL(/q=Airtel/)
    await typed.fill(before)
    const month = page.getByRole('table', { name: 'License usage' })
    await month.getByRole('columnheader', { name: 'IT assets' }).waitFor()
    await month.getByRole('cell', { name: '3', exact: true }).waitFor()
    // What nobody has used is no column.
    await expect.poll(() => month.getByRole('columnheader', { name: 'Non-IT assets' }).count()).toBe(0)
    const totals = page.getByRole('region', { name: 'Totals' })
    await totals.getByText('In all (1):').waitFor()
    await expect.poll(() => totals.getByRole('definition').first().textContent()).toBe('3')
    // By what it is metered is chosen where the month is looked at.
    const basis = page.getByRole('combobox', { name: `By what Airtel ${word} is metered` })
    await basis.selectOption('At the month’s end')
    const question = page.getByRole('dialog', { name: `Meter Airtel ${word} by another basis?` })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'detached' })
    await expect.poll(() => basis.inputValue()).toBe('peak')
    await basis.selectOption('At the month’s end')
    await question.getByText('From “Peak of the month” to “At the month’s end”').waitFor()
    await question.getByRole('button', { name: 'Change basis' }).click()
    await page.getByText(`Airtel ${word} is metered from this month on: At the month’s end`).waitFor()
    await month.getByRole('cell', { name: '2', exact: true }).waitFor()
    await expect.poll(() => totals.getByRole('definition').first().textContent()).toBe('2')
    await expect.poll(() => basis.inputValue()).toBe('month_end')
    // A month that has not begun, or none, shows no other month's rows.
    await typed.fill('2099-02')
    await page.getByText('This month has not begun.').waitFor()
    await month.waitFor({ state: 'detached' })
    await totals.waitFor({ state: 'detached' })
    await typed.fill('')
    await page.getByText('Enter a month.').waitFor()
    await typed.fill(before)
    await month.getByRole('cell', { name: '2', exact: true }).waitFor()
    // What was typed is gone with the month that it was typed at, also where that comes back.
    await typed.fill(monthBefore(before))
    await month.getByRole('cell', { name: '2', exact: true }).waitFor({ state: 'detached' })
    await typed.fill('')
    await page.getByText('Enter a month.').waitFor()
    await page.goBack()
    await month.getByRole('cell', { name: '2', exact: true }).waitFor()
    await page.goForward()
    await expect.poll(() => typed.inputValue()).toBe(monthBefore(before))
    await page.getByText('Nothing matches').waitFor()
    await page.goBack()
    await month.getByRole('cell', { name: '2', exact: true }).waitFor()
    // On a phone a menu opens the same choice.
    await page.setViewportSize({ width: 390, height: 844 })
    const links = await page.getByRole('link', { name: 'Ledger' }).boundingBox()
    const lead = await page.getByText(/^What each customer is metered/).boundingBox()
    expect((lead?.y ?? 0) - ((links?.y ?? 0) + (links?.height ?? 0))).toBeGreaterThanOrEqual(4)
    await page.getByRole('button', { name: `By what Airtel ${word} is metered` }).click()
    await page.getByRole('menuitem', { name: 'Peak of the month' }).click()
    await question.getByRole('button', { name: 'Change basis' }).click()
    await page.getByText(`Airtel ${word} is metered from this month on: Peak of the month`).waitFor()
    await month.getByText('IT assets 3').filter({ visible: true }).waitFor()
    await checkPage(page)
    // The month goes along to what explains it.
    await month.getByRole('link', { name: `Airtel ${word}` }).click()
    await page.waitForURL(`**/licenses?month=${before}`)
    await expect.poll(() => typed.inputValue()).toBe(before)
    await typed.fill(monthBefore(before))
    await page.waitForURL(`**/licenses?month=${monthBefore(before)}`)
    await metered.first().waitFor()
  })
})

/** The month before one, both as YYYY-MM. */
function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, 7)
}
