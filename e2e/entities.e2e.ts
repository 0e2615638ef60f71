import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity, type EntityInput, updateEntity } from '@tenantry/contract/entities.ts'
import { getEntity } from '@tenantry/contract/entity-list.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { entitiesOf } from './harness/entities.ts'
import { hold } from './harness/hold.ts'
import { focused, selectedOption, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

const address = {
  country: 'US',
  state: 'US-NY',
  city: 'New York',
  postalCode: '10036',
  line1: '1095 Avenue of the Americas',
}

describe('the entities of a customer', () => {
  test('are added, edited by keyboard and deleted, and what is typed is kept until somebody says otherwise', async ({
    page,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Parts ${uniqueWord()}`, location: address })
    const release = await hold(page, '**/entities?*')
    await page.goto(`/customers/${id}/entities`)
    await page.getByRole('table', { name: 'Entities', exact: true }).waitFor()
    // A button that goes once it is known that there are none would take a press with it. Its place is kept.
    await page.getByText('Add entity').waitFor({ state: 'hidden' })
    await expect.poll(() => page.getByText('Add entity').count()).toBe(1)
    release()
    await page.getByText('No entities yet').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Add entity' }).count()).toBe(1)
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
    await leaving.waitFor()
    await page.keyboard.press('Escape')
    await leaving.waitFor({ state: 'hidden' })
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
    page.watched.allow(/^412 PATCH \/api\/v1\/customers\//, /^409 DELETE \/api\/v1\/customers\//, /^403 GET .*entities/)
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
      const entity = form.getByRole('combobox', { name: 'Entity' })
      await entity.fill(typed)
      await expect.poll(() => page.getByRole('option').allTextContents()).toEqual([found])
      // What an arrow has marked is taken by whoever goes on.
      await entity.press('ArrowDown')
      await entity.press('Tab')
      await expect.poll(() => entity.inputValue()).toBe(found)
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
    // What is none stays, also while another window is looked at, and nothing is saved without.
    const entity = editing.getByRole('combobox', { name: 'Entity' })
    await entity.fill('e')
    await page.getByRole('option', { name: 'Finance' }).waitFor()
    await entity.dispatchEvent('focusout')
    await expect.poll(() => entity.inputValue()).toBe('e')
    await editing.getByRole('button', { name: 'Save' }).click()
    await focused(entity).waitFor()
    await editing.getByText('Choose one from the list').waitFor()
    await expect.poll(() => entity.inputValue()).toBe('e')
    // The one that is chosen is so once more, and none is once its name is taken out.
    await selectedOption(page, 'Finance').waitFor()
    await entity.press('ArrowDown')
    await selectedOption(page, 'Theirs').waitFor()
    await entity.press('Tab')
    await expect.poll(() => entity.inputValue()).toBe('Theirs')
    await editing.getByText('Choose one from the list').waitFor({ state: 'detached' })
    await entity.fill('')
    await entity.press('Tab')
    await expect.poll(() => entity.inputValue()).toBe('')
    // What could not be looked for is not said to be none.
    await page.route('**/entities?*q=oth*', (route) => route.fulfill({ status: 403, json: {} }))
    await entity.fill('oth')
    await entity.press('Tab')
    await editing.getByText('Entities could not be searched just now').waitFor()
    await entity.press('Escape')
    await expect.poll(() => entity.inputValue()).toBe('')
    // Whoever goes on before it is found has taken it, too.
    const release = await hold(page, '**/entities?*q=fin*')
    const asked = page.waitForRequest('**/entities?*q=fin*')
    await entity.fill('fin')
    await asked
    await entity.press('Tab')
    await expect.poll(() => entity.inputValue()).toBe('fin')
    release()
    await expect.poll(() => entity.inputValue()).toBe('Finance')
    await editing.getByRole('button', { name: 'Save' }).click()
    await row('srv').waitFor({ state: 'detached' })
    const counts = (await entitiesOf(administrator, id)).map((entity) => entity.counts.devices)
    expect(counts).toEqual([1, 1])
  })
})

async function addEntity({ api }: Person, id: string, body: z.input<typeof EntityInput>) {
  return (await api(createEntity, { params: { id }, body })).data.id
}
