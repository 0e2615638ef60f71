import { getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { createTag, deleteTag } from '@tenantry/contract/tags.ts'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, selectedOption, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('tags of customers, devices and entities (B6)', () => {
  test('make a list no longer than its rows, which scroll by themselves', async ({ open, administrator }) => {
    const word = uniqueWord()
    const { data: tag } = await administrator.api(createTag, { body: { name: `Gold ${word}`, color: 'yellow' } })
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${word}`, tagIds: [tag.id] })
    await administrator.api(createDevice, {
      body: { organizationId: id, name: `srv-${word}`, class: 'server', tagIds: [tag.id] },
    })
    const page = await open({ as: administrator, hasTouch: true })
    // More rows than the screen is high, of which those in sight and some beyond are drawn.
    await page.route(/\/api\/v1\/(customers|devices)\?/, async (route) => {
      const response = await route.fetch()
      const { items, ...rest } = await response.json()
      const many = Array.from({ length: 50 }, (_, index) => ({
        ...items[0],
        id: items[0].id.replace(/..$/, String(index + 10)),
      }))
      await route.fulfill({ response, json: { ...rest, items: many } })
    })
    const main = page.getByRole('main')
    for (const list of ['customers', 'devices']) {
      await page.goto(`/${list}?q=${word}&view=table`)
      for (const viewport of [
        { width: 1200, height: 900 },
        { width: 390, height: 844 },
      ]) {
        await page.setViewportSize(viewport)
        await page
          .getByRole('list', { name: `Tags of ${list === 'customers' ? name : `srv-${word}`}` })
          .nth(12)
          .waitFor({ state: 'attached' })
        const message = `${list} at ${viewport.width} px`
        await expect
          .poll(() => main.evaluate((shown) => shown.scrollHeight - shown.clientHeight), { message })
          .toBeLessThanOrEqual(0)
      }
    }
  })

  test('are made while tagging, found in the list, and renamed, colored and deleted on their page', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${word}` })
    const other = await addCustomer(administrator, { name: `Vodafone ${word}` })
    await page.goto(`/customers?q=${word}`)
    await page.getByRole('link', { name }).click()

    // By keyboard: what there is no tag of yet is made out of what was typed.
    const carried = page.getByRole('list', { name: `Tags of ${name}` })
    await tabTo(page, page.getByRole('button', { name: 'Add tags' }), 'Tab', 60)
    await page.keyboard.press('Enter')
    const field = page.getByRole('combobox', { name: 'Tags' })
    await focused(field).waitFor()
    await page.keyboard.type(`Gold ${word}`)
    const marked = selectedOption(page, `Add the tag “Gold ${word}”`)
    await marked.waitFor()
    await expect.poll(() => field.getAttribute('aria-activedescendant')).toBe(await marked.getAttribute('id'))
    await page.keyboard.press('Enter')
    await carried.getByText(`Gold ${word}`).waitFor()
    // The choices first, and then what they stand in.
    await expect.poll(() => field.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    await expect.poll(() => field.getAttribute('aria-expanded')).toBe('false')
    await focused(field).waitFor()
    // A word that is no tag yet is asked about before it is lost, once by each way; a press beside it leads back to it.
    await page.keyboard.type(`Silver ${word}`)
    await selectedOption(page, `Add the tag “Silver ${word}”`).waitFor()
    const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
    const stay = async () => {
      await leaving.getByRole('button', { name: 'Cancel' }).click()
      await leaving.waitFor({ state: 'detached' })
      await focused(field).waitFor()
      await expect.poll(() => field.inputValue()).toBe(`Silver ${word}`)
    }
    await page.getByRole('heading', { level: 1 }).click()
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    await page.getByText(`“Silver ${word}” is no tag yet: Enter adds it`).waitFor()
    await focused(field).waitFor()
    await page.keyboard.press('Escape')
    await stay()
    await page.getByRole('link', { name: 'Devices', exact: true }).first().click()
    await stay()
    await page.goBack()
    await stay()
    // Who goes back meanwhile is not asked twice: the one answer counts for both.
    await page.keyboard.press('Escape')
    await leaving.waitFor()
    await page.goBack()
    await stay()
    await page.keyboard.press('Escape')
    await leaving.getByRole('button', { name: 'Leave' }).click()
    await field.waitFor({ state: 'detached' })
    await focused(page.getByRole('button', { name: 'Edit tags' })).waitFor()
    await page.getByRole('button', { name: 'Edit tags' }).click()
    await expect.poll(() => field.inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await focused(page.getByRole('button', { name: 'Edit tags' })).waitFor()
    await page.getByRole('button', { name: 'Edit tags' }).waitFor()

    // The profile's form takes tags with everything else, and offers to make none before it knows those that are there.
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await page.route(/\/api\/v1\/tags(\?|$)/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`/customers/${other.id}/profile`)
    await field.fill(`gold ${word}`)
    await page.getByText('Looking for tags…').waitFor()
    letThrough()
    await selectedOption(page, `Gold ${word}`).waitFor()
    // Going on takes what Enter would.
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('list', { name: `Tags of ${other.name}` })
      .getByText(`Gold ${word}`)
      .waitFor()
    // A word that was left there is not taken for the tag that begins with it, and asked about once.
    const part = `Gold ${word.slice(0, -1)}`
    await field.fill(part)
    await page.getByRole('option', { name: `Add the tag “${part}”` }).waitFor()
    await page.keyboard.press('Tab')
    await page.getByText(`“${part}” is no tag yet: Enter adds it`).waitFor()
    // What lies over the page asks about what stands in itself alone.
    const popover = page.getByRole('dialog', { name: 'Edit tags' })
    for (const close of [() => page.keyboard.press('Escape'), () => page.getByRole('heading', { level: 1 }).click()]) {
      await page.getByRole('button', { name: 'Edit tags' }).click()
      await focused(popover.getByRole('combobox', { name: 'Tags' })).waitFor()
      await close()
      await popover.waitFor({ state: 'detached' })
    }
    await chooseAction(page, other.name, 'Change status')
    const status = page.getByRole('dialog', { name: `Status of ${other.name}` })
    await status.getByRole('button', { name: 'Close' }).click()
    await status.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Devices', exact: true }).last().click()
    await leaving.getByRole('button', { name: 'Leave' }).click()
    await page.getByText('No devices yet').waitFor()
    await page.goBack()
    await field.press('Backspace')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Add tags' }).waitFor()

    // The list shows them, and finds by them.
    await page.goto(`/customers?q=${word}`)
    const table = page.getByRole('table', { name: 'Customers' })
    await table
      .getByRole('list', { name: `Tags of ${name}` })
      .getByText(`Gold ${word}`)
      .waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const builder = page.getByRole('dialog', { name: 'Filter' })
    await builder.getByLabel('Column').selectOption({ label: 'Tags' })
    await builder.getByRole('combobox', { name: 'Values' }).press('ArrowDown')
    await page.getByRole('option', { name: `Gold ${word}` }).click()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await table.getByRole('link', { name: other.name }).waitFor({ state: 'detached' })
    await table.getByRole('link', { name }).waitFor()
    await expect.poll(() => page.url()).toContain('tags')
    await checkPage(page)

    // Devices and entities carry the same ones.
    const box = `srv-${word}`
    const branch = `Delhi ${word}`
    const { data: tagged } = await administrator.api(getCustomer, { params: { id } })
    const tagIds = tagged.tags.map((tag) => tag.id)
    await administrator.api(createDevice, { body: { organizationId: id, name: box, class: 'server', tagIds } })
    await administrator.api(createEntity, { params: { id }, body: { name: branch, tagIds } })
    const spare = `Spare ${uniqueWord()}`
    const { data: gone } = await administrator.api(createTag, { body: { name: spare, color: 'blue' } })

    // Their own page.
    await page.getByRole('link', { name: 'Tags', exact: true }).click()
    const tags = page.getByRole('table', { name: 'Tags' })
    const row = tags.getByRole('row').filter({ hasText: word })
    await chooseAction(page, `Gold ${word}`, 'Edit')
    const panel = page.getByRole('dialog', { name: 'Edit tag' })
    await expect.poll(() => panel.getByLabel('Name').getAttribute('required')).toBe('')
    // By the pointer as well, what is wrong has the focus.
    await panel.getByRole('textbox', { name: 'Name' }).fill('')
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Enter a name').waitFor()
    await focused(panel.locator('[aria-invalid="true"]')).waitFor()
    // Too much is not cut without a word.
    page.watched.allow(/^422 PATCH .*\/tags\//)
    const long = 'Platinum '.repeat(8)
    await page.keyboard.insertText(long)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('At most 50 characters').waitFor()
    await expect.poll(() => panel.getByRole('textbox', { name: 'Name' }).inputValue()).toBe(long)
    await panel.getByRole('textbox', { name: 'Name' }).fill(`Platinum ${word}`)
    await panel.getByRole('radio', { name: 'Violet' }).check()
    await checkPage(page)
    await panel.getByRole('button', { name: 'Save' }).click()
    await row.getByText(`Platinum ${word}`).waitFor()
    await focused(row.getByRole('button', { name: `Actions for Platinum ${word}` })).waitFor()
    await row.getByRole('link', { name: 'Show the 1 customers that carry it' }).click()
    await table.getByRole('link', { name }).waitFor()
    await page.goBack()
    await row.getByRole('link', { name: 'Show the 1 devices that carry it' }).click()
    await tagInForm(page, box, spare)
    await page.getByRole('button', { name: `Remove the condition: Tags is one of Platinum ${word}` }).waitFor()
    await page.goBack()
    await row.getByRole('link', { name: 'Show the 1 entities that carry it' }).click()
    await tagInForm(page, branch, spare)
    await page.goBack()
    const actions = row.getByRole('button', { name: `Actions for Platinum ${word}` })
    await actions.click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const question = page.getByRole('dialog', { name: `Delete the tag Platinum ${word}?` })
    await question.getByText('It goes from 1 customer, 1 device and 1 entity.').waitFor()
    // The focus goes back to what the menu hangs on, and with the row to the page.
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await focused(actions).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await question.getByRole('button', { name: 'Delete' }).click()
    await row.waitFor({ state: 'detached' })
    await question.waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()
    await checkPage(page)

    // Somebody else deletes one while it is asked about: what asked gives the focus to the page.
    // Where things move, it is still to be seen for a moment, and takes what has the focus in it along.
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await chooseAction(page, spare, 'Delete')
    const askedInVain = page.getByRole('dialog', { name: `Delete the tag ${spare}?` })
    await askedInVain.waitFor()
    await administrator.api(deleteTag, { params: { id: gone.id } }, { ifMatch: '*' })
    await page.evaluate(() => {
      const later = Date.now() + 60_000
      Date.now = () => later
      window.dispatchEvent(new Event('visibilitychange'))
    })
    await page.locator('table').getByText(spare).waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await askedInVain.waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()
  })
})

/** Gives a row of a list another tag in its form. */
async function tagInForm(page: Page, name: string, tag: string): Promise<void> {
  await chooseAction(page, name, 'Edit')
  const form = page.getByRole('dialog', { name: `Edit ${name}` })
  await form.getByRole('combobox', { name: 'Tags' }).fill(tag.toLowerCase())
  await page.getByRole('option', { name: tag }).click()
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'detached' })
  // Named where there is room for it, and otherwise on the count of those there is none for.
  await page
    .getByRole('list', { name: `Tags of ${name}` })
    .getByTitle(tag)
    .filter({ visible: true })
    .waitFor()
}
