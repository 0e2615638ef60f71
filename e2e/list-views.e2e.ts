import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused, pressOn, tabTo } from './harness/keyboard.ts'
import { CustomerList, rightEdge } from './harness/list.ts'
import { newProvider } from './harness/own-provider.ts'
import { test as base, type WatchedPage } from './harness/test.ts'

/** What a list opens with holds for the person everywhere, so that this file has a provider of its own. */
const test = base.extend<{ owner: Person }>({
  owner: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const person = await newProvider('Views')
      for (const [index, name] of ['Alpha Works', 'Beta Works', 'Gamma Mills'].entries())
        await addCustomer(person, {
          name,
          domain: `${name.split(' ')[0]?.toLowerCase()}.example`,
          currency: index === 2 ? 'EUR' : null,
          location: { country: index === 2 ? 'DE' : 'GB', city: ['Leeds', 'York', 'Ulm'][index] },
        })
      await use(person)
    },
    { scope: 'file' },
  ],
})

const headings = (page: WatchedPage) =>
  page
    .locator('th:not([data-column="selection"])')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.column))
const shows = (page: WatchedPage, ...columns: string[]) =>
  expect.poll(() => headings(page), { timeout: 10_000 }).toEqual(['name', ...columns, 'actions'])
const widthOf = (page: WatchedPage, column: string) =>
  page.locator(`th[data-column="${column}"]`).evaluate((heading) => heading.getBoundingClientRect().width)

describe('the columns of a table (B8)', () => {
  test('are chosen, moved and sized by mouse and by keys, are remembered, and travel with a link', async ({
    open,
    owner,
  }) => {
    const page = await open({ as: owner })
    const list = new CustomerList(page)
    await list.open('?sort=name')
    await list.shows(['Alpha Works', 'Beta Works', 'Gamma Mills'])

    const own = await headings(page)

    // By keys alone: the panel opens, a column is added and goes up, another one goes.
    await page.getByRole('button', { name: 'Columns' }).press('Enter')
    const panel = page.getByRole('dialog', { name: 'Columns' })
    // A column that has given way says so beside its box.
    const parent = panel.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: 'Show Parent' }) })
    await page.setViewportSize({ width: 900, height: 800 })
    await parent.getByText('no room now').waitFor()
    await checkPage(page)
    await page.setViewportSize({ width: 1920, height: 1000 })
    await parent.getByText('no room now').waitFor({ state: 'hidden' })
    await tabTo(page, panel.getByRole('checkbox', { name: 'Show Domain' }))
    await page.keyboard.press('Space')
    await panel.getByRole('list', { name: 'Columns in their order' }).getByText('Domain').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Show Domain')
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Alt+ArrowRight')
    await panel
      .getByRole('status')
      .getByText(/^Domain, \d of \d$/)
      .waitFor({ state: 'attached' })
    for (const column of ['Parent', 'Tags', 'Devices', 'Users', 'Entities', 'Fullest license'])
      await panel.getByRole('checkbox', { name: `Show ${column}` }).uncheck()
    await panel.getByRole('button', { name: 'Dense' }).click()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await shows(page, 'status', 'location', 'domain')
    const first = page.getByRole('row').nth(1)
    await expect.poll(() => first.evaluate((row) => row.clientHeight)).toBeLessThan(40)

    // By mouse: a heading is dragged onto another, and an edge is pulled.
    await page.locator('th[data-column="domain"]').dragTo(page.locator('th[data-column="status"]'))
    await shows(page, 'domain', 'status', 'location')
    const before = await widthOf(page, 'status')
    const box = await page.locator('th[data-column="status"]').boundingBox()
    if (!box) throw new Error('The heading is not drawn')
    await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width + 60, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => widthOf(page, 'status')).toBeGreaterThan(before + 40)

    // By keys in a heading.
    await page.getByRole('button', { name: 'Status', exact: true }).press('Alt+ArrowRight')
    await shows(page, 'domain', 'location', 'status')
    const wide = await widthOf(page, 'status')
    await page.getByRole('button', { name: 'Status', exact: true }).press('Shift+ArrowLeft')
    await expect.poll(() => widthOf(page, 'status')).toBeLessThan(wide)

    // Remembered by the person, where the address says nothing; and shown to whoever gets the link.
    const link = page.url()
    await page.goto('/customers')
    await shows(page, 'domain', 'location', 'status')
    const other = await open({ as: owner })
    await other.goto(link)
    await shows(other, 'domain', 'location', 'status')
    await other.goto('/customers')
    await expect.poll(() => headings(other)).toEqual(own)

    await page.getByRole('button', { name: 'Columns' }).click()
    await panel.getByRole('button', { name: 'Start over' }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => headings(page)).toEqual(own)
    await expect.poll(() => page.url()).not.toContain('columns')
    await page.goto('/customers?columns=none')
    await shows(page)
    await page.goto('/customers?columns=nope')
    await expect.poll(() => headings(page)).toEqual(own)
  })

  test('that are many scroll by on a screen of any width, and the name is wide enough and stays', async ({
    open,
    owner,
  }) => {
    const page = await open({ as: owner })
    const list = new CustomerList(page)
    await list.open('?columns=status,parentId,domain,businessEmail,phone,website,city,country,code')
    const name = list.table.getByRole('link', { name: 'Alpha Works' })
    await name.waitFor()
    await checkPage(page)
    for (const [width, nameIsWidePx] of [
      [1440, 230],
      [390, 150],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      const message = `at ${width} px`
      await list.table.evaluate(({ parentElement }) => parentElement?.scrollTo({ left: 0 }))
      await expect.poll(() => widthOf(page, 'name'), { message }).toBeGreaterThanOrEqual(nameIsWidePx)
      const state = list.table.locator('tbody tr').first().getByText('Active').filter({ visible: true })
      await expect
        .poll(() => state.evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth)), { message })
        .toEqual([0])
      await expect.poll(async () => (await state.boundingBox())?.x, { message }).toBeGreaterThan(width / 4)
      await list.table.evaluate(({ parentElement }) => parentElement?.scrollBy({ left: 400 }))
      await expect.poll(async () => (await state.boundingBox())?.x ?? 0, { message }).toBeLessThan(width / 4)
      await expect.poll(async () => (await name.boundingBox())?.x, { message }).toBeGreaterThan(0)
      await expect.poll(() => rightEdge(name), { message }).toBeLessThan(width)
    }
  })
})

