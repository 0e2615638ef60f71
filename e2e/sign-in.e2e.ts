import { acceptInvitation } from '@tenantry/contract/invitations.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { getMe } from '@tenantry/contract/me.ts'
import type { Email } from 'postal-mime'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, signInByApi, uniqueWord } from './harness/api.ts'
import { createProvider } from './harness/create-provider.ts'
import { admin } from './harness/global-setup.ts'
import { focused } from './harness/keyboard.ts'
import { linkOf, mailsTo, mailTo } from './harness/mailbox.ts'
import { test, type WatchedPage } from './harness/test.ts'

const refused = [/^401 POST \/api\/auth\/sign-in\/email$/]

describe('signing in', () => {
  test('is refused in the same words for a wrong password and an unknown address, and follows no link to another site', async ({
    open,
  }) => {
    const page = await open({ allow: refused })
    await page.goto('/sign-in?returnTo=//elsewhere.example/customers')
    // Empty fields are named without asking the server.
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Enter your email address').waitFor()
    await page.getByText('Enter your password').waitFor()
    await checkPage(page)
    const said: (string | null)[] = []
    for (const [email, password] of [
      [admin.email, 'not the right sentence'],
      [`nobody-${uniqueWord()}@northwind.example`, 'not the right sentence'],
    ]) {
      await signIn(page, { email: email ?? '', password: password ?? '' })
      await page.getByRole('alert').filter({ hasText: /./ }).waitFor()
      said.push(await page.getByRole('alert').textContent())
      await expect.poll(() => page.getByLabel('Email').inputValue()).toBe(email)
      await page.reload()
    }
    expect(said[0]).toBe('Email or password is not right.')
    expect(said[1]).toBe(said[0])
    await signIn(page, admin)
    await customersShown(page)
    await expect.poll(() => page.url()).toBe(`${inject('ready').url}/customers`)
  })

  test('opens the link that was sent to somebody, by keyboard alone, for a session that survives loading again and ends with signing out', async ({
    open,
  }) => {
    const page = await open()
    await page.goto('/customers?q=nothing-like-this&view=cards')
    await focused(page.getByLabel('Email')).waitFor()
    // A phone leaves it as it is typed.
    await expect.poll(() => page.getByLabel('Email').getAttribute('autocorrect')).toBe('off')
    await page.keyboard.type(admin.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(admin.password)
    await page.keyboard.press('Enter')
    await customersShown(page)
    await expect.poll(() => new URL(page.url()).search).toBe('?q=nothing-like-this&view=cards')
    const search = page.getByRole('searchbox', { name: 'Search by name or code' })
    await expect.poll(() => search.inputValue()).toBe('nothing-like-this')
    await page.reload()
    await customersShown(page)
    await page.getByRole('button', { name: /account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto('/devices')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('whose organization is suspended is told why it does not go on, and gets in when that is lifted', async ({
    open,
    administrator,
  }) => {
    const word = uniqueWord().toLowerCase()
    const person = { email: `held-${word}@airtel.com`, password: 'seven gentle otters 42' }
    const name = `Held ${word}`
    const contacts = { admin: { firstName: 'Asha', email: person.email, invitation: { send: 'now' } } } as const
    const { id } = await addCustomer(administrator, { name, contacts })
    const link = new URL(linkOf(await mailTo(inject('ready').dataDir, person.email)))
    const token = link.searchParams.get('token') ?? ''
    await administrator.api(acceptInvitation, { body: { token, password: person.password } })
    await administrator.api(changeCustomerStatus, { params: { id }, body: { status: 'suspended' } })
    const page = await open({ allow: [/^401 GET/] })
    await page.goto('/sign-in')
    await signIn(page, person)
    await page.getByRole('alert').getByText('no organization of yours lets people sign in now').waitFor()
    await checkPage(page)
    const sessions = async () => (await page.context().cookies()).filter((cookie) => cookie.name.includes('session'))
    await expect.poll(sessions).toEqual([])
    await administrator.api(changeCustomerStatus, { params: { id }, body: { status: 'active' } })
    await signIn(page, person)
    await page.getByRole('table').getByRole('link', { name }).waitFor()
  })
})

describe('a forgotten password', () => {
  test('a link by mail sets a new one, once, and ends other sessions', async ({ open }) => {
    const { url, dataDir } = inject('ready')
    const email = `forgetful-${uniqueWord().toLowerCase()}@fabrikam.example`
    const [old, chosen] = ['the first long password', 'another long sentence']
    await createProvider(dataDir, `Fabrikam ${uniqueWord()}`, { email, password: old })
    const elsewhere = await signInByApi(url, { email, password: old })
    await elsewhere.api(getMe, {})

    const page = await open({ allow: [...refused, /^422 POST \/api\/auth\/(check-reset-link|reset-password)$/] })
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(email)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
    await checkPage(page)
    // What was typed before need not be typed again, and stands in no address.
    await expect.poll(() => page.getByLabel('Email').inputValue()).toBe(email)
    expect(page.url()).not.toContain('@')
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()

    const link = linkIn(await mailTo(dataDir, email))
    const linked = `${link.pathname}${link.search}`
    await page.goto(linked)
    await choosePassword(page, 'short')
    await page.getByLabel('New password').and(page.locator('[aria-invalid="true"]')).waitFor()
    await checkPage(page)
    // Whose it is, is known: it is told while one types.
    await page.getByLabel('New password').fill(`${email.split('@')[0]} and more`)
    await page.getByRole('status').getByText('Leave out the part of your email address before the @').waitFor()
    // One that only the server refuses is marked as well.
    await choosePassword(page, 'password1234')
    await page.getByText('Many people have a password like this').waitFor()
    await focused(page.getByLabel('New password').and(page.locator('[aria-invalid="true"]'))).waitFor()
    await choosePassword(page, chosen)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()

    await signIn(page, { email, password: old })
    await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor()
    await signIn(page, { email, password: chosen })
    await customersShown(page)
    await expect(elsewhere.api(getMe, {})).rejects.toThrow()

    // Used up, it says so at once.
    await page.goto(linked)
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
  })

  test('an unknown address is answered like a known one, which gets a link to where the product runs, and gets no mail', async ({
    open,
  }) => {
    const { url, dataDir } = inject('ready')
    const unknown = `nobody-${uniqueWord().toLowerCase()}@fabrikam.example`
    const page = await open()
    const before = (await mailsTo(dataDir, admin.email)).length
    for (const email of [unknown, admin.email]) {
      await page.goto('/forgot-password')
      await askForLink(page, email)
      await page.getByText(`If ${email} belongs to an account, a link is on its way.`).waitFor()
    }
    // The second one's mail is there; there was time for the first one's.
    await expect.poll(async () => (await mailsTo(dataDir, admin.email)).length).toBeGreaterThan(before)
    expect(await mailsTo(dataDir, unknown)).toEqual([])
    expect(linkIn(await mailTo(dataDir, admin.email)).origin).toBe(url)
  })

  test('a link without a token offers a new one', async ({ open }) => {
    const page = await open()
    await page.goto('/reset-password')
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor()
    await checkPage(page)
    // Nor is one that no token can be.
    page.watched.allow(/^422 POST .*check-reset-link$/)
    await page.goto(`/reset-password?token=${'a'.repeat(1_200)}`)
    await page.getByRole('link', { name: 'Ask for a new link' }).click()
    await page.getByRole('button', { name: 'Send the link' }).waitFor()
  })
})

function linkIn({ text = '' }: Email): URL {
  return new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '')
}

async function signIn(page: WatchedPage, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function askForLink(page: WatchedPage, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
}

async function choosePassword(page: WatchedPage, password: string): Promise<void> {
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Change password' }).click()
}

async function customersShown(page: WatchedPage): Promise<void> {
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
}
