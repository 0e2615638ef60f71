import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import { deleteCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { type Person, uniqueWord } from './harness/api.ts'
import { cutLine, joinLine } from './harness/broken-line.ts'
import { hold } from './harness/hold.ts'
import { isInView } from './harness/in-view.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { ownProvider } from './harness/own-provider.ts'
import { test as base, type Open, type WatchedPage } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

/** The page of customers shows the latest drafts alone; those of other files would take their place. */
const test = base.extend<{ administrator: Person }>({
  administrator: [ownProvider('Drafting'), { scope: 'file' }],
})

const drafts = async ({ api }: Person, title: string) =>
  (await api(listCustomerDrafts)).data.items.filter((draft) => draft.title === title)

/** Waits until what an act changes of a draft has reached the server: that all is saved was said before it, too. */
async function savedAgain(person: Person, title: string, act: () => Promise<void>): Promise<void> {
  const updatedAt = async () => (await drafts(person, title))[0]?.updatedAt
  const before = await updatedAt()
  await act()
  await expect.poll(updatedAt).not.toBe(before)
}

const saved = (wizard: Wizard) => wizard.dialog.getByText('Saved as a draft; you can go on from any device').waitFor()

/** Begins a customer of which nothing but the name is typed, and waits until that is saved. */
async function begin(wizard: Wizard, name: string): Promise<void> {
  await wizard.openAtCompany()
  await wizard.field('Name').fill(name)
  await saved(wizard)
}

/** Goes on with a draft from the page of customers, where the drafts stand above whatever is found. */
async function resume(page: WatchedPage, name: string): Promise<void> {
  await page.goto('/customers?q=nothing-like-this')
  await page.getByRole('button', { name: `Resume: ${name}` }).click()
}

/** Two tabs of one browser, a customer being typed in the first; what the server refuses there is allowed. */
async function openTwoTabs(open: Open, as: Person, ...allow: RegExp[]) {
  const here = await open({ as, allow })
  return { here, there: await open({ as, beside: here }), wizard: new Wizard(here) }
}

describe('a customer that is typed is a draft', () => {
  test('that saves itself and is resumed on another device, where both versions of a conflict can be taken (IF8, EC2)', async ({
    open,
    administrator,
  }) => {
    const here = await open({ as: administrator, allow: [/^412 PUT/, /^409 POST/, /^404 GET/] })
    const there = await open({ as: administrator, allow: [/^412 PUT/] })
    const [first, second] = [new Wizard(here), new Wizard(there)]
    const name = `Airtel ${uniqueWord()}`
    await first.openAtCompany()
    await first.fill({ Name: name, Domain: 'airtel.com' })
    await saved(first)
    await expect.poll(async () => (await drafts(administrator, name)).length).toBe(1)

    // The drafts stand above whatever is found.
    await there.goto('/customers?q=nothing-like-this')
    await there.getByRole('region', { name: 'Drafts' }).getByText(`Draft ${name}, step Company, now`).waitFor()
    await checkPage(there)
    await there.getByRole('button', { name: `Resume: ${name}` }).click()
    await second.field('Domain').waitFor()
    await expect.poll(() => second.field('Name').inputValue()).toBe(name)
    await second.dialog.getByRole('button', { name: 'Account (complete)', exact: true }).waitFor()
    await expect.poll(() => second.field('Domain').inputValue()).toBe('airtel.com')
    await savedAgain(administrator, name, () => second.fill({ Website: 'https://www.airtel.com/' }))
    await saved(second)

    // However far down one types, the choice is in sight.
    await first.fill({ 'Bill to': 'Lost' })
    await first.dialog.getByRole('alert').filter({ hasText: 'changed elsewhere' }).waitFor()
    const takes = first.button('Take the other version')
    await expect.poll(() => isInView(takes)).toBe(true)
    await takes.click()
    await expect.poll(() => first.field('Website').inputValue()).toBe('https://www.airtel.com/')
    await expect.poll(() => first.field('Bill to').inputValue()).toBe('')
    await savedAgain(administrator, name, () => first.fill({ 'Business email': 'enterprise@airtel.com' }))
    await saved(first)

    await second.fill({ 'Subscription ID': 'SUBAIR2026001' })
    await second.button('Keep this version').waitFor()
    await second.button('Back').click()
    await checkPage(there)
    await second.button('Keep this version').click()
    await saved(second)

    // Kept without a choice, what was typed here is here again where it is resumed, and the choice with it.
    await first.fill({ 'Bill to': 'Mine' })
    await takes.waitFor()
    await here.keyboard.press('Escape')
    await here.getByRole('button', { name: 'Keep as draft' }).click()
    await here.getByText(`${name} waits for your choice`).waitFor()
    await here.getByRole('button', { name: `Resume: ${name}` }).click()
    await takes.waitFor()
    await expect.poll(() => first.field('Bill to').inputValue()).toBe('Mine')
    const id = await second.create(name)
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({ subscriptionId: 'SUBAIR2026001', businessEmail: null, domain: 'airtel.com' })
    await expect.poll(() => drafts(administrator, name)).toEqual([])

    // It became one customer there; here nothing is made of it unless somebody wants a second one.
    await takes.click()
    await first.dialog.getByRole('alert').filter({ hasText: 'no longer there' }).waitFor()
    await expect.poll(() => takes.count()).toBe(0)
    await first.button('Create now').click()
    await first.dialog.getByRole('alert').filter({ hasText: 'created or thrown away somewhere else' }).waitFor()
    await first.button('Send it as a new one').waitFor()
    const { data: found } = await administrator.api(listCustomers, { query: { q: name } })
    expect(found.total).toBe(1)
  })

  test('of which a customer came in another tab makes no second one in this one, unless somebody goes on knowingly', async ({
    open,
    administrator,
  }) => {
    const { here, there, wizard } = await openTwoTabs(open, administrator, /^404 (PUT|GET) .*customer-drafts/)
    const name = `Twice ${uniqueWord()}`
    const count = async () => (await administrator.api(listCustomers, { query: { q: name } })).data.total
    const gone = wizard.dialog.getByRole('alert').filter({ hasText: 'This draft is no longer there' })
    await begin(wizard, name)
    await resume(here, name)
    await wizard.field('Name').waitFor()
    await resume(there, name)
    await new Wizard(there).create(name)

    await wizard.fill({ Domain: 'twice.example' })
    await gone.waitFor()
    await wizard.button('Next: People').click()
    await expect.poll(() => isInView(gone)).toBe(true)
    await wizard.dialog.getByRole('link', { name: `${name}, opens in a new window` }).waitFor()
    await checkPage(here)
    await wizard.button('Create now').click()
    await wizard.dialog.getByRole('alert').filter({ hasText: 'created or thrown away somewhere else' }).waitFor()
    await wizard.button('Send it as a new one').waitFor()

    // Loaded again, it knows the same.
    await here.reload()
    await gone.waitFor()
    await wizard.button('Back').click()
    await expect.poll(() => wizard.field('Domain').inputValue()).toBe('twice.example')
    expect([await count(), await drafts(administrator, name)]).toEqual([1, []])
    await wizard.button('Go on as a new draft').click()
    await saved(wizard)
    await expect.poll(() => gone.count()).toBe(0)
    await here.reload()
    await expect.poll(() => wizard.field('Domain').inputValue()).toBe('twice.example')
    await wizard.create(name)
    expect([await count(), await drafts(administrator, name)]).toEqual([2, []])
  })

  test('of which a customer came before this tab heard that it was saved makes no second one', async ({
    open,
    administrator,
  }) => {
    const { here, there, wizard } = await openTwoTabs(
      open,
      administrator,
      /^net::ERR_CONNECTION_RESET POST/,
      /^404 POST/,
    )
    const name = `Unheard ${uniqueWord()}`
    let isBroken = true
    await here.route('**/api/v1/customer-drafts', async (route) => {
      if (!isBroken || route.request().method() !== 'POST') return route.fallback()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await wizard.openAtCompany()
    await wizard.field('Name').fill(name)
    await wizard.dialog.getByText('Kept in this window; it is saved').waitFor()
    await resume(there, name)
    await new Wizard(there).create(name)
    isBroken = false
    await wizard.button('Create now').click()
    await wizard.button('Send it as a new one').waitFor()
    const { data } = await administrator.api(listCustomers, { query: { q: name } })
    expect(data.total).toBe(1)
  })

  test('that is thrown away in another tab is kept as a new one, or asked about, by whoever leaves this one', async ({
    open,
    administrator,
  }) => {
    const { here, there, wizard } = await openTwoTabs(open, administrator, /^404 (PUT|GET) .*customer-drafts/)
    const name = `Thrown ${uniqueWord()}`
    await begin(wizard, name)
    const [before] = await drafts(administrator, name)
    await there.goto('/customers?q=nothing-like-this')
    await there.getByRole('button', { name: `Throw away the draft ${name}` }).click()
    await there.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
    await expect.poll(() => drafts(administrator, name)).toEqual([])

    const gone = wizard.dialog.getByRole('alert').filter({ hasText: 'This draft is no longer there' })
    await wizard.fill({ Domain: 'thrown.example' })
    await gone.waitFor()
    await here.reload()
    await gone.waitFor()
    await expect.poll(() => wizard.field('Domain').inputValue()).toBe('thrown.example')
    await here.goBack()
    const leaving = here.getByRole('dialog', { name: 'Leave without saving?' })
    await leaving.getByRole('button', { name: 'Cancel' }).click()
    await wizard.button('Throw away').click()
    const question = here.getByRole('dialog', { name: 'Throw away what you typed?' })
    await question.getByText('as a new draft it waits for you').waitFor()
    await question.getByRole('button', { name: 'Keep as draft' }).click()
    await here.getByText('What you typed here is kept as a new draft').waitFor()
    await here.getByRole('button', { name: `Resume: ${name}` }).waitFor()
    const [after] = await drafts(administrator, name)
    expect(after?.id).not.toBe(before?.id)
  })

  test('that is gone is kept in its window where the server cannot be reached, and found by who adds a customer there', async ({
    open,
    administrator,
  }) => {
    const here = await open({ as: administrator, allow: [/^404 PUT .*customer-drafts/] })
    const wizard = new Wizard(here)
    const name = `Cut ${uniqueWord()}`
    await begin(wizard, name)
    await resume(here, name)
    await wizard.field('Name').waitFor()
    const [draft] = await drafts(administrator, name)
    if (!draft) throw new Error('There is no draft')
    await administrator.api(deleteCustomerDraft, { params: { id: draft.id } }, { ifMatch: '*' })
    await wizard.fill({ Domain: 'cut.example' })
    await wizard.button('Throw away').click()
    await cutLine(here)
    await here.getByRole('button', { name: 'Keep as draft' }).click()
    await wizard.dialog.waitFor({ state: 'hidden' })
    await joinLine(here)
    await here.getByRole('button', { name: 'Add customer' }).first().click()
    await wizard.dialog.getByText('You began this customer on').waitFor()
    await expect.poll(() => wizard.field('Domain').inputValue()).toBe('cut.example')
    await expect.poll(async () => (await drafts(administrator, name)).length).toBe(1)
  })

  test('is kept on closing and thrown away from the page of customers, by keyboard alone', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `Kept ${uniqueWord()}`
    await wizard.openAtCompany()
    const release = await hold(page, /\/customer-drafts/)
    await wizard.field('Name').fill(name)
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Throw away what you typed?' })
    await tabTo(page, question.getByRole('button', { name: 'Keep as draft' }))
    await page.keyboard.press('Enter')
    // Until it is kept, nothing else can be done with it.
    await expect.poll(() => question.isVisible()).toBe(true)
    release()
    await wizard.dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: `Resume: ${name}` }).waitFor()
    await tabTo(page, page.getByRole('button', { name: `Resume: ${name}` }))
    await page.keyboard.press('Enter')
    await wizard.field('Name').waitFor()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(name)
    await page.reload()
    await wizard.field('Name').waitFor()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(name)
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Keep as draft' }).click()
    await page.getByRole('button', { name: `Throw away the draft ${name}` }).waitFor()
    await tabTo(page, page.getByRole('button', { name: `Throw away the draft ${name}` }))
    await page.keyboard.press('Enter')
    const last = page.getByRole('dialog', { name: `Throw away the draft ${name}?` })
    await last.getByRole('button', { name: 'Throw away' }).click()
    await page.getByRole('button', { name: `Resume: ${name}` }).waitFor({ state: 'hidden' })
    await expect.poll(() => drafts(administrator, name)).toEqual([])
  })

  test('is in the address no more when the next customer is begun, which is kept over a broken line and a reload', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const [first, second] = [`Spent ${uniqueWord()}`, `Next ${uniqueWord()}`]
    await begin(wizard, first)
    await resume(page, first)
    await wizard.field('Name').waitFor()
    await expect.poll(() => page.url()).toContain('draft=')
    await wizard.toReview()
    await wizard.button('Create and add another').click()
    await page.getByRole('status').filter({ hasText: first }).waitFor()
    await expect.poll(() => page.url()).not.toContain('draft=')
    await page.reload()
    await wizard.next()
    await wizard.field('Name').waitFor()
    await cutLine(page)
    await wizard.field('Name').fill(second)
    await wizard.dialog.getByText('Kept in this window; it is saved').waitFor()
    await joinLine(page)
    await wizard.fill({ Domain: 'offline.example' })
    await saved(wizard)
    await expect.poll(() => drafts(administrator, second)).toHaveLength(1)
    await page.reload()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(second)
    await wizard.create(second)
    await expect.poll(() => drafts(administrator, second)).toEqual([])
  })

  test('is said to have been begun before when adding a customer finds it, and can be dropped by keyboard alone for a new one', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `Left ${uniqueWord()}`
    const found = wizard.dialog.getByText('You began this customer on')
    const question = page.getByRole('dialog', { name: `Throw away the draft ${name}?` })
    await wizard.openAtCompany()
    await expect.poll(() => found.count()).toBe(0)
    await wizard.field('Name').fill(name)
    await saved(wizard)
    const [before] = await drafts(administrator, name)

    await page.goBack()
    await page.getByRole('button', { name: `Resume: ${name}` }).waitFor()
    await page.goForward()
    await found.waitFor()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(name)
    await tabTo(page, wizard.button('Go on'))
    await page.keyboard.press('Enter')
    await found.waitFor({ state: 'detached' })
    await focused(wizard.dialog.getByRole('region', { name: 'Company' })).waitFor()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(name)
    await savedAgain(administrator, name, () => wizard.button('Back').click())

    await wizard.open()
    await found.waitFor()
    await checkPage(page)
    await tabTo(page, wizard.button('Start afresh'))
    await page.keyboard.press('Enter')
    await tabTo(page, question.getByRole('button', { name: 'Throw away' }))
    await page.keyboard.press('Enter')
    await found.waitFor({ state: 'detached' })
    await focused(wizard.dialog.getByRole('region', { name: 'Account' })).waitFor()
    await expect.poll(() => drafts(administrator, name)).toEqual([])

    // When the same is typed again, that is another one.
    await wizard.next()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('')
    await wizard.field('Name').fill(name)
    await saved(wizard)
    const ids = async () => (await drafts(administrator, name)).map(({ id }) => id)
    await expect.poll(ids).toHaveLength(1)
    expect(await ids()).not.toContain(before?.id)
    await page.goto('/customers?q=nothing-like-this')
    await page.getByRole('button', { name: `Throw away the draft ${name}` }).click()
    await question.getByRole('button', { name: 'Throw away' }).click()
    await expect.poll(() => drafts(administrator, name)).toEqual([])
    await wizard.openAtCompany()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('')
    await expect.poll(() => found.count()).toBe(0)
  })
})
