import { createDevice } from '@tenantry/contract/devices.ts'
import { beforeAll, describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { createProvider } from './harness/create-provider.ts'
import { admin } from './harness/global-setup.ts'
import { hold } from './harness/hold.ts'
import { focused } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'
import { Wizard } from './harness/wizard.ts'

const word = uniqueWord()
const secret = `Secret ${word}`
const stranger = { email: `stranger-${word.toLowerCase()}@tailspin.example`, password: 'a stranger with a key' }
const provider = `Tailspin ${word}`
const secondPlace = `Second place ${word}`

let strangers: Person
let secretId = ''

beforeAll(async () => {
  const { url, dataDir } = inject('ready')
  await createProvider(dataDir, provider, stranger)
  await createProvider(dataDir, secondPlace, admin)
  const person = await signInByApi(url)
  const customer = await addCustomer(person, { name: secret, code: `S${word}` })
  secretId = customer.id
  await person.api(createDevice, { body: { organizationId: secretId, name: `srv-${word}`, class: 'server' } })
  strangers = await signInByApi(url, stranger)
})

describe('another provider on the same installation', () => {
  test('sees none of the customers and devices, in lists, searches and counts', async ({ open }) => {
    const page = await open({ as: strangers })
    await page.goto('/customers')
    await page.getByText('No customers yet').waitFor()
    // There is one way to begin, not the same twice.
    await expect.poll(() => page.getByRole('button', { name: 'Add customer' }).count()).toBe(1)
    await checkPage(page)
    await page.getByRole('searchbox', { name: 'Search by name or code' }).fill(word)
    await page.getByText('Nothing matches').waitFor()
    const release = await hold(page, '**/api/v1/organizations?*')
    await walkTo(page, '/devices', 'Devices')
    await page.getByText('No devices yet').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Add device' }).count()).toBe(0)
    release()
    // What customers have begins with a customer; the own house may have devices, too.
    await page.getByRole('button', { name: 'Add customer' }).waitFor()
    await page.getByRole('button', { name: 'Add device' }).waitFor()
    await checkPage(page)
    await walkTo(page, '/entities', 'Entities')
    await page.getByRole('button', { name: 'Add customer' }).click()
    await page.getByRole('dialog', { name: 'Add customer' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Add customer' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    for (const text of [secret, `srv-${word}`]) {
      await page.getByPlaceholder('Find anything, or do something').fill(text)
      await page.getByText(`Nothing found for “${text}”`).waitFor()
    }
  })

  // By itself, for a second try of what finds nothing would find this.
  test('may use a code and a name of theirs, and an address that is none leads to not found', async ({ open }) => {
    const page = await open({ as: strangers })
    const own = await addCustomer(strangers, { name: secret, code: `S${word}` })
    expect(own.code).toBe(`S${word}`)
    await page.goto('/customers')
    await page.getByRole('table').getByRole('link', { name: secret }).waitFor()
    await expect.poll(() => page.getByRole('table').getByRole('link').count()).toBe(1)
    for (const address of ['/customers/not-an-id/profile', `/customers/${own.id}/nowhere`, '/nowhere']) {
      await page.goto(address)
      await page.getByRole('heading', { name: 'Not found' }).waitFor()
      await page.getByRole('banner').getByText('Not found').waitFor()
      await expect.poll(() => page.title()).toMatch(/^Not found · /)
    }
  })

  test('gets a plain not found for a link to one, on every tab', async ({ open }) => {
    const page = await open({ as: strangers, allow: [/^404 GET \/api\/v1\//] })
    for (const tab of ['', '/overview', '/devices', '/users', '/audit', '/profile']) {
      await page.goto(`/customers/${secretId}${tab}`)
      await page.getByRole('heading', { name: 'Not found' }).waitFor()
      await expect.poll(() => page.content()).not.toContain(secret)
    }
    await checkPage(page)
    const unknown = secretId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const said = await page.getByRole('main').textContent()
    await page.goto(`/customers/${unknown}/profile`)
    await page.getByRole('heading', { name: 'Not found' }).waitFor()
    await expect.poll(() => page.getByRole('main').textContent()).toBe(said)
  })
})

describe('a person with two memberships', () => {
  test('switches between them and sees only what belongs to each', async ({ open }) => {
    const page = await open({ as: await signInByApi(inject('ready').url) })
    await page.goto(`/customers?q=${word}`)
    const other = (await isShown(page, secret)) ? secondPlace : 'Northwind MSP'
    for (const place of [other, other === secondPlace ? 'Northwind MSP' : secondPlace]) {
      await page.getByRole('button', { name: /switch to another organization$/ }).click()
      await page.getByRole('menuitemradio', { name: place }).waitFor()
      if (place === other) await checkPage(page)
      await page.getByRole('menuitemradio', { name: place }).click()
      await page.getByRole('button', { name: `${place}: switch to another organization` }).waitFor()
      await page.goto(`/customers?q=${word}`)
      expect(await isShown(page, secret)).toBe(place === 'Northwind MSP')
    }
    // What is typed is asked about first: the name would be that of somebody in the other organization.
    await page.goto('/account')
    const name = page.getByLabel('Your name')
    await name.fill('Half a name')
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    for (const answer of ['Cancel', 'Leave']) {
      await chooseOrganization(page, other)
      await question.waitFor()
      await page.getByRole('button', { name: new RegExp(`^${other}: switch`) }).waitFor({ state: 'detached' })
      await question.getByRole('button', { name: answer }).click()
      await question.waitFor({ state: 'detached' })
      if (answer === 'Cancel') await expect.poll(() => name.inputValue()).toBe('Half a name')
    }
    await page.getByRole('button', { name: `${other}: switch to another organization` }).waitFor()
    await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
    await isAskedAfterSwitchBeside(page, await open({ beside: page }), [
      other,
      other === secondPlace ? 'Northwind MSP' : secondPlace,
    ])
    // On a phone the switch leaves room to read where one is.
    await page.setViewportSize({ width: 390, height: 844 })
    const here = page.getByRole('navigation', { name: 'Where you are' }).getByText('Customers', { exact: true })
    await expect.poll(() => here.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  })
})

/** Where another window switches under what is typed, nothing of it is lost unasked, and nothing goes elsewhere. */
async function isAskedAfterSwitchBeside(page: WatchedPage, beside: WatchedPage, [own, other]: [string, string]) {
  const wizard = new Wizard(page)
  await wizard.openAtCompany()
  await wizard.fill({ Name: `Half ${word}` })
  await beside.goto('/devices')
  await chooseOrganization(beside, other)
  const question = page.getByRole('dialog', { name: `This browser works for ${other} now` })
  const back = question.getByRole('button', { name: `Switch back to ${own}` })
  await focused(back).waitFor()
  await checkPage(page)
  await beside.getByRole('button', { name: `${other}: switch to another organization` }).waitFor()
  // Only an answer ends it.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await question.waitFor({ state: 'detached' })
  await focused(wizard.field('Name')).waitFor()
  await expect.poll(() => wizard.field('Name').inputValue()).toBe(`Half ${word}`)
  // A window that was not told is asked once the server refuses what it sends, which is sent again afterwards.
  for (const each of [page, beside]) each.watched.allow(/^409 /)
  await switchUntold(beside, other)
  await wizard.fill({ Domain: 'half.example' })
  await focused(back).waitFor()
  const kept = page.waitForResponse((answer) => answer.url().includes('/customer-drafts/') && answer.ok())
  await page.keyboard.press('Enter')
  await kept
  await wizard.dialog.getByText('Saved as a draft; you can go on from any device').waitFor()
  await beside.getByRole('button', { name: `${own}: switch to another organization` }).waitFor()

  await page.goto('/account')
  await page.getByLabel('Your name').fill('Half a name')
  // Where the question cannot be loaded, what is sent says so, and is asked about the next time.
  page.watched.allow(/^net::ERR_CONNECTION_RESET GET .*\/assets\//)
  let isCut = true
  await page.route('**/assets/*.js*', async (route) => {
    const response = await route.fetch()
    const asks = (await response.text()).includes('Switching back keeps it')
    return isCut && asks ? route.abort('connectionreset') : route.fulfill({ response })
  })
  // Only now: what the page reads by itself asks as well.
  await switchUntold(beside, other)
  const save = page.getByRole('button', { name: 'Save name' })
  await save.click()
  await page.getByText('This browser works for another organization now').waitFor()
  await expect.poll(() => page.getByLabel('Your name').inputValue()).toBe('Half a name')
  isCut = false
  // Without the pointer: where the page has read something meanwhile, the question stands before the button.
  await save.dispatchEvent('click')
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  await question.getByRole('button', { name: `Go on for ${other}` }).click()
  await page.getByRole('button', { name: `${other}: switch to another organization` }).waitFor()
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
  // Nor does the browser ask once more.
  expect(asked).toEqual([])
  await expect.poll(() => page.getByText(`Draft Half ${word}`).count()).toBe(0)
  await beside.reload()
  // Nothing is typed by now: what another window chooses counts at once.
  await chooseOrganization(beside, own)
  await page.getByText(`Draft Half ${word}`).waitFor()
}

/** Switches the session without a word to the windows of its browser. */
async function switchUntold(page: WatchedPage, name: string): Promise<void> {
  const { url } = inject('ready')
  const { memberships } = await (await page.request.get(`${url}/api/v1/me`)).json()
  const { id } = memberships.find((each: { organization: { name: string } }) => each.organization.name === name)
  const headers = { origin: url }
  await page.request.put(`${url}/api/v1/me/membership`, { headers, data: { membershipId: id } })
}

async function chooseOrganization(page: WatchedPage, name: string): Promise<void> {
  await page.getByRole('button', { name: /switch to another organization$/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

async function isShown(page: WatchedPage, name: string): Promise<boolean> {
  const row = page.getByRole('table').getByRole('link', { name })
  const nothing = page.getByText(/^(Nothing matches|No customers yet)$/)
  await row.or(nothing).first().waitFor()
  return (await row.count()) > 0
}
