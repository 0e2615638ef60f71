/**
 * What comes in between where customers are kept: the page is loaded again before anything was sent, and the line breaks,
 * once before the server has heard and once before its answer arrives. Whatever happens, the change is made once. Wrong
 * values and two editors at once are told of beside each path's other tests.
 */
import { createCustomerTemplate, listCustomerTemplates } from '@tenantry/contract/customer-templates.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { listNotes } from '@tenantry/contract/notes.ts'
import { getProviderSettings } from '@tenantry/contract/provider-settings.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import { describe, expect, inject } from 'vitest'
import { addCustomer, codesLike, type Person, uniqueWord } from './harness/api.ts'
import { type Sending, sendOverBrokenLine } from './harness/broken-line.ts'
import { linkOf, mailTo } from './harness/mailbox.ts'
import { ownProvider } from './harness/own-provider.ts'
import { test as base, type WatchedPage } from './harness/test.ts'

/** Settings hold for a whole provider, so that this file has one of its own. */
const test = base.extend<{ manager: Person }>({
  manager: [ownProvider('Mishaps'), { scope: 'file' }],
})

/** One of the paths, prepared. */
interface Path extends Sending {
  /** Goes to where it begins. */
  open: () => Promise<unknown>
  /** Types and chooses on the page as it is loaded, until it can be sent. */
  fill: () => Promise<unknown>
  /** Waits until the page shows that it is done, pressing once more where a person would, and looks what there is. */
  done: () => Promise<unknown>
}

type Prepare = (page: WatchedPage, person: Person) => Promise<Path>

const press = (page: WatchedPage, name: string) => () => page.getByRole('button', { name, exact: true }).last().click()

