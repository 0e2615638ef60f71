import { createDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { listMails } from '@tenantry/contract/mails.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { test } from './harness/test.ts'

describe('alerts about licenses (EC6, OM3, OM4)', () => {
  test('a customer of 10 licenses is told of by mail at 8 devices, not at 9, and at 10', async ({
    page,
    administrator,
  }) => {
    const { api } = administrator
    const word = uniqueWord()
    const to = `${word.toLowerCase()}@cust.example`
    const { id } = await addCustomer(administrator, { name: `Alerted ${word}` })
    const types = [{ type: 'it_assets', limit: 10 }]
    await api(setCustomerLicenses, { params: { id }, body: { mode: 'allocated', types } }, { ifMatch: '*' })
    const devices = async (count: number) => {
      for (let n = 0; n < count; n++)
        await api(createDevice, { body: { organizationId: id, name: 'box', class: 'server' } })
    }
    const subjects = async () => {
      const { items } = (await api(listMails, { query: { q: to } })).data
      return items.map(({ subject }) => subject)
    }
    await devices(7)

    await page.goto(`/customers/${id}/licenses`)
    const section = page.getByRole('region', { name: 'Alerts' })
    await section.getByText('No alert has been sent yet.').waitFor()
    await section.getByRole('button', { name: /^Edit alerts/ }).click()
    const panel = page.getByRole('dialog', { name: 'Edit alerts' })
    await panel.getByRole('textbox', { name: 'Threshold in percent' }).fill('800')
    const recipients = panel.getByRole('combobox', { name: 'Recipients' })
    await recipients.fill('nobody')
    await recipients.press('Enter')
    const subject = panel.getByRole('textbox', { name: 'Subject' })
    await subject.fill(`${word} `)
    await panel.getByRole('button', { name: 'Insert variable' }).click()
    await page.getByRole('menuitem', { name: 'Percent used' }).click()
    await expect.poll(() => subject.inputValue()).toBe(`${word} {{percent}}`)
    // The preview has the numbers of this moment.
    await panel.getByText(`${word} 70`, { exact: true }).waitFor()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Enter a number from 1 to 100').waitFor()
    await panel.getByText('nobody is no email address').waitFor()
    await checkPage(page)
    await panel.getByRole('textbox', { name: 'Threshold in percent' }).fill('80')
    await recipients.press('Backspace')
    await recipients.fill(to)
    await recipients.press('Enter')
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'detached' })
    await section.getByText(to).waitFor()

    await devices(1)
    await expect.poll(subjects, { timeout: 20_000 }).toEqual([`${word} 80`])
    await devices(2)
    await expect.poll(subjects, { timeout: 20_000 }).toEqual([`${word} 100`, `${word} 80`])
    await page.reload()
    const told = page.getByRole('table', { name: 'What was told' })
    await told.getByText('100 % · 10 of 10').waitFor()
    await told.getByText('80 % · 8 of 10').waitFor()
    await checkPage(page)
  })
})
