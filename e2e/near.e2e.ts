import { updateCustomer } from '@tenantry/contract/customers.ts'
import { getEntity, listEntities } from '@tenantry/contract/entity-list.ts'
import { addFavourite, listFavourites } from '@tenantry/contract/favourites.ts'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import type { Locator } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused, pressOn, selectedLine, tabTo } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { acceptAs, makeTechnician, narrowToEntity, signInMember } from './harness/members.ts'
import { newProvider, ownProvider } from './harness/own-provider.ts'
import { test as base, type WatchedPage } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'
import { Wizard } from './harness/wizard.ts'

/** What is opened elsewhere pushes out what was opened here, so that this file has a provider of its own. */
const test = base.extend<{ person: Person; own: WatchedPage }>({
  person: [ownProvider('Near'), { scope: 'file' }],
  own: async ({ open, person }, use) => use(await open({ as: person })),
})

/** Pages that are there for whoever looks after customers, and for nobody else. */
const aroundCustomers = [
  ['/tags', 'Tags'],
  ['/archive', 'Archive'],
  ['/customer-templates', 'Templates'],
  ['/bulk-changes', 'Changes of many'],
  ['/imports', 'Import'],
] as const

/** What whoever has neither a pool nor limits of their own to look at may read of licenses: the use of their customers. */
async function walkUsage(page: WatchedPage, customer: string): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Main' })
  await places.getByRole('link', { name: 'Licenses', exact: true }).click()
  const rows = page.getByRole('table', { name: 'License usage' }).locator('tbody tr')
  await rows.filter({ hasText: customer }).waitFor()
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('link', { name: 'Ledger' }).click()
  await page.getByRole('heading', { name: 'License ledger' }).waitFor()
  await places.locator('[data-active]').filter({ hasText: 'Licenses' }).waitFor()
}

/** A partner's own numbers and what its customers start with; nothing of what the provider has. */
async function walkOwnLicenses(page: WatchedPage, name: string, customer: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Licenses', exact: true }).click()
  await page.getByText(`What ${name} may use and give to its customers`).waitFor()
  const line = page
    .getByRole('table', { name: 'Licenses' })
    .getByRole('row')
    .filter({ hasText: /^IT assets/ })
  await expect.poll(() => line.getByRole('cell').allTextContents()).toEqual(['', '0', '5', '20', '15'])
  // That it is a trial is kept by those above; how many devices there may be is not.
  const devices = page.getByRole('region', { name: 'Devices', exact: true })
  await devices.getByText('0 of 7 devices').first().waitFor()
  await expect.poll(() => devices.getByRole('button', { name: /Extend|Convert/ }).count()).toBe(0)
  await expect.poll(() => page.getByText(/trial/i).count()).toBe(0)
  await expect.poll(() => page.getByText(/43,210|43,190/).count()).toBe(0)
  const below = page.getByRole('region', { name: 'Alerts of customers' })
  await below.getByRole('button', { name: /^Edit alerts/ }).click()
  const panel = page.getByRole('dialog', { name: 'Edit alerts of customers' })
  await panel.getByRole('textbox', { name: 'Threshold in percent' }).fill('65')
  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.waitFor({ state: 'detached' })
  await below.getByText('65 %').waitFor()
  await below.getByText(/^partner-.*@near\.example \(nobody else is named\)/).waitFor()
  const own = page.getByRole('region', { name: 'Alerts of your own licenses' })
  await own.getByText('No alert has been sent').waitFor()
  await own.getByText(/^partner-.*@near\.example/).waitFor()
  await checkPage(page)
  await line.getByRole('button', { name: /^5: / }).click()
  await page.getByRole('dialog').getByText(customer).waitFor()
  await page.keyboard.press('Escape')
  await walkTo(page, '/license-pool', 'Not found')
}

