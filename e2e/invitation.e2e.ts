import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { linkOf, mailsTo, mailTo } from './harness/mailbox.ts'
import { acceptAs, signInMember } from './harness/members.ts'
import { test } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'

const password = 'seven gentle otters 42'

/** MH6, RI5: the administrator of a customer comes from the mail to their own data. */
describe('an invited administrator', () => {
  const { url, dataDir } = inject('ready')

  test('accepts by the link of the mail, not by an invented one, and sees the own organization only', async ({
    administrator,
    open,
  }) => {
    const word = uniqueWord().toLowerCase()
    const email = `asha-${word}@airtel.com`
    const mailbox = `asha-${word}@mail.example`
    const { id, name } = await addCustomer(administrator, {
      name: `Airtel ${word}`,
      contacts: {
        admin: {
          firstName: 'Asha',
          lastName: 'Rao',
          email,
          communicationEmail: mailbox,
          invitation: { send: 'now' },
        },
      },
      accountManagerEmail: 'manager@northwind.example',
    })
    const other = await addCustomer(administrator, { name: `Other ${word}` })
    const guest = await open({ allow: [/^401 GET/, /^404 POST \/api\/v1\/invitations\/read$/] })
    for (const link of ['/accept-invitation', '/accept-invitation?token=invented']) {
      await guest.goto(link)
      await guest.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
    }
    await checkPage(guest)
    await guest.getByRole('link', { name: 'Go to sign-in' }).click()
    await guest.getByRole('heading', { name: 'Sign in' }).waitFor()
    const link = linkOf(await mailTo(dataDir, mailbox))
    await guest.goto(link)
    await guest.getByRole('heading', { name: `Welcome to ${name}` }).waitFor()
    await expect.poll(() => toldUserName(guest)).toBe(email)
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
    // Those who look after it are not told to its own people, nor that nobody does.
    await guest.getByRole('region', { name: 'In numbers' }).waitFor()
    await expect.poll(() => guest.getByRole('region', { name: 'Looked after by' }).count()).toBe(0)
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
      await walkTo(guest, address, 'Not found')
      await expect.poll(() => guest.title()).toMatch(/^Not found · /)
    }
    for (const address of ['/tags', '/archive', '/customer-templates']) {
      await walkTo(guest, address, 'Not found')
      await expect.poll(() => guest.title()).toMatch(/^Not found · Customers · /)
    }
    await walkTo(guest, '/seen-devices', 'Seen, without license')
    await guest.getByText('until whoever looks after you gives them one').waitFor()
    guest.watched.allow(/^404 GET \/api\/v1\/customers\//)
    await guest.goto(`/customers/${other.id}`)
    await guest.getByRole('heading', { name: 'Not found' }).waitFor()
  })

  test('who has a login already signs in to accept, and arrives at the new organization', async ({
    open,
    administrator,
  }) => {
    const word = uniqueWord().toLowerCase()
    const email = `twice-${word}@airtel.com`
    const invite = (name: string) =>
      addCustomer(administrator, {
        name,
        contacts: { admin: { firstName: 'Twice', email, invitation: { send: 'now' } } },
      })
    await invite(`First ${word}`)
    await acceptAs(administrator, dataDir, email)
    await invite(`Second ${word}`)
    await expect.poll(async () => (await mailsTo(dataDir, email)).length, { timeout: 15_000 }).toBe(2)
    const link = linkOf(await mailTo(dataDir, email))
    const stranger = await open({ allow: [/^401 (GET|POST)/] })
    await stranger.goto(link)
    await expect.poll(() => toldUserName(stranger)).toBe(email)
    await stranger.getByLabel('Password', { exact: true }).fill('not the right one at all')
    await stranger.getByRole('button', { name: 'Sign in and accept' }).click()
    await stranger.getByRole('alert').getByText('Email or password is not right.').waitFor()
    await checkPage(stranger)
    const guest = await open({ as: await signInMember(url, email) })
    await guest.goto(link)
    await guest.getByText(`You are signed in as ${email}.`).waitFor()
    await guest.getByRole('button', { name: 'Accept the invitation' }).click()
    await guest
      .getByRole('table')
      .getByRole('link', { name: `Second ${word}` })
      .waitFor()
  })
})

/** What password managers are told, who pass over fields of the type `hidden`. */
const toldUserName = (page: Page) => page.locator('[autocomplete="username"]:not([type="hidden"])').inputValue()
