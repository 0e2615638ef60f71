import { updateCustomerFormSettings } from '@tenantry/contract/customer-form-settings.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import type { RequirableField } from '@tenantry/contract/required-fields.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { ownProvider } from './harness/own-provider.ts'
import { test as base } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

/** What one provider demands holds for everybody in it, so that this file has a provider of its own. */
const test = base.extend<{ demanding: Person }>({
  demanding: [ownProvider('Demanding'), { scope: 'file' }],
})

const demand = (person: Person, ...requiredFields: RequirableField[]) =>
  person.api(updateCustomerFormSettings, { body: { requiredFields } }, { ifMatch: '*' })

/** RI4, OM1, IF16, EC2 */
describe('fields that the provider requires', () => {
  test('are marked, hold back their step, lead to it from any other, and are asked for by the answer when they came meanwhile', async ({
    open,
    demanding,
  }) => {
    const fields = [
      'location.state',
      'accountManagerEmail',
      'contacts.billing.email',
      'contacts.admin.email',
      'salesRepresentatives',
      'entities',
    ] as const
    await demand(demanding, ...fields)
    const page = await open({ as: demanding, allow: [/^422 POST \/api\/v1\/customers$/] })
    const wizard = new Wizard(page)
    const name = `Airtel ${uniqueWord()}`
    await wizard.open()
    for (const step of ['Company', 'People', 'Entities'])
      await wizard.button(new RegExp(`${step}.*must be filled`)).waitFor()
    await expect.poll(() => wizard.button(/Licenses.*must be filled/).count()).toBe(0)
    await wizard.next()
    await wizard.field('Name').fill(name)
    await expect.poll(() => wizard.marked()).toEqual(['Name', 'Code', 'Country'])
    await wizard.next()
    await focused(wizard.choice('Country', 'Location')).waitFor()
    await wizard.dialog.getByText('Choose the country, and then its state').waitFor()
    await wizard.choose('Country', 'Gibraltar', 'Location')
    await expect.poll(() => wizard.marked()).toEqual(['Name', 'Code'])
    await wizard.choose('Country', 'United States', 'Location')
    await expect.poll(() => wizard.marked()).toEqual(['Name', 'Code', 'State'])
    await wizard.choose('State', 'New York', 'Location')
    await wizard.button('Create now').click()
    await focused(wizard.field('Email', 'Billing contact')).waitFor()
    await wizard.dialog.getByText('Account manager’s email is required').waitFor()
    await wizard.dialog.getByText('Administrator’s login email is required').waitFor()
    await expect.poll(() => wizard.marked()).toContain('Account manager’s email')
    await page.keyboard.type('invoices@airtel.com')
    await wizard.next()
    await focused(wizard.dialog.getByRole('switch', { name: /Create user/ })).waitFor()
    await page.keyboard.press('Space')
    await wizard.field('Login email').fill(`${uniqueWord()}@airtel.com`)
    await wizard.fill({ 'First name': 'Priya' }, 'Administrator')
    await wizard.next()
    await focused(wizard.field('Account manager’s email')).waitFor()
    await page.keyboard.type('manager@northwind.example')
    await wizard.next()
    await focused(wizard.button('Add representative')).waitFor()
    await page.keyboard.press('Enter')
    await focused(wizard.choice('Name', 'Representative 1')).waitFor()
    await page.keyboard.type('Sam Seller')
    await wizard.field('Email', 'Representative 1').fill('sam@northwind.example')
    await wizard.next()
    await wizard.dialog.getByRole('heading', { name: 'Which parts does it have?' }).waitFor()
    await wizard.button('Create now').click()
    await focused(wizard.button('Add entity')).waitFor()
    await checkPage(page)
    await page.keyboard.press('Enter')
    await wizard.field('Name').last().fill('Branch')
    await demand(demanding, 'domain')
    await wizard.button('Create now').click()
    await focused(wizard.field('Domain')).waitFor()
    await wizard.dialog.getByText('Domain is required').waitFor()
    await wizard.field('Domain').and(page.locator('[required]')).waitFor()
    await page.keyboard.type('airtel.com')
    const id = await wizard.create(name)
    const { data } = await demanding.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({
      domain: 'airtel.com',
      location: { state: 'US-NY' },
      accountManagerEmail: 'manager@northwind.example',
    })
    expect(data.contacts.billing?.email).toBe('invoices@airtel.com')
    expect(data.counts.entities).toBe(1)
  })

  test('stay out of the way of a customer that lacks them, and cannot be emptied', async ({ open, demanding }) => {
    await demand(demanding)
    const { id } = await addCustomer(demanding, { name: `Airtel ${uniqueWord()}`, domain: 'airtel.com' })
    await demand(demanding, 'domain', 'website')
    const page = await open({ as: demanding })
    await page.goto(`/customers/${id}/profile`)
    const domain = page.getByRole('textbox', { name: 'Domain', exact: true })
    // What is required is asked for beside the customer.
    await domain.and(page.locator('[required]')).waitFor()
    await domain.fill('')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await focused(domain).waitFor()
    await page.getByText('Domain is required').waitFor()
    await domain.fill('airtel.example')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/is saved/).waitFor()
    const { data } = await demanding.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({ domain: 'airtel.example', website: null })
  })
})
