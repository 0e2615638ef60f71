import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, codesLike, type Person, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'

const panelOf = (page: WatchedPage, name: string) => page.getByRole('dialog', { name: `Merge ${name}` })

/** Two customers that are one: the first has what the second lacks, and differs from it. */
async function twins(administrator: Person) {
  const word = uniqueWord()
  const source = await addCustomer(administrator, {
    name: `Airtel ${word}`,
    code: `AIR${word}`,
    domain: 'airtel.com',
    businessEmail: 'enterprise@airtel.com',
    website: 'https://www.airtel.com/',
    location: {
      country: 'US',
      state: 'US-NY',
      city: 'New York',
      postalCode: '10036',
      line1: '1095 Avenue of the Americas',
    },
    contacts: { primary: { firstName: 'Priya', email: 'priya@airtel.com' }, billing: { email: 'invoices@airtel.com' } },
    entities: [{ name: 'Head office' }],
  })
  const target = await addCustomer(administrator, {
    name: `Bharti Airtel ${word}`,
    code: `BHA${word}`,
    domain: 'bharti.com',
    location: { country: 'GB', city: 'London' },
    contacts: { primary: { firstName: 'Sunil', email: 'invoices@airtel.com' } },
    entities: [{ name: 'Head Office' }],
  })
  const device = { class: 'server' as const, serialNumber: word }
  await administrator.api(createDevice, { body: { ...device, organizationId: source.id, name: 'srv-01' } })
  await administrator.api(createDevice, { body: { ...device, organizationId: target.id, name: 'twin-01' } })
  const body = { mode: 'allocated' as const, types: [{ type: 'users', limit: 7, overage: 0 }] }
  await administrator.api(setCustomerLicenses, { params: { id: source.id }, body })
  return { word, source, target }
}

/** What the panel says of a number. */
async function figure(panel: Locator, label: string): Promise<string | null> {
  const row = panel.locator('dl > div').filter({ hasText: label })
  await row.waitFor()
  return row.getByRole('definition').textContent()
}