const paths: Record<string, Prepare> = {
  'the profile': async (page, person) => {
    const { id, name } = await addCustomer(person, { name: `Profile ${uniqueWord()}` })
    const send = press(page, 'Save')
    const website = page.getByRole('textbox', { name: 'Website' })
    return {
      open: () => page.goto(`/customers/${id}/profile`),
      fill: () => website.fill('https://www.airtel.com/'),
      method: 'PATCH',
      address: `**/api/v1/customers/${id}`,
      send,
      done: async () => {
        await send()
        await page.getByText(`${name} is saved`).waitFor()
        expect((await person.api(getCustomer, { params: { id } })).data.website).toBe('https://www.airtel.com/')
      },
    }
  },
  'the entities': async (page, person) => {
    const { id } = await addCustomer(person, { name: `Entities ${uniqueWord()}` })
    const panel = page.getByRole('dialog', { name: 'Add entity' })
    const send = () => panel.getByRole('button', { name: 'Add', exact: true }).click()
    return {
      open: () => page.goto(`/customers/${id}/entities`),
      fill: async () => {
        await page.getByRole('button', { name: 'Add entity' }).first().click()
        await panel.getByRole('textbox', { name: 'Name', exact: true }).fill('Delhi')
      },
      method: 'POST',
      address: '**/entities',
      send,
      done: async () => {
        await send()
        await panel.waitFor({ state: 'hidden' })
        const { data } = await person.api(listEntities, { params: { id } })
        expect(data.items.map(({ name }) => name)).toEqual(['Delhi'])
      },
    }
  },
  'the notes': async (page, person) => {
    const { id } = await addCustomer(person, { name: `Notes ${uniqueWord()}` })
    const card = page.getByRole('region', { name: 'Notes' })
    const send = () => card.getByRole('button', { name: 'Save' }).click()
    return {
      open: () => page.goto(`/customers/${id}`),
      fill: async () => {
        await card.getByRole('button', { name: 'Add note' }).click()
        await card.getByRole('textbox', { name: 'Note' }).fill('Use the back door')
      },
      method: 'POST',
      address: '**/notes',
      send,
      done: async () => {
        await send()
        await card.getByRole('listitem').getByText('Use the back door').waitFor()
        expect((await person.api(listNotes, { params: { id } })).data.total).toBe(1)
      },
    }
  },
  'a move': async (page, person) => {
    const word = uniqueWord()
    const to = await addCustomer(person, { name: `New place ${word}`, type: 'partner' })
    const { id, name } = await addCustomer(person, { name: `Moved ${word}` })
    const panel = page.getByRole('dialog', { name: `Move ${name}` })
    return {
      open: () => page.goto(`/organizations?move=${id}`),
      fill: async () => {
        await panel.getByRole('combobox', { name: 'New place: under' }).fill(to.name)
        await page.getByRole('option', { name: to.name }).click()
        await panel.getByText('One organization moves').waitFor()
      },
      method: 'PUT',
      address: '**/parent*',
      send: () => panel.getByRole('button', { name: 'Move', exact: true }).click(),
      done: async () => {
        await panel.getByText('It lies there already').waitFor()
        expect((await person.api(getCustomer, { params: { id } })).data.parentId).toBe(to.id)
      },
    }
  },
  'a merge': async (page, person) => {
    const word = uniqueWord()
    const target = await addCustomer(person, { name: `Stays ${word}` })
    const source = await addCustomer(person, { name: `Goes ${word}`, entities: [{ name: 'Delhi' }] })
    const panel = page.getByRole('dialog', { name: `Merge ${source.name}` })
    return {
      open: () => page.goto(`/customers/${source.id}/overview?merge=${source.id}&into=${target.id}`),
      fill: () => panel.getByRole('textbox', { name: /to merge/ }).fill(source.code),
      method: 'POST',
      address: '**/merge*',
      send: () => panel.getByRole('button', { name: 'Merge', exact: true }).click(),
      done: async () => {
        await page.getByRole('heading', { name: target.name, level: 1 }).waitFor()
        expect(await codesLike(person, word)).toEqual([target.code])
      },
    }
  },
  'deleting for good': async (page, person) => {
    const { id, name, code } = await addCustomer(person, { name: `Gone ${uniqueWord()}` })
    await person.api(changeCustomerStatus, { params: { id }, body: { status: 'archived' } })
    const panel = page.getByRole('dialog', { name: `Delete ${name} for good` })
    const send = () => panel.getByRole('button', { name: 'Delete for good' }).click()
    return {
      open: () => page.goto(`/customers?purge=${id}`),
      fill: () => panel.getByRole('textbox', { name: /to delete it/ }).fill(code),
      method: 'POST',
      address: '**/purge*',
      send,
      done: async () => {
        await send()
        await panel.getByText(/It is deleted already/).waitFor()
        await expect(person.api(getCustomer, { params: { id } })).rejects.toMatchObject({ code: 'not_found' })
      },
    }
  },
  'an invitation that is sent': async (page, person) => {
    const email = `asha-${uniqueWord().toLowerCase()}@airtel.com`
    const admin = { firstName: 'Asha', email }
    const { id } = await addCustomer(person, { name: `Invites ${uniqueWord()}`, contacts: { admin } })
    const panel = page.getByRole('dialog', { name: 'Invite Asha' })
    const send = () => panel.getByRole('button', { name: 'Send invitation' }).click()
    return {
      open: () => page.goto(`/customers/${id}/users`),
      fill: async () => {
        await page.getByRole('button', { name: 'Actions for Asha' }).click()
        await page.getByRole('menuitem', { name: 'Send invitation' }).click()
        await panel.getByText(`The mail goes to ${email}.`).waitFor()
      },
      method: 'POST',
      address: '**/invitation',
      send,
      done: async () => {
        await send()
        await panel.waitFor({ state: 'hidden' })
        const query = { filter: { email: { eq: email } } }
        expect((await person.api(listUsers, { query })).data.items).toMatchObject([{ status: 'pending' }])
      },
    }
  },
  'what a user looks after': async (page, person) => {
    const customer = await addCustomer(person, { name: `Cared for ${uniqueWord()}` })
    const { data } = await person.api(listUsers, { query: { filter: { status: { eq: 'active' } }, limit: 1 } })
    const panel = page.getByRole('dialog').filter({ hasText: 'Looks after' })
    const send = () => panel.getByRole('button', { name: 'Save' }).click()
    return {
      open: () => page.goto(`/users?user=${data.items[0]?.id}`),
      fill: async () => {
        await panel.getByRole('combobox', { name: 'Add a customer' }).fill(customer.name)
        await page.getByRole('option', { name: customer.name }).click()
      },
      method: 'PUT',
      address: '**/assignments',
      send,
      done: async () => {
        await send()
        await panel.waitFor({ state: 'hidden' })
        const { assignedUserIds } = (await person.api(getCustomer, { params: { id: customer.id } })).data
        expect(assignedUserIds).toHaveLength(1)
      },
    }
  },
  'a template': async (page, person) => {
    const title = `Branch ${uniqueWord()}`
    const panel = page.getByRole('dialog', { name: 'Add template' })
    const send = () => panel.getByRole('button', { name: 'Save template' }).click()
    await person.api(createCustomerTemplate, { body: { name: `Other ${title}`, values: { currency: 'USD' } } })
    return {
      open: () => page.goto('/customer-templates?add=true'),
      fill: () => panel.getByRole('textbox', { name: 'Name of the template' }).fill(title),
      method: 'POST',
      address: '**/customer-templates',
      send,
      done: async () => {
        await send()
        await panel.waitFor({ state: 'hidden' })
        const { items } = (await person.api(listCustomerTemplates, { query: { q: title } })).data
        expect(items.filter(({ name }) => name === title)).toHaveLength(1)
      },
    }
  },
  'the settings': async (page, person) => {
    const days = page.getByLabel('Days in the archive')
    const send = press(page, 'Save general settings')
    return {
      open: () => page.goto('/settings'),
      fill: () => days.fill('77'),
      method: 'PUT',
      address: '**/provider-settings',
      send,
      done: async () => {
        await send()
        await page.getByText('The settings are saved').waitFor()
        expect((await person.api(getProviderSettings, {})).data.archivedDays).toBe(77)
      },
    }
  },
}

