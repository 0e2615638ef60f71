import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity, type EntityInput, updateEntity } from '@tenantry/contract/entities.ts'
import { getEntity, listEntities } from '@tenantry/contract/entity-list.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { still } from './harness/still.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

const address = {
  country: 'US',
  state: 'US-NY',
  city: 'New York',
  postalCode: '10036',
  line1: '1095 Avenue of the Americas',
}

describe('adding a customer with entities (IF10)', () => {
  test('they are edited in place, survive loading the page, have to be right, and are stored with contact and location', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `Airtel ${uniqueWord()}`
    await wizard.open()
    await wizard.dialog.getByRole('radio', { name: 'Partner' }).check()
    await goToEntities(wizard)
    await wizard.dialog.getByText('A partner has no entities of its own; its customers have.').waitFor()
    await wizard.button(/^\d*Account/).click()
    await wizard.dialog.getByRole('radio', { name: 'Customer' }).check()
    await wizard.next()
    await wizard.field('Name').fill(name)
    await wizard.choose('Country', 'United States', 'Location')
    await wizard.choose('State', 'New York', 'Location')
    await wizard.fill({ City: 'New York', 'ZIP code': '10036' }, 'Location')
    await goToEntities(wizard)

    await wizard.button('Add entity').click()
    await focused(wizard.field('Name')).waitFor()
    await wizard.next()
    await wizard.dialog.getByText('Enter a name, or remove this entity').waitFor()
    await wizard.field('Name').fill('Uptown desk')
    await page.reload()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('Uptown desk')
    await wizard.button(/^Contact and location/).click()
    await wizard.button('Same address as the company').click()
    await expect.poll(() => wizard.field('City', 'Location').inputValue()).toBe('New York')
    // A postal code that cannot be one opens its line and has the focus.
    await wizard.field('ZIP code', 'Location').fill('1003')
    await wizard.button(/^Contact and location/).click()
    await wizard.next()
    const code = wizard.field('ZIP code', 'Location')
    await focused(code).waitFor()
    await expect.poll(() => code.getAttribute('aria-invalid')).toBe('true')
    await checkPage(page)
    await code.fill('10036')
    await wizard.group('Uptown desk').getByRole('textbox', { name: 'Name', exact: true }).fill('Uptown')
    await wizard.button(/^Contact and location/).click()

    await wizard.button('Add entity').click()
    const second = wizard.group('Entity 2').getByRole('textbox', { name: 'Name' })
    await second.fill('UPTOWN')
    await wizard.next()
    await wizard.dialog.getByText('Another entity here has this name').waitFor()
    const last = wizard.dialog.getByRole('textbox', { name: 'Name' }).last()
    await focused(last).waitFor()
    await last.fill('Delhi')
    const delhi = wizard.group('Delhi')
    await delhi.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Department' }).click()
    await delhi.getByRole('button', { name: /^Contact and location/ }).click()
    const field = (group: string, role: 'textbox' | 'combobox', name: string) =>
      delhi.getByRole('group', { name: group, exact: true }).getByRole(role, { name, exact: true })
    await field('Contact', 'textbox', 'First name').fill('Asha')
    await field('Contact', 'textbox', 'Last name').fill('Rao')
    await field('Contact', 'textbox', 'Email').fill('delhi@airtel.com')
    for (const [name, option] of [
      ['Country', 'India'],
      ['State', 'Delhi'],
    ] as const) {
      await field('Location', 'combobox', name).click()
      await field('Location', 'combobox', name).fill(option)
      const found = page.getByRole('option', { name: option, exact: true })
      await still(found)
      await found.click()
    }
    await field('Location', 'textbox', 'City').fill('New Delhi')
    await field('Location', 'textbox', 'PIN code').fill('110001')
    await wizard.toReview()
    const review = wizard.dialog.getByRole('region', { name: 'Entities', exact: true })
    await review.getByText('Department · Asha Rao · New Delhi, India').waitFor()
    const id = await wizard.create(name)
    expect(await entitiesOf(administrator, id)).toMatchObject([
      {
        name: 'Delhi',
        kind: 'department',
        contact: { firstName: 'Asha', lastName: 'Rao', email: 'delhi@airtel.com', phone: null },
        location: { country: 'IN', state: 'IN-DL', city: 'New Delhi', postalCode: '110001' },
      },
      {
        name: 'Uptown',
        kind: 'branch',
        location: { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' },
      },
    ])
  })

  test('everything works by keyboard alone, and the focus follows what comes and goes', async ({ page }) => {
    const wizard = new Wizard(page)
    await openAtEntities(wizard, `Keys ${uniqueWord()}`)
    const add = wizard.button('Add entity')
    for (const entity of ['Mistake', 'Finance']) {
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
    const review = wizard.dialog.getByRole('region', { name: 'Entities', exact: true })
    await review.getByText('Finance', { exact: true }).waitFor()
    await review.getByText('Department · finance@airtel.com').waitFor()
    await expect.poll(() => review.getByText('Mistake').count()).toBe(0)
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
    await page.goto(`/entities?q=${word}`)
    await page.getByRole('heading', { name: 'Entities', level: 1 }).waitFor()
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await row(`Delhi ${word}`).getByRole('link', { name: one.name }).waitFor()
    await row(`Tokyo ${word}`).getByRole('link', { name: other.name }).waitFor()
    // Of a customer that is archived nothing can be changed: it is shown when it is asked for, and no menu offers it.
    await expect.poll(() => row(`Oslo ${word}`).count()).toBe(0)
    await page.getByRole('switch', { name: 'Show disabled and archived' }).press('Space')
    await row(`Oslo ${word}`).waitFor()
    await page.getByRole('button', { name: `Actions for Delhi ${word}` }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: `Actions for Oslo ${word}` }).count()).toBe(0)
    await checkPage(page)

    // An entity leads to where it stands among those of its customer.
    await row(`Delhi ${word}`).press('Enter')
    await page.getByRole('heading', { name: one.name, level: 1 }).waitFor()
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/customers/${one.id}/entities`)
    await page.goBack()
    await focused(row(`Delhi ${word}`).getByRole('link', { name: one.name })).waitFor()
    await row(`Tokyo ${word}`).waitFor()

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
    const box = page.getByRole('checkbox', { name: 'Show Code' })
    // Drawn as the boxes of the table are, in both looks.
    await expect.poll(() => box.evaluate((drawn) => getComputedStyle(drawn).appearance)).toBe('none')
    await box.check()
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

    // Who sees single entities only is led to no customer, and neither renames nor deletes.
    await page.route(/\/api\/v1\/me$/, async (route) => {
      const answer = await route.fetch()
      const me = await answer.json()
      await route.fulfill({ response: answer, json: { ...me, membership: { ...me.membership, reach: 'entities' } } })
    })
    await page.goto(`/entities?q=${word}`)
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
  })
})

describe('the entities of a customer', () => {
  test('are added, edited by keyboard and deleted, and what is typed is kept until somebody says otherwise', async ({
    page,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Parts ${uniqueWord()}`, location: address })
    await page.goto(`/customers/${id}/entities`)
    await page.getByText('No entities yet').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Add entity' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Add entity' })
    const name = panel.getByRole('textbox', { name: 'Name', exact: true })
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await panel.getByText('Enter a name').waitFor()
    await focused(name).waitFor()
    await name.fill('東京支店')
    await panel.getByRole('button', { name: 'Same address as the company' }).click()
    await panel.getByRole('textbox', { name: 'First name' }).fill('Aiko')
    const leave = () => page.getByRole('link', { name: 'Overview', includeHidden: true }).dispatchEvent('click')
    await leave()
    const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
    await checkPage(page)
    await leaving.getByRole('button', { name: 'Cancel' }).click()
    await leaving.waitFor({ state: 'hidden' })
    await expect.poll(() => name.inputValue()).toBe('東京支店')
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await panel.waitFor({ state: 'hidden' })
    const row = page.getByRole('row').filter({ hasText: '東京支店' })
    await row.getByText('New York, United States').waitFor()
    await row.getByText('Aiko').waitFor()

    // By keyboard.
    await tabTo(page, page.getByRole('button', { name: 'Actions for 東京支店' }))
    await page.keyboard.press('Enter')
    await focused(page.getByRole('menuitem', { name: 'Edit' })).waitFor()
    await page.keyboard.press('Enter')
    const editing = page.getByRole('dialog', { name: 'Edit 東京支店' })
    await focused(editing.getByRole('textbox', { name: 'Name', exact: true })).waitFor()
    await page.keyboard.type(' B')
    await page.keyboard.press('Escape')
    const closing = page.getByRole('dialog', { name: 'Close without saving?' })
    await closing.waitFor()
    await page.keyboard.press('Escape')
    await closing.waitFor({ state: 'hidden' })
    await tabTo(page, editing.getByRole('button', { name: 'Save' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    const actions = page.getByRole('button', { name: 'Actions for 東京支店 B' })
    await focused(actions).waitFor()

    await chooseAction(page, '東京支店 B', 'Delete')
    const question = page.getByRole('dialog', { name: 'Delete 東京支店 B?' })
    await question.getByText('the audit log keeps what it was').waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await focused(actions).waitFor()
    await chooseAction(page, '東京支店 B', 'Delete')
    await question.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No entities yet').waitFor()
    await focused(page.locator('#content')).waitFor()

    await page.getByRole('button', { name: 'Add entity' }).first().click()
    await name.fill('Annex')
    await leave()
    await leaving.getByRole('button', { name: 'Leave' }).click()
    await page.waitForURL(`**/customers/${id}/overview`)
  })

  test('show a second editor both versions; hold devices, which are found by them and keep them from being deleted (IF2)', async ({
    page,
    administrator,
  }) => {
    page.watched.allow(/^412 PATCH \/api\/v1\/customers\//, /^409 DELETE \/api\/v1\/customers\//)
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Shared ${word}`, entities: [{ name: 'Finance' }] })
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

    // Devices that come in while somebody is asked keep it.
    await chooseAction(page, 'Theirs', 'Delete')
    const question = page.getByRole('dialog', { name: 'Delete Theirs?' })
    // What it says is asked for when it opens, and holds from then on.
    await expect.poll(() => question.getByRole('button', { name: 'Delete' }).isEnabled()).toBe(true)
    const device = { organizationId: id, class: 'server' } as const
    await administrator.api(createDevice, { body: { ...device, entityId, name: `late-${word}` } })
    await administrator.api(createDevice, { body: { ...device, name: `loose-${word}` } })
    await question.getByRole('button', { name: 'Delete' }).click()
    const refused = page.getByRole('dialog', { name: 'Theirs cannot be deleted yet' })
    await refused.waitFor()
    // Asked again, it says so at once.
    await page.keyboard.press('Escape')
    await refused.waitFor({ state: 'detached' })
    await chooseAction(page, 'Theirs', 'Delete')
    await refused.getByText('One device lies in it').waitFor()
    await checkPage(page)
    await refused.getByRole('link', { name: 'Show devices' }).click()
    const row = (name: string) => page.getByRole('row').filter({ hasText: `${name}-${word}` })
    await row('late').waitFor()
    await page.getByText('Entity is Theirs').waitFor()
    await expect.poll(() => row('loose').count()).toBe(0)

    // One is chosen for a device that is added, and another for one that is there.
    const choose = async (form: Locator, typed: string, found: string) => {
      await form.getByRole('combobox', { name: 'Entity' }).click()
      await form.getByRole('combobox', { name: 'Entity' }).fill(typed)
      await page.getByRole('option', { name: found }).click()
    }
    await page.getByRole('button', { name: 'Add device' }).first().click()
    const adding = page.getByRole('dialog', { name: 'Add device' })
    await adding.getByRole('textbox', { name: 'Name' }).fill(`srv-${word}`)
    await adding.getByRole('combobox', { name: 'Class' }).click()
    await page.getByRole('option', { name: 'Server' }).click()
    await choose(adding, 'the', 'Theirs')
    await adding.getByRole('button', { name: 'Add', exact: true }).click()
    await row('srv').getByText('Theirs').waitFor()
    await chooseAction(page, `srv-${word}`, 'Edit')
    const editing = page.getByRole('dialog', { name: `Edit srv-${word}` })
    await expect.poll(() => editing.getByRole('combobox', { name: 'Entity' }).inputValue()).toBe('Theirs')
    await choose(editing, 'fin', 'Finance')
    await editing.getByRole('button', { name: 'Save' }).click()
    await row('srv').waitFor({ state: 'detached' })
    const counts = (await entitiesOf(administrator, id)).map((entity) => entity.counts.devices)
    expect(counts).toEqual([1, 1])
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
