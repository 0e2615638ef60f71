import { setTimeout as delay } from 'node:timers/promises'
import { createDevice } from '@tenantry/contract/devices.ts'
import { getImport, type Import, startImport } from '@tenantry/contract/imports.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { isInView } from './harness/in-view.ts'
import { focused, selectedLine } from './harness/keyboard.ts'
import { CustomerList, rightEdge } from './harness/list.ts'
import { test } from './harness/test.ts'

const word = uniqueWord()
const alpha = `Alpha ${word} Works`
const beta = `Bo ${word} Works`
const gamma = `Gamma ${word} Mills of the Northern Counties`
const all = [alpha, beta, gamma]

beforeAll(async () => {
  const person = await signInByApi(inject('ready').url)
  const codes = [`A${word}1`, `B${word}2`, `C${word}3`]
  for (const [index, name] of all.entries()) {
    const location = { country: index === 2 ? 'DE' : 'GB', ...(index === 0 ? { state: 'GB-KEN' } : {}) }
    const domain = `${index === 1 ? 'works' : 'mills'}-${word.toLowerCase()}.com`
    const entities = index === 1 ? [{ name: 'North' }, { name: 'South' }] : []
    const { id } = await addCustomer(person, { name, code: codes[index], location, domain, entities })
    const device = { organizationId: id, name: `Box of ${name}`, class: 'server' } as const
    if (name === beta) await person.api(createDevice, { body: device })
  }
})

/** IF3 */
test('searching customers finds by name and by code, at the start and in the middle, as one types; nothing found says so and leads back', async ({
  page,
}) => {
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
  await page.getByRole('button', { name: 'Clear search and conditions' }).click()
  await list.table.getByRole('link').first().waitFor()
  await expect.poll(() => list.search.inputValue()).toBe('')
})

/** IF4 */
describe('filtering customers', () => {
  test('goes by conditions that are put together, hold together, and are in the address; Back takes them away', async ({
    page,
  }) => {
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

    // States are those of the chosen country, and found by name.
    await openBuilder()
    await builder.getByLabel('Column').selectOption({ label: 'State' })
    await builder.getByLabel('Condition').selectOption({ label: 'is one of' })
    await builder.getByRole('combobox', { name: 'Values' }).fill('bayern')
    await builder.getByText('Nothing found').waitFor()
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
    const page = await open({ as: administrator, allow: [/^422 GET/] })
    const list = new CustomerList(page)
    // A day that is none, which the chip shows as it was typed; and a column that there is not.
    await list.open(`?q=${word}&filter[colour][eq]=red&filter[name][contains]=Works&filter[planExpiresOn][gte]=garbage`)
    const refused = page.getByRole('alert').filter({ hasText: 'The list cannot be shown like this' })
    await refused.getByText('planExpiresOn gte: A date is needed').waitFor()
    const unknown = list.chip('Left out, not known here: colour')
    await unknown.waitFor()
    await checkPage(page)
    // Without the day, the list is back, and still tells of the column; removed, that keeps no view from being saved.
    await list.chip('Trial ends is on or after garbage').press('Enter')
    await list.shows([alpha, beta])
    await expect.poll(() => new URL(page.url()).search).toContain('colour')
    await unknown.press('Enter')
    await unknown.waitFor({ state: 'hidden' })
    await focused(list.chip('Name contains Works')).waitFor()
    await expect.poll(() => new URL(page.url()).search).not.toContain('colour')
    await list.shows([alpha, beta])

    await list.open('?filter[devices][gt]=many')
    await refused.getByText(/^devices gt: /).waitFor()
    await refused.getByRole('link', { name: 'Show it without conditions' }).click()
    await list.table.getByRole('link').first().waitFor()
    await expect.poll(() => new URL(page.url()).search).not.toContain('filter')
  })
})

