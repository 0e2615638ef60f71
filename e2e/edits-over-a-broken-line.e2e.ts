import { createCustomerTemplate, getCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { createNote, listNotes } from '@tenantry/contract/notes.ts'
import { describe, expect } from 'vitest'
import { addCustomer, codesLike, uniqueWord } from './harness/api.ts'
import { cutLine, joinLine, sendOverBrokenLine } from './harness/broken-line.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

describe('what is edited while the line breaks (IF6)', () => {
  test('stays typed, and saving again ends it: an entity, a note, a template, and a customer with entities', async ({
    page,
    administrator,
  }) => {
    page.watched.allow(/^412 PATCH /)
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Lines ${word}`, entities: [{ name: 'Delhi' }] })
    await administrator.api(createNote, { params: { id }, body: { body: 'Call first' } })
    const save = (place = page.getByRole('dialog')) => place.getByRole('button', { name: /^Save/ }).click()
    const choose = async (menu: string | RegExp, item: string) => {
      await page.getByRole('button', { name: menu }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }

    await page.goto(`/customers/${id}/entities`)
    await choose('Actions for Delhi', 'Edit')
    const entity = page.getByRole('dialog', { name: 'Edit Delhi' })
    await entity.getByRole('textbox', { name: 'Name', exact: true }).fill('New Delhi')
    await sendOverBrokenLine(page, { method: 'PATCH', address: '**/entities/*', send: () => save(entity) })
    await expect.poll(() => entity.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe('New Delhi')
    await save(entity)
    await entity.waitFor({ state: 'hidden' })
    const entities = (await administrator.api(listEntities, { params: { id } })).data.items
    expect(entities.map(({ name }) => name)).toEqual(['New Delhi'])

    await page.goto(`/customers/${id}`)
    const notes = page.getByRole('region', { name: 'Notes' })
    await choose(/^Actions for the note/, 'Edit')
    await notes.getByRole('textbox', { name: 'Note' }).fill('Use the back door')
    await sendOverBrokenLine(page, { method: 'PATCH', address: '**/notes/*', send: () => save(notes) })
    await expect.poll(() => notes.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Use the back door')
    await save(notes)
    await notes.getByRole('textbox', { name: 'Note' }).waitFor({ state: 'detached' })
    expect((await administrator.api(listNotes, { params: { id } })).data.items).toMatchObject([
      { body: 'Use the back door' },
    ])

    const title = `Template ${word}`
    const template = await administrator.api(createCustomerTemplate, {
      body: { name: title, values: { currency: 'USD' } },
    })
    await page.goto(`/customer-templates?edit=${template.data.id}`)
    const editor = page.getByRole('dialog', { name: `Template ${title}` })
    await editor.getByRole('textbox', { name: 'Name of the template' }).fill(`${title} renamed`)
    await sendOverBrokenLine(page, { method: 'PATCH', address: '**/customer-templates/*', send: () => save(editor) })
    await expect
      .poll(() => editor.getByRole('textbox', { name: 'Name of the template' }).inputValue())
      .toBe(`${title} renamed`)
    await save(editor)
    await editor.waitFor({ state: 'hidden' })
    const stored = await administrator.api(getCustomerTemplate, { params: { id: template.data.id } })
    expect(stored.data.name).toBe(`${title} renamed`)

    const wizard = new Wizard(page)
    const name = `Wizard ${uniqueWord()}`
    await wizard.openAtCompany()
    await wizard.field('Name').fill(name)
    await wizard.button(/^\d*Entities/).click()
    await wizard.button('Add entity').click()
    const first = wizard.group('Entity 1').getByRole('textbox', { name: 'Name' })
    await first.fill('Annex')
    const create = () => wizard.button('Create now').click()
    await sendOverBrokenLine(page, { method: 'POST', address: '**/api/v1/customers', send: create })
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('Annex')
    await create()
    const made = await wizard.created(name)
    expect(await codesLike(administrator, name)).toHaveLength(1)
    const parts = await administrator.api(listEntities, { params: { id: made as never } })
    expect(parts.data.items.map((each) => each.name)).toEqual(['Annex'])
  })
})

describe('parts of the app that were never loaded (IF6)', () => {
  test('are told of where they open, and the page stays with what is typed: a menu, the bell, the palette, a form, a page', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Parts ${uniqueWord()}` })
    const [bell, menu] = [page.getByRole('button', { name: 'Notifications' }), `Actions for ${name}`]
    await page.goto(`/customers/${id}`)
    const notes = page.getByRole('region', { name: 'Notes' })
    await notes.getByRole('button', { name: 'Add note' }).click()
    await notes.getByRole('textbox', { name: 'Note' }).fill('Call before noon')
    await bell.waitFor()
    const told = page.getByText('save what you typed and reload')

    // Not from what the browser keeps for other tests either.
    await page.route('**/assets/**', (route) => route.abort('internetdisconnected'))
    await cutLine(page)
    await page.getByRole('button', { name: menu }).click()
    await told.waitFor()
    // Each has failed before the line is joined, or it would open then.
    await Promise.all([page.waitForEvent('requestfailed'), page.keyboard.press('Control+k')])
    await Promise.all([page.waitForEvent('requestfailed'), bell.click()])
    await page.unroute('**/assets/**')
    await joinLine(page)
    await page.getByRole('button', { name: menu }).click()
    await page.getByRole('menuitem', { name: 'Merge into…' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor()
    await page.keyboard.press('Escape')

    await page.route('**/assets/**', (route) => route.abort('connectionrefused'))
    page.watched.allow(/^net::ERR_CONNECTION_REFUSED GET \/assets\//)
    await Promise.all([page.waitForEvent('requestfailed'), bell.click()])
    // To load the page anew is offered, and what was typed there is asked about first.
    // Plainly, where what draws notes has not come either.
    const stay = page.waitForEvent('dialog').then((question) => question.dismiss())
    await Promise.all([stay, page.getByRole('button', { name: 'Reload' }).click()])
    await expect.poll(() => notes.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Call before noon')
    await notes.getByRole('button', { name: 'Save' }).click()
    await notes.getByText('Call before noon').waitFor()
    await page.unroute('**/assets/**')

    await page.goto('/customers')
    const add = page.getByRole('button', { name: 'Add customer' }).first()
    await add.waitFor()
    // What rows ask for later shares parts with the form; where one of those broke off on its way, only a reload asks again.
    await page.waitForLoadState('networkidle')
    await page.route('**/assets/**', (route) => route.abort('internetdisconnected'))
    await cutLine(page)
    await add.click()
    await told.waitFor()
    await page.unroute('**/assets/**')
    await joinLine(page)
    await add.click()
    const form = page.getByRole('dialog', { name: 'Add customer' })
    await form.waitFor()
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })

    // React tells the console what it shows.
    page.watched.allow(/^console: (Error|TypeError): /)
    const link = page.getByRole('link', { name: 'License pool' }).first()
    await link.waitFor()
    await page.route('**/assets/**', (route) => route.abort('internetdisconnected'))
    await cutLine(page)
    await link.click()
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor()
    await page.unroute('**/assets/**')
    await joinLine(page)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'License pool', level: 1 }).waitFor()
  })
})