describe('conditions (IF4)', () => {
  test('are changed where they stand, and from and to are one', async ({ open, owner }) => {
    const page = await open({ as: owner })
    const list = new CustomerList(page)
    await list.open('?q=works&filter[city][eq]=leeds')
    await list.shows(['Alpha Works'])
    await page.getByRole('button', { name: 'Change the condition: City is leeds' }).press('Enter')
    const builder = page.getByRole('dialog', { name: 'Change the condition' })
    await builder.getByLabel('Condition').selectOption({ label: 'is not' })
    await builder.getByRole('button', { name: 'Apply' }).click()
    await list.shows(['Beta Works'])
    await page.getByRole('button', { name: 'Change the condition: City is not leeds' }).click()
    await builder.getByLabel('Column').selectOption({ label: 'Created' })
    await builder.getByLabel('Condition').selectOption({ label: 'is between' })
    await builder.getByLabel('From').fill('2020-01-01')
    await builder.getByRole('button', { name: 'Apply' }).click()
    await builder.getByText('Enter a value').first().waitFor()
    await checkPage(page)
    await builder.getByLabel('To').fill('2099-12-31')
    await builder.getByRole('button', { name: 'Apply' }).click()
    await list.shows(['Alpha Works', 'Beta Works'])
    await list.chip('Created is between Jan 1, 2020 and Dec 31, 2099').click()
    await page.goBack()
    await list.chip('Created is between Jan 1, 2020 and Dec 31, 2099').waitFor()
    await page.goBack()
    await list.shows(['Beta Works'])
  })

  test('offer the values of a setting, and show the column that they are about', async ({ open, owner }) => {
    const page = await open({ as: owner })
    const list = new CustomerList(page)
    await list.open('?filter[domain][empty]=false&columns=status,currency,timeZone,line1')
    await list.table.getByText('EUR').waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter')
    const builder = page.getByRole('dialog', { name: 'Filter' })
    await builder.getByLabel('Column').selectOption({ label: 'Own currency' })
    await builder.getByLabel('Condition').selectOption({ label: 'is' })
    await tabTo(page, builder.getByRole('combobox', { name: 'Value' }))
    // The key may be quicker than what is found.
    await page.keyboard.type('euro')
    await page.keyboard.press('Enter')
    await builder.getByRole('combobox', { name: 'Value' }).and(page.locator('[value=""]')).waitFor()
    await builder.getByText('EUR · Euro').first().waitFor()
    // Escape closes the choices, and the popover only with the next press.
    await page.keyboard.press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    await builder.getByRole('button', { name: 'Apply' }).click()
    await list.shows(['Gamma Mills'])
    await page.getByRole('button', { name: 'Change the condition: Own currency is EUR' }).click()
    const changing = page.getByRole('dialog', { name: 'Change the condition' })
    await changing.getByLabel('Condition').selectOption({ label: 'does not contain' })
    await changing.getByRole('textbox', { name: 'Value' }).fill('eu')
    await changing.getByRole('button', { name: 'Apply' }).click()
    await list.shows(['Alpha Works', 'Beta Works'])
  })

  test('find an organization by its name, and show none that is gone by its id; a value that holds a comma is one', async ({
    open,
    owner,
  }) => {
    const page = await open({ as: owner })
    const list = new CustomerList(page)
    await list.open('?q=works&filter[parentId][in]=01890000-0000-7000-8000-000000000009&filter[city][nin]=Leeds,York')
    await page.getByText('Nothing matches').waitFor()
    await list.chip('City is none of Leeds,York').waitFor()
    await list.chip('Parent is one of something deleted or out of sight').click()
    await list.shows(['Alpha Works', 'Beta Works'])
    await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter')
    const builder = page.getByRole('dialog', { name: 'Filter' })
    await builder.getByLabel('Column').selectOption({ label: 'Parent' })
    await tabTo(page, builder.getByRole('combobox', { name: 'Values' }))
    await page.keyboard.type('views')
    await page
      .getByRole('option', { name: /^Views/ })
      .and(page.locator('[data-combobox-selected]'))
      .waitFor()
    // Nothing is applied while a text stands there that is none of them.
    await page.keyboard.type('zzz')
    await page.getByText('Nothing found').waitFor()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await focused(builder.getByRole('combobox', { name: 'Values' })).fill('views')
    await page
      .getByRole('option', { name: /^Views/ })
      .and(page.locator('[data-combobox-selected]'))
      .waitFor()
    // Going on takes what Enter would.
    await page.keyboard.press('Tab')
    await builder.getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('button', { name: /^Remove the condition: Parent is one of Views/ }).waitFor()
    await list.shows(['Alpha Works', 'Beta Works'])
  })
})

