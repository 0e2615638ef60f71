import { beforeAll, describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { hold } from './harness/hold.ts'
import { focused } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'
import { addThreeCustomers } from './harness/three-customers.ts'

let customers: Awaited<ReturnType<typeof addThreeCustomers>>

beforeAll(async () => {
  customers = await addThreeCustomers()
})

/** IF3 */
test('searching customers finds by name and by code, at the start and in the middle, as one types; nothing found says so and leads back', async ({
  page,
}) => {
  const { word, alpha, beta, gamma, all } = customers
  const list = new CustomerList(page)
  await list.open(`?q=${word}`)
  for (const [typed, found] of [
    [`alpha ${word}`.toLowerCase(), [alpha]],
    [`${word} Works`, [alpha, beta]],
    [`b${word}`, [beta]],
    [`${word}3`, [gamma]],
    [word.toLowerCase(), all],
  ] as const) {
    await list.search.fill(typed)
    await list.shows(found)
  }
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(word.toLowerCase())
  await list.search.pressSequentially('-not-there')
  await page.getByText('Nothing matches').waitFor()
  await checkPage(page)
  const release = await hold(page, /\/api\/v1\/customers\?/)
  await page.getByRole('button', { name: 'Clear search and conditions' }).click()
  await expect.poll(() => list.search.inputValue()).toBe('')
  // That there are none at all is not said before it is known.
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('button', { name: 'Add customer' }).waitFor()
  release()
  await list.table.getByRole('link').first().waitFor()
})

test('a search of which nothing can be looked for finds nothing in every view, without asking', async ({ page }) => {
  const list = new CustomerList(page)
  await list.open()
  await list.table.getByRole('link').first().waitFor()
  await list.search.fill("'")
  await page.getByText('Nothing matches').waitFor()
  await page.getByRole('button', { name: 'Tree' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('tree')
  await page.getByText('Nothing matches').waitFor()
  await page.goto("/licenses/usage?q='")
  await page.getByText('Nothing matches').waitFor()
  await page.getByLabel('Month').waitFor()

  await list.open()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const builder = page.getByRole('dialog', { name: 'Filter' })
  await builder.getByLabel('Column').selectOption({ label: 'Parent' })
  await builder.getByLabel('Values').and(page.locator('input')).fill("'")
  await builder.getByText('Nothing found').waitFor()
  await builder.getByLabel('Column').selectOption({ label: 'Name' })
  await builder.getByLabel('Value').fill("'")
  await builder.getByRole('button', { name: 'Apply' }).click()
  await builder.getByText('There is no character in it that can be searched for').waitFor()
})

/** IF4 */
describe('filtering customers', () => {
  test('goes by conditions that are put together, hold together, and are in the address; Back takes them away', async ({
    page,
  }) => {
    const { word, alpha, beta, gamma, all } = customers
    const list = new CustomerList(page)
    await list.open(`?q=${word}`)
    await list.shows(all)
    const builder = page.getByRole('dialog', { name: 'Filter' })
    const openBuilder = () => page.getByRole('button', { name: 'Filter', exact: true }).click()

    // One without a value is refused at its field, and Escape closes it.
    await openBuilder()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await builder.getByText('Enter a value').waitFor()
    await page.keyboard.press('Escape')
    await builder.waitFor({ state: 'hidden' })

    for (const [condition, values, found] of [
      ['is one of', [alpha, gamma], [alpha, gamma]],
      ['does not contain', ['Works'], [gamma]],
    ] as const) {
      await list.filter('Name', condition, values)
      await list.shows(found)
      await list.chip(`Name ${condition} ${values.join(', ')}`).click()
      await list.shows(all)
    }

    // Several codes are taken parted by commas.
    await openBuilder()
    await builder.getByLabel('Column').selectOption({ label: 'Code' })
    await builder.getByLabel('Condition').selectOption({ label: 'is one of' })
    await builder.getByRole('combobox', { name: 'Values' }).focus()
    // The last is taken when the field is left, on which the button moves down under the pointer.
    await page.keyboard.type(`A${word}1, C${word}3`)
    await builder.getByRole('button', { name: 'Apply' }).click()
    await builder.waitFor({ state: 'hidden' })
    await list.shows([alpha, gamma])
    await list.filter('Country', 'is', ['gb'])
    await list.shows([alpha])
    const address = page.url()
    await page.goBack()
    await list.shows([alpha, gamma])
    await page.goForward()
    await list.shows([alpha])
    await page.goto(address)
    await list.shows([alpha])
    await list.chip(`Code is one of A${word}1, C${word}3`).click()
    await list.shows([alpha, beta])

    // Countries are kept by codes: no part of their names is asked for.
    await openBuilder()
    const offered = () => builder.getByLabel('Condition').locator('option').allTextContents()
    await expect.poll(offered).toContain('begins with')
    await builder.getByLabel('Column').selectOption({ label: 'Country' })
    const wholes = ['is one of', 'is none of', 'is', 'is not', 'is empty', 'is not empty']
    await expect.poll(offered).toEqual(wholes)

    // States are those of the chosen country, and found by name.
    await builder.getByLabel('Column').selectOption({ label: 'State' })
    await builder.getByLabel('Condition').selectOption({ label: 'is one of' })
    await builder.getByRole('combobox', { name: 'Values' }).fill('bayern')
    await builder.getByText('Nothing found').waitFor()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await builder.getByText('Choose one from the list').waitFor()
    await builder.getByRole('combobox', { name: 'Values' }).fill('kent')
    await page.getByRole('option', { name: 'Kent', exact: true }).click()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await list.shows([alpha])
    await list.chip('State is one of Kent, United Kingdom').click()
    await list.shows([alpha, beta])
    await list.filter('Domain', 'begins with', ['works-'])
    await list.shows([beta])
    await page.getByRole('button', { name: 'Clear all' }).click()
    await list.shows(all)
  })

  test('an old address with a condition that cannot be is named, with a way out', async ({ open, administrator }) => {
    const { word, alpha, beta } = customers
    const page = await open({ as: administrator, allow: [/^422 GET/] })
    const list = new CustomerList(page)
    // A day that is none, which the chip shows as it was typed; and columns and an operator that there are not.
    const names = 'filter[name][contains]=Works&filter[name][nope]=x'
    await list.open(`?q=${word}&filter[colour][eq]=red&${names}&filter[planExpiresOn][gte]=garbage&sort=size,-name`)
    const refused = page.getByRole('alert').filter({ hasText: 'The list cannot be shown like this' })
    await refused.getByText('Trial ends is on or after garbage: A date is needed').waitFor()
    await page.locator('[data-refused]').filter({ hasText: 'garbage' }).waitFor()
    await expect.poll(() => page.locator('[data-refused]').count()).toBe(1)
    const unknown = list.chip('Left out, not known here: colour, Name nope x, sorted by size')
    await unknown.waitFor()
    await checkPage(page)
    // Without the day, the list is back, and still tells of the column; removed, that keeps no view from being saved.
    await list.chip('Trial ends is on or after garbage').press('Enter')
    await list.shows([beta, alpha], true)
    await expect.poll(() => new URL(page.url()).search).toMatch(/colour.*nope.*size/)
    await unknown.press('Enter')
    await unknown.waitFor({ state: 'hidden' })
    await focused(list.chip('Name contains Works')).waitFor()
    await expect.poll(() => new URL(page.url()).search).not.toMatch(/colour|nope|size/)
    await list.shows([beta, alpha], true)

    await list.open('?filter[devices][gt]=many&view=tree')
    await refused.getByText(/^Devices is more than many: /).waitFor()
    await refused.getByRole('link', { name: 'Show it without conditions' }).click()
    await list.table.getByRole('link').first().waitFor()
    await expect.poll(() => new URL(page.url()).search).not.toContain('filter')
  })
})
