import { testLicenseAlert } from '@tenantry/contract/license-alerts.ts'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type SmtpProcess, startSmtpServer } from '../server/testing/smtp/smtp-process.ts'
import { checkPage } from './harness/accessibility.ts'
import type { Person } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { ownProvider } from './harness/own-provider.ts'
import { test as base } from './harness/test.ts'

/** The mail server holds for a whole provider, so that this file has one of its own. */
const test = base.extend<{ manager: Person }>({
  manager: [ownProvider('Mails'), { scope: 'file' }],
})

let smtp: SmtpProcess
beforeAll(async () => {
  smtp = await startSmtpServer({ security: 'starttls', user: 'mailer', password: 'right horse' })
})
afterAll(() => smtp.kill())

describe('the mail server of a provider (OM3)', () => {
  test('is typed with a mistake, answers, is mended, tested and saved; the bell has nothing to tell', async ({
    open,
    manager,
  }) => {
    const page = await open({ as: manager })
    await page.goto('/settings/mail')
    await page.getByText('Mails wait in the outbox').waitFor()
    await page.getByText('No mail yet').waitFor()
    await checkPage(page)
    // What is written before there is a server lies in the outbox, and is sent once somebody says so.
    await manager.api(testLicenseAlert, { params: { of: 'pool' }, body: {} })
    const row = page.getByRole('row', { name: /in the pool of Mails/ })
    await expect
      .poll(async () => {
        await page.reload()
        return row
          .getByText('In the outbox')
          .waitFor({ timeout: 1_000 })
          .then(
            () => true,
            () => false,
          )
      })
      .toBe(true)
    await row.click()
    await page.getByText('Sending it is possible once a mail server is set').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Mail server' }).click()
    const panel = page.getByRole('dialog', { name: 'Mail server' })
    await panel.getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1')
    await panel.getByRole('textbox', { name: 'Port', exact: true }).fill(String(smtp.port))
    await panel.getByRole('textbox', { name: 'User', exact: true }).fill('mailer')
    await panel.getByLabel('Password', { exact: true }).fill('wrong horse')
    await panel.getByRole('textbox', { name: 'Address of the sender' }).fill('noreply@northwind.example')
    await panel.getByLabel('Send a test mail to').fill('ada@northwind.example')
    const send = panel.getByRole('button', { name: 'Send test mail' })
    await send.click()
    await panel.getByText('The server did not take the mail').waitFor()
    await panel
      .getByText(/certificate/i)
      .first()
      .waitFor()
    // What it answered is in sight, above the buttons of the panel.
    const bottom = async (of: Locator) => (await of.boundingBox().then((box) => box && box.y + box.height)) ?? 0
    const save = panel.getByRole('button', { name: 'Save mail server' })
    await expect
      .poll(
        async () =>
          (await bottom(panel.getByRole('status').filter({ hasText: 'did not take' }))) < (await bottom(save)),
      )
      .toBe(true)
    await panel.getByRole('switch', { name: 'Check the certificate' }).click()
    // What was said of other values is gone with the first change.
    await panel.getByText('The server did not take the mail').waitFor({ state: 'detached' })
    await send.click()
    await panel.getByText('535 5.7.8 Wrong user or password').waitFor()
    await panel.getByLabel('Password', { exact: true }).fill('right horse')
    await send.click()
    await panel.getByText('The server has taken the mail').waitFor()
    await checkPage(page)
    const [mail] = await smtp.mails()
    expect(mail?.to).toBe('ada@northwind.example')
    expect(mail?.raw).toContain('Subject: Test mail of Mails')
    await panel.getByRole('button', { name: 'Save mail server' }).click()
    await page.getByText('Mails go out by 127.0.0.1').waitFor()
    await page.getByText('One mail lies in the outbox and has not been sent.').waitFor()
    await page.getByRole('button', { name: 'Send it…' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('The mail is queued').waitFor()
    await expect.poll(async () => (await smtp.mails()).length).toBe(2)
    // The list follows without being read anew by hand.
    await row.getByText('Sent', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Notifications' }).click()
    const bell = page.getByRole('dialog', { name: 'Notifications' })
    await bell.getByText('Nothing to tell').waitFor()
    const pool = bell.getByRole('group', { name: 'Licenses of the pool run out' })
    await pool.getByText('The recipients of an alert get its mails whatever you choose').waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await bell.waitFor({ state: 'hidden' })
    await focused(page.getByRole('button', { name: 'Notifications' })).waitFor()
  })
})