describe('merging two customers (B10)', () => {
  test('shows both side by side and what it changes, asks for the code, tells who was quicker, and leaves an address and a log that lead to the one that stays', async ({
    open,
    administrator,
  }) => {
    const page = await open({ as: administrator, allow: [/^4(09|12|22) POST/] })
    const { word, source, target } = await twins(administrator)
    const partner = await addCustomer(administrator, { name: `Reseller ${uniqueWord()}`, type: 'partner' })
    const panel = panelOf(page, source.name)
    await page.goto(`/customers/${source.id}/overview?merge=${source.id}&into=${partner.id}`)
    await panel.getByText(/Only customers and enterprises are merged/).waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await chooseAction(page, source.name, 'Merge into…')
    const into = panel.getByRole('combobox', { name: 'Merge into' })
    await focused(into).waitFor()
    await into.fill(word)
    const options = page.getByRole('option')
    await options.filter({ hasText: target.name }).waitFor()
    await expect.poll(() => options.allTextContents()).toEqual([`${target.name}${target.code} · Customer`])
    // The field knows its list a moment after that is drawn.
    await expect.poll(() => into.getAttribute('aria-expanded')).toBe('true')
    await into.press('Enter')
    await expect.poll(() => figure(panel, 'Devices')).toBe('1')
    await expect.poll(() => figure(panel, 'Entities')).toBe('1')
    await panel.getByText(`Head office becomes Head office (${source.code})`).waitFor()
    await panel.getByText('Users: 7', { exact: true }).waitFor()
    await panel.getByText(/^Serial numbers that devices of both have: 1\. /).waitFor()
    await panel.getByText(`${word}: srv-01 and twin-01`).waitFor()
    const domain = panel.getByRole('group', { name: 'Domain' })
    await expect.poll(() => domain.getByRole('radio', { name: /bharti\.com/ }).isChecked()).toBe(true)
    await domain.getByRole('radio', { name: /airtel\.com/ }).check()
    const website = panel.getByRole('group', { name: 'Website' })
    await expect.poll(() => website.getByRole('radio', { name: /www\.airtel\.com/ }).isChecked()).toBe(true)
    const code = panel.getByRole('textbox', { name: `Type ${source.code} to merge` })
    const merge = panel.getByRole('button', { name: 'Merge', exact: true })
    await merge.click()
    await panel.getByText('Type the code', { exact: true }).waitFor()
    // Whoever has another one in mind does not merge into the one that was chosen before.
    await into.fill('Nobody of this name')
    await code.click()
    await panel.getByText('Choose one from the list').waitFor()
    await merge.click()
    await focused(into).waitFor()
    await into.fill(target.name)
    await options.filter({ hasText: target.name }).waitFor()
    await code.click()
    await expect.poll(() => into.inputValue()).toBe(target.name)
    await panel.getByText('Choose one from the list').waitFor({ state: 'detached' })
    await code.fill(target.code)
    await merge.click()
    await panel.getByText('This is not its code').waitFor()
    await checkPage(page)
    await focused(code).fill(source.code)
    const change = { params: { id: source.id }, body: { phone: '+12125550100' } }
    await administrator.api(updateCustomer, change, { ifMatch: '*' })
    await merge.click()
    await panel.getByText(/Somebody has changed this customer meanwhile/).waitFor()
    await panel.getByRole('group', { name: 'Phone' }).waitFor()
    await domain.getByRole('radio', { name: /airtel\.com/ }).check()
    await code.fill(source.code.toLowerCase())
    await merge.click()
    await page.getByText(`${source.name} is part of ${target.name} now`).waitFor()
    await page.waitForURL(`**/customers/${target.id}/overview`)
    await page.getByRole('heading', { name: target.name, level: 1 }).waitFor()
    const { data } = await administrator.api(getCustomer, { params: { id: target.id } })
    expect(data).toMatchObject({
      domain: 'airtel.com',
      website: 'https://www.airtel.com/',
      location: { country: 'GB' },
    })
    expect(data.counts).toMatchObject({ devices: 2, entities: 2 })
    expect(await codesLike(administrator, word)).toEqual([target.code])

    await page.goto(`/customers/${source.id}/entities`)
    await page.waitForURL(`**/customers/${target.id}/entities`)
    await page.getByRole('heading', { name: target.name, level: 1 }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Audit Logs' }).click()
    await page.getByText('merged another customer into this one').waitFor()
    await page.getByRole('link', { name: `Log of ${source.name} until then` }).click()
    await page.getByText('merged this customer into another').waitFor()
    await page.getByText('added the device').waitFor()
    await checkPage(page)
    await page.getByRole('link', { name: 'Back to the log of this customer' }).click()
    await page.getByText('merged another customer into this one').waitFor()
    // What it was metered is told with the one that stays, with its own rows of the ledger, and found by what it was.
    await page.getByRole('link', { name: 'Licenses', exact: true }).last().click()
    const its = page.getByRole('table', { name: new RegExp(`^${source.name} in`) })
    const metered = its.getByRole('link', { name: /^1: The rows of IT assets/ })
    await metered.waitFor()
    await metered.click()
    const rows = page.getByRole('table', { name: 'License ledger' })
    await rows.getByText('srv-01').first().waitFor()
    await expect.poll(() => rows.getByText('srv-01').count()).toBe(2)
    await page.getByText(`Customer that it counts for is ${source.name}`).waitFor()
    await walkTo(page, `/licenses/usage?q=${source.code}`, 'License usage')
    const usage = page.getByRole('table', { name: 'License usage' })
    await usage.getByText(`${source.name}, now part of it: IT assets 1`).waitFor()
  })

  test('is begun at a duplicate that the profile names, and done by keyboard alone', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const same = { name: `Same ${word}`, domain: `${word.toLowerCase()}.com` }
    const source = await addCustomer(administrator, { ...same, code: `ONE${word}` })
    const target = await addCustomer(administrator, { ...same, code: `TWO${word}`, phone: '+12125550100' })
    await page.goto(`/customers/${source.id}/profile`)
    const button = page.getByRole('button', { name: `Merge into ${target.name}` })
    await button.waitFor()
    await checkPage(page)
    await tabTo(page, button, 'Tab', 90)
    await page.keyboard.press('Enter')
    const panel = panelOf(page, source.name)
    await expect.poll(() => panel.getByRole('combobox', { name: 'Merge into' }).inputValue()).toBe(target.name)
    const phone = panel.getByRole('group', { name: 'Phone' })
    await phone.waitFor()
    await tabTo(page, phone.getByRole('radio', { name: /555/ }))
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => phone.getByRole('radio', { name: /empty/ }).isChecked()).toBe(true)
    await tabTo(page, panel.getByRole('textbox', { name: /to merge/ }))
    await page.keyboard.type(source.code)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/customers/${target.id}/overview`)
    const { data } = await administrator.api(getCustomer, { params: { id: target.id } })
    expect(data.phone).toBeNull()
  })
})
