import { getCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity, type EntityInput, updateEntity } from '@tenantry/contract/entities.ts'
import { getEntity, listEntities } from '@tenantry/contract/entity-list.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

const address = {
  country: 'US',
  state: 'US-NY',
  city: 'New York',
  postalCode: '10036',
  line1: '1095 Avenue of the Americas',
}

describe('adding a customer with entities (IF10)', () => {
  test('they are edited in place, and stored with contact and location', async ({ page, administrator }) => {
    const wizard = new Wizard(page)
    const name = `Airtel ${uniqueWord()}`
    await openAtEntities(wizard, name)
    await wizard.button('Add entity').click()
    await focused(wizard.field('Name')).waitFor()
    await wizard.field('Name').fill('Airtel Delhi branch')
    await wizard.button(/^Contact and location/).click()
    const delhi = 'Airtel Delhi branch'
    await wizard.fill({ 'First name': 'Asha', 'Last name': 'Rao', Email: 'delhi@airtel.com' }, 'Contact')
    await wizard.choose('Country', 'India', 'Location')
    await wizard.choose('State', 'Delhi', 'Location')
    await wizard.fill({ City: 'New Delhi', 'PIN code': '110001' }, 'Location')
    await wizard.button('Add entity').click()
    await wizard.group('Entity 2').getByRole('textbox', { name: 'Name' }).fill('Airtel Finance')
    await wizard.group('Airtel Finance').getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Department' }).click()
    await wizard.group(delhi).getByRole('textbox', { name: 'Name', exact: true }).fill('Airtel Delhi')
    await wizard.toReview()
    const review = wizard.dialog.getByRole('region', { name: 'Entities', exact: true })
    await review.getByText('Branch · Asha Rao · New Delhi, India').waitFor()
    const id = await wizard.create(name)
    expect(await entitiesOf(administrator, id)).toMatchObject([
      {
        name: 'Airtel Delhi',
        kind: 'branch',
        contact: { firstName: 'Asha', lastName: 'Rao', email: 'delhi@airtel.com', phone: null },
        location: { country: 'IN', state: 'IN-DL', city: 'New Delhi', postalCode: '110001' },
      },
      { name: 'Airtel Finance', kind: 'department', location: { country: null } },
    ])
  })

  test('everything works by keyboard alone, and the focus follows what comes and goes', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `Keys ${uniqueWord()}`
    await openAtEntities(wizard, name)
    const add = wizard.button('Add entity')
    for (const entity of ['Delhi', 'Mistake', 'Finance']) {
      await tabTo(page, add)
      await page.keyboard.press('Enter')
      await focused(wizard.dialog.getByRole('textbox', { name: 'Name' }).last()).waitFor()
      await page.keyboard.type(entity)
    }
    const remove = wizard.button('Remove Mistake')
    await tabTo(page, remove, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await focused(wizard.button('Remove Finance')).waitFor()
    await tabTo(page, wizard.group('Finance').getByRole('combobox', { name: 'Kind' }), 'Shift+Tab')
    await page.keyboard.press('ArrowDown')
    const department = page.getByRole('option', { name: 'Department' })
    await department.waitFor()
    for (let press = 0; press < 5 && !(await isHighlighted(department)); press += 1)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabTo(page, wizard.group('Finance').getByRole('button', { name: /^Contact and location/ }))
    await page.keyboard.press('Enter')
    await tabTo(page, wizard.group('Finance').getByRole('textbox', { name: 'Email' }))
    await page.keyboard.type('finance@airtel.com')
    for (const step of ['Licenses', 'Review']) {
      await tabTo(page, wizard.button(`Next: ${step}`))
      await page.keyboard.press('Enter')
    }
    await tabTo(page, wizard.button('Create'))
    await page.keyboard.press('Enter')
    const id = await wizard.created(name)
    expect(await entitiesOf(administrator, id)).toMatchObject([
      { name: 'Delhi', kind: 'branch' },
      { name: 'Finance', kind: 'department', contact: { email: 'finance@airtel.com' } },
    ])
  })

  test('a postal code that cannot be one opens its line and has the focus', async ({ page }) => {
    const wizard = new Wizard(page)
    await openAtEntities(wizard, `Wrong ${uniqueWord()}`)
    await wizard.button('Add entity').click()
    await wizard.next()
    await wizard.dialog.getByText('Enter a name, or remove this entity').waitFor()
    await wizard.field('Name').fill('Uptown')
    await wizard.button(/^Contact and location/).click()
    await wizard.choose('Country', 'United States', 'Location')
    await wizard.choose('State', 'New York', 'Location')
    await wizard.field('ZIP code', 'Location').fill('1003')
    await wizard.button(/^Contact and location/).click()
    await wizard.next()
    const code = wizard.field('ZIP code', 'Location')
    await focused(code).waitFor()
    await expect.poll(() => code.getAttribute('aria-invalid')).toBe('true')
    await checkPage(page)
    await code.fill('10036')
    await wizard.button('Add entity').click()
    await wizard.group('Entity 2').getByRole('textbox', { name: 'Name' }).fill('UPTOWN')
    await wizard.next()
    await wizard.dialog.getByText('Another entity here has this name').waitFor()
    await focused(wizard.dialog.getByRole('textbox', { name: 'Name' }).last()).waitFor()
  })

  test('the company’s address is taken with one press, and what was typed survives loading the page', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `Same ${uniqueWord()}`
    await wizard.openAtCompany()
    await wizard.field('Name').fill(name)
    await wizard.choose('Country', 'United States', 'Location')
    await wizard.choose('State', 'New York', 'Location')
    await wizard.fill({ City: 'New York', 'ZIP code': '10036' }, 'Location')
    await goToEntities(wizard)
    await wizard.button('Add entity').click()
    await wizard.field('Name').fill('Front desk')
    await page.reload()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('Front desk')
    await wizard.button(/^Contact and location/).click()
    await wizard.button('Same address as the company').click()
    await expect.poll(() => wizard.field('City', 'Location').inputValue()).toBe('New York')
    const id = await wizard.create(name)
    expect(await entitiesOf(administrator, id)).toMatchObject([
      { name: 'Front desk', location: { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' } },
    ])
  })

  test('a partner is told that it has none', async ({ page }) => {
    const wizard = new Wizard(page)
    await wizard.open()
    await wizard.dialog.getByRole('radio', { name: 'Partner' }).check()
    await goToEntities(wizard)
    await wizard.dialog.getByText('A partner has no entities of its own; its customers have.').waitFor()
  })
})

describe('the entities of all customers (IF10)', () => {
  test('stand in one list that is searched, filtered by customer, kept as a view, and led on from', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const one = await addCustomer(administrator, { name: `Across ${word}`, entities: [{ name: `Delhi ${word}` }] })
    const other = await addCustomer(administrator, {
      name: `Elsewhere ${word}`,
      entities: [{ name: `Tokyo ${word}`, code: `T-${word}` }],
    })
    const left = await addCustomer(administrator, { name: `Left ${word}`, entities: [{ name: `Oslo ${word}` }] })
    await administrator.api(
      changeCustomerStatus,
      { params: { id: left.id }, body: { status: 'archived' } },
      { ifMatch: '*' },
    )
    await page.goto('/customers')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Entities' }).click()
    await page.getByRole('heading', { name: 'Entities', level: 1 }).waitFor()
    await page.getByRole('searchbox', { name: 'Search by name or code' }).fill(word)
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await row(`Delhi ${word}`).getByRole('link', { name: one.name }).waitFor()
    await row(`Tokyo ${word}`).getByRole('link', { name: other.name }).waitFor()
    await checkPage(page)

    await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter')
    const builder = page.getByRole('dialog', { name: 'Filter' })
    await builder.getByLabel('Column').selectOption({ label: 'Customer' })
    await tabTo(page, builder.getByRole('combobox', { name: 'Values' }))
    await page.keyboard.type(`elsewhere ${word}`)
    await page.getByRole('option', { name: one.name }).waitFor({ state: 'hidden' })
    await page.getByRole('option', { name: other.name }).click()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await row(`Delhi ${word}`).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Show Code' }).check()
    await page.keyboard.press('Escape')
    await row(`Tokyo ${word}`)
      .getByRole('cell', { name: `T-${word}`, exact: true })
      .waitFor()

    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save what is shown now…' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Of ${word}`)
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('button', { name: `View: Of ${word}` }).waitFor()

    await chooseAction(page, `Tokyo ${word}`, 'Edit')
    const panel = page.getByRole('dialog', { name: `Edit Tokyo ${word}` })
    await panel.getByText(other.name).waitFor()
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill(`Osaka ${word}`)
    await panel.getByRole('button', { name: 'Save' }).click()
    await row(`Osaka ${word}`).waitFor()
    await chooseAction(page, `Osaka ${word}`, 'Delete')
    const question = page.getByRole('dialog', { name: `Delete Osaka ${word}?` })
    await question.getByText(`of ${other.name} will be deleted`).waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'hidden' })
    await row(`Osaka ${word}`).getByRole('link', { name: other.name }).click()
    await page.getByRole('heading', { name: other.name, level: 1 }).waitFor()

    // Of a customer that is archived nothing can be changed: it is shown when it is asked for, and no menu offers it.
    await page.goto(`/entities?q=${word}`)
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => row(`Oslo ${word}`).count()).toBe(0)
    await page.getByRole('switch', { name: 'Show disabled and archived' }).press('Space')
    await row(`Oslo ${word}`).waitFor()
    await page.getByRole('button', { name: `Actions for Delhi ${word}` }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: `Actions for Oslo ${word}` }).count()).toBe(0)

    // Who sees single entities only is led to no customer, and neither renames nor deletes.
    let isNarrow = true
    await page.route(/\/api\/v1\/me$/, async (route) => {
      if (!isNarrow) return route.fallback()
      const answer = await route.fetch()
      const me = await answer.json()
      await route.fulfill({ response: answer, json: { ...me, membership: { ...me.membership, reach: 'entities' } } })
    })
    await page.reload()
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => page.getByRole('table').locator('tbody').getByRole('link').count()).toBe(0)
    await page.getByRole('button', { name: `Actions for Delhi ${word}` }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    await expect.poll(() => page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0)
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const own = page.getByRole('dialog', { name: `Edit Delhi ${word}` })
    const name = own.getByRole('textbox', { name: 'Name', exact: true })
    await name.waitFor()
    await expect.poll(() => name.isEditable()).toBe(false)
    await own.getByRole('button', { name: 'Cancel' }).click()
    await own.waitFor({ state: 'hidden' })
    isNarrow = false
    await page.reload()

    // An entity leads to where it stands among those of its customer.
    await row(`Delhi ${word}`).press('Enter')
    await page.getByRole('heading', { name: one.name, level: 1 }).waitFor()
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/customers/${one.id}/entities`)
  })
})

describe('the entities of a customer', () => {
  test('are added, edited and deleted, and the counts follow (IF5)', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Parts ${word}`, location: address })
    await page.goto(`/customers/${id}/entities`)
    await page.getByText('No entities yet').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Add entity' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Add entity' })
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await panel.getByText('Enter a name').waitFor()
    await focused(panel.getByRole('textbox', { name: 'Name', exact: true })).waitFor()
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('東京支店')
    await panel.getByRole('button', { name: 'Same address as the company' }).click()
    await panel.getByRole('textbox', { name: 'First name' }).fill('Aiko')
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await panel.waitFor({ state: 'hidden' })
    const row = page.getByRole('row').filter({ hasText: '東京支店' })
    await row.getByText('New York, United States').waitFor()
    await row.getByText('Aiko').waitFor()
    await countsOnCard(page, name, '1')

    await page.goto(`/customers/${id}/entities`)
    await chooseAction(page, '東京支店', 'Edit')
    const editing = page.getByRole('dialog', { name: 'Edit 東京支店' })
    await editing.getByRole('textbox', { name: 'Name', exact: true }).fill('Tokyo')
    await editing.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row').filter({ hasText: 'Tokyo' }).waitFor()

    await chooseAction(page, 'Tokyo', 'Delete')
    const question = page.getByRole('dialog', { name: 'Delete Tokyo?' })
    await question.getByText('the audit log keeps what it was').waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await focused(page.getByRole('button', { name: 'Actions for Tokyo' })).waitFor()
    await chooseAction(page, 'Tokyo', 'Delete')
    await question.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No entities yet').waitFor()
    await focused(page.locator('#content')).waitFor()
    await countsOnCard(page, name, '0')
  })

  test('keep what is typed in their panel when somebody goes back, until they say so', async ({
    page,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Back ${uniqueWord()}` })
    await page.goto('/customers')
    await page.goto(`/customers/${id}/entities`)
    await page.getByRole('button', { name: 'Add entity' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Add entity' })
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('Annex')
    await page.getByRole('link', { name: 'Overview', includeHidden: true }).dispatchEvent('click')
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await checkPage(page)
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'hidden' })
    await expect.poll(() => panel.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('Annex')
    await page.getByRole('link', { name: 'Overview', includeHidden: true }).dispatchEvent('click')
    await question.getByRole('button', { name: 'Leave' }).click()
    await page.waitForURL(`**/customers/${id}/overview`)
  })

  test('are opened, edited and left by keyboard', async ({ page, administrator }) => {
    const { id } = await addCustomer(administrator, { name: `Keys ${uniqueWord()}`, entities: [{ name: 'Annex' }] })
    await page.goto(`/customers/${id}/entities`)
    await page.getByRole('row').filter({ hasText: 'Annex' }).waitFor()
    const menu = page.getByRole('button', { name: 'Actions for Annex' })
    await tabTo(page, menu)
    await page.keyboard.press('Enter')
    await focused(page.getByRole('menuitem', { name: 'Edit' })).waitFor()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Edit Annex' })
    await focused(panel.getByRole('textbox', { name: 'Name', exact: true })).waitFor()
    await page.keyboard.type(' B')
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Close without saving?' })
    await question.waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'hidden' })
    await tabTo(page, panel.getByRole('button', { name: 'Save' }), 'Tab', 80)
    await page.keyboard.press('Enter')
    await page.getByRole('row').filter({ hasText: 'Annex B' }).waitFor()
    await focused(page.getByRole('button', { name: 'Actions for Annex B' })).waitFor()
  })

  test('show a second editor both versions', async ({ page, administrator }) => {
    page.watched.allow(/^412 PATCH \/api\/v1\/customers\//)
    const { id } = await addCustomer(administrator, { name: `Shared ${uniqueWord()}` })
    const entityId = await addEntity(administrator, id, { name: 'Delhi', code: 'D-1' })
    const params = { id, entityId }
    await page.goto(`/customers/${id}/entities`)
    await chooseAction(page, 'Delhi', 'Edit')
    const panel = page.getByRole('dialog', { name: 'Edit Delhi' })
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('Mine')
    await panel.getByRole('textbox', { name: 'First name' }).fill('Asha')
    const theirs = { name: 'Theirs', code: 'D-2' }
    await administrator.api(updateEntity, { params, body: theirs }, { ifMatch: '"1"' })
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('heading', { name: 'You have changed this in another window' }).waitFor()
    const contested = panel.getByRole('group', { name: /^Name/ })
    await contested.getByText('Mine').waitFor()
    await contested.getByText('Theirs').first().waitFor()
    await checkPage(page)
    await contested.getByRole('radio', { name: /^In the other window/ }).check()
    await panel.getByRole('button', { name: 'Save what is chosen' }).click()
    await panel.waitFor({ state: 'hidden' })
    const { data } = await administrator.api(getEntity, { params })
    expect(data).toMatchObject({ ...theirs, contact: { firstName: 'Asha' } })

    // What was changed meanwhile leaves nothing to choose.
    await chooseAction(page, 'Theirs', 'Edit')
    const again = page.getByRole('dialog', { name: 'Edit Theirs' })
    const same = { code: 'D-3' }
    await again.getByRole('textbox', { name: 'Code', exact: true }).fill(same.code)
    await again.getByRole('textbox', { name: 'Last name' }).fill('Rao')
    await administrator.api(updateEntity, { params, body: same }, { ifMatch: '*' })
    await again.getByRole('button', { name: 'Save' }).click()
    await again.waitFor({ state: 'hidden' })
    const { data: last } = await administrator.api(getEntity, { params })
    expect(last).toMatchObject({ ...same, contact: { lastName: 'Rao' } })
  })

  test('hold devices: one is chosen for a device, found by it, and not deleted while it has some (IF2)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, {
      name: `Holding ${word}`,
      entities: [{ name: 'Delhi' }, { name: 'Finance' }],
    })
    await administrator.api(createDevice, { body: { organizationId: id, name: `loose-${word}`, class: 'server' } })
    await page.goto(`/customers/${id}/devices`)
    await page.getByRole('button', { name: 'Add device' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Add device' })
    await panel.getByRole('textbox', { name: 'Name' }).fill(`srv-${word}`)
    await panel.getByRole('combobox', { name: 'Class' }).click()
    await page.getByRole('option', { name: 'Server' }).click()
    const choice = panel.getByRole('combobox', { name: 'Entity' })
    await choice.click()
    await choice.fill('del')
    await page.getByRole('option', { name: 'Delhi' }).click()
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `srv-${word}` })
      .getByText('Delhi')
      .waitFor()

    await page.goto(`/customers/${id}/entities`)
    await chooseAction(page, 'Delhi', 'Delete')
    const refused = page.getByRole('dialog', { name: 'Delhi cannot be deleted yet' })
    await refused.getByText('One device lies in it').waitFor()
    await checkPage(page)
    await refused.getByRole('link', { name: 'Show devices' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `srv-${word}` })
      .waitFor()
    await page.getByText('Entity is Delhi').waitFor()
    await page
      .getByRole('row')
      .filter({ hasText: `loose-${word}` })
      .waitFor({ state: 'detached' })

    await page.getByRole('button', { name: `Actions for srv-${word}` }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const editing = page.getByRole('dialog', { name: `Edit srv-${word}` })
    await expect.poll(() => editing.getByRole('combobox', { name: 'Entity' }).inputValue()).toBe('Delhi')
    await editing.getByRole('combobox', { name: 'Entity' }).click()
    await editing.getByRole('combobox', { name: 'Entity' }).fill('fin')
    await page.getByRole('option', { name: 'Finance' }).click()
    await editing.getByRole('button', { name: 'Save' }).click()
    await editing.waitFor({ state: 'hidden' })
    const counts = (await entitiesOf(administrator, id)).map((entity) => entity.counts.devices)
    expect(counts).toEqual([0, 1])
  })

  test('devices that came in while somebody was asked keep it', async ({ page, administrator }) => {
    page.watched.allow(/^409 DELETE \/api\/v1\/customers\//)
    const { id } = await addCustomer(administrator, { name: `Racing ${uniqueWord()}` })
    const entityId = await addEntity(administrator, id, { name: 'Delhi' })
    await page.goto(`/customers/${id}/entities`)
    await chooseAction(page, 'Delhi', 'Delete')
    const question = page.getByRole('dialog', { name: 'Delete Delhi?' })
    // What it says is asked for when it opens, and holds from then on.
    await expect.poll(() => question.getByRole('button', { name: 'Delete' }).isEnabled()).toBe(true)
    const device = { organizationId: id, entityId, name: 'late-1', class: 'server' } as const
    await administrator.api(createDevice, { body: device })
    await question.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog', { name: 'Delhi cannot be deleted yet' }).waitFor()
    expect((await administrator.api(getCustomer, { params: { id } })).data.counts.entities).toBe(1)
  })
})

async function isHighlighted(option: Locator): Promise<boolean> {
  return (await option.getAttribute('data-combobox-selected')) !== null
}

async function openAtEntities(wizard: Wizard, name: string): Promise<void> {
  await wizard.openAtCompany()
  await wizard.field('Name').fill(name)
  await goToEntities(wizard)
}

async function goToEntities(wizard: Wizard): Promise<void> {
  await wizard.button(/^\d*Entities/).click()
  await wizard.dialog.getByRole('heading', { name: 'Which parts does it have?' }).waitFor()
}

async function entitiesOf({ api }: Person, id: string) {
  return (await api(listEntities, { params: { id }, query: { sort: 'name' } })).data.items
}

async function addEntity({ api }: Person, id: string, body: z.input<typeof EntityInput>) {
  return (await api(createEntity, { params: { id }, body })).data.id
}

async function chooseAction(page: WatchedPage, entity: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${entity}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** The third count of a card: devices, users, entities. */
async function countsOnCard(page: WatchedPage, customer: string, count: string): Promise<void> {
  await page.goto(`/customers?view=cards&q=${encodeURIComponent(customer)}`)
  const card = page.getByRole('article').filter({ hasText: customer })
  await expect.poll(() => card.getByRole('definition').nth(2).textContent()).toBe(count)
}
