import { updateCustomer } from '@tenantry/contract/customers.ts'
import { getOnboarding } from '@tenantry/contract/onboarding.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { pressOn, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('what was left out when a customer was created (B11)', () => {
  test('is filled in, ticked, or said not to be needed, from the list on its page', async ({ page, administrator }) => {
    const { id } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}`, domain: 'airtel.com' })
    const card = page.getByRole('region', { name: 'Onboarding' })
    await page.goto(`/customers/${id}`)
    await card.getByText('0 of 11 settled').waitFor()
    await expect.poll(() => card.getByText('Domain').count()).toBe(0)
    await card.getByRole('link', { name: 'Phone' }).click()
    await page
      .getByRole('group', { name: 'How to reach it' })
      .getByRole('textbox', { name: 'Phone', exact: true })
      .fill('+1 212 555 0100')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('is saved').waitFor()
    await page.getByRole('link', { name: 'Overview' }).click()
    await card.getByText('1 of 11 settled').waitFor()
    await expect.poll(() => card.getByRole('checkbox', { name: 'Phone is done' }).isDisabled()).toBe(true)

    const notNeeded = card.getByRole('button', { name: 'Sales representatives: not needed' })
    await tabTo(page, notNeeded)
    await page.keyboard.press('Enter')
    await card.getByText('2 of 11 settled').waitFor()
    await card.getByRole('button', { name: 'Sales representatives: needed after all' }).waitFor()
    const naming = card.getByRole('link', { name: 'Administrator' })
    await expect.poll(() => naming.getAttribute('href')).toBe(`/customers/${id}/users`)
    const tick = card.getByRole('checkbox', { name: 'Technicians is done' })
    await pressOn(tick, 'Space')
    await card.getByText('3 of 11 settled').waitFor()
    await checkPage(page)
    const settled = async () => {
      const { data } = await administrator.api(getOnboarding, { params: { id } })
      return data.items.flatMap(({ key, state }) => (state === 'open' ? [] : [[key, state]]))
    }
    await expect.poll(settled).toEqual([
      ['phone', 'done'],
      ['technicians', 'done'],
      ['salesRepresentatives', 'not_needed'],
    ])
    await page.getByRole('main').getByRole('link', { name: 'Audit Logs' }).click()
    await page
      .getByText(/ticked off “|marked “/)
      .first()
      .waitFor()
  })

  test('is not asked for any more when all of it is there', async ({ page, administrator }) => {
    const { id } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}`, type: 'partner' })
    const { data } = await administrator.api(getOnboarding, { params: { id } })
    await administrator.api(updateCustomer, { params: { id }, body: { phone: '+12125550100' } }, { ifMatch: '*' })
    await page.goto(`/customers/${id}`)
    const card = page.getByRole('region', { name: 'Onboarding' })
    await card.getByText(`1 of ${data.progress.total} settled`).waitFor()
    for (let left = data.progress.total - 1; left > 0; left -= 1) {
      await card
        .getByRole('button', { name: /: not needed$/ })
        .first()
        .click()
      await card.getByText(`${data.progress.total - left + 1} of ${data.progress.total} settled`).waitFor()
    }
    await card.getByText('Everything that was left out is settled.').waitFor()
  })
})
