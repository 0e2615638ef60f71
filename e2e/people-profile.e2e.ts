import { updateContact } from '@tenantry/contract/customer-contacts.ts'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { peopleOf } from './harness/people.ts'
import { test, type WatchedPage } from './harness/test.ts'

const contacts = {
  primary: { firstName: 'Priya', lastName: 'Sharma', email: 'priya@airtel.com', phone: '+12128675309' },
  others: [
    { role: 'Emergency', firstName: 'Night', lastName: 'Desk' },
    { role: 'Approver', firstName: 'Grace' },
  ],
}

/** MH4, MH5, MH8, B28, EC3: people are kept on the customer's page as in the wizard. */
describe('the people of a customer', () => {
  test('are edited, added and removed in the profile, where a wrong value is led to and another’s change is chosen from', async ({
    page,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}`, contacts })
    await page.goto(`/customers/${id}/profile`)
    await page.getByRole('group', { name: 'Primary contact' }).waitFor()
    // A wrong value in a folded contact unfolds it and has the focus.
    const fold = page.getByRole('button', { name: /^Night Desk/ })
    await fold.click()
    await field(page, 'Email', 'Contact 1').fill('nobody')
    await fold.click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await focused(field(page, 'Email', 'Contact 1')).waitFor()
    await checkPage(page)

    await field(page, 'Last name', 'Primary contact').fill('Rao')
    await page.getByRole('button', { name: 'Add billing contact' }).click()
    await focused(field(page, 'First name', 'Billing contact')).waitFor()
    await page.getByRole('button', { name: 'Import contact info from the primary contact' }).click()
    await field(page, 'Email', 'Billing contact').fill('billing@airtel.com')
    await page.getByRole('button', { name: 'Remove Night Desk' }).click()
    await focused(page.getByRole('button', { name: 'Remove Grace' })).waitFor()
    await page.getByRole('button', { name: /^Grace/, expanded: false }).click()
    await field(page, 'Email', 'Contact 1').fill('grace@airtel.com')
    const technicians = page.getByRole('combobox', { name: 'Technicians' })
    await technicians.fill('admin@northwind')
    await technicians.press('Enter')
    await expect.poll(() => technicians.inputValue()).toBe('')
    // Once more is no reason to give up who is chosen.
    await technicians.fill('admin@northwind')
    await page.getByRole('option', { name: /admin@northwind/, selected: true }).waitFor()
    await technicians.press('Enter')
    // Tab takes the only one that is found, whoever is chosen already; of nobody it is said that there is none.
    await page.route('**/api/v1/users?*q=j%C3%B6r*', async (route) => {
      const answer = await route.fetch({ url: route.request().url().replace('j%C3%B6r', 'admin%40northwind') })
      const { items, ...rest } = await answer.json()
      await route.fulfill({ json: { ...rest, items: [{ ...items[0], id: crypto.randomUUID(), name: 'Jörg' }] } })
    })
    await technicians.fill('nobody of this name')
    await page.getByText('Nobody found').waitFor()
    await technicians.press('Enter')
    await page.getByText('Choose one from the list').waitFor()
    const chosen = page.locator('.mantine-MultiSelect-pill')
    await technicians.fill('jör')
    await page.getByRole('option', { name: /^Jörg/ }).waitFor()
    await technicians.press('Tab')
    await chosen.filter({ hasText: 'Jörg' }).waitFor()
    await technicians.press('Backspace')
    await expect.poll(() => chosen.count()).toBe(1)
    const before = await peopleOf(administrator, id)
    await save(page)
    expect(await peopleOf(administrator, id)).toMatchObject({
      primary: { firstName: 'Priya', lastName: 'Rao', phone: '+12128675309' },
      billing: { lastName: 'Rao', email: 'billing@airtel.com' },
      others: [{ id: before.others[1]?.id, role: 'Approver', email: 'grace@airtel.com' }],
      assignedUserIds: [expect.any(String)],
    })
    await page.getByRole('button', { name: 'Remove the billing contact' }).click()
    await save(page)
    expect((await peopleOf(administrator, id)).billing).toBeNull()
    await focused(page.getByRole('group', { name: 'Billing contact', exact: true })).waitFor()

    // Two who change different things of one contact lose nothing, and choose where they differ.
    page.watched.allow(/^412 PATCH \/api\/v1\/customers\//)
    await field(page, 'Last name', 'Primary contact').fill('Mine')
    await field(page, 'Email', 'Primary contact').fill('mine@airtel.com')
    const { etag } = await administrator.api(getCustomer, { params: { id } })
    const theirs = { primary: { email: 'theirs@airtel.com', phone: '+12128675310' } }
    await administrator.api(updateCustomer, { params: { id }, body: { contacts: theirs } }, { ifMatch: etag ?? '' })
    // A contact that is changed by itself is part of the profile.
    const contactId = before.others[1]?.id ?? ''
    await administrator.api(updateContact, { params: { id, contactId }, body: { role: 'VIP' } }, { ifMatch: '*' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: 'You have changed this in another window' }).waitFor()
    await page.getByText(/^Last change: .+ edited the contact Grace, now$/).waitFor()
    const contested = page.getByRole('group', { name: /^Primary contact: email/ })
    await contested.getByText('mine@airtel.com').waitFor()
    await contested.getByRole('radio', { name: /theirs@airtel.com/ }).check()
    await page.getByRole('button', { name: 'Save what is chosen' }).click()
    await expect
      .poll(async () => (await peopleOf(administrator, id)).primary)
      .toMatchObject({ lastName: 'Mine', email: 'theirs@airtel.com', phone: '+12128675310' })
    await focused(page.getByRole('main')).waitFor()
  })
})

const field = (page: WatchedPage, name: string, group: string) =>
  page.getByRole('group', { name: group, exact: true }).getByRole('textbox', { name, exact: true })

async function save(page: WatchedPage): Promise<void> {
  const button = page.getByRole('button', { name: 'Save', exact: true })
  await button.click()
  await button.waitFor({ state: 'hidden' })
}
