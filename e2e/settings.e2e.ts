import { getCustomerFormSettings, updateCustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { getProviderSettings, updateProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { hold } from './harness/hold.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { ownProvider } from './harness/own-provider.ts'
import { test as base, type WatchedPage } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

/** Settings hold for a whole provider, so that this file has one of its own. */
const test = base.extend<{ manager: Person }>({ manager: [ownProvider('Settings'), { scope: 'file' }] })

const stored = async (person: Person) => (await person.api(getProviderSettings, {})).data
const required = async (person: Person) => (await person.api(getCustomerFormSettings, {})).data.requiredFields

describe('the settings of a provider', () => {
  test('are found in the navigation, say at their fields what is wrong, are not left unsaved, are saved, and inherited below', async ({
    open,
    manager,
  }) => {
    const page = await open({ as: manager })
    await page.goto('/devices?q=nothing-like-this')
    await page.getByRole('link', { name: 'Provider settings' }).click()
    const name = `Northwind ${uniqueWord()}`
    const nameField = page.getByRole('textbox', { name: 'Name', exact: true })
    const before = await stored(manager)
    await nameField.fill('')
    await page.getByLabel('Days in the archive').fill('4000')
    await page.getByRole('button', { name: 'Save general settings' }).click()
    await focused(nameField).waitFor()
    await page.getByText('A whole number of days, from 1 to 3650').waitFor()
    await checkPage(page)
    const navigation = page.getByRole('navigation', { name: 'Main' })
    await navigation.getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Undo changes' }).click()
    await navigation.getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
    expect(await stored(manager)).toEqual(before)

    await page.getByRole('link', { name: 'Provider settings' }).click()
    await nameField.fill(name)
    await choose(page, 'Time zone', 'Europe/Berlin')
    await choose(page, 'Currency', 'EUR · Euro')
    // What is typed while it is being saved is saved by the next press.
    const release = await hold(page, '**/api/v1/provider-settings')
    const save = page.getByRole('button', { name: 'Save general settings' })
    await save.click()
    await page.getByLabel('Days in the archive').fill('90')
    release()
    await page.getByText('The settings are saved').waitFor()
    await save.click()
    await save.waitFor({ state: 'detached' })
    await navigation.getByRole('link', { name }).waitFor()
    expect(await stored(manager)).toMatchObject({
      name,
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      archivedDays: 90,
    })
    const { id } = await addCustomer(manager, { name: `Airtel ${uniqueWord()}` })
    const { data } = await manager.api(getCustomer, { params: { id } })
    expect(data.inherited).toMatchObject({
      timeZone: { value: 'Europe/Berlin', fromName: name },
      currency: { value: 'EUR' },
    })
  })

  test('changed by two at once are chosen from, the required fields too, and nobody’s change is lost', async ({
    open,
    manager,
  }) => {
    const page = await open({ as: manager, allow: [/^412 PUT /] })
    const conflict = page.getByRole('heading', { name: 'You have changed this in another window' })
    const saved = page.getByText('The settings are saved')
    await page.goto('/settings')
    await page.getByLabel('Days in the archive').fill('30')
    // What is none of the list is not left out of what is saved.
    const locale = page.getByRole('combobox', { name: 'Language and region' })
    await locale.fill('nowhere')
    await page.getByRole('button', { name: 'Save general settings' }).click()
    await page.getByText('Choose one from the list').waitFor()
    await focused(locale).waitFor()
    await page.keyboard.press('Escape')
    const { data, etag } = await manager.api(getProviderSettings, {})
    await manager.api(updateProviderSettings, { body: { ...data, currency: 'CHF' } }, { ifMatch: etag ?? '' })
    // Other settings of the provider, which are changed after that, are not what is chosen from.
    for (const requiredFields of [['domain' as const], []])
      await manager.api(updateCustomerFormSettings, { body: { requiredFields } }, { ifMatch: '*' })
    await page.getByRole('button', { name: 'Save general settings' }).click()
    await conflict.waitFor()
    await page.getByText(/^Last change: .+ changed the settings of the provider, now$/).waitFor()
    await page.getByRole('button', { name: 'Save what is chosen' }).click()
    await saved.waitFor()
    await conflict.waitFor({ state: 'detached' })
    expect(await stored(manager)).toMatchObject({ currency: 'CHF', archivedDays: 30 })

    await page.reload()
    await page.getByRole('switch', { name: /^Domain/ }).check()
    await manager.api(updateCustomerFormSettings, { body: { requiredFields: ['website'] } }, { ifMatch: '*' })
    await page.getByRole('button', { name: 'Save required fields' }).click()
    await conflict.waitFor()
    await page.getByRole('button', { name: 'Save what is chosen' }).click()
    await saved.waitFor()
    expect(await required(manager)).toEqual(['domain', 'website'])
  })
})

/** RI4, OM1, IF16 */
describe('the required fields', () => {
  test('are found by typing, switched by keyboard, and demanded by the wizard at once', async ({ open, manager }) => {
    await manager.api(updateCustomerFormSettings, { body: { requiredFields: [] } }, { ifMatch: '*' })
    const page = await open({ as: manager })
    await page.goto('/settings')
    await page.getByRole('searchbox', { name: 'Search a field' }).fill('manager')
    await page.waitForURL(/q=manager/)
    const manages = page.getByRole('switch', { name: /Account manager’s email/ })
    await page.getByRole('switch', { name: /^Domain/ }).waitFor({ state: 'detached' })
    await tabTo(page, manages)
    await page.keyboard.press('Space')
    await page.getByText('1 field is required').waitFor()
    await page.getByRole('searchbox', { name: 'Search a field' }).fill('')
    await page.getByRole('switch', { name: /^State or province/ }).check()
    await page.getByRole('button', { name: 'Save required fields' }).click()
    await page.getByText('The settings are saved').waitFor()
    expect(await required(manager)).toEqual(['location.state', 'accountManagerEmail'])
    const wizard = new Wizard(page)
    await wizard.open()
    await wizard.button(/People.*must be filled/).waitFor()
    await wizard.next()
    await expect.poll(() => wizard.marked()).toContain('Country')
  })
})

async function choose(page: WatchedPage, name: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true })
  await box.click()
  await box.fill(option)
  await page.getByRole('option', { name: option, exact: true }).click()
}