test('table, cards and tree are views of one page: what is disabled, chosen and looked for is the same in all (RI1)', async ({
  open,
  owner,
}) => {
  const gone = await addCustomer(owner, { name: 'Works no more' })
  await owner.api(changeCustomerStatus, { params: { id: gone.id }, body: { status: 'disabled' } }, { ifMatch: '*' })
  const page = await open({ as: owner })
  const list = new CustomerList(page)
  const view = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const tree = page.getByRole('tree', { name: 'Organization tree' })
  const item = (name: string) => tree.getByRole('treeitem', { name: new RegExp(`^${name}`) })
  await list.open('?q=works&view=cards')
  await page.getByRole('article').filter({ hasText: 'Beta Works' }).waitFor()
  await expect.poll(() => page.getByRole('article').filter({ hasText: gone.name }).count()).toBe(0)
  await page.getByRole('checkbox', { name: 'Choose Beta Works' }).check()
  await page.getByRole('checkbox', { name: 'Choose Alpha Works' }).check()
  await page.getByText('2 chosen').waitFor()
  await view('Table')
  await list.shows(['Alpha Works', 'Beta Works'])
  await page.getByText('2 chosen').waitFor()
  await expect.poll(() => list.table.getByRole('checkbox', { name: 'Choose Alpha Works' }).isChecked()).toBe(true)
  await view('Tree')
  await item('Beta Works').waitFor()
  await page.getByText('2 chosen').waitFor()
  await expect.poll(() => item(gone.name).count()).toBe(0)
  await checkPage(page)
  await view('Cards')
  await page.getByText('2 chosen').waitFor()
  await expect.poll(() => page.getByRole('checkbox', { name: 'Choose Beta Works' }).isChecked()).toBe(true)

  await view('Tree')
  await expect.poll(() => item(gone.name).count()).toBe(0)
  await page.getByRole('switch', { name: 'Show disabled and archived' }).check()
  await item(gone.name).waitFor()
  await view('Table')
  await list.table.getByRole('link', { name: gone.name }).waitFor()

  // A double click in the tree opens Account Settings, and the address keeps what is shown.
  await view('Tree')
  await item('Beta Works').dblclick()
  const settings = page.getByRole('dialog', { name: 'Beta Works' })
  await settings.getByRole('tab', { name: 'Account Info', selected: true }).waitFor()
  await page.keyboard.press('Escape')
  await settings.waitFor({ state: 'detached' })
  await page.reload()
  await item('Beta Works').waitFor()
  await list.search.fill('gamma')
  await item('Beta Works').waitFor({ state: 'detached' })
  await item('Gamma Mills').waitFor()

  // Conditions narrow it like the other views; what lies above a match stays, and can be closed.
  await list.open('?view=tree&filter[country][eq]=GB&filter[code][empty]=false')
  await page.getByText('2 match').waitFor()
  await item('Alpha Works').waitFor()
  await expect.poll(() => item('Gamma Mills').count()).toBe(0)
  await tree.focus()
  await page.keyboard.press('ArrowLeft')
  await item('Alpha Works').waitFor({ state: 'detached' })
  await page.keyboard.press('ArrowRight')
  await item('Beta Works').waitFor()

  // Chips go one by one by keyboard, and the focus stays among them.
  await list.chip('Country is United Kingdom').press('Enter')
  await focused(list.chip('Code is not empty')).waitFor()
  await page.keyboard.press('Enter')
  await focused(page.getByRole('button', { name: 'Filter', exact: true })).waitFor()
  await item('Gamma Mills').waitFor()
})

