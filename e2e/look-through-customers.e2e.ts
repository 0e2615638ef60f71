import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { drawSlowly } from './harness/draw-slowly.ts'
import { hold } from './harness/hold.ts'
import { focused, selectedLine } from './harness/keyboard.ts'
import { CustomerList, rightEdge } from './harness/list.ts'
import { test } from './harness/test.ts'
import { addThreeCustomers } from './harness/three-customers.ts'

let customers: Awaited<ReturnType<typeof addThreeCustomers>>

beforeAll(async () => {
  customers = await addThreeCustomers()
})

/** IF5 */
describe('looking through customers (MH1)', () => {
  test('a table is sorted by its headings, walked by arrow keys, and chosen from and opened by Space and Enter; Ctrl K opens another', async ({
    page,
  }) => {
    const { word, alpha, beta, gamma } = customers
    const list = new CustomerList(page)
    await list.open(`?q=${word}`)
    const heading = list.table.getByRole('columnheader', { name: 'Customer' })
    await heading.getByRole('button').click()
    await list.shows([alpha, beta, gamma], true)
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending')
    await heading.getByRole('button').click()
    await list.shows([gamma, beta, alpha], true)
    // Whoever walks waits neither for what is a favourite nor for the next picture.
    const releaseFavourites = await hold(page, '**/api/v1/me/favourites')
    // What the pointer rests on loads what it opens.
    await page.mouse.move(0, 0)
    const at = new Date().toISOString()
    const begun = { title: 'Begun', stepId: 'company', parent: null, createdAt: at, updatedAt: at, expiresAt: at }
    const drafts = { items: [{ id: '01890a5d-ac96-774b-bcce-b302099a8057', ...begun }] }
    await page.route('**/api/v1/customer-drafts', (route) => route.fulfill({ json: drafts }))
    await page.reload()
    await list.shows([gamma, beta, alpha], true)
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending')
    await page.evaluate(drawSlowly)

    const row = list.table.locator('tr[tabindex="0"]')
    const star = (name: string) => page.getByRole('button', { name: `Add ${name} to your favourites` })
    await star(gamma).waitFor()
    await page.getByText('Draft Begun').waitFor()
    // The last of what the list loads by itself; what forms need comes with the first of them.
    await expect.poll(() => page.evaluate(charactersOfCode)).toBeLessThan(800_000)
    await row.focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key)
    await focused(star(beta)).waitFor()
    await page.keyboard.press('ArrowUp')
    await focused(star(gamma)).waitFor()
    for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    releaseFavourites()
    const actions = page.getByRole('button', { name: `Actions for ${beta}` })
    await focused(actions).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor({ state: 'hidden' })
    await focused(actions).waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await page.getByText('1 chosen').waitFor()
    await expect.poll(() => list.table.getByRole('checkbox', { name: `Choose ${beta}` }).isChecked()).toBe(true)
    // Tab stops in this row alone, at the row and at its box, star and menu.
    await expect.poll(() => list.table.locator('tbody :is(tr, a, button, input)').evaluateAll(tabStops)).toBe(4)
    await focused(row).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: beta, level: 1 }).waitFor()

    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Find anything, or do something').fill(`${word} Mills`)
    await selectedLine(page, gamma).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: gamma, level: 1 }).waitFor()
    // Of some texts nothing can be looked for: nobody is asked.
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Find anything, or do something').fill("'")
    await page.getByText('There is no character in it that can be searched for').waitFor()
    // Enter that is quicker than the answer counts once it has come.
    await page.getByPlaceholder('Find anything, or do something').fill(beta)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: beta, level: 1 }).waitFor()
  })

  test('cards show name, code, status and counts, and open the customer', async ({ page }) => {
    const { word, beta } = customers
    await new CustomerList(page).open(`?q=${word}`)
    await page.getByRole('button', { name: 'Cards' }).click()
    const card = page.getByRole('article').filter({ hasText: beta })
    await card.getByText(`B${word}2`).waitFor()
    await card.getByText('Active').waitFor()
    await expect.poll(() => card.getByRole('term').allTextContents()).toEqual(['Devices', 'Users', 'Entities'])
    await expect.poll(() => card.getByRole('definition').allTextContents()).toEqual(['1', '0', '2'])
    await checkPage(page)
    // In line with each other, whether a name takes one line or two.
    const names = page.getByRole('article').getByRole('link').filter({ hasText: word })
    await expect.poll(() => countDifferent(names, 'height')).toBe(2)
    await expect.poll(() => countDifferent(page.getByRole('article').getByText('Active'), 'top')).toBe(1)
    // On a phone they say in full by what they are sorted.
    await page.setViewportSize({ width: 390, height: 800 })
    await page.reload()
    const sort = page.getByRole('button', { name: /^Sort/ })
    const cut = ({ scrollWidth, clientWidth }: Element) => scrollWidth - clientWidth
    await expect.poll(() => sort.evaluate(cut)).toBe(0)
    await expect.poll(() => sort.locator('.mantine-Button-label').evaluate(cut)).toBe(0)
    await card.getByRole('link', { name: beta }).click()
    await page.getByRole('heading', { name: beta, level: 1 }).waitFor()
    await page.goBack()
    await card.waitFor()
  })

  test('a table needs no scrolling sideways however wide the screen is, and its toolbar is one line on a wide one', async ({
    page,
    administrator: person,
  }) => {
    const code = `S${uniqueWord()}`
    const partner = await addCustomer(person, { name: `Reseller ${code}`, type: 'partner', code: `${code}-P` })
    await addCustomer(person, { name: `Near ${code} Mills of the Northern Counties`, code })
    await addCustomer(person, { name: `Far ${code}`, code, parentId: partner.id })
    const list = new CustomerList(page)
    const switched = page.getByRole('group', { name: 'View', exact: true })
    const linesApart = async () => {
      const [first, last] = await Promise.all([list.search.boundingBox(), switched.boundingBox()])
      return first && last ? Math.abs(first.y + first.height / 2 - last.y - last.height / 2) : Number.NaN
    }
    await list.open(`?view=table&q=${code}&filter[status][eq]=active`)
    await list.table.getByRole('link').first().waitFor()
    await list.chip('Status is Active').waitFor()
    await expect.poll(linesApart).toBeLessThan(10)
    await list.chip('Status is Active').click()
    await list.chip('Status is Active').waitFor({ state: 'hidden' })
    await expect.poll(linesApart).toBeLessThan(10)

    for (const width of [1440, 1100, 800, 390]) {
      await page.setViewportSize({ width, height: 700 })
      const message = `at ${width} px`
      await expect
        .poll(() => list.table.evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0)), {
          message,
        })
        .toBe(0)
      await expect
        .poll(async () => (await list.table.getByRole('link').first().boundingBox())?.width, { message })
        .toBeGreaterThan(60)
      const actions = page.getByRole('button', { name: /^Actions for / }).first()
      await expect.poll(() => rightEdge(actions), { message }).toBeLessThan(width)
    }

    // Customers of one code are told by what they lie below, where there is no column for it.
    await page.setViewportSize({ width: 1200, height: 900 })
    const belowOf = (name: string) =>
      list.table
        .getByRole('row')
        .filter({ hasText: `${name} ${code}` })
        .getByText(partner.name)
        .filter({ visible: true })
    await belowOf('Far').waitFor()
    await expect.poll(() => belowOf('Near').count()).toBe(0)
  })
})

const countDifferent = (elements: Locator, edge: 'top' | 'height') =>
  elements.evaluateAll((all, of) => new Set(all.map((each) => each.getBoundingClientRect()[of])).size, edge)

/** How much code the page has asked for up to now. */
async function charactersOfCode() {
  const loaded = document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>(
    'link[rel="modulepreload"], script[src]',
  )
  const files = new Set([...loaded].map((each) => ('href' in each ? each.href : each.src)))
  const texts = await Promise.all([...files].map(async (file) => (await fetch(file)).text()))
  return texts.reduce((sum, text) => sum + text.length, 0)
}

const tabStops = (elements: Element[]) => elements.filter((each) => (each as HTMLElement).tabIndex === 0).length
