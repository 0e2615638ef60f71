import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { expireInvitation } from './harness/clockwork.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { linkOf, mailsTo, mailTo } from './harness/mailbox.ts'
import { acceptAs } from './harness/members.ts'
import { test } from './harness/test.ts'

/** MH6, RI5: what becomes of an invitation after the customer is there. */
describe('an invitation', () => {
  const { dataDir } = inject('ready')

  /** A customer whose administrator is pending; the invitation was put off unless told. */
  async function invited(person: Person, send: 'now' | 'later' = 'later') {
    const word = uniqueWord().toLowerCase()
    const email = `asha-${word}@airtel.com`
    const admin = { firstName: 'Asha', lastName: `Rao ${word}`, email, invitation: { send } }
    const { id, name } = await addCustomer(person, { name: `Airtel ${word}`, contacts: { admin } })
    return { id, name, email, who: `Asha Rao ${word}` }
  }

  /** The mail lies in the outbox a moment before it is noted that it was sent. */
  async function isNoted(person: Person, email: string): Promise<void> {
    const query = { filter: { email: { eq: email } } }
    await expect
      .poll(async () => (await person.api(listUsers, { query })).data.items[0]?.invitation?.sentAt, { timeout: 15_000 })
      .toEqual(expect.any(String))
  }

  test('that was put off is sent from the users of the customer, once though its answer got lost, and again, after which the older link is spent', async ({
    page,
    open,
    administrator: person,
  }) => {
    const { id, email, who } = await invited(person)
    await page.goto(`/customers/${id}/users`)
    const row = page.getByRole('row').filter({ hasText: email })
    await row.getByText('Invitation not sent').waitFor()
    await checkPage(page)
    const menu = row.getByRole('button', { name: `Actions for ${who}` })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Send invitation' }).click()
    const panel = page.getByRole('dialog', { name: `Invite ${who}` })
    await panel.getByText(`The mail goes to ${email}.`).waitFor()
    await panel.getByText('No mail server is set').waitFor()
    await panel.getByRole('link', { name: 'Set a mail server' }).waitFor()
    await checkPage(page)
    await panel.getByRole('radio', { name: 'On a date' }).check()
    await panel.getByRole('button', { name: 'Send invitation' }).click()
    await focused(panel.getByLabel('Day of the invitation')).waitFor()
    await panel.getByLabel('Day of the invitation').fill('2020-01-01')
    page.watched.allow(/^422 POST .*\/invitation$/)
    await panel.getByRole('button', { name: 'Send invitation' }).click()
    await panel.getByText('The day of the invitation lies in the past').waitFor()
    await panel.getByRole('radio', { name: 'Now' }).check()
    // Its answer gets lost, and it is tried again.
    page.watched.allow(/^net::ERR_CONNECTION_RESET POST/)
    let isBroken = true
    await page.route('**/invitation', async (route) => {
      if (!isBroken) return route.fallback()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await panel.getByRole('button', { name: 'Send invitation' }).click()
    await panel.getByRole('alert').waitFor()
    isBroken = false
    await panel.getByRole('button', { name: 'Send invitation' }).click()
    await panel.waitFor({ state: 'hidden' })
    await page.getByText(`The invitation of ${who} goes to the outbox: no mail server is set`).waitFor()
    await focused(menu).waitFor()
    const { data } = await person.api(listUsers, { query: { filter: { email: { eq: email } } } })
    const query = { filter: { objectId: { eq: data.items[0]?.id }, action: { eq: 'user.invitation_requested' } } }
    expect((await person.api(listAuditEvents, { query: query as never })).data.total).toBe(1)
    const first = linkOf(await mailTo(dataDir, email))
    // The row tells of it by itself.
    await row.getByText('In the outbox, not sent').waitFor()

    await menu.click()
    await page.getByRole('menuitem', { name: 'Send invitation again' }).click()
    await panel.getByText('The link that was sent before stops working at once.').waitFor()
    await panel.getByRole('button', { name: 'Send invitation again' }).click()
    await panel.waitFor({ state: 'hidden' })
    await expect.poll(async () => (await mailsTo(dataDir, email)).length, { timeout: 15_000 }).toBe(2)
    const guest = await open({ allow: [/^404 POST \/api\/v1\/invitations\/read$/] })
    await guest.goto(first)
    await guest.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
    await acceptAs(person, dataDir, email)
    await page.reload()
    await row.getByText('Active').last().waitFor()
    await menu.click()
    await page.getByRole('menuitem', { name: 'Open' }).waitFor()
    await expect.poll(() => page.getByRole('menuitem').allTextContents()).toEqual(['Open'])
  })

  test('to a mistyped login is withdrawn, and somebody else is named, by keyboard', async ({ page, administrator }) => {
    const { id, name, email, who } = await invited(administrator)
    await page.goto(`/customers/${id}/users`)
    const row = page.getByRole('row').filter({ hasText: email })
    await row.waitFor()
    await tabTo(page, row.getByRole('button', { name: `Actions for ${who}` }))
    const chooseLast = async () => {
      await page.keyboard.press('Enter')
      // It is shown a moment before keys go to it.
      await page.locator('[role="menu"]:focus-within').waitFor()
      await page.keyboard.press('End')
      await focused(page.getByRole('menuitem', { name: 'Withdraw' })).waitFor()
      await page.keyboard.press('Enter')
    }
    await chooseLast()
    const question = page.getByRole('dialog', { name: `Withdraw the invitation of ${who}?` })
    await focused(question.getByRole('button', { name: 'Cancel' })).waitFor()
    await page.keyboard.press('Escape')
    await focused(row.getByRole('button', { name: `Actions for ${who}` })).waitFor()
    await chooseLast()
    await focused(question.getByRole('button', { name: 'Cancel' })).waitFor()
    await tabTo(page, question.getByRole('button', { name: 'Withdraw' }))
    await page.keyboard.press('Enter')
    await question.waitFor({ state: 'hidden' })
    await row.waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()
    await page.getByText(`Nobody signs in for ${name} yet.`).waitFor()

    const naming = page.getByRole('button', { name: 'Name an administrator' })
    await tabTo(page, naming)
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Name an administrator' })
    const login = panel.getByRole('textbox', { name: 'Login email' })
    await tabTo(page, panel.getByRole('textbox', { name: 'First name' }))
    await page.keyboard.type('Vikram')
    await tabTo(page, login)
    await page.keyboard.type('vikram')
    await page.keyboard.press('Enter')
    await focused(login).waitFor()
    await expect.poll(() => login.getAttribute('aria-invalid')).toBe('true')
    await checkPage(page)
    await page.keyboard.type(`-${email}`)
    await page.keyboard.press('Enter')
    await panel.waitFor({ state: 'hidden' })
    const right = page.getByRole('row').filter({ hasText: `vikram-${email}` })
    await right.getByText('Pending').last().waitFor()
    await expect.poll(() => naming.count()).toBe(0)
    await mailTo(dataDir, `vikram-${email}`)
  })

  test('whose link is too old asks for a fresh one, which lets in', async ({ page, open, administrator: person }) => {
    const { id, name, email } = await invited(person, 'now')
    const old = linkOf(await mailTo(dataDir, email))
    await isNoted(person, email)
    await asBeforeItWasSent(page, id)
    await page.goto(`/customers/${id}`)
    const people = page.getByRole('region', { name: 'People', exact: true })
    await people.getByText('Invitation on its way').waitFor()
    await people.getByText('Invitation in the outbox, not sent').waitFor()
    await expireInvitation(dataDir, email)
    await page.getByRole('navigation', { name }).getByRole('link', { name: 'Users' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: email })
      .getByText(/^Link expired/)
      .waitFor()
    const guest = await open()
    await guest.goto(old)
    await guest.getByRole('heading', { name: 'This invitation is too old' }).waitFor()
    await expect.poll(() => guest.getByText(name).count()).toBe(0)
    await checkPage(guest)
    await tabTo(guest, guest.getByRole('button', { name: 'Send a fresh link' }))
    await guest.keyboard.press('Enter')
    await guest.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
    await checkPage(guest)
    await expect.poll(async () => (await mailsTo(dataDir, email)).length, { timeout: 15_000 }).toBe(2)
    await acceptAs(person, dataDir, email)
  })
})

/** The first time that a customer is read, its invitation looks as it does before it was sent. */
async function asBeforeItWasSent(page: Page, customerId: string): Promise<void> {
  const address = `**/api/v1/customers/${customerId}`
  await page.route(
    address,
    async (route) => {
      const response = await route.fetch()
      const customer = await response.json()
      customer.contacts.admin.invitation.sentAt = null
      customer.contacts.admin.invitation.isInOutbox = false
      await route.fulfill({ response, json: customer })
    },
    { times: 1 },
  )
}
