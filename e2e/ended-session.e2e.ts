import { getCustomer } from '@tenantry/contract/customers.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, signInByApi, uniqueWord } from './harness/api.ts'
import { admin } from './harness/global-setup.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

const allow = [/^401 /]

describe('a session that ends', () => {
  test('leaves what was typed, to be saved after signing in in another window, and a panel that the address holds', async ({
    open,
    administrator,
  }) => {
    const word = uniqueWord()
    const tag = `Kept ${word}`
    await administrator.api(createTag, { body: { name: tag, color: 'gray' } })
    const { id, name } = await addCustomer(administrator, {
      name: `Ending ${word}`,
      location: { country: 'DE', city: 'Bonn' },
    })
    const page = await open({ as: await signInByApi(inject('ready').url), allow })
    await page.goto(`/customers/${id}/profile`)
    const city = page.getByRole('textbox', { name: 'City' }).first()
    await city.fill('Köln')
    await page.getByRole('combobox', { name: 'Tags' }).fill(tag)
    await page.getByRole('option', { name: tag, exact: true }).click()
    await page.keyboard.press('Escape')
    const beside = await signOutBeside(open, page)

    // Neither a question whether to lose it nor the sign-in page: the words say what to do, and lead there by keyboard.
    await save(page)
    const alert = page.getByRole('alert').filter({ hasText: 'You are signed out. What you typed stays here' })
    await alert.waitFor()
    await focused(page.getByRole('button', { name: 'Save', exact: true })).waitFor()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await expect.poll(() => city.inputValue()).toBe('Köln')
    await page.getByText(tag, { exact: true }).first().waitFor()
    await expect.poll(() => page.getByText('Unknown tag').count()).toBe(0)
    await tabTo(page, alert.getByRole('link', { name: 'Sign in in another window' }), 'Shift+Tab', 10)
    const opened = page.context().waitForEvent('page')
    await page.keyboard.press('Enter')
    const window = await opened
    await signIn(window)
    await window.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
    await window.close()

    await save(page)
    await page.getByText(`${name} is saved`).waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' })
    await expect.poll(() => city.inputValue()).toBe('Köln')
    // The form has the version that was stored: nobody else has changed it.
    await city.fill('Aachen')
    await save(page)
    await expect.poll(async () => (await read()).location?.city).toBe('Aachen')
    await expect.poll(() => city.inputValue()).toBe('Aachen')

    await chooseAction(page, name, 'Change status')
    const panel = page.getByRole('dialog', { name: `Status of ${name}` })
    await panel.getByRole('radio', { name: 'Suspend' }).check()
    const reason = panel.getByRole('textbox', { name: 'Reason' })
    await reason.fill('Invoices unpaid since May')
    await panel.getByText('Devices that go on reporting').waitFor()
    await signOut(beside)
    await panel.getByRole('button', { name: 'Suspend' }).click()
    await panel.getByRole('alert').getByRole('link', { name: 'Sign in in another window' }).waitFor()
    await checkPage(page)
    await expect.poll(() => reason.inputValue()).toBe('Invoices unpaid since May')

    async function read() {
      return (await administrator.api(getCustomer, { params: { id } })).data
    }
  })

  test('says so where it leads to signing in, and goes on where it was', async ({ open }) => {
    const page = await open({ as: await signInByApi(inject('ready').url), allow })
    await page.goto('/tags')
    await page.getByRole('heading', { name: 'Tags', level: 1 }).waitFor()
    const beside = await signOutBeside(open, page)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click()
    const words = 'You have been signed out. Sign in again to go on.'
    await page.getByRole('status').filter({ hasText: words }).waitFor()
    await checkPage(page)
    await signIn(page)
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
    // Who has signed out knows why.
    await expect.poll(() => beside.getByText(words).count()).toBe(0)
  })
})

/** Ends the session of a page in another window of its browser, as somebody would. */
async function signOutBeside(open: (options: object) => Promise<WatchedPage>, page: Page): Promise<Page> {
  const beside = await open({ beside: page, allow })
  await signOut(beside)
  return beside
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/devices')
  await page.getByRole('button', { name: /account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

async function signIn(page: Page): Promise<void> {
  await focused(page.getByLabel('Email')).waitFor()
  await page.getByLabel('Email').fill(admin.email)
  await page.getByLabel('Password', { exact: true }).fill(admin.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
