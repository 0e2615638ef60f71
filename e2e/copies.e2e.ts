import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import {
  createCustomerTemplate,
  getCustomerTemplate,
  listCustomerTemplates,
  updateCustomerTemplate,
} from '@tenantry/contract/customer-templates.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { deleteCustomer, purgeCustomer } from '@tenantry/contract/lifecycle.ts'
import { beforeAll, describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { createProvider } from './harness/create-provider.ts'
import { hold } from './harness/hold.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'
import { Wizard } from './harness/wizard.ts'

// A provider of its own: whoever adds customers beside templates sees them offered.
const word = uniqueWord()
const somebody = { email: `copies-${word.toLowerCase()}@msp.example`, password: 'as like as two peas' }
let person: Person

beforeAll(async () => {
  const { url, dataDir } = inject('ready')
  await createProvider(dataDir, `Copies ${word}`, somebody)
  person = await signInByApi(url, somebody)
})

const airtel = () =>
  addCustomer(person, {
    name: `Airtel ${uniqueWord()}`,
    domain: 'airtel.com',
    businessEmail: 'enterprise@airtel.com',
    phone: '+12125550100',
    plan: { kind: 'purchased' },
    currency: 'USD',
    location: {
      name: 'Airtel Corporate HQ',
      country: 'US',
      region: 'North America',
      state: 'US-NY',
      city: 'New York',
      postalCode: '10036',
      line1: '1095 Avenue of the Americas',
    },
    contacts: { primary: { firstName: 'Priya', email: 'priya.sharma@airtel.com' } },
    accountManagerEmail: 'manager@msp.example',
    entities: [{ name: 'Delhi', kind: 'region' }],
  })

const read = async (id: string) => (await person.api(getCustomer, { params: { id } })).data

const templates = async () => (await person.api(listCustomerTemplates)).data.items.map(({ name }) => name)

describe('a customer that is copied (B23)', () => {
  test('fills in the wizard with what another one has in common with it, by keyboard too, and is a draft like any other', async ({
    open,
  }) => {
    const page = await open({ as: person })
    const { name, code } = await airtel()
    await page.goto(`/customers?q=${encodeURIComponent(name)}`)
    await chooseAction(page, name, 'Copy')
    const wizard = new Wizard(page)
    // Nothing is typed that could be lost.
    await wizard.dialog.getByText(`Copy of ${name}`).waitFor()
    await page.keyboard.press('Escape')
    await wizard.dialog.waitFor({ state: 'detached' })
    await page.getByRole('table').getByRole('link', { name }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await tabTo(page, page.getByRole('button', { name: `Actions for ${name}` }))
    await page.keyboard.press('Enter')
    await focused(page.getByRole('menuitem', { name: 'Copy', exact: true })).waitFor()
    await page.keyboard.press('Enter')
    await wizard.dialog.getByText(`Copy of ${name} (${code}). Left out is what belongs to it alone`).waitFor()
    await expect.poll(() => wizard.dialog.getByRole('radio', { name: /^Purchased/ }).isChecked()).toBe(true)
    await tabTo(page, wizard.button(/^Next: Company/))
    await page.keyboard.press('Enter')
    for (const empty of ['Name', 'Code', 'Domain', 'Business email', 'City'])
      await expect.poll(() => wizard.field(empty).inputValue(), { message: empty }).toBe('')
    await expect.poll(() => wizard.choice('Country', 'Location').inputValue()).toBe('United States')
    await expect.poll(() => wizard.field('Region').inputValue()).toBe('North America')
    const copied = `Airtel Two ${uniqueWord()}`
    await tabTo(page, wizard.field('Name'))
    await page.keyboard.type(copied)
    await wizard.dialog.getByText('Saved as a draft; you can go on from any device').waitFor()
    const drafts = async () => (await person.api(listCustomerDrafts)).data.items.map(({ title }) => title)
    await expect.poll(drafts).toContain(copied)
    await page.reload()
    await wizard.field('Name').waitFor()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(copied)
    await wizard.next()
    await expect.poll(() => wizard.field('Account manager’s email').inputValue()).toBe('manager@msp.example')
    await expect.poll(() => wizard.field('First name', 'Primary contact').inputValue()).toBe('')
    await wizard.next()
    await expect
      .poll(() => wizard.dialog.getByRole('textbox', { name: 'Name', exact: true }).inputValue())
      .toBe('Delhi')
    await tabTo(page, wizard.button('Create now'))
    await page.keyboard.press('Enter')
    const customer = await read(await wizard.created(copied))
    expect(customer).toMatchObject({
      domain: null,
      currency: 'USD',
      plan: { kind: 'purchased' },
      location: { country: 'US', region: 'North America', state: 'US-NY', city: null, line1: null },
      accountManagerEmail: 'manager@msp.example',
      contacts: { primary: null },
      counts: { entities: 1 },
    })
    await expect.poll(drafts).not.toContain(copied)
  })

  test('says so where it is gone by now', async ({ open }) => {
    const page = await open({ as: person, allow: [/^404 GET/] })
    await page.goto('/customers?add=true&copy=01990000-0000-7000-8000-000000000000')
    await page.getByText('This customer is no longer there.').waitFor()
    await expect.poll(() => new URL(page.url()).search).toBe('')
  })
})

describe('a template of customers (B23)', () => {
  test('is saved at the page of a customer, and offered to the next one', async ({ open }) => {
    const page = await open({ as: person })
    const { id, name } = await airtel()
    const title = `Branch ${uniqueWord()}`
    await page.goto(`/customers/${id}`)
    await chooseAction(page, name, 'Save as template')
    const panel = page.getByRole('dialog', { name: 'Save as template' })
    const field = panel.getByRole('textbox', { name: 'Name of the template' })
    await focused(field).waitFor()
    await field.fill('')
    await panel.getByRole('button', { name: 'Save template' }).click()
    await focused(field).waitFor()
    await field.fill(title)
    await panel.getByRole('checkbox', { name: /^Entities/ }).uncheck()
    await panel.getByRole('switch', { name: /^Shared with partners/ }).check()
    await checkPage(page)
    await panel.getByRole('button', { name: 'Save template' }).click()
    await panel.waitFor({ state: 'hidden' })
    expect(await templates()).toContain(title)

    const wizard = new Wizard(page)
    await wizard.open()
    await wizard.choose('Start from a template', title)
    await wizard.dialog.getByText(`From the template ${title}.`).waitFor()
    await expect.poll(() => wizard.dialog.getByRole('radio', { name: /^Purchased/ }).isChecked()).toBe(true)
    await checkPage(page)
    await wizard.next()
    await expect.poll(() => wizard.field('Region').inputValue()).toBe('North America')
    const made = `Of a template ${uniqueWord()}`
    await wizard.field('Name').fill(made)
    const customer = await read(await wizard.create(made))
    expect(customer).toMatchObject({ currency: 'USD', location: { state: 'US-NY' }, counts: { entities: 0 } })
  })

  test('gives way to another one while nothing is typed, then keeps what was typed, and names what is left out because it is gone', async ({
    open,
  }) => {
    const page = await open({ as: person })
    const [first, second] = [`One ${uniqueWord()}`, `Two ${uniqueWord()}`]
    const partial = `${first} in part`
    const add = (name: string, values: object) => person.api(createCustomerTemplate, { body: { name, values } })
    await add(first, { currency: 'USD', timeZone: 'America/New_York' })
    await add(second, { currency: 'EUR' })
    const partner = await addCustomer(person, { name: `Gone ${uniqueWord()}`, type: 'partner' })
    const { data } = await add(partial, { parentId: partner.id, currency: 'USD' })
    await person.api(deleteCustomer, { params: { id: partner.id } }, { ifMatch: '*' })
    await person.api(purgeCustomer, { params: { id: partner.id }, body: { code: partner.code } })
    const notice = 'Left out, because it is gone or you cannot see it: the organization above.'
    const wizard = new Wizard(page)
    await wizard.open()
    await wizard.choose('Start from a template', partial)
    await wizard.dialog.getByText(`From the template ${partial}. ${notice}`).waitFor()
    // What is chosen is found as well, and not taken again.
    const template = wizard.choice('Start from a template')
    await template.fill(first)
    await template.press('Enter')
    await wizard.dialog.getByText(`From the template ${first}.`).waitFor()
    await template.fill('none of this name')
    await wizard.next()
    await focused(template).waitFor()
    await wizard.dialog.getByText('Choose one from the list').waitFor()
    // Whoever goes on before it is there goes on once it is.
    const release = await hold(page, '**/api/v1/customer-templates/*')
    await wizard.choose('Start from a template', second)
    await wizard.next()
    release()
    await wizard.dialog.getByText(`From the template ${second}.`).waitFor()
    await expect.poll(() => wizard.choice('Currency').inputValue()).toMatch(/EUR/)
    await expect.poll(() => wizard.choice('Time zone').inputValue()).toBe('')
    await wizard.field('Name').fill('Typed before')
    await wizard.button('Back').click()
    await wizard.choose('Start from a template', first)
    await wizard.dialog.getByText(`From the template ${first}.`).waitFor()
    await wizard.next()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('Typed before')
    await expect.poll(() => wizard.choice('Time zone').inputValue()).toMatch(/New York/)
    await page.goto(`/customer-templates?edit=${data.id}`)
    await page.getByText(`${notice} Saving keeps it out.`).waitFor()
  })

  test('is renamed, changed, used and deleted on a page of its own, by keyboard too', async ({ open }) => {
    const page = await open({ as: person })
    const [title, renamed] = [`Managed ${uniqueWord()}`, `Renamed ${uniqueWord()}`]
    await page.goto('/customers')
    await page.getByRole('link', { name: 'Templates' }).click()
    await page.getByRole('heading', { name: 'Templates', level: 1 }).waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Add template' }))
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Add template' })
    await tabTo(page, panel.getByRole('textbox', { name: 'Name of the template' }))
    await page.keyboard.type(title)
    await panel.getByRole('button', { name: 'Company' }).click()
    await panel.getByRole('textbox', { name: 'Region' }).fill('Europe')
    await panel.getByRole('textbox', { name: 'Business email' }).fill('not an address')
    await panel.getByRole('button', { name: 'People' }).click()
    await expect.poll(() => panel.getByRole('group', { name: 'Administrator' }).count()).toBe(0)
    await panel.getByRole('button', { name: 'Save template' }).click()
    await focused(panel.getByRole('textbox', { name: 'Business email' })).waitFor()
    await panel.getByRole('textbox', { name: 'Business email' }).fill('')
    await panel.getByRole('button', { name: 'Save template' }).click()
    await panel.waitFor({ state: 'hidden' })
    const values = async (name: string) => {
      const { items } = (await person.api(listCustomerTemplates, { query: { q: name } })).data
      const { data } = await person.api(getCustomerTemplate, { params: { id: items[0]?.id ?? '' } })
      return data
    }
    expect((await values(title)).values).toEqual({ location: { region: 'Europe' } })

    await page.getByRole('searchbox', { name: 'Search by name' }).fill(title)
    await page.getByRole('cell', { name: title, exact: true }).waitFor()
    await checkPage(page)
    await chooseAction(page, `the template ${title}`, 'Edit')
    const editor = page.getByRole('dialog', { name: `Template ${title}` })
    await editor.getByRole('textbox', { name: 'Name of the template' }).fill(renamed)
    await editor.getByRole('button', { name: 'Account' }).click()
    await editor.getByRole('radio', { name: /^Enterprise/ }).check()
    await editor.getByRole('button', { name: 'Save template' }).click()
    await editor.waitFor({ state: 'hidden' })
    expect((await values(renamed)).values).toEqual({ type: 'enterprise', location: { region: 'Europe' } })

    await page.getByRole('searchbox', { name: 'Search by name' }).fill(renamed)
    await chooseAction(page, `the template ${renamed}`, 'Add customer from it')
    const wizard = new Wizard(page)
    await wizard.dialog.getByText(`From the template ${renamed}.`).waitFor()
    await expect.poll(() => wizard.choice('Start from a template').inputValue()).toBe(renamed)
    await page.keyboard.press('Escape')
    await wizard.dialog.waitFor({ state: 'hidden' })

    await walkTo(page, `/customer-templates?q=${encodeURIComponent(renamed)}`, 'Templates')
    await chooseAction(page, `the template ${renamed}`, 'Delete')
    await page
      .getByRole('dialog', { name: `Delete the template ${renamed}?` })
      .getByRole('button', { name: 'Delete' })
      .click()
    await page.getByText('Nothing matches').waitFor()
    expect(await templates()).not.toContain(renamed)
  })

  test('that two people change tells the second one, who takes the other version or puts theirs in its place', async ({
    open,
  }) => {
    const page = await open({ as: person, allow: [/^412 PATCH/] })
    const title = `Shared work ${uniqueWord()}`
    const { data } = await person.api(createCustomerTemplate, { body: { name: title, values: { currency: 'USD' } } })
    const change = (name: string) =>
      person.api(
        updateCustomerTemplate,
        { params: { id: data.id }, body: { name, values: { currency: 'EUR' } } },
        { ifMatch: '*' },
      )
    await page.goto(`/customer-templates?edit=${data.id}`)
    const panel = page.getByRole('dialog', { name: /^Template / })
    const field = panel.getByRole('textbox', { name: 'Name of the template' })
    await field.fill(`Mine ${title}`)
    await change(`Theirs ${title}`)
    await panel.getByRole('button', { name: 'Save template' }).click()
    await panel.getByRole('alert').filter({ hasText: 'Somebody has changed this template meanwhile' }).waitFor()
    const differences = panel.getByRole('region', { name: 'What differs' })
    await expect.poll(() => differences.getByRole('region').count()).toBe(2)
    const company = differences.getByRole('region', { name: 'Company' })
    for (const currency of [/USD · /, /EUR · /]) await company.getByText(currency).waitFor()
    await checkPage(page)
    await panel.getByRole('button', { name: 'Take their version' }).click()
    await expect.poll(() => field.inputValue()).toBe(`Theirs ${title}`)
    await field.fill(`Mine ${title}`)
    await change(`Theirs again ${title}`)
    await panel.getByRole('button', { name: 'Save template' }).click()
    await panel.getByRole('alert').filter({ hasText: 'Somebody has changed' }).waitFor()
    await panel.getByRole('button', { name: 'Save template' }).click()
    await panel.waitFor({ state: 'hidden' })
    expect(await templates()).toContain(`Mine ${title}`)
  })
})
