import { createCustomerDraft, deleteCustomerDraft } from '@tenantry/contract/customer-drafts.ts'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { rightEdge } from './harness/list.ts'
import { test } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'
import { Wizard } from './harness/wizard.ts'

/** How many dots of a list of tags reach out of the cell that it stands in. */
const countCut = (list: Element) => {
  const shownTo = (list.closest('td')?.getBoundingClientRect().right ?? 0) - 8
  const { bottom } = list.getBoundingClientRect()
  const edges = [...list.children].map((dot) => dot.getBoundingClientRect())
  return edges.filter(({ top, right }) => top < bottom && right > shownTo).length
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }

describe('on a phone', () => {
  test('the navigation is a drawer that gives the focus back and leads everywhere, where headings stand equally high', async ({
    open,
    administrator,
  }) => {
    const typed = { title: null, stepId: 'company', values: {} }
    const begun = await Promise.all([1, 2].map(() => administrator.api(createCustomerDraft, { body: typed })))
    const page = await open({ as: administrator, ...phone })
    await page.goto('/customers')
    // Drafts leave the room to the customers.
    const drafts = page.getByRole('region', { name: 'Drafts' })
    await drafts.getByRole('button', { name: /^Show \d+ more$/ }).waitFor()
    await expect.poll(() => drafts.getByRole('listitem').count()).toBe(1)
    await expect.poll(async () => (await drafts.boundingBox())?.height).toBeLessThan(110)
    for (const { data } of begun)
      await administrator.api(deleteCustomerDraft, { params: { id: data.id } }, { ifMatch: '*' })
    const button = page.getByRole('button', { name: 'Open navigation' })
    const drawer = page.getByRole('dialog', { name: 'Main' })
    const topOf = async (name: string) => (await page.getByRole('heading', { name, level: 1 }).boundingBox())?.y
    const top = await topOf('Customers')
    await tabTo(page, button)
    await page.keyboard.press('Enter')
    await drawer.waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    await focused(button).waitFor()
    for (const place of ['Devices', 'Users', 'Audit Logs', 'API keys', 'Mail', 'License pool', 'Organizations']) {
      await button.tap()
      await drawer.getByRole('link', { name: place }).tap()
      await drawer.waitFor({ state: 'hidden' })
      await page.getByRole('heading', { name: place, level: 1 }).waitFor()
      await expect.poll(() => topOf(place), { message: place }).toBe(top)
    }
    // Where there is no keyboard, the tree says nothing of arrow keys.
    await page.getByRole('tree').waitFor()
    await expect.poll(() => page.getByText(/^Arrow keys move/).isVisible()).toBe(false)
    // The tree begins with its first line.
    const topOfTree = async () => (await page.getByRole('tree').boundingBox())?.y
    await expect.poll(async () => (await page.getByRole('treeitem').first().boundingBox())?.y).toBe(await topOfTree())
    // A name has the room, and is told in full where it still has too little.
    const name = page.getByRole('treeitem').getByText('Northwind MSP', { exact: true })
    await expect.poll(() => name.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true)
    await expect.poll(() => name.getAttribute('title')).toBe('Northwind MSP')
    await walkTo(page, '/tags', 'Tags')
    await expect.poll(() => topOf('Tags')).toBe(top)
  })

  test('customers are added, of whom a note tells that takes no press beside itself, and opened', async ({
    open,
    administrator,
  }) => {
    const page = await open({ as: administrator, ...phone })
    const wizard = new Wizard(page)
    const [first, second] = [`Pocket ${uniqueWord()}`, `Pocket ${uniqueWord()}`]
    await wizard.openAtCompany()
    await wizard.field('Name').fill(first)
    await wizard.toReview()
    // The steps scroll to the last one, and nothing else moves with them.
    const review = wizard.dialog.getByRole('heading', { name: 'Is everything right?' })
    expect((await review.boundingBox())?.x).toBeGreaterThan(0)
    await expect.poll(async () => rightEdge(wizard.button('Review'))).toBeLessThanOrEqual(390)
    await wizard.button('Create and add another').tap()
    const note = page.getByRole('status').filter({ hasText: first })
    await note.waitFor()
    // It lies over no heading and over no name of a field.
    const covered = () =>
      wizard.dialog.locator('h2, h3, legend, .mantine-InputWrapper-label').evaluateAll((names) => {
        const note = document.querySelector('[data-placed] [role="status"]')?.getBoundingClientRect()
        if (!note) return null
        const boxes = names.map((name) => ({ text: name.textContent, box: name.getBoundingClientRect() }))
        return boxes.filter(({ box }) => box.top < note.bottom && box.bottom > note.top).map(({ text }) => text)
      })
    await expect.poll(covered).toEqual([])
    await wizard.next()
    await wizard.field('Name').waitFor()
    await expect.poll(covered).toEqual([])
    await wizard.field('Name').tap({ timeout: 5000 })
    await note.getByRole('button', { name: 'Close' }).tap()
    await note.waitFor({ state: 'hidden' })
    await wizard.field('Phone').tap({ timeout: 5000 })
    await wizard.field('Name').fill(second)
    const id = await wizard.create(second)
    // The tab that is shown is in sight when its page is loaded.
    await page.goto(`/customers/${id}/profile`)
    const tabs = page.getByRole('navigation', { name: second })
    const tab = tabs.getByRole('link', { name: 'Profile' })
    await tab.waitFor()
    // What fades at the edge of the screen, where more tabs lie beyond, leaves the last one whole.
    await expect.poll(() => rightEdge(tab)).toBeLessThan(390 - 31)
    await expect.poll(() => rightEdge(tabs)).toBe(390)
    // The name above is cut at its end, wherever that is in its writing, and told in full.
    await expect.poll(() => page.getByRole('banner').getByTitle(second).getAttribute('dir')).toBe('auto')
    // What can be done beside the name is as large as in a list.
    const dots = page.getByRole('button', { name: `Actions for ${second}` }).locator('svg')
    await expect.poll(async () => (await dots.boundingBox())?.width).toBe(18)
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    // Nothing of the head moves from tab to tab, although one of them has an action less.
    const places = async () => {
      const star = page.getByRole('button', { name: `Add ${second} to your favourites` })
      const parts = [star, page.getByRole('button', { name: `Actions for ${second}` }), tabs]
      return Promise.all(parts.map(async (part) => JSON.stringify(await part.boundingBox())))
    }
    const before = await places()
    await tabs.getByRole('link', { name: 'Audit Logs' }).tap()
    const edit = page.getByRole('link', { name: 'Edit', exact: true })
    await edit.waitFor()
    await expect.poll(places).toEqual(before)
    // What explains the name keeps off the logo above it, and what can be done off that.
    const gaps = async () => {
      const parts = [page.locator('[data-size="lg"]'), page.getByText(/ · Customer/), edit]
      const [logo, below, actions] = await Promise.all(parts.map((part) => part.boundingBox()))
      if (!logo || !below || !actions) return []
      return [below.y - logo.y - logo.height, actions.y - below.y - below.height].map(Math.round)
    }
    await expect.poll(gaps).toEqual([8, 12])
  })

  test('a note lies above the button of a list that shows more and off those of a conflict, once, and is closed by a key', async ({
    open,
    administrator,
  }) => {
    const page = await open({ as: administrator, ...phone })
    // A list without end, whose next page never comes.
    await page.route(/\/api\/v1\/customers\?/, async (route) => {
      if (route.request().url().includes('cursor=')) return
      const response = await route.fetch()
      const { items, ...rest } = await response.json()
      const many = Array.from({ length: 40 }, (_, index) => ({
        ...items[0],
        id: items[0].id.replace(/..$/, String(index + 10)),
      }))
      await route.fulfill({ response, json: { ...rest, items: many, nextCursor: 'next' } })
    })
    await page.route(/\/api\/v1\/me\/favourites\/./, (route) => route.abort())
    page.watched.allow(/^net::ERR_FAILED PUT .*\/favourites\//)
    const { id, name } = await addCustomer(administrator, { name: `Noted ${uniqueWord()}` })
    await page.goto(`/customers?q=${encodeURIComponent(name)}`)
    const star = page.getByRole('button', { name: `Add ${name} to your favourites` }).first()
    await star.tap()
    const note = page.getByRole('alert').filter({ hasText: `Whether ${name} is a favourite could not be changed` })
    await note.waitFor()
    const foot = page.locator('[data-list-foot]')
    await foot.waitFor()
    const bottomOfNote = async () => {
      const box = await note.boundingBox()
      return box ? box.y + box.height : Number.NaN
    }
    await expect.poll(async () => (await bottomOfNote()) <= ((await foot.boundingBox())?.y ?? 0)).toBe(true)
    // While nothing moves, nothing is measured.
    await expect.poll(() => page.evaluate(countMeasured)).toBe(0)
    // A second one of its kind takes its place.
    await note.evaluate((shown) => shown.setAttribute('data-first', ''))
    await star.tap()
    await page.locator('[data-first]').waitFor({ state: 'detached' })
    await expect.poll(() => note.count()).toBe(1)

    // At the lower edge, where it would lie otherwise, are the buttons of a choice between two versions.
    page.watched.allow(/^412 PATCH .*\/customers\//)
    await walkTo(page, `/customers/${id}/profile`)
    await page.getByRole('textbox', { name: 'Domain', exact: true }).fill('mine.example')
    const theirs = { params: { id }, body: { domain: 'theirs.example' } }
    await administrator.api(updateCustomer, theirs, { ifMatch: '*' })
    await page.getByRole('button', { name: 'Save', exact: true }).tap()
    const save = page.getByRole('button', { name: 'Save what is chosen' })
    await save.evaluate((button) => button.scrollIntoView({ block: 'end' }))
    const isApart = async () => {
      const [one, other] = [await note.boundingBox(), await save.boundingBox()]
      return one && other && (one.y + one.height <= other.y || other.y + other.height <= one.y)
    }
    await expect.poll(isApart).toBe(true)
    await page.keyboard.press('F8')
    await note.waitFor({ state: 'detached' })
  })

  test('a long name without blanks stays within the card that says that there is nothing yet', async ({
    open,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, {
      name: `${'Donaudampfschifffahrt'.repeat(3)}${uniqueWord()}`,
    })
    const page = await open({ as: administrator, ...phone })
    for (const [tab, title] of [
      ['devices', 'No devices yet'],
      ['entities', 'No entities yet'],
      ['users', 'No users yet'],
    ] as const) {
      await page.goto(`/customers/${id}/${tab}`)
      const state = page.getByText(title, { exact: true }).locator('..').filter({ hasText: name })
      await expect.poll(() => state.evaluate((box) => box.scrollWidth - box.clientWidth), { message: tab }).toBe(0)
    }
  })

  test('a long name has two lines in a list, and in a card on any screen, before it is cut', async ({
    open,
    administrator,
  }) => {
    const word = uniqueWord()
    const name = `Lindqvist, Brandt and Daughters Holding ${word}`
    const tagIds: string[] = []
    for (let index = 0; index < 8; index++)
      tagIds.push((await administrator.api(createTag, { body: { name: `${index} ${word}`, color: 'teal' } })).data.id)
    const code = `LINDQ-${word.slice(0, 5)}`
    const { id } = await addCustomer(administrator, { name, code, tagIds })
    await administrator.api(createDevice, { body: { organizationId: id, name, class: 'server' } })
    const linesOf = (text: Locator) =>
      text.evaluate((shown) => Math.round(shown.clientHeight / Number.parseFloat(getComputedStyle(shown).lineHeight)))
    const query = `q=${encodeURIComponent(name)}`
    const page = await open({ as: administrator, ...phone })
    await page.goto(`/customers?${query}`)
    await expect.poll(() => linesOf(page.getByTitle(name).first())).toBe(2)
    // Below it, dots of tags are shown whole or not at all, and the smallest screen has room for the code.
    const dots = page.getByRole('list', { name: `Tags of ${name}` })
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 })
      await expect.poll(() => dots.evaluate(countCut), { message: `${width} px` }).toBe(0)
    }
    await expect.poll(() => page.getByText(code).evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0)
    await page.goto(`/customers?${query}&view=cards`)
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await expect.poll(() => linesOf(page.getByTitle(name, { exact: true })), { message: `${width} px` }).toBe(2)
    }
    await walkTo(page, `/devices?${query}`, 'Devices')
    await expect.poll(() => linesOf(page.getByTitle(name).first())).toBe(2)
    const gone = await addCustomer(administrator, { name: `${name} gone` })
    const archived = { params: { id: gone.id }, body: { status: 'archived' as const } }
    await administrator.api(changeCustomerStatus, archived, { ifMatch: '*' })
    await walkTo(page, `/archive?q=${encodeURIComponent(gone.name)}`, 'Archive')
    await expect.poll(() => linesOf(page.getByTitle(gone.name, { exact: true }))).toBe(2)
    // What is written from the right is cut where it ends, too, and begins no further right than it has to.
    const hebrew = `${'חברת ההובלות והאחסון '.repeat(7)}${word}`
    await addCustomer(administrator, { name: hebrew, code: `HEB-${word.slice(0, 5)}` })
    await page.setViewportSize({ width: 1100, height: 844 })
    await walkTo(page, `/customers?q=HEB-${word.slice(0, 5)}&view=table`, 'Customers')
    const beginsInSight = (shown: Element) => {
      const range = document.createRange()
      range.setStart(shown.firstChild ?? shown, 0)
      range.setEnd(shown.firstChild ?? shown, 1)
      const { left, right } = shown.getBoundingClientRect()
      return range.getBoundingClientRect().right <= right && range.getBoundingClientRect().left >= left
    }
    const cut = page.getByTitle(hebrew, { exact: true })
    await expect.poll(() => cut.evaluate((shown) => shown.scrollWidth > shown.clientWidth)).toBe(true)
    await expect.poll(() => cut.evaluate(beginsInSight)).toBe(true)
    // The sign that lines are cut is drawn by the browser where they begin on the side from which they are written.
    const linesBegin = () =>
      cut.evaluate((shown) => [getComputedStyle(shown).direction, getComputedStyle(shown).textAlign])
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => linesOf(cut)).toBe(2)
    await expect.poll(linesBegin).toEqual(['rtl', 'start'])
    await page.getByRole('button', { name: 'Cards' }).click()
    await page.getByRole('table').waitFor({ state: 'detached' })
    await expect.poll(() => linesOf(cut)).toBe(2)
    await expect.poll(linesBegin).toEqual(['rtl', 'start'])
  })

  test('the license pool has a menu beside its heading, and no lines for what is nothing', async ({
    open,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Pocket ${uniqueWord()}` })
    const page = await open({ as: administrator, ...phone })
    await page.goto(`/customers/${id}/licenses`)
    const month = page.getByRole('table', { name: /^Usage in / }).getByRole('row')
    await month.getByText('Performance monitoring').waitFor()
    await expect.poll(() => month.getByText('Not in use').locator('visible=true').count()).toBe(0)
    await walkTo(page, '/license-pool', 'License pool')
    const unowned = page.getByRole('row').filter({ hasText: 'Performance monitoring' }).first()
    await unowned.getByText('Counted, not enforced').waitFor()
    await expect.poll(() => unowned.getByText('–').locator('visible=true').count()).toBe(0)
    const heading = page.getByRole('heading', { name: 'License pool', level: 1 })
    const more = page.getByRole('button', { name: 'More of the license pool' })
    const topOf = async (part: Locator) => (await part.boundingBox())?.y ?? Number.NaN
    await expect.poll(async () => Math.abs((await topOf(more)) - (await topOf(heading)))).toBeLessThan(20)
    await more.tap()
    await page.getByRole('menuitem', { name: 'Device classes' }).tap()
    await page.getByRole('dialog', { name: 'Device classes' }).getByRole('button', { name: 'Close' }).first().tap()
    await focused(more).waitFor()
    await more.tap()
    await page.getByRole('menuitem', { name: 'Ledger' }).tap()
    await page.getByRole('heading', { name: 'License ledger', level: 1 }).waitFor()
  })

  test('the references of operations and errors are as wide as the screen and accessible', async ({
    open,
    administrator,
  }) => {
    const page = await open({ as: administrator, ...phone })
    for (const reference of ['/api/docs', '/api/docs/errors']) {
      await page.goto(reference)
      await page.locator('details').evaluateAll((all) => all.map((each) => each.setAttribute('open', '')))
      expect(await page.evaluate(() => document.documentElement.scrollWidth), reference).toBeLessThanOrEqual(390)
      // Nor has any of their tables to be pushed aside to be read.
      const cut = (all: Element[]) => all.filter((each) => each.scrollWidth > each.clientWidth).length
      await expect.poll(() => page.locator('details').evaluateAll(cut)).toBe(0)
      // All are drawn alike: the first of them stand for the others.
      await page.locator('section:nth-of-type(n+7), main > table tr:nth-of-type(n+7)').evaluateAll((rest) => {
        for (const each of rest) each.remove()
      })
      await checkPage(page)
    }
  })
})

describe('by keyboard', () => {
  test('a page begins with a way to its content, its list can be reached whole, and what opens gives the focus back', async ({
    page,
    administrator,
  }) => {
    const { name } = await addCustomer(administrator, { name: `Reached ${uniqueWord()}` })
    await page.goto(`/customers?q=${encodeURIComponent(name)}`)
    await page.getByRole('table').getByRole('link', { name }).waitFor()
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await focused(skip).waitFor()
    await checkPage(page)
    for (const target of [
      page.getByRole('button', { name: 'Collapse navigation' }),
      page.getByRole('button', { name: /^Find anything/ }),
      page.getByRole('button', { name: /account of/ }),
      page.getByRole('button', { name: 'Add customer' }),
      page.getByRole('searchbox', { name: 'Search by name or code' }),
      page.getByRole('button', { name: 'Filter', exact: true }),
      page.getByRole('button', { name: 'Cards' }),
      page.getByRole('columnheader', { name: 'Customer' }).getByRole('button'),
      page.getByRole('row').filter({ hasText: name }),
      page.getByRole('button', { name: `Actions for ${name}` }),
    ])
      await tabTo(page, target)
    for (const [opener, opened] of [
      [/^Actions for /, 'menuitem'],
      ['Filter', 'dialog'],
      [/account of/, 'menuitem'],
      [/^Find anything/, 'dialog'],
    ] as const) {
      const button = page.getByRole('button', { name: opener, exact: true })
      await button.press('Enter')
      await page.getByRole(opened).first().waitFor()
      await focused(button).waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await page.getByRole(opened).first().waitFor({ state: 'hidden' })
      await focused(button).waitFor()
    }
    await skip.press('Enter')
    await focused(page.getByRole('main')).waitFor()
  })

  test('the navigation collapses to icons with names, the menu of the person makes it dark, and both stay so', async ({
    page,
  }) => {
    await page.goto('/customers?q=nothing-like-this')
    await page.getByRole('button', { name: 'Collapse navigation' }).press('Enter')
    const expand = page.getByRole('button', { name: 'Expand navigation' })
    await expand.waitFor()
    await page.getByRole('button', { name: /account of/ }).press('Enter')
    await page.getByRole('menuitemradio', { name: 'Dark' }).waitFor()
    await checkPage(page)
    await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter')
    await page.reload()
    await expand.waitFor()
    await expect
      .poll(() => page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme')))
      .toBe('dark')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).press('Enter')
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
  })
})

/** How often the page asks where something lies within half a second of frames. */
async function countMeasured(): Promise<number> {
  const { getBoundingClientRect } = Element.prototype
  let measured = 0
  Element.prototype.getBoundingClientRect = function (this: Element) {
    measured += 1
    return getBoundingClientRect.call(this)
  }
  for (let frame = 0; frame < 30; frame++) await new Promise((next) => requestAnimationFrame(next))
  Element.prototype.getBoundingClientRect = getBoundingClientRect
  return measured
}
