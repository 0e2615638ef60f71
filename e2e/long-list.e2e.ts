import { setTimeout as delay } from 'node:timers/promises'
import { getImport, type Import, startImport } from '@tenantry/contract/imports.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { hold } from './harness/hold.ts'
import { isInView } from './harness/in-view.ts'
import { focused } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'

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
    await scrollTo(page, middle, 500)
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

/** Turns the wheel until a row is drawn, back as well: of several turns that a busy browser does at once, none looked. */
async function scrollTo(page: Page, name: string, stepPx = 3_000): Promise<void> {
  const drawn = page.getByRole('link', { name: name.slice(0, -3) })
  await expect
    .poll(
      async () => {
        const names = await drawn.allTextContents()
        if (names.includes(name)) return true
        const isAbove = names[0] !== undefined && name < names[0]
        await page.mouse.wheel(0, isAbove ? -stepPx : stepPx)
        return false
      },
      { timeout: 30_000, message: `scrolling to ${name}` },
    )
    .toBe(true)
}
