import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { focused } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

const url = inject('fresh').url
const person = {
  company: 'Contoso Managed Services',
  name: 'Ada Archer',
  email: 'ada@contoso.example',
  password: 'sixteen grey horses',
}

/** The tests of this file follow one installation from its first visitor on. */
describe('setting up', () => {
  test('the first visitor is led to the set-up page from any address, and wrong values are named at their fields', async ({
    open,
  }) => {
    const page = await open({ baseURL: url, allow: [/^422 POST \/api\/v1\/setup$/] })
    for (const address of ['/', '/customers', '/sign-in']) {
      await page.goto(address)
      await page.getByRole('heading', { name: 'Set up Tenantry' }).waitFor()
      await expect.poll(() => new URL(page.url()).pathname).toBe('/setup')
    }
    await page.getByRole('button', { name: 'Create and sign in' }).click()
    await page.getByText('Must be filled').nth(3).waitFor()
    await page.getByRole('status').filter({ hasText: 'Use at least 12 characters' }).waitFor()
    await fill(page, { company: '', name: ' ', email: 'ada', password: 'short' })
    await page.getByRole('button', { name: 'Create and sign in' }).click()
    for (const name of ['Your company *', 'Your name *', 'Email *', 'Password *'])
      await page.getByLabel(name, { exact: true }).and(page.locator('[aria-invalid="true"]')).waitFor()
    await focused(page.getByLabel('Your company')).waitFor()
    await expect
      .poll(() => page.getByText(/at least 12 characters/i).allTextContents())
      .toEqual(['Use at least 12 characters'])
    await checkPage(page)

    // What the server alone knows of a password is told beside what the form finds, and no banner outlasts the marks.
    const password = page.getByLabel('Password *', { exact: true })
    await password.fill('password1234')
    await page.getByText('Long enough, but easy to guess').waitFor()
    await page.getByRole('button', { name: 'Create and sign in' }).click()
    await page.getByText('Many people have a password like this').waitFor()
    await page.locator('[aria-invalid="true"]').nth(3).waitFor()
    await page.getByLabel('Your company').fill(person.company)
    await password.fill(`${person.company} 2026`)
    await page.getByRole('status').filter({ hasText: 'Use more than your name' }).waitFor()
    await fill(page, { ...person, password: 'password1234' })
    await page.getByRole('button', { name: 'Create and sign in' }).click()
    await page.getByText('Many people have a password like this').waitFor()
    await expect.poll(() => page.getByRole('alert').filter({ hasText: /./ }).count()).toBe(0)

    // A time zone that is typed takes the place of the one shown, and one that is none is not sent.
    await fill(page, person)
    const timeZone = page.getByRole('combobox', { name: 'Time zone' })
    // Enter opens a closed list, sends nothing, and takes what was chosen before.
    await timeZone.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Europe/Berlin', exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('listbox').waitFor({ state: 'hidden' })
    await expect.poll(() => timeZone.inputValue()).toBe('Europe/Berlin')
    // By an arrow it begins at the one that is chosen.
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Europe/Berlin', exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => timeZone.inputValue()).toBe('Europe/Bratislava')
    await timeZone.click()
    await page.keyboard.type('calcutta')
    await page.getByRole('option', { name: 'Asia/Kolkata', exact: true }).waitFor()
    await timeZone.selectText()
    await page.keyboard.type('toky')
    await page.getByRole('option', { name: 'Asia/Tokyo' }).waitFor()
    await expect.poll(() => timeZone.inputValue()).toBe('toky')
    await page.keyboard.type('x')
    await page.getByText('Nothing found').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Choose one from the list').waitFor()
    expect(new URL(page.url()).pathname).toBe('/setup')
    await page.getByLabel('Your name').press('Enter')
    await focused(timeZone).waitFor()
    await expect.poll(() => timeZone.inputValue()).toBe('tokyx')
    await page.keyboard.type('toky')
    await page.getByText('Choose one from the list').waitFor({ state: 'hidden' })
    await page.keyboard.press('Enter')
    await expect.poll(() => timeZone.inputValue()).toBe('Asia/Tokyo')
  })

  test('of two who set up at the same time one wins and the other is told', async ({ open }) => {
    const allow = [/^(404|409) POST \/api\/v1\/setup$/]
    const pages = [await open({ baseURL: url, allow }), await open({ baseURL: url, allow })]
    for (const [index, page] of pages.entries()) {
      await page.goto('/setup')
      await fill(page, {
        ...person,
        company: `${person.company} ${index + 1}`,
        email: `ada${index + 1}@contoso.example`,
      })
      const timeZone = page.getByRole('combobox', { name: 'Time zone' })
      await expect.poll(() => timeZone.inputValue()).toBe('Europe/Berlin')
      await timeZone.fill('tokyo')
      await page.getByRole('option', { name: 'Asia/Tokyo' }).click()
    }
    await Promise.all(pages.map((page) => page.getByLabel('Password *', { exact: true }).press('Enter')))
    const outcomes = await Promise.all(pages.map(outcomeOf))
    expect([...outcomes].sort()).toEqual(['signed in', 'told'])
    const told = pages[outcomes.indexOf('told')]
    await told?.getByRole('link', { name: 'Go to sign-in' }).click()
    await told?.getByRole('heading', { name: 'Sign in' }).waitFor()
    // The browser's time zone was there already, and what was chosen instead holds.
    const signedIn = pages[outcomes.indexOf('signed in')]
    const settings = await signedIn?.request.get('/api/v1/provider-settings')
    expect(await settings?.json()).toMatchObject({ timeZone: 'Asia/Tokyo' })
    // The tree of a provider without customers is one line, and says so.
    await signedIn?.goto('/organizations')
    await signedIn?.getByText('Nothing lies below it yet.').waitFor()
  })

  test('set-up never opens again', async ({ open }) => {
    const page = await open({ baseURL: url })
    await page.goto('/setup')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const answer = await page.request.post('/api/v1/setup', {
      headers: { origin: url },
      data: {
        providerName: 'Late',
        adminName: 'Late',
        adminEmail: 'late@contoso.example',
        adminPassword: person.password,
      },
    })
    expect(answer.status()).toBe(404)
  })
})

async function fill(page: WatchedPage, values: typeof person) {
  await page.getByLabel('Your company').fill(values.company)
  await page.getByLabel('Your name').fill(values.name)
  await page.getByLabel('Email').fill(values.email)
  await page.getByLabel('Password *', { exact: true }).fill(values.password)
}

function outcomeOf(page: WatchedPage): Promise<string> {
  const signedIn = page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
  const told = page.getByRole('alert').filter({ hasText: 'Somebody has set up this installation' }).waitFor()
  return Promise.race([signedIn.then(() => 'signed in'), told.then(() => 'told')])
}
