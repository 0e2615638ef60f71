import { getCustomer } from '@tenantry/contract/customers.ts'
import { assignOrganizations, getUser, listUsers } from '@tenantry/contract/users.ts'
import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { createProvider } from './harness/create-provider.ts'
import { hold } from './harness/hold.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { test as base } from './harness/test.ts'

const admin = { email: `admin-${uniqueWord().toLowerCase()}@users.example`, password: 'a long sentence to remember' }

/**
 * What the administrator looks after is kept in versions, and changes with each customer that names him or her
 * elsewhere, so that this file has a provider of its own.
 */
const test = base.extend<{ administrator: Person }>({
  administrator: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const { url, dataDir } = inject('ready')
      await createProvider(dataDir, `Keepers ${uniqueWord()}`, admin)
      await use(await signInByApi(url, admin))
    },
    { scope: 'file' },
  ],
})

/** EC3, RI9: users of the whole provider, and what they look after. */
describe('the users', () => {
  test('of everything one sees are found, filtered, and lead to their organization', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord().toLowerCase()
    const email = `asha-${word}@airtel.com`
    const { name } = await addCustomer(administrator, {
      name: `Airtel ${word}`,
      contacts: { admin: { firstName: 'Asha', lastName: 'Rao', email } },
    })
    await page.goto('/users')
    await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor()
    await page.getByText('The administrator of a customer is named as it is added').waitFor()
    const table = page.getByRole('table', { name: 'Users' })
    await table.getByRole('row').filter({ hasText: admin.email }).getByText('Provider administrator').waitFor()
    await checkPage(page)
    await page.getByRole('searchbox', { name: 'Search by name or email' }).fill(email)
    const row = table.getByRole('row').filter({ hasText: email })
    await row.getByText('Customer administrator').waitFor()
    // A phone has no column for it.
    await page.setViewportSize({ width: 390, height: 844 })
    await row.getByRole('link', { name }).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    await table.getByRole('row').filter({ hasText: admin.email }).waitFor({ state: 'detached' })
    await new CustomerList(page).filter('Status', 'is', ['Active'])
    await page.getByText('Nothing matches').waitFor()
    await page.getByRole('button', { name: 'Remove the condition: Status is Active' }).click()
    await page.getByRole('searchbox', { name: 'Search by name or email' }).fill(email)
    await row.getByRole('link', { name }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page.getByRole('row').filter({ hasText: email }).waitFor()
  })

  test('get customers to look after, and lose them, by mouse, and keep what another adds meanwhile', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const customer = await addCustomer(administrator, { name: `Airtel ${word}` })
    const theirs = await addCustomer(administrator, { name: `Theirs ${word}` })
    const panel = await openAdmin(page)
    await add(page, customer.name)
    const item = panel
      .getByRole('list', { name: 'Looks after' })
      .getByRole('listitem')
      .filter({ hasText: customer.name })
    await item.getByText('not saved yet').waitFor()
    await panel.getByRole('button', { name: 'Close' }).click()
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Cancel' }).click()

    const user = await administrator.api(getUser, { params: { id: await adminId(administrator) } })
    const organizationIds = [...user.data.assignedOrganizationIds, theirs.id]
    await administrator.api(
      assignOrganizations,
      { params: { id: user.data.id }, body: { organizationIds } },
      { ifMatch: user.etag ?? '' },
    )
    page.watched.allow(/^412 PUT /)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('alert').getByText(`added: ${theirs.name}`).waitFor()
    await panel.getByRole('listitem').filter({ hasText: theirs.name }).waitFor()
    await item.getByText('not saved yet').waitFor()
    await checkPage(page)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'hidden' })
    expect(await assignedTo(administrator, customer.id)).toHaveLength(1)
    expect(await assignedTo(administrator, theirs.id)).toHaveLength(1)

    await page.getByRole('row').filter({ hasText: admin.email }).getByText(admin.email).click()
    await panel.getByRole('button', { name: `Remove ${customer.name}` }).click()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'hidden' })
    expect(await assignedTo(administrator, customer.id)).toEqual([])
  })

  test('get one by keyboard alone, and the address of the panel leads back to it', async ({ page, administrator }) => {
    const customer = await addCustomer(administrator, { name: `Keys ${uniqueWord()}` })
    const other = await addCustomer(administrator, { name: `${customer.name} Two` })
    const third = await addCustomer(administrator, { name: `Third ${customer.name}` })
    await page.goto('/users')
    const row = page.getByRole('row').filter({ hasText: admin.email })
    await row.waitFor()
    await tabTo(page, page.getByRole('searchbox', { name: 'Search by name or email' }))
    await page.keyboard.type(admin.email)
    await expect.poll(() => page.getByRole('table').getByRole('row').count()).toBe(2)
    await tabTo(page, row)
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog').filter({ hasText: 'Looks after' })
    await panel.waitFor()
    await tabTo(page, panel.getByRole('combobox', { name: 'Add a customer' }))
    await page.keyboard.type(customer.name)
    // Before any answer.
    await page.keyboard.press('Enter')
    await panel.getByRole('listitem').filter({ hasText: customer.name }).waitFor()
    // Named in full once more, it is no reason to take the other one that is found.
    const place = panel.getByRole('combobox', { name: 'Add a customer' })
    await place.fill(customer.name)
    await page.getByRole('option', { name: `${customer.name} Two` }).waitFor()
    await place.press('Tab')
    await expect.poll(() => place.inputValue()).toBe('')
    await expect
      .poll(() =>
        panel
          .getByRole('listitem')
          .filter({ hasText: `${customer.name} Two` })
          .count(),
      )
      .toBe(0)
    // Nothing is saved while a text stands there that is none.
    await place.fill('nothing of this name')
    await panel.getByRole('button', { name: 'Save' }).click()
    await focused(place).waitFor()
    await panel.getByText('Choose one from the list').waitFor()
    // What is named, and still looked up when Save is pressed, is saved with the rest, where that takes no focus, too.
    await page.evaluate(keepFocusFromButtons)
    const release = await hold(page, '**/api/v1/organizations?*')
    const asked = page.waitForRequest(/q=Keys/)
    await place.fill(`${customer.name} Two`)
    await asked
    await panel.getByRole('button', { name: 'Save' }).click()
    release()
    await panel.waitFor({ state: 'hidden' })
    await focused(row).waitFor()
    for (const { id } of [customer, other]) expect(await assignedTo(administrator, id)).toHaveLength(1)
    await page.goto(`/users?user=${await adminId(administrator)}`)
    await panel.getByRole('listitem').filter({ hasText: other.name }).waitFor()
    // So it is where the answer is there at once.
    await place.fill(third.name)
    await page.getByRole('option', { name: third.name }).waitFor()
    await place.fill('nothing of this name')
    await page.getByText('Nothing found').waitFor()
    await place.fill(third.name)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'hidden' })
    expect(await assignedTo(administrator, third.id)).toHaveLength(1)
    page.watched.allow(/^404 GET \/api\/v1\/users\//)
    await page.goto('/users?user=01912d68-783e-7a3f-8e1c-9a6a5b1c2d3e')
    await page.getByRole('dialog', { name: 'Not found' }).waitFor()
  })
})

async function openAdmin(page: Page) {
  await page.goto(`/users?q=${encodeURIComponent(admin.email)}`)
  await page.getByRole('row').filter({ hasText: admin.email }).getByText(admin.email).click()
  const panel = page.getByRole('dialog').filter({ hasText: 'Looks after' })
  await panel.waitFor()
  return panel
}

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Add a customer' }).fill(name)
  await page.getByRole('option', { name }).click()
}

async function adminId({ api }: Person) {
  const { data } = await api(listUsers, { query: { filter: { email: { eq: admin.email } } } })
  return data.items[0]?.id ?? ('' as never)
}

async function assignedTo({ api }: Person, id: string) {
  return (await api(getCustomer, { params: { id } })).data.assignedUserIds
}

/** As Safari has it, where a button that is pressed takes the focus from a field and has none itself. */
function keepFocusFromButtons() {
  const keep = (event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.closest('button'))) return
    event.preventDefault()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  document.addEventListener('mousedown', keep, { capture: true })
}