describe('what somebody keeps near (IF3)', () => {
  test('favourites and what was opened last stand first in the palette and the switcher, by mouse and by keyboard, also on a phone', async ({
    own: page,
    person,
  }) => {
    const word = uniqueWord()
    const admin = { firstName: `Asha ${word}`, email: `asha-${word.toLowerCase()}@airtel.com` }
    const one = await addCustomer(person, {
      name: `Airtel ${word}`,
      entities: [{ name: `Delhi ${word}` }],
      contacts: { admin },
    })
    const other = await addCustomer(person, {
      name: `Bharti ${word}`,
      externalIds: [{ system: 'Autotask', value: `AT/${word}` }],
    })
    const mine = async () => {
      const { items } = (await person.api(listFavourites, {})).data
      return items.map(({ name }) => name).filter((name) => name.includes(word))
    }
    const palette = page.getByRole('dialog', { name: 'Find anything' })
    const searched = palette.getByRole('combobox')
    const line = (name: string) => palette.getByRole('option', { name })
    const enter = async (text: string) => {
      await selectedLine(page, text).waitFor()
      await page.keyboard.press('Enter')
    }
    const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()

    await page.goto(`/customers?q=${word}&view=table`)
    const star = page.getByRole('button', { name: `Add ${other.name} to your favourites` })
    await star.click()
    await page.getByRole('button', { name: `Take ${other.name} out of your favourites` }).waitFor()
    await expect.poll(mine).toEqual([other.name])
    await page.getByRole('button', { name: 'Cards', exact: true }).click()
    const card = page.getByRole('article').filter({ hasText: other.name })
    await card.getByRole('button', { name: `Take ${other.name} out of your favourites` }).waitFor()

    await page.getByRole('article').getByRole('link', { name: one.name, exact: true }).click()
    await heading(one.name)
    await pressOn(page.getByRole('button', { name: `Add ${one.name} to your favourites` }))
    await expect.poll(mine).toEqual([one.name, other.name])
    await page.getByRole('button', { name: `Take ${one.name} out of your favourites` }).waitFor()

    await page.keyboard.press('Control+k')
    await line(other.name).waitFor()
    await checkPage(page)
    // Whoever types the name of the customer looks for it; what can be done to it comes after.
    await searched.fill(one.name)
    await selectedLine(page, one.code).waitFor()
    await expect.poll(() => palette.getByRole('option').nth(1).textContent()).toContain(`Take ${one.name} out`)
    await searched.fill(`take ${one.name} out`)
    await enter(`Take ${one.name} out of your favourites`)
    await expect.poll(mine).toEqual([other.name])

    await page.goto('/devices')
    await heading('Devices')
    await page.keyboard.press('Control+k')
    await line(`${one.name} ${one.code}`).waitFor()
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'hidden' })
    const switcher = page.getByRole('button', { name: 'Switch customer' })
    await tabTo(page, switcher)
    await page.keyboard.press('Enter')
    const choice = page.getByRole('dialog', { name: 'Switch customer' })
    await choice.getByRole('option', { name: other.name }).waitFor()
    await checkPage(page)
    await choice.getByRole('combobox').fill(word)
    await choice.getByRole('option', { name: one.name }).waitFor()
    await selectedLine(page, other.name).waitFor()
    await page.keyboard.press('ArrowDown')
    await enter(one.name)
    await heading(one.name)
    await focused(page.getByRole('main')).waitFor()

    await page.keyboard.press('Control+k')
    await searched.fill(`Delhi ${word}`)
    await line(`Delhi ${word} ${one.name}`).waitFor()
    await enter(`Delhi ${word}`)
    await page.getByRole('cell', { name: `Delhi ${word}`, exact: true }).waitFor()

    await page.keyboard.press('Control+k')
    await searched.fill(admin.email)
    await line(`${admin.firstName} ${admin.email}`).click()
    const user = page.getByRole('dialog', { name: admin.firstName })
    await user.locator(':focus').waitFor()
    await page.keyboard.press('Escape')
    await user.waitFor({ state: 'hidden' })

    // What another system calls a customer finds it, too; and pages that no navigation names are found.
    await page.keyboard.press('Control+k')
    await searched.fill(`AT/${word}`)
    await line(other.name).waitFor()
    await searched.fill('tags')
    await enter('Tags')
    await heading('Tags')

    await page.keyboard.press('Control+k')
    await searched.fill('add customer')
    await enter('Add customer')
    await page.getByRole('dialog', { name: 'Add customer' }).waitFor()

    // A phone has the star and the switcher, too.
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/customers/${one.id}`)
    await page.getByRole('button', { name: `Add ${one.name} to your favourites` }).click()
    await page.getByRole('button', { name: `Take ${one.name} out of your favourites` }).waitFor()
    await walkTo(page, '/devices', 'Devices')
    // What the palette is for has room in its field.
    await page.getByRole('button', { name: /^Find anything/ }).click()
    const field = page.getByPlaceholder(/^Find/)
    await field.fill((await field.getAttribute('placeholder')) ?? '')
    await expect.poll(() => field.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Switch customer' }).click()
    await choice.getByRole('option', { name: one.name }).click()
    await heading(one.name)
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

test('readers are told what the palette and the switcher find and which line is marked: the first whenever it opens', async ({
  open,
}) => {
  // Whose favourites are these alone.
  const person = await newProvider('Told')
  const page = await open({ as: person })
  const word = uniqueWord()
  const one = await addCustomer(person, { name: `Airtel ${word}`, entities: [{ name: `Delhi ${word}` }] })
  const other = await addCustomer(person, { name: `Bharti ${word}` })
  for (const { id } of [one, other]) await person.api(addFavourite, { params: { id } })
  const isTold = async (field: Locator, text: string) => {
    const marked = selectedLine(page, text)
    await marked.waitFor()
    await expect.poll(() => field.getAttribute('aria-activedescendant')).toBe(await marked.getAttribute('id'))
  }
  const list = page.getByRole('listbox', { name: 'Results' })
  const namesIn = (group: string) => list.getByRole('group', { name: group }).getByRole('option').allTextContents()
  const isExpanded = (field: Locator) => field.getAttribute('aria-expanded')

  await page.goto('/devices')
  await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
  const palette = page.getByRole('dialog', { name: 'Find anything' })
  const field = palette.getByRole('combobox', { name: 'Find anything, or do something' })
  for (const _ of ['loads', 'opens again']) {
    await page.keyboard.press('Control+k')
    await isTold(field, one.name)
    await page.keyboard.press('ArrowDown')
    await isTold(field, other.name)
    // The key once more begins again.
    await page.keyboard.press('Control+k')
    await isTold(field, one.name)
    await page.keyboard.press('Escape')
    await palette.waitFor({ state: 'hidden' })
  }

  await page.keyboard.press('Control+k')
  await field.fill(word)
  await palette.getByRole('status').getByText('3 found').waitFor()
  await isTold(field, one.name)
  await expect.poll(() => namesIn('Customers')).toHaveLength(2)
  await expect.poll(() => namesIn('Entities')).toEqual([`Delhi ${word}${one.name}`])
  await expect.poll(() => field.getAttribute('aria-autocomplete')).toBe('list')
  await expect.poll(() => field.getAttribute('aria-controls')).toBe(await list.getAttribute('id'))
  await expect.poll(() => isExpanded(field)).toBe('true')
  for (const [key, text] of [
    ['ArrowDown', other.name],
    ['ArrowDown', `Delhi ${word}`],
    ['ArrowDown', one.name],
    ['ArrowUp', `Delhi ${word}`],
  ] as const) {
    await page.keyboard.press(key)
    await isTold(field, text)
  }
  await checkPage(page)
  await field.fill(`${word} not there`)
  await palette.getByRole('status').getByText(`Nothing found for “${word} not there”`).waitFor()
  await expect.poll(() => isExpanded(field)).toBe('false')
  for (const name of ['aria-controls', 'aria-activedescendant'])
    await expect.poll(() => field.getAttribute(name)).toBe(null)
  await expect.poll(() => list.count()).toBe(0)
  await checkPage(page)
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: 'Switch customer' }).click()
  const choice = page.getByRole('dialog', { name: 'Switch customer' })
  const switching = choice.getByRole('combobox', { name: 'Find a customer by name or code' })
  await switching.fill(word)
  await choice.getByRole('status').getByText('2 found').waitFor()
  await isTold(switching, one.name)
  await expect.poll(() => switching.getAttribute('aria-controls')).toBe(await list.getAttribute('id'))
  await page.keyboard.press('ArrowDown')
  await isTold(switching, other.name)
  await checkPage(page)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: other.name, level: 1 }).waitFor()
})

describe('what a partner’s administrator and a technician find (IF3, EC6, OM4)', () => {
  test('is what they look after, in list, tree, entities and palette, and nothing else by any of these', async ({
    open,
    person,
  }) => {
    const { url, dataDir } = inject('ready')
    const word = uniqueWord()
    const admin = (email: string) => ({ admin: { firstName: 'Asha', email, invitation: { send: 'now' as const } } })
    const login = (who: string) => `${who}-${word.toLowerCase()}@near.example`
    const logins = { partner: login('partner'), technician: login('technician') }
    const add = (name: string, more: object) =>
      addCustomer(person, { name: `${name} ${word}`, entities: [{ name: `Branch of ${name} ${word}` }], ...more })
    const partner = await addCustomer(person, {
      name: `Reseller ${word}`,
      type: 'partner',
      plan: { kind: 'trial', trialLicenses: 7 },
      contacts: admin(logins.partner),
    })
    const below = await add('Below', { parentId: partner.id })
    const cared = await add('Cared', {})
    await add('Elsewhere', { contacts: admin(logins.technician) })
    const bought = { type: 'it_assets', quantity: 43_210, startsOn: '2020-01-01' }
    await person.api(createLicensePurchase, { body: bought })
    for (const [id, limit] of [
      [partner.id, 20],
      [below.id, 5],
    ] as const) {
      const limits = { mode: 'allocated' as const, types: [{ type: 'it_assets', limit }] }
      await person.api(setCustomerLicenses, { params: { id }, body: limits }, { ifMatch: '*' })
    }
    for (const each of Object.values(logins)) await acceptAs(person, dataDir, each)
    const technician = await makeTechnician(dataDir, logins.technician)
    const body = { assignedUserIds: [technician as MembershipId] }
    await person.api(updateCustomer, { params: { id: cared.id }, body }, { ifMatch: '*' })

    // One browser, in which one after the other signs in.
    const page = await open({ allow: [new RegExp(`^404 GET /api/v1/customers/${cared.id}$`)] })
    const become = async ({ cookies }: Person) => {
      await page.context().clearCookies()
      await page.context().addCookies(cookies)
    }
    const all = ['Below', 'Cared', 'Elsewhere']
    for (const [who, customers, own, pages] of [
      [logins.partner, [partner.name, below.name], 'Below', ['Provider settings']],
      [logins.technician, [cared.name], 'Cared', ['Provider settings', 'Audit Logs']],
    ] as const) {
      await become(await signInMember(url, who))
      const list = new CustomerList(page)
      await list.open(`?q=${word}`)
      await list.shows(customers)
      await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
      await page.getByRole('button', { name: 'Tree', exact: true }).click()
      await page.getByRole('treeitem', { name: new RegExp(`^${own} ${word}`) }).waitFor()
      for (const other of all.filter((each) => each !== own))
        await expect.poll(() => page.getByText(`${other} ${word}`).count()).toBe(0)
      await walkTo(page, '/entities', 'Entities')
      await page
        .getByRole('row')
        .filter({ hasText: `Branch of ${own} ${word}` })
        .waitFor()
      await expect.poll(() => page.getByRole('table', { name: 'Entities' }).locator('tbody tr').count()).toBe(1)

      await page.keyboard.press('Control+k')
      const palette = page.getByRole('dialog', { name: 'Find anything' })
      await palette.getByRole('combobox').fill(`Branch of ${own} ${word}`)
      await palette.getByRole('option', { name: `Branch of ${own} ${word}` }).waitFor()
      for (const other of all.filter((each) => each !== own)) {
        await palette.getByRole('combobox').fill(`${other} ${word}`)
        await palette.getByText(`Nothing found for “${other} ${word}”`).waitFor()
      }
      for (const hidden of pages) {
        await palette.getByRole('combobox').fill(hidden)
        await palette.getByText(`Nothing found for “${hidden}”`).waitFor()
      }
      await palette.getByRole('combobox').fill(`${own} ${word}`)
      await selectedLine(page, `${own} ${word}`).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: `${own} ${word}`, level: 1 }).waitFor()
      if (who === logins.partner) await walkOwnLicenses(page, partner.name, below.name)
      else await walkUsage(page, cared.name)
      for (const [address, title] of aroundCustomers) await walkTo(page, address, title)
    }

    // Whoever adds a customer below the partner is shown what that one's customers start with, not what their own do.
    await become(person)
    const wizard = new Wizard(page)
    await wizard.open()
    const place = wizard.choice('Under which organization')
    await place.click()
    await place.fill('nothing of this name')
    await place.press('Enter')
    await page.getByText('Choose one from the list').waitFor()
    await place.fill(partner.name)
    await page.getByText('Choose one from the list').waitFor({ state: 'detached' })
    await page.getByRole('option').filter({ hasText: partner.name }).click()
    await wizard.next()
    await wizard.field('Name').fill(`New ${word}`)
    await wizard.button(/^Licenses/).click()
    await wizard.dialog.getByRole('radio', { name: 'Allocated' }).check({ force: true })
    const threshold = wizard.field('Threshold in percent')
    await expect.poll(() => threshold.getAttribute('placeholder')).toBe('65')
    await wizard.dialog
      .getByRole('region', { name: 'Preview' })
      .getByText(`New ${word} uses 65 % of its`, { exact: false })
      .first()
      .waitFor()
    // Of whoever comes next, the draft would be refused.
    await wizard.dialog.getByText('Saved as a draft').waitFor()

    // Whoever sees no more than an entity edits it from the list of all, without the customer that it belongs to.
    const branch = (await person.api(listEntities, { params: { id: cared.id } })).data.items[0]
    if (!branch) throw new Error('The customer has no entity')
    await narrowToEntity(dataDir, logins.technician, branch.id)
    await become(await signInMember(url, logins.technician))
    await page.goto('/entities')
    await chooseAction(page, branch.name, 'Edit')
    const panel = page.getByRole('dialog', { name: `Edit ${branch.name}` })
    await panel.getByRole('textbox', { name: 'Code', exact: true }).fill(`C-${word}`)
    await checkPage(page)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'hidden' })
    const path = { id: cared.id, entityId: branch.id }
    expect((await person.api(getEntity, { params: path })).data.code).toBe(`C-${word}`)
  })
})