test('views are saved, refused, opened, changed, shared, opened with, and deleted; those of another house stay its own (B8)', async ({
  open,
  owner,
  administrator,
}) => {
  const page = await open({ as: owner, allow: [/^422 (POST|PATCH)/] })
  const list = new CustomerList(page)
  const menu = (name: string | RegExp) => page.getByRole('button', { name })
  const choose = (name: string | RegExp) => page.getByRole('menuitem', { name }).click()
  await list.open('?q=works&sort=-name&filter[colour][eq]=red')
  await list.shows(['Beta Works', 'Alpha Works'], true)

  await menu('Views').press('Enter')
  await page.getByRole('menuitem', { name: 'Save what is shown now…' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Save this view' })
  await form.getByRole('button', { name: 'Save view' }).click()
  await form.getByText('Enter a name').waitFor()
  // Both the ring of the focus and the color of the error are seen.
  await focused(form.getByLabel('Name')).waitFor()
  const colors = (input: Element) => {
    const { borderColor, outlineColor, outlineStyle } = getComputedStyle(input)
    return outlineStyle === 'solid' && borderColor !== outlineColor
  }
  await expect.poll(() => form.getByLabel('Name').evaluate(colors)).toBe(true)
  // What the list does not know is not kept.
  await form.getByLabel('Name').fill('The works')
  await page.keyboard.press('Enter')
  await form.getByText('The list does not know this: colour: There is no such column').waitFor()
  await checkPage(page)
  // What was typed is not lost by a slip.
  await page.keyboard.press('Escape')
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
  await leaving.waitFor()
  await page.keyboard.press('Escape')
  await leaving.waitFor({ state: 'hidden' })
  await expect.poll(() => form.getByLabel('Name').inputValue()).toBe('The works')
  await page.keyboard.press('Escape')
  await leaving.getByRole('button', { name: 'Leave' }).click()
  await form.waitFor({ state: 'hidden' })
  await list.chip('Left out, not known here: colour').click()
  await menu('Views').click()
  await choose('Save what is shown now…')
  await form.getByLabel('Name').fill('The works')
  await form.getByLabel(/^Everybody at Views/).check()
  await form.getByLabel('The list opens with it for me').check()
  await page.keyboard.press('Enter')
  await form.waitFor({ state: 'hidden' })
  await menu('View: The works').waitFor()

  // The list opens with it; and as it begins, where that is wanted.
  await page.goto('/customers')
  await list.shows(['Beta Works', 'Alpha Works'], true)
  await menu('View: The works').click()
  await choose('As the list begins')
  await list.search.and(page.locator('[value=""]')).waitFor()
  await page.goBack()
  await list.shows(['Beta Works', 'Alpha Works'], true)

  // Changed, it says so, and takes up what is shown.
  await list.search.fill('alpha')
  await list.shows(['Alpha Works'])
  await page.goto(`${page.url()}&filter[colour][eq]=red`)
  await menu(/^View: The works.*changed/).click()
  await choose('Update “The works” to what is shown now')
  await page.getByText('The list does not know this: colour: There is no such column').waitFor()
  await list.chip('Left out, not known here: colour').click()
  await menu(/^View: The works.*changed/).click()
  await choose('Update “The works” to what is shown now')
  await menu(/^View: The works$/).waitFor()
  await menu('View: The works').click()
  await choose('Rename…')
  const renaming = page.getByRole('dialog', { name: 'Rename The works' })
  await renaming.getByLabel('Name').fill('Alpha alone')
  await pressOn(renaming.getByRole('button', { name: 'Rename' }))
  await focused(menu('View: Alpha alone')).waitFor()
  await page.keyboard.press('Enter')
  await choose('Keep it to myself again')
  await page.getByText('Only you see it now').waitFor()
  await menu('View: Alpha alone').click()
  await choose(/^Share with everybody at Views/)
  await page.getByText(/^Everybody at Views .* sees it now$/).waitFor()
  await menu('View: Alpha alone').click()
  await page.getByText(/^Views of Views/).waitFor()
  await checkPage(page)

  // Of another house it is nobody’s business: the link shows the list, and no name.
  const word = uniqueWord()
  const theirs = await addCustomer(administrator, { name: `Elsewhere ${word}` })
  const stranger = await open({ as: administrator })
  const link = new URL(page.url())
  await stranger.goto(`${link.pathname}${link.search.replace('q=alpha', `q=${word}`)}`)
  await new CustomerList(stranger).shows([theirs.name])
  await stranger.getByRole('button', { name: /^Views$/ }).click()
  await stranger.getByRole('menuitem', { name: 'As the list begins' }).waitFor()
  await expect.poll(() => stranger.getByText('Alpha alone').count()).toBe(0)

  await choose('Delete…')
  const question = page.getByRole('dialog', { name: 'Delete the view Alpha alone?' })
  await question.getByText(/will find it any more/).waitFor()
  await question.getByRole('button', { name: 'Delete view' }).click()
  await menu(/^Views$/).waitFor()
  await list.shows(['Alpha Works'])
  await list.open()
  await list.table.getByRole('link', { name: 'Gamma Mills' }).waitFor()
})
