import { createDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenseAlerts } from '@tenantry/contract/license-alerts.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { updateMailSettings } from '@tenantry/contract/mail-settings.ts'
import { afterAll, beforeAll, describe, expect, inject } from 'vitest'
import { type SmtpProcess, startSmtpServer } from '../server/testing/smtp/smtp-process.ts'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { mailsTakenFor } from './harness/mailbox.ts'
import { ownProvider } from './harness/own-provider.ts'
import { test as base } from './harness/test.ts'

/** A mail server and a bell hold for a whole provider, so that this file has one of its own. */
const test = base.extend<{ administrator: Person }>({
  administrator: [ownProvider('Alerts'), { scope: 'file' }],
})

let smtp: SmtpProcess
beforeAll(async () => {
  smtp = await startSmtpServer({ security: 'starttls', user: 'mailer', password: 'right horse' })
})
afterAll(() => smtp.kill())
const mailServer = () => ({
  host: '127.0.0.1',
  port: smtp.port,
  security: 'starttls' as const,
  checksCertificate: false,
  user: 'mailer',
  password: 'right horse',
  senderAddress: 'noreply@alerts.example',
  senderName: 'Alerts of licenses',
  replyTo: null,
})

describe('alerts about licenses (EC6, OM3, OM4)', () => {
  test('a customer of 10 licenses is told of at 8 devices, not at 9, and at 10: in a mailbox and by the bell', async ({
    page,
    administrator,
  }) => {
    const { api } = administrator
    await api(updateMailSettings, { body: { smtp: null } }, { ifMatch: '*' })
    const word = uniqueWord()
    const to = `${word.toLowerCase()}@cust.example`
    const { id } = await addCustomer(administrator, { name: `Alerted ${word}` })
    const types = [{ type: 'it_assets', limit: 10 }]
    await api(setCustomerLicenses, { params: { id }, body: { mode: 'allocated', types } }, { ifMatch: '*' })
    const devices = async (count: number) => {
      for (let n = 0; n < count; n++)
        await api(createDevice, { body: { organizationId: id, name: 'box', class: 'server' } })
    }
    const mails = () => mailsTakenFor(smtp, to)
    const subjects = async () => (await mails()).map(({ subject }) => subject)
    await devices(7)

    await page.goto(`/customers/${id}/licenses`)
    const section = page.getByRole('region', { name: 'Alerts' })
    await section.getByText('No alert has been sent yet.').waitFor()
    await section.getByRole('button', { name: /^Edit alerts/ }).click()
    const panel = page.getByRole('dialog', { name: 'Edit alerts' })
    const recipients = panel.getByRole('combobox', { name: 'Recipients' })
    await recipients.evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'nobody\nAda King <ada@cust.example>')
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await panel.getByText('nobody is no email address').waitFor()
    await panel.getByText('ada@cust.example', { exact: true }).waitFor()
    await recipients.press('Backspace')
    await panel.getByText('ada@cust.example', { exact: true }).waitFor({ state: 'detached' })
    const subject = panel.getByRole('textbox', { name: 'Subject' })
    await subject.fill(`${word} `)
    await panel.getByRole('button', { name: 'Insert variable' }).click()
    await page.getByRole('menuitem', { name: 'Percent used' }).click()
    await expect.poll(() => subject.inputValue()).toBe(`${word} {{percent}}`)
    // What is wrong with it is said while it is typed, and at the field that a test is refused for.
    await subject.fill(`${word} {{nobody}}`)
    await panel.getByText('There is no variable {{nobody}}').waitFor()
    await subject.fill(`${word} {{used} of`)
    await panel.getByText('{{used} is not closed by }}').waitFor()
    await subject.fill(`${word} {{used`)
    await panel.getByText('is not closed by }}').waitFor({ state: 'detached' })
    await subject.blur()
    await panel.getByText('{{used is not closed by }}').waitFor()
    await subject.fill(`${word} \u202e`)
    page.watched.allow(/^422 POST/)
    await panel.getByRole('button', { name: 'Send test to me' }).click()
    await expect.poll(() => subject.getAttribute('aria-invalid')).toBe('true')
    await subject.fill(`${word} {{percent}} of {{threshold}}`)
    await expect.poll(() => subject.getAttribute('aria-invalid')).not.toBe('true')
    // The preview and the test have the threshold that is typed.
    const threshold = panel.getByRole('textbox', { name: 'Threshold in percent' })
    await threshold.fill('65')
    await panel.getByText(`${word} 70 of 65`, { exact: true }).waitFor()
    const tested = page.waitForRequest(/license-alerts\/test$/)
    // Nothing sends it here, which is not told as if something did.
    await panel.getByRole('button', { name: 'Send test to me' }).click()
    await page.getByText('lies in the outbox: no mail server is set').waitFor()
    expect((await tested).postDataJSON()).toMatchObject({ threshold: 65 })
    await threshold.fill('800')
    await panel.getByRole('button', { name: 'Send test to me' }).click()
    await panel.getByText('Thresholds are numbers from 1 to 100').waitFor()
    await subject.fill(`${word} {{percent}}`)
    await api(updateMailSettings, { body: { smtp: mailServer() } }, { ifMatch: '*' })
    // The preview has the numbers of this moment.
    await panel.getByText(`${word} 70`, { exact: true }).waitFor()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Enter a whole number from 1 to 100').waitFor()
    await panel.getByText('nobody is no email address').waitFor()
    await checkPage(page)
    await threshold.fill('80')
    await recipients.press('Backspace')
    await recipients.fill(to)
    // It has no list, and is not said to have opened one.
    await expect.poll(() => recipients.getAttribute('aria-expanded')).toBe('false')
    await recipients.press('Enter')
    // Somebody else has saved meanwhile: both versions are shown, and what is chosen of them is saved.
    const theirs = { threshold: 90, typeThresholds: [{ type: 'users', threshold: 33 }], subject: `${word} of theirs` }
    await api(setCustomerLicenseAlerts, { params: { id }, body: theirs }, { ifMatch: '*' })
    page.watched.allow(/^412 PUT/)
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('You have changed this in another window').waitFor()
    await panel
      .getByRole('group', { name: /^Threshold in percent/ })
      .getByText('90 %')
      .waitFor()
    await panel
      .getByRole('group', { name: /^Users/ })
      .getByText('33 %')
      .waitFor()
    await checkPage(page)
    await panel.getByRole('button', { name: 'Save what is chosen' }).click()
    await panel.waitFor({ state: 'detached' })
    await section.getByText(to).waitFor()
    await section.getByText('Users 33 %').waitFor()

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Entities' }).click()
    await page.getByRole('heading', { name: 'Entities', level: 1 }).waitFor()
    const bell = (name: string) => page.getByRole('button', { name, exact: true })
    await bell('Notifications').waitFor()
    await devices(1)
    await expect.poll(subjects).toEqual([`${word} 80`])
    const [mail] = await mails()
    expect(mail?.from).toMatchObject({ name: 'Alerts of licenses', address: 'noreply@alerts.example' })
    expect(mail?.text).toContain('uses 8 of 10 licenses of the type IT assets, which is 80 %. That leaves 2.')
    const link = `${inject('ready').url}/customers/${id}/licenses`
    expect(mail?.text).toContain(link)
    expect(mail?.html).toContain(`href="${link}"`)
    await devices(2)
    await expect.poll(subjects).toEqual([`${word} 80`, `${word} 100`])

    // Whoever comes back to the page is told at once; who stays, within half a minute.
    await expect
      .poll(async () => {
        await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
        return bell('Notifications: 2 not read').isVisible()
      })
      .toBe(true)
    await bell('Notifications: 2 not read').click()
    const list = page.getByRole('dialog', { name: 'Notifications' })
    await list.getByText(`Alerted ${word} uses 100 % of its IT assets`).waitFor()
    await checkPage(page)
    await list.getByText(`Alerted ${word} uses 80 % of its IT assets`).click()
    const told = page.getByRole('table', { name: 'What was told' })
    await told.getByText('100 % · 10 of 10 Limit reached').waitFor()
    await told.getByText('80 % · 8 of 10 Threshold of 80 %').waitFor()
    await checkPage(page)
    await bell('Notifications: 1 not read').click()
    await list.getByRole('button', { name: 'Mark all as read' }).click()
    await bell('Notifications').waitFor()
    await list.getByText('Not read').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')

    await section.getByRole('button', { name: /^Edit alerts/ }).click()
    await panel.getByRole('checkbox', { name: 'No recipients of its own' }).check()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'detached' })
    await section.getByText(/^No recipients of its own: .*@alerts\.example/i).waitFor()
  })
})