describe('loading the page again changes nothing, and a line that breaks changes once (IF6)', () => {
  for (const [name, prepare] of Object.entries(paths))
    test(name, async ({ open, manager }) => {
      const page = await open({
        as: manager,
        allow: [/^412 /, /^409 POST .*\/purge/, /^404 GET \/api\/v1\/customers\//],
      })
      const path = await prepare(page, manager)
      await path.open()
      await path.fill()
      await page.reload()
      await path.fill()
      await sendOverBrokenLine(page, path)
      await path.done()
    })

  test('an invitation that is accepted, whose link is used up in another tab', async ({ open, manager }) => {
    const email = `asha-${uniqueWord().toLowerCase()}@airtel.com`
    const admin = { firstName: 'Asha', email, invitation: { send: 'now' as const } }
    const { name } = await addCustomer(manager, { name: `Accepted ${uniqueWord()}`, contacts: { admin } })
    const link = linkOf(await mailTo(inject('ready').dataDir, email))
    const page = await open({ allow: [/^40[14] /] })
    const other = await open({ beside: page, allow: [/^40[0-9] /] })
    const password = page.getByLabel('Password', { exact: true })
    await page.goto(link)
    await password.fill('seven gentle otters 42')
    await page.reload()
    await password.fill('seven gentle otters 42')
    await other.goto(link)
    await other.getByLabel('Password', { exact: true }).fill('eleven quiet herons 17')
    const send = press(page, 'Choose password and sign in')
    await sendOverBrokenLine(page, { method: 'POST', address: '**/invitations/accept', send })
    await send()
    await page.getByRole('table', { name: 'Customers' }).getByRole('link', { name }).waitFor()
    await press(other, 'Choose password and sign in')()
    await other.getByText(/This link does not work any more/).waitFor()
  })
})