/** IF5 */
describe('looking through customers (MH1)', () => {
  test('a table is sorted by its headings, walked by arrow keys, and chosen from and opened by Space and Enter; Ctrl K opens another', async ({
    page,
  }) => {
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
    await page.reload()
    await list.shows([gamma, beta, alpha], true)
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending')
    await page.evaluate(drawSlowly)

    const row = list.table.locator('tr[tabindex="0"]')
    const star = (name: string) => page.getByRole('button', { name: `Add ${name} to your favourites` })
    await star(gamma).waitFor()
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
    // Enter that is quicker than the answer counts once it has come.
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Find anything, or do something').fill(beta)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: beta, level: 1 }).waitFor()
  })

  test('cards show name, code, status and counts, and open the customer', async ({ page }) => {
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

describe('a list longer than a page', () => {
  const many = uniqueWord()
  const count = 160
  const nameOf = (index: number) => `Many ${many} ${String(index).padStart(3, '0')}`

  beforeAll(async () => {
    const person = await signInByApi(inject('ready').url)
    await person.api(createTag, { body: { name: `Gold ${many}`, color: 'yellow' } })
    const rows = Array.from({ length: count }, (_, index) => {
      const number = index + 1
      return `${nameOf(number)},${many}-${number},${number % 16 < 8 ? `Gold ${many}` : ''}`
    })
    await importCustomers(person, ['Name,Code,Tags', ...rows])
  })

  test('draws what is in sight, with tags and conditions too, and loads on while it is scrolled, to the very last, in both views', async ({
    page,
  }) => {
    const list = new CustomerList(page)
    await list.open(`?q=${many}&sort=name&filter[status][eq]=active`)
    await list.table.getByRole('link', { name: nameOf(1) }).waitFor()
    await list.table.getByRole('list', { name: `Tags of ${nameOf(1)}` }).waitFor()
    await page.getByRole('list', { name: 'Conditions' }).waitFor()
    await expect.poll(() => list.table.getAttribute('aria-rowcount')).toBe(`${count + 1}`)
    await expect.poll(async () => (await list.names()).length).toBeLessThan(40)
    const releaseCode = await hold(page, '/assets/*.js')
    await list.table.getByRole('link', { name: nameOf(3) }).hover()
    await scrollTo(page, nameOf(count))
    const last = list.table.getByRole('link', { name: nameOf(count), exact: true })
    const loading = page.getByRole('main').getByRole('status', { name: 'Loading…' })
    const top = await pressAt(last)
    await loading.waitFor()
    await page.goBack()
    await isBackAt(last, top)
    await comeBackTo(last, async () => {
      await loading.waitFor()
      releaseCode()
    })

    // By key: another key after End is said of the row that it led to, whatever comes in meanwhile.
    const rowOf = (index: number) => list.table.getByRole('row').filter({ hasText: nameOf(index) })
    const releaseRows = await hold(page, /customers\?.*cursor=/)
    await page.reload()
    await list.table.getByRole('link', { name: nameOf(1) }).waitFor()
    await list.table.locator('tr[tabindex="0"]').focus()
    await page.keyboard.press('End')
    await focused(rowOf(50)).waitFor()
    await page.keyboard.press('Space')
    await page.getByText('1 chosen').waitFor()
    releaseRows()
    // However far the list reads ahead.
    await page.getByText(new RegExp(`(?:150|${count}) of ${count}`)).waitFor()
    await expect.poll(() => list.table.getByRole('checkbox', { name: `Choose ${nameOf(50)}` }).isChecked()).toBe(true)
    await page.keyboard.press('Space')
    await page.getByText('1 chosen').waitFor({ state: 'hidden' })

    // End alone loads on, to the very last, and the focus goes with it.
    await page.keyboard.press('End')
    await focused(rowOf(count)).waitFor()
    await page.keyboard.press('Home')
    await focused(list.table.getByRole('row').filter({ hasText: nameOf(1) })).waitFor()
    // Renamed meanwhile, it is a row far below once the list is read again, and the focus goes there with it.
    await page.keyboard.press('Enter')
    await page
      .getByRole('navigation', { name: nameOf(1) })
      .getByRole('link', { name: 'Profile' })
      .click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`${nameOf(count)} too`)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: `${nameOf(count)} too`, level: 1 }).waitFor()
    await page.evaluate(() => history.go(-2))
    const renamed = list.table.getByRole('link', { name: `${nameOf(count)} too`, exact: true })
    await focused(renamed).waitFor()
    await expect.poll(() => isInView(renamed)).toBe(true)
    // In the middle, too, where how far down it is hangs on the heights of all that is above: on a phone, those of names.
    const middle = nameOf(count / 2)
    await page.setViewportSize({ width: 390, height: 844 })
    await list.table.hover()
    await scrollTo(page, middle, -500)
    await comeBackTo(list.table.getByRole('link', { name: middle, exact: true }))
    const loadAgain = async () => {
      await page.getByRole('navigation', { name: middle }).waitFor()
      await page.reload()
    }
    await comeBackTo(list.table.getByRole('link', { name: middle, exact: true }), loadAgain)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'Cards' }).click()
    await page.getByRole('article').first().hover()
    await scrollTo(page, nameOf(count))
    await expect.poll(() => page.getByRole('article').count()).toBe(count)
    const card = page.getByRole('article').getByRole('link', { name: middle, exact: true })
    await comeBackTo(card, loadAgain)
    // Who has looked elsewhere meanwhile, and goes forward and back, sees it, too.
    await page.mouse.wheel(0, -2_000)
    await expect.poll(() => isInView(card)).toBe(false)
    await page.goForward()
    await page.getByRole('navigation', { name: middle }).waitFor()
    await page.goBack()
    await focused(card).waitFor()
    await expect.poll(() => isInView(card)).toBe(true)
  })
})

