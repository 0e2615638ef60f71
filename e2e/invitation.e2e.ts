import { beforeAll, describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { linkOf, mailTo } from './harness/mailbox.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

const password = 'seven gentle otters 42'

/** MH6, RI5: the administrator of a customer comes from the wizard to their own data. */
describe('an invited administrator', () => {
  let other: { id: string; name: string }
  beforeAll(async () => {
    const person = await signInByApi(inject('ready').url)
    other = await addCustomer(person, { name: `Other ${uniqueWord()}` })
  })

  test('accepts by the link of the mail and sees the own organization only', async ({ page, open }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord().toLowerCase()
    const name = `Airtel ${word}`
    const email = `asha-${word}@airtel.com`
    const mailbox = `asha-${word}@mail.example`
    await wizard.openAtPeople(name)
    await wizard.dialog.getByRole('switch', { name: 'Create user' }).check({ force: true })
    await wizard.fill(
      {
        'First name': 'Asha',
        'Last name': 'Rao',
        'Login email': email,
        'Additional communication email': mailbox,
      },
      'Administrator',
    )
    await wizard.fill({ 'Account manager’s email': 'manager@northwind.example' })
    const id = await wizard.create(name)
    const guest = await open({ allow: [/^401 GET/] })
    const link = linkOf(await mailTo(inject('ready').dataDir, mailbox))
    await guest.goto(link)
    await guest.getByRole('heading', { name: `Welcome to ${name}` }).waitFor()
    await checkPage(guest)
    const field = guest.getByRole('textbox', { name: 'Password' }).or(guest.getByLabel('Password', { exact: true }))
    await field.first().fill('short')
    await guest.getByRole('button', { name: 'Choose password and sign in' }).click()
    await focused(field.first()).waitFor()
    await field.first().fill(password)
    await guest.getByRole('button', { name: 'Choose password and sign in' }).click()
    const table = guest.getByRole('table', { name: 'Customers' })
    await table.getByRole('link', { name, exact: true }).waitFor()
    await expect.poll(() => table.getByRole('link').allTextContents()).toEqual([name])
    const brand = guest.getByRole('navigation', { name: 'Main' }).getByRole('link').first()
    await expect.poll(() => brand.textContent()).toBe(name)
    await expect.poll(() => guest.getByRole('button', { name: 'Add customer' }).count()).toBe(0)
    // What is for whoever looks after customers is not offered, wherever it would stand.
    await expect.poll(() => guest.getByRole('link', { name: 'Archive' }).count()).toBe(0)
    await guest.keyboard.press('Control+k')
    await guest.getByPlaceholder('Find anything').fill('Archive')
    await guest.getByText('Nothing found for “Archive”').waitFor()
    await guest.keyboard.press('Escape')
    await table.getByRole('link', { name, exact: true }).click()
    await guest.getByRole('heading', { name, level: 1 }).waitFor()
    const tabs = guest.getByRole('navigation', { name })
    await expect
      .poll(() => tabs.getByRole('link').allTextContents())
      .toEqual(['Overview', 'Devices', 'Entities', 'Users', 'Licenses', 'Profile'])
    await expect.poll(() => guest.getByText('manager@northwind.example').count()).toBe(0)
    await tabs.getByRole('link', { name: 'Users' }).click()
    await guest.getByRole('row').filter({ hasText: email }).getByText('Active').last().waitFor()
    await tabs.getByRole('link', { name: 'Profile' }).click()
    await guest.getByRole('group', { name: 'Primary contact' }).waitFor()
    await expect.poll(() => guest.getByRole('group', { name: 'Who looks after it' }).count()).toBe(0)
    // It is theirs to read: nothing is offered that adds to it.
    await expect.poll(() => guest.getByRole('button', { name: /^Add (contact|billing|rep|fax)/ }).count()).toBe(0)
    await checkPage(guest)
    for (const address of [
      '/settings',
      '/settings/api-keys',
      '/audit',
      '/license-pool',
      '/bulk-changes',
      '/imports',
      `/customers/${id}/audit`,
    ]) {
      await guest.goto(address)
      await guest.getByRole('heading', { name: 'Not found' }).waitFor()
      await expect.poll(() => guest.title()).toMatch(/^Not found · /)
    }
    for (const address of ['/tags', '/archive', '/customer-templates']) {
      await guest.goto(address)
      await guest.getByRole('heading', { name: 'Not found' }).waitFor()
      await expect.poll(() => guest.title()).toMatch(/^Not found · Customers · /)
    }
    await guest.goto('/seen-devices')
    await guest.getByText('until whoever looks after you gives them one').waitFor()
    guest.watched.allow(/^404 GET \/api\/v1\/customers\//)
    await guest.goto(`/customers/${other.id}`)
    await guest.getByRole('heading', { name: 'Not found' }).waitFor()
    await page.goto(`/customers/${id}/users`)
    await page.getByRole('row').filter({ hasText: email }).getByText('Active').last().waitFor()
  })

  test('who has a login already signs in to accept, and arrives at the new organization', async ({ open }) => {
    const people: Person = await signInByApi(inject('ready').url)
    const word = uniqueWord().toLowerCase()
    const email = `twice-${word}@airtel.com`
    const invite = (name: string) =>
      addCustomer(people, {
        name,
        contacts: { admin: { firstName: 'Twice', email, invitation: { send: 'now' } } },
      })
    await invite(`First ${word}`)
    const guest = await open({ allow: [/^401 GET/] })
    await guest.goto(linkOf(await mailTo(inject('ready').dataDir, email)))
    await guest.getByLabel('Password', { exact: true }).fill(password)
    await guest.getByRole('button', { name: 'Choose password and sign in' }).click()
    await guest
      .getByRole('table')
      .getByRole('link', { name: `First ${word}` })
      .waitFor()
    const first = (await mailTo(inject('ready').dataDir, email)).text
    await invite(`Second ${word}`)
    await expect.poll(async () => (await mailTo(inject('ready').dataDir, email)).text !== first).toBe(true)
    const link = linkOf(await mailTo(inject('ready').dataDir, email))
    const stranger = await open({ allow: [/^401 (GET|POST)/] })
    await stranger.goto(link)
    await stranger.getByLabel('Password', { exact: true }).fill('not the right one at all')
    await stranger.getByRole('button', { name: 'Sign in and accept' }).click()
    await stranger.getByRole('alert').getByText('Email or password is not right.').waitFor()
    await checkPage(stranger)
    await guest.goto(link)
    await guest.getByText(`You are signed in as ${email}.`).waitFor()
    await guest.getByRole('button', { name: 'Accept the invitation' }).click()
    await guest
      .getByRole('table')
      .getByRole('link', { name: `Second ${word}` })
      .waitFor()
  })

  test('a link that is used up or invented says so', async ({ open }) => {
    const guest = await open({ allow: [/^404 POST \/api\/v1\/invitations\/read$/] })
    for (const link of ['/accept-invitation', '/accept-invitation?token=invented']) {
      await guest.goto(link)
      await guest.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
    }
    await checkPage(guest)
    await guest.getByRole('link', { name: 'Go to sign-in' }).click()
    await guest.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
