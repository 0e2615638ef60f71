import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { hold } from './harness/hold.ts'
import { focused } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

/** IF6, and what a customer's page shows. */
describe('the page of a customer (B15, IF6, OM5, MH11)', () => {
  test('its tabs have addresses of their own and keep to the customer', async ({ page, administrator }) => {
    const { id, name } = await addCustomer(administrator, {
      name: `Tabs ${uniqueWord()}`,
      domain: 'tabs.example',
      phone: '+49 228 123456',
      location: { country: 'DE', city: 'Bonn' },
      contacts: { primary: { firstName: 'Daan', email: 'daan.van.den.berg@bakery001.example' } },
    })
    await page.goto(`/customers/${id}`)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    const tabs = page.getByRole('navigation', { name })
    await expect
      .poll(() => tabs.getByRole('link').allTextContents())
      .toEqual(['Overview', 'Devices', 'Entities', 'Users', 'Licenses', 'Audit Logs', 'Profile'])
    await page.getByText('tabs.example').first().waitFor()
    const mail = page.getByRole('link', { name: 'daan.van.den.berg@bakery001.example' })
    await mail.waitFor()
    // A line is 20 pixels high: the address is not broken into two.
    expect((await mail.boundingBox())?.height).toBeLessThan(30)
    // A file for everything that some pages share would be more than a hundred.
    expect(await scriptsOf(page)).toBeLessThan(50)
    for (const [label, tab] of [
      ['Devices', 'devices'],
      ['Entities', 'entities'],
      ['Users', 'users'],
      ['Licenses', 'licenses'],
      ['Audit Logs', 'audit'],
      ['Profile', 'profile'],
    ] as const) {
      await tabs.getByRole('link', { name: label }).click()
      await tabs.locator('[aria-current="page"]', { hasText: label }).waitFor()
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/customers/${id}/${tab}`)
      await page.getByRole('heading', { name, level: 1 }).waitFor()
    }
    await page.goBack()
    await tabs.locator('[aria-current="page"]', { hasText: 'Audit Logs' }).waitFor()
    // What is saved elsewhere shows with the next tabs.
    const { etag } = await administrator.api(getCustomer, { params: { id } })
    await administrator.api(updateCustomer, { params: { id }, body: { name: `${name} AG` } }, { ifMatch: etag ?? '' })
    const renamed = page.getByRole('heading', { name: `${name} AG`, level: 1 })
    // Some seconds later: until then the tabs share what was read.
    await page.evaluate(() => {
      const later = Date.now() + 4_000
      Date.now = () => later
    })
    await tabs.getByRole('link', { name: 'Devices' }).click()
    await renamed.waitFor()
  })

  test('a wrong value in the profile is named at its field; what is edited is stored, told in the audit log, and not left behind without a question', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Was ${word}`, website: 'https://was.example/' })
    await openProfile(page, id)
    // A name typed after a choice takes its place, also where the field was pressed again.
    const country = page.getByRole('combobox', { name: 'Country', exact: true }).first()
    for (const name of ['Singapore', 'Japan']) {
      await country.click()
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
      await expect.poll(() => country.inputValue()).toBe(name)
    }
    // What is none of the list stays, is said, and is not saved without; Escape takes it back.
    const currency = page.getByRole('combobox', { name: 'Currency', exact: true })
    const notInList = page.getByText('Choose one from the list')
    await currency.click()
    await page.keyboard.type('wrongcur')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await focused(currency).waitFor()
    await notInList.waitFor()
    await expect.poll(() => currency.inputValue()).toBe('wrongcur')
    await page.keyboard.press('Escape')
    await notInList.waitFor({ state: 'detached' })
    await expect.poll(() => currency.inputValue()).toBe('')
    // A press that is taken back by moving the pointer away does nothing.
    const landmark = page.getByRole('textbox', { name: 'Landmark' })
    const undo = page.getByRole('button', { name: 'Undo changes' })
    await landmark.fill('Behind the bridge')
    await undo.hover()
    await page.mouse.down()
    await page.mouse.move(0, 0)
    await page.mouse.up()
    await expect.poll(() => landmark.inputValue()).toBe('Behind the bridge')
    // A text that is none does not outlive what is undone with it, which leaves the page where it is.
    const zone = page.getByRole('combobox', { name: 'Time zone', exact: true })
    await zone.click()
    await page.keyboard.type('wrongzone')
    await currency.click()
    await notInList.waitFor()
    const scrolled = () => zone.evaluate((element) => Math.round(element.getBoundingClientRect().top))
    const place = await scrolled()
    await undo.evaluate((button) => button.focus({ preventScroll: true }))
    await page.keyboard.press('Enter')
    await notInList.waitFor({ state: 'detached' })
    await expect.poll(() => zone.inputValue()).toBe('')
    // But for the line of an error that goes.
    await expect.poll(async () => Math.abs((await scrolled()) - place)).toBeLessThan(30)
    await page.getByRole('group', { name: 'Language, time and money' }).and(page.locator(':focus')).waitFor()
    // A name in full is taken when another place is pressed, too.
    for (const name of ['Singapore', 'Japan']) {
      await country.click()
      await page.keyboard.type(name)
      await page.getByRole('heading', { level: 1 }).click()
      await expect.poll(() => country.inputValue()).toBe(name)
    }
    const email = page.getByRole('textbox', { name: 'Business email' })
    await email.fill('not an address')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await focused(email).waitFor()
    await expect.poll(() => email.getAttribute('aria-invalid')).toBe('true')
    await email.fill('')

    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Is ${word}`)
    await page.getByRole('textbox', { name: 'Website' }).fill('https://is.example/')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: `Is ${word}`, level: 1 }).waitFor()
    const [note, navigation] = await Promise.all(
      [
        page.getByRole('status').filter({ hasText: `Is ${word} is saved` }),
        page.getByRole('navigation', { name: 'Main' }),
      ].map((each) => each.boundingBox()),
    )
    expect(note?.x).toBeGreaterThanOrEqual(navigation?.width ?? 0)
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({
      name: `Is ${word}`,
      website: 'https://is.example/',
      businessEmail: null,
      location: { country: 'JP' },
    })

    // Leaving asks before changes are lost.
    const tabs = page.getByRole('navigation', { name: `Is ${word}` })
    const domain = page.getByRole('textbox', { name: 'Domain' })
    await domain.fill('unsaved.example')
    await page.getByRole('link', { name: 'Devices' }).first().click()
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => domain.inputValue()).toBe('unsaved.example')
    await tabs.getByRole('link', { name: 'Audit Logs' }).click()
    await question.getByRole('button', { name: 'Leave' }).click()
    await page.waitForURL('**/audit')

    const entry = page.getByRole('listitem').filter({ hasText: 'edited the customer' })
    await entry.waitFor()
    await expect.poll(() => entry.textContent()).toContain('admin')
    const change = (from: string, to: string) =>
      entry.getByRole('definition').filter({ hasText: from }).filter({ hasText: to }).waitFor()
    await change(`Was ${word}`, `Is ${word}`)
    await change('https://was.example', 'https://is.example')
    await page.getByRole('listitem').filter({ hasText: 'added the customer' }).waitFor()
  })

  test('the second of two editors sees both versions and chooses; who edits what somebody archives is told so, and keeps what was typed', async ({
    page,
    administrator,
  }) => {
    page.watched.allow(/^412 PATCH \/api\/v1\/customers\//)
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Shared ${word}`, domain: 'first.example' })
    await openProfile(page, id)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Mine ${word}`)
    await page.getByRole('textbox', { name: 'Subscription ID' }).fill(`SUB${word}`)
    const { etag } = await administrator.api(getCustomer, { params: { id } })
    const theirs = { name: `Theirs ${word}`, domain: 'theirs.example' }
    await administrator.api(updateCustomer, { params: { id }, body: theirs }, { ifMatch: etag ?? '' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: 'You have changed this in another window' }).waitFor()
    await page.getByText(/^Last change: .+ edited the customer, now$/).waitFor()
    const contested = page.getByRole('group', { name: /^Name/ })
    await contested.getByText(`Mine ${word}`).waitFor()
    await contested.getByText(`Theirs ${word}`).waitFor()
    // Nobody else has changed it: it is kept as it was typed.
    await expect.poll(() => page.getByRole('group', { name: /^Subscription ID/ }).count()).toBe(0)
    await checkPage(page)
    await page.getByRole('button', { name: 'Back to editing' }).click()
    await focused(page.getByRole('button', { name: 'Save', exact: true })).waitFor()
    await page.keyboard.press('Enter')
    await contested.getByRole('radio', { name: /^In the other window/ }).check()
    await page.getByRole('button', { name: 'Save what is chosen' }).click()
    await page.getByRole('heading', { name: `Theirs ${word}`, level: 1 }).waitFor()
    await expect
      .poll(async () => (await administrator.api(getCustomer, { params: { id } })).data)
      .toMatchObject({ ...theirs, subscriptionId: `SUB${word}` })

    // What was changed meanwhile leaves nothing to choose.
    const same = { businessEmail: 'same@theirs.example' }
    await page.getByRole('textbox', { name: 'Business email' }).fill(same.businessEmail)
    await page.getByRole('textbox', { name: 'Landmark' }).fill('Metro station')
    await administrator.api(updateCustomer, { params: { id }, body: same }, { ifMatch: '*' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect
      .poll(async () => (await administrator.api(getCustomer, { params: { id } })).data)
      .toMatchObject({ ...same, location: { landmark: 'Metro station' } })
    // Nothing is left to save until more is typed.
    const save = page.getByRole('button', { name: 'Save', exact: true })
    await save.waitFor({ state: 'detached' })
    // What is typed while it is being saved is saved by the next press.
    const [city, landmark] = [page.getByLabel('City').first(), page.getByLabel('Landmark')]
    await city.fill('First')
    const release = await hold(page, `**/api/v1/customers/${id}`)
    await save.click()
    await landmark.fill('Second')
    release()
    await page
      .getByText(/ is saved$/)
      .last()
      .waitFor()
    await expect.poll(() => landmark.inputValue()).toBe('Second')
    await save.click()
    await save.waitFor({ state: 'detached' })
    const { data: stored } = await administrator.api(getCustomer, { params: { id } })
    expect(stored.location).toMatchObject({ city: 'First', landmark: 'Second' })
    // Whoever leaves while it is being saved goes on once it is.
    await landmark.fill('Third')
    const releaseAgain = await hold(page, `**/api/v1/customers/${id}`)
    await save.click()
    await page.getByRole('link', { name: 'Audit Logs' }).last().click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    releaseAgain()
    await page.waitForURL('**/audit')
    await page.goBack()

    const subscription = page.getByRole('textbox', { name: 'Subscription ID' })
    await subscription.fill('Typed before')
    const archive = { params: { id }, body: { status: 'archived' } as const }
    await administrator.api(changeCustomerStatus, archive, { ifMatch: '*' })
    await save.click()
    await focused(page.getByRole('heading', { name: 'Somebody has archived this customer meanwhile' })).waitFor()
    await page.getByRole('banner').or(page.getByRole('main')).getByText('Archived', { exact: true }).first().waitFor()
    await page.getByText('The customer is archived; this is changed elsewhere').waitFor()
    await expect.poll(() => subscription.inputValue()).toBe('Typed before')
    // Locked with the next picture of the form.
    await expect.poll(() => subscription.isEnabled()).toBe(false)
    await expect.poll(() => page.getByRole('button', { name: /^Save/ }).count()).toBe(0)
    await checkPage(page)
  })
})

async function openProfile(page: WatchedPage, id: string): Promise<void> {
  await page.goto(`/customers/${id}/profile`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
}

/** How many scripts a page has loaded. */
function scriptsOf(page: WatchedPage): Promise<number> {
  return page.evaluate(
    () => performance.getEntriesByType('resource').filter(({ name }) => /\/assets\/.*\.js$/.test(name)).length,
  )
}