/** Brings in many customers, which takes far less than to add one after the other. */
async function importCustomers({ cookies, api }: Person, lines: readonly string[]): Promise<void> {
  const { url } = inject('ready')
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const headers = { 'content-type': 'application/octet-stream', cookie, origin: url }
  const address = `${url}/api/v1/imports?kind=customers&fileName=many.csv`
  const answer = await fetch(address, { method: 'POST', headers, body: lines.join('\n') })
  const params = { id: ((await answer.json()) as Import).id }
  await api(startImport, { params })
  // Before the tests, where nothing can be expected yet; those who make it wait end it.
  while ((await api(getImport, { params })).data.state !== 'finished') await delay(100)
}

const countDifferent = (elements: Locator, edge: 'top' | 'height') =>
  elements.evaluateAll((all, of) => new Set(all.map((each) => each.getBoundingClientRect()[of])).size, edge)

/** The next picture comes a while after a key, as where much is to be drawn. */
function drawSlowly() {
  const draw = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) => window.setTimeout(() => draw(callback), 300)
}

/** What is asked for at some address comes only once it is released. */
async function hold(page: Page, address: string | RegExp): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(address, async (route) => {
    await released
    await route.fallback()
  })
  return release
}

/** Who has opened a customer and goes back is at its link again. */
async function comeBackTo(link: Locator, whileLoading = async () => {}): Promise<void> {
  const page = link.page()
  const name = (await link.textContent()) ?? ''
  const top = await pressAt(link)
  await whileLoading()
  await page.getByRole('navigation', { name }).waitFor()
  await page.goBack()
  await isBackAt(link, top)
}

/** Presses a link. @returns how far down on the screen it stood then */
async function pressAt(link: Locator): Promise<number> {
  // Scrolls to it, and waits until it stands still.
  await link.hover()
  const top = await topOf(link)
  await link.click()
  return top
}

/** The link of what was opened has the focus again, as far down on the screen as before. */
async function isBackAt(link: Locator, top: number): Promise<void> {
  await focused(link).waitFor()
  await expect.poll(async () => Math.abs((await topOf(link)) - top)).toBeLessThan(2)
}

const topOf = (link: Locator) => link.evaluate((element) => element.getBoundingClientRect().top)

const tabStops = (elements: Element[]) => elements.filter((each) => (each as HTMLElement).tabIndex === 0).length

async function scrollTo(page: Page, name: string, stepPx = 3_000): Promise<void> {
  const last = page.getByRole('link', { name, exact: true })
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, stepPx)
        return last.count()
      },
      { timeout: 30_000, message: `scrolling to ${name}` },
    )
    .toBe(1)
}
