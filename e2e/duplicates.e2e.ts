import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

describe('a customer that is there already', () => {
  test('is named while its name, code or domain is typed, with a way to it, and keeps nobody from going on (B10)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const domain = `${word.toLowerCase()}.com`
    const there = await addCustomer(administrator, { name: `${word} Airtel Inc.`, code: `A${word}`, domain })
    const wizard = new Wizard(page)
    const warning = wizard.dialog.getByRole('status').filter({ hasText: 'This may be there already' })
    const link = warning.getByRole('link', { name: `${there.name}, opens in a new window` })
    await wizard.openAtCompany()
    await wizard.field('Name').fill(`${word} AIRTEL`)
    await warning.getByText('same name').waitFor()
    await checkPage(page)
    await wizard.field('Name').fill(`Another ${uniqueWord()}`)
    await warning.waitFor({ state: 'hidden' })
    await wizard.field('Domain').fill(domain)
    await warning.getByText('same domain').waitFor()
    await tabTo(page, link)
    const opened = page.waitForEvent('popup')
    await page.keyboard.press('Enter')
    await (await opened).getByRole('heading', { name: there.name, level: 1 }).waitFor()
    const name = await wizard.field('Name').inputValue()
    const id = await wizard.create(name)
    await page.goto(`/customers/${id}/profile`)
    await page.getByRole('status').filter({ hasText: 'same domain' }).getByRole('link', { name: there.name }).waitFor()
    await expect.poll(() => page.getByRole('status').filter({ hasText: name }).count()).toBe(0)
  })
})
