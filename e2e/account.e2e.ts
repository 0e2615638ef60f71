import { getMe } from '@tenantry/contract/me.ts'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { createProvider } from './harness/create-provider.ts'
import { hold } from './harness/hold.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test as base } from './harness/test.ts'

const password = 'a long sentence to remember'
const nextPassword = 'nine patient herons 57'

/** Somebody of their own for each test: it changes how they sign in. */
const test = base.extend<{ who: { email: string; person: Person } }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  who: async ({}, use) => {
    const { url, dataDir } = inject('ready')
    const email = `${uniqueWord().toLowerCase()}@account.example`
    await createProvider(dataDir, `Account ${uniqueWord()}`, { email, password })
    await use({ email, person: await signInByApi(url, { email, password }) })
  },
})

describe('one’s own account', () => {
  test('is reached from the menu by keyboard, keeps a new name and the dark, and is not left with what is not saved yet without a question', async ({
    open,
    who,
  }) => {
    const page = await open({ as: who.person })
    await page.goto('/devices')
    const menu = page.getByRole('button', { name: /account of/ })
    await menu.waitFor()
    await tabTo(page, menu)
    await page.keyboard.press('Enter')
    await focused(page.getByRole('menuitem', { name: 'Your account' })).waitFor()
    await page.keyboard.press('Enter')
    const name = page.getByLabel('Your name')
    const current = page.getByLabel('Current password')
    await name.fill('A')
    await page.getByRole('button', { name: 'Save name' }).click()
    await focused(name).waitFor()
    const release = await hold(page, '**/api/v1/me')
    await name.fill('Ada')
    await page.getByRole('button', { name: 'Save name' }).click()
    await name.fill('Ada Lovelace')
    release()
    await page.getByText('Your name is saved').waitFor()
    await expect.poll(() => name.inputValue()).toBe('Ada Lovelace')
    await name.press('Enter')
    await page.getByRole('button', { name: 'AL: account of Ada Lovelace' }).waitFor()
    expect((await who.person.api(getMe, {})).data.account.name).toBe('Ada Lovelace')

    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
    await page.getByRole('radio', { name: 'Dark' }).check()
    await expect.poll(() => scheme()).toBe('dark')
    await page.reload()
    await page.getByRole('radio', { name: 'Dark' }).and(page.locator(':checked')).waitFor()
    await expect.poll(() => scheme()).toBe('dark')
    await page.keyboard.press('Tab')
    await page.getByRole('radio', { name: 'As the system' }).check()
    await expect.poll(() => scheme()).toBe('light')

    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    const stay = async () => {
      await question.getByRole('button', { name: 'Cancel' }).click()
      await question.waitFor({ state: 'detached' })
    }
    const signOut = async () => {
      await page.getByRole('button', { name: /account of/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    await name.fill('Half a name')
    await page.getByRole('link', { name: 'Customers' }).click()
    await stay()
    await expect.poll(() => name.inputValue()).toBe('Half a name')
    // Nor by signing out, which waits for the answer.
    await signOut()
    await stay()
    await page.getByRole('button', { name: 'Save name' }).click()
    await page.getByText('Your name is saved').waitFor()
    // The button is switched off while nothing is left to save: the form around it has the focus.
    await page.locator('form:focus').getByLabel('Your name').waitFor()
    await current.fill('Half a thought')
    await page.getByRole('link', { name: 'Customers' }).click()
    await stay()
    await expect.poll(() => current.inputValue()).toBe('Half a thought')
    await signOut()
    await question.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('says at its field what is wrong with a password, and gets a new one with the current one, which ends the other sessions', async ({
    open,
    who,
  }) => {
    const { url } = inject('ready')
    const elsewhere = await signInByApi(url, { email: who.email, password })
    const page = await open({ as: who.person, allow: [/^422 POST \/api\/auth\/change-password$/] })
    await page.goto('/account')
    const current = page.getByLabel('Current password')
    const next = page.getByLabel('New password')
    const save = page.getByRole('button', { name: 'Change password' })
    await save.click()
    await focused(current).waitFor()
    await page.getByText('Must be filled').first().waitFor()
    await current.fill('not my password at all')
    await next.fill(nextPassword)
    await page.keyboard.press('Enter')
    await page.getByText('This is not your current password').waitFor()
    await focused(current).waitFor()
    await checkPage(page)
    await current.fill(password)
    await next.fill('password1234')
    await save.click()
    await page.getByText('Many people have a password like this').waitFor()
    await focused(next).waitFor()
    await elsewhere.api(getMe, {})
    await next.fill(nextPassword)
    await save.click()
    await page.getByText('Your password is changed').waitFor()
    await focused(save).waitFor()
    await expect.poll(() => current.inputValue()).toBe('')
    await expect.poll(() => next.inputValue()).toBe('')
    await expect(elsewhere.api(getMe, {})).rejects.toThrow()
    await page.reload()
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
    await expect(signInByApi(url, { email: who.email, password })).rejects.toThrow('401')
    await signInByApi(url, { email: who.email, password: nextPassword })
  })
})
