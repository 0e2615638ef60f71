import { getCustomer } from '@tenantry/contract/customers.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { codesLike, uniqueWord } from './harness/api.ts'
import { focused, selectedOption } from './harness/keyboard.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

/** IF8, IF9, IF16, MH2, MH3, RI3, RI4, RI7 */
describe('adding a customer (EC2, EC3)', () => {
  test('every field that was filled in is stored and shown in the review', async ({ page, administrator }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord()
    const name = `Airtel ${word}`
    await wizard.open()
    await wizard.dialog.getByRole('radio', { name: 'Purchased' }).check()
    await wizard.next()
    await wizard.field('Name').fill(name)
    await wizard.suggestedCode()
    await wizard.fill({
      Code: `AIR${word}`,
      Domain: 'airtel.com',
      'Subscription ID': 'SUBAIR2026001',
      'Business email': 'info@пример.рф',
      Website: 'https://www.airtel.com/',
      Phone: '(212) 867-5309',
      Extension: '42',
    })
    await wizard.choose('Country', 'United States', 'Location')
    const state = wizard.choice('State', 'Location')
    const notInList = wizard.dialog.getByText('Choose one from the list')
    // What several are meant by is none of them: it stays, the way on waits, and with another country it is gone.
    await state.click()
    await page.keyboard.type('new')
    await page.getByRole('option', { name: 'New Jersey' }).waitFor()
    await page.keyboard.press('Tab')
    await notInList.waitFor()
    await wizard.next()
    await focused(state).waitFor()
    await expect.poll(() => state.inputValue()).toBe('new')
    await wizard.choose('Country', 'Japan', 'Location')
    await notInList.waitFor({ state: 'detached' })
    await expect.poll(() => wizard.choice('Prefecture', 'Location').inputValue()).toBe('')
    // Taken out by key, it takes no field with it that would have the focus next.
    const country = wizard.choice('Country', 'Location')
    await country.fill('')
    await country.press('Tab')
    await focused(wizard.field('Region', 'Location')).waitFor()
    await wizard.choose('Country', 'United States', 'Location')
    await wizard.choose('State', 'New York', 'Location')
    // What is chosen already is so again by Enter.
    await state.press('Control+a')
    await page.keyboard.type('new y')
    await page.getByRole('option', { name: 'New York', exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => state.inputValue()).toBe('New York')
    await expect.poll(() => state.getAttribute('aria-expanded')).toBe('false')
    await wizard.fill(
      {
        'Location name': 'Airtel Corporate HQ',
        Region: 'North America',
        'District or county': 'New York County',
        City: 'New York',
        'ZIP code': '10036',
        Landmark: 'Near Bryant Park',
        'Flat, house no., building, company': '1095 Avenue of the Americas',
        'Area, colony, street, sector, village': 'Midtown Manhattan',
      },
      'Location',
    )
    await wizard.fill({ 'Billing profile name': 'Headquarters', 'Bill to': 'Airtel Holdings' }, 'Billing')
    await wizard.choose('Currency', 'USD · US Dollar')
    await wizard.toReview()
    const review = wizard.dialog.getByRole('region', { name: 'Company', exact: true })
    for (const shown of [name, '10036', 'New York County', '1095 Avenue of the Americas', 'ext. 42', 'info@пример.рф'])
      await review.getByText(shown).first().waitFor()
    const id = await wizard.create(name)
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({
      name,
      code: `AIR${word}`,
      type: 'customer',
      status: 'active',
      isActive: true,
      parentName: 'Northwind MSP',
      domain: 'airtel.com',
      subscriptionId: 'SUBAIR2026001',
      businessEmail: 'info@xn--e1afmkfd.xn--p1ai',
      website: 'https://www.airtel.com/',
      phone: '+12128675309',
      phoneExtension: '42',
      currency: 'USD',
      timeZone: null,
      plan: { kind: 'purchased' },
      location: {
        name: 'Airtel Corporate HQ',
        country: 'US',
        region: 'North America',
        state: 'US-NY',
        district: 'New York County',
        city: 'New York',
        postalCode: '10036',
        landmark: 'Near Bryant Park',
        line1: '1095 Avenue of the Americas',
        line2: 'Midtown Manhattan',
      },
      billing: { profileName: 'Headquarters', billTo: 'Airtel Holdings', sameAsCompany: true },
    })
  })

  test('a name is enough, and pressing Create twice creates one: the code is suggested, and a disabled one is created disabled', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `${uniqueWord()} Short`
    await wizard.open()
    await wizard.dialog.getByRole('switch', { name: /^Active/ }).uncheck({ force: true })
    await wizard.next()
    await wizard.field('Name').fill(name)
    const code = await wizard.suggestedCode()
    await wizard.toReview()
    await wizard.button('Create').dblclick()
    const id = await wizard.created(name)
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({ code, status: 'disabled', isActive: false, plan: { kind: 'purchased' } })
    expect(await codesLike(administrator, name)).toEqual([code])
    // Back leads to the list, and not into the wizard again, whether it is done or was closed.
    const search = () => new URL(page.url()).search
    await page.goBack()
    await expect.poll(search).toBe('?q=nobody+of+this+name')
    await page.getByRole('button', { name: 'Add customer' }).first().click()
    await wizard.dialog.waitFor()
    await page.keyboard.press('Escape')
    await wizard.dialog.waitFor({ state: 'detached' })
    // The list from which it was opened is not there twice: what was there before it is one step away.
    await page.goBack()
    await expect.poll(() => page.url()).toBe('about:blank')
  })

  test('a missing name blocks the next step and has the focus, and attention is asked for until nothing needs it', async ({
    page,
  }) => {
    const wizard = new Wizard(page)
    const alert = wizard.dialog.getByRole('alert').filter({ hasText: 'Some fields need attention' })
    await wizard.openAtCompany()
    await expect.poll(() => wizard.marked()).toEqual(['Name', 'Code'])
    await wizard.next()
    await focused(wizard.field('Name')).waitFor()
    await wizard.dialog.getByText('Enter the name of the company').waitFor()
    await wizard.dialog.getByText('Enter a code').waitFor()
    await wizard.button(/^Company \(needs attention\)$/).waitFor()
    await wizard.button('Create now').click()
    await alert.waitFor()
    await wizard.field('Name').fill('Now it has one')
    // What is no tag yet is not lost on the way on, nor on the way out.
    const tags = wizard.dialog.getByRole('combobox', { name: 'Tags' })
    for (const way of [/^Review/, /^Next: /, 'Create now', 'Close']) {
      await tags.fill('Nobody’s word')
      await wizard.button(way).click()
      if (way === 'Close') await page.getByRole('button', { name: 'Keep as draft' }).click()
      await focused(tags).waitFor()
      await wizard.dialog.getByText('“Nobody’s word” is no tag yet: Enter adds it').waitFor()
      await tags.fill('')
    }
    await wizard.button(/^Review/).click()
    await wizard.dialog.getByRole('heading', { name: 'Is everything right?' }).waitFor()
    await alert.waitFor({ state: 'detached' })
  })

  test('a country is chosen by Enter, or by its name when its field is left, and knows its states and postal codes', async ({
    page,
  }) => {
    const wizard = new Wizard(page)
    await wizard.openAtCompany()
    await wizard.field('Name').fill(`States ${uniqueWord()}`)
    await expect.poll(() => wizard.choice('State or province').isDisabled()).toBe(true)
    const country = wizard.choice('Country', 'Location')
    await country.focus()
    // Pasted, it comes in one go.
    await page.keyboard.insertText('german')
    await page.getByRole('option', { name: 'Germany' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => country.inputValue()).toBe('Germany')
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    for (const [typed, shown] of [
      ['fRANCE', 'France'],
      ['france', 'France'],
      ['fran', 'France'],
      ['Niger', 'Niger'],
      ['germa', 'Germany'],
    ] as const) {
      await country.focus()
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(typed)
      await page.keyboard.press('Tab')
      await expect.poll(() => country.inputValue()).toBe(shown)
    }
    // Taken out, it takes the choice of states with it, and Tab goes past that.
    await country.focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('Delete')
    await page.keyboard.press('Tab')
    await expect.poll(() => wizard.choice('State or province').isDisabled()).toBe(true)
    await focused(wizard.field('Region')).waitFor()
    // Left by a press elsewhere, as by Tab.
    await country.click()
    await page.keyboard.type('fran')
    await page.getByRole('option', { name: 'France' }).waitFor()
    await wizard.field('Landmark').click()
    await expect.poll(() => country.inputValue()).toBe('France')
    await country.click()
    await page.keyboard.type('germany')
    await page.getByRole('option', { name: 'Germany' }).waitFor()
    await wizard.dialog.getByRole('heading').first().click()
    await expect.poll(() => country.inputValue()).toBe('Germany')
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    // Of several, the one that an arrow has marked.
    await country.focus()
    await page.keyboard.type('nig')
    // The first is marked, for Enter; whoever goes on without an arrow has not chosen it.
    await selectedOption(page, 'Niger').waitFor()
    for (const key of ['ArrowLeft', 'Tab']) await page.keyboard.press(key)
    await expect.poll(() => country.inputValue()).toBe('nig')
    await country.focus()
    await selectedOption(page, 'Niger').waitFor()
    await page.keyboard.press('ArrowDown')
    await selectedOption(page, 'Nigeria').waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => country.inputValue()).toBe('Nigeria')
    // Taken out, it is gone for good, and its states with it; the next one opens them before the focus goes on.
    await country.focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Tab')
    await expect.poll(() => wizard.choice('State or province').isDisabled()).toBe(true)
    await expect.poll(() => country.inputValue()).toBe('')
    await country.focus()
    await page.keyboard.type('Brazil')
    await page.keyboard.press('Tab')
    await focused(wizard.choice('State', 'Location')).waitFor()
    await wizard.choose('Country', 'Canada', 'Location')
    await wizard.choose('Province', 'Ontario', 'Location')
    await wizard.choose('Country', 'United States', 'Location')
    await expect.poll(() => wizard.choice('State', 'Location').inputValue()).toBe('')
    await wizard.field('City', 'Location').fill('Springfield')
    await wizard.next()
    await focused(wizard.choice('State', 'Location')).waitFor()
    await expect.poll(() => wizard.marked()).toEqual(['Name', 'Code', 'State'])
    await wizard.choose('State', 'New York', 'Location')
    const postalCode = wizard.field('ZIP code', 'Location')
    await postalCode.fill('1003')
    await wizard.next()
    await focused(postalCode).waitFor()
    await expect.poll(() => postalCode.getAttribute('aria-invalid')).toBe('true')
    await postalCode.fill('10036')
    await wizard.toReview()
    await wizard.button('Change Company').click()
    await postalCode.fill('')
    await wizard.choose('Country', 'Germany', 'Location')
    await expect.poll(() => wizard.marked()).toEqual(['Name', 'Code'])
    await wizard.button('Back to review').click()
    await wizard.dialog.getByRole('heading', { name: 'Is everything right?' }).waitFor()
  })

  test('the review leads back to each step, what is changed there is created, and billing begins as a copy of the company', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord()
    await wizard.openAtCompany()
    await wizard.field('Name').fill(`Before ${word}`)
    await wizard.choose('Country', 'Germany', 'Location')
    await wizard.fill({ City: 'Bonn', 'Postal code': '53111' }, 'Location')
    await wizard.dialog.getByText('The billing address is that of the company').waitFor()
    await wizard.dialog.getByRole('checkbox', { name: 'Same as company address' }).uncheck()
    await expect.poll(() => wizard.field('City', 'Billing').inputValue()).toBe('Bonn')
    await wizard.field('City', 'Billing').fill('Köln')
    await wizard.toReview()
    await wizard.button('Change Company').click()
    await wizard.field('Name').fill('')
    const back = wizard.button('Back to review')
    await back.click()
    await focused(wizard.field('Name')).waitFor()
    // Gone to all the same, the review says so itself: on a phone the mark of that step may be out of sight.
    await wizard.button(/^Review/).click()
    const ofCompany = wizard.dialog.getByRole('region', { name: 'Company', exact: true })
    await ofCompany.getByText('Needs attention: Enter the name of the company').waitFor()
    await wizard.button('Change Company').click()
    await wizard.field('Name').fill(`After ${word}`)
    await back.click()
    await wizard.dialog.getByRole('heading', { name: 'Is everything right?' }).waitFor()
    await expect.poll(() => ofCompany.getByText('Needs attention').count()).toBe(0)
    await wizard.button('Change Account').click()
    await wizard.dialog.getByRole('radio', { name: 'Enterprise' }).check()
    await wizard.dialog.getByRole('radio', { name: 'Trial' }).check()
    const licenses = wizard.field('Trial licenses')
    await licenses.fill('')
    await licenses.pressSequentially('2.5')
    await back.click()
    await focused(licenses).waitFor()
    await wizard.dialog.getByText('A whole number from 0 to 1,000,000').waitFor()
    await licenses.fill('')
    await wizard.dialog.getByLabel('Last day').fill('')
    await back.click()
    await focused(wizard.dialog.getByRole('region', { name: 'Review' })).waitFor()
    await wizard.dialog.getByText('Enterprise').waitFor()
    await wizard.dialog.getByText('Trial with 5 licenses for 30 days').waitFor()
    const id = await wizard.create(`After ${word}`)
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({ type: 'enterprise', plan: { kind: 'trial', trialLicenses: 5 } })
    expect(data.location.city).toBe('Bonn')
    expect(data.billing).toMatchObject({ sameAsCompany: false, country: 'DE', city: 'Köln', postalCode: '53111' })
  })

  test('Create and add another begins the next with empty fields, whose code, when taken, is replaced by a free one with one press', async ({
    page,
    administrator,
  }) => {
    page.watched.allow(/^409 POST \/api\/v1\/customers(\?dryRun=true)?$/)
    const wizard = new Wizard(page)
    const word = uniqueWord()
    const [first, second] = [`One ${word}`, `Two ${word}`]
    await wizard.openAtCompany()
    await wizard.field('Name').fill(first)
    await wizard.suggestedCode()
    const taken = `T${word}`
    await wizard.field('Code').fill(taken)
    await wizard.toReview()
    await wizard.button('Create and add another').click()
    await wizard.dialog.getByRole('heading', { name: 'What kind of customer is it?' }).waitFor()
    // What tells of the first lies over none of the buttons of the next, at any width.
    const note = page.getByRole('status').filter({ hasText: first })
    await note.hover()
    for (const width of [1440, 1100, 390]) {
      await page.setViewportSize({ width, height: 844 })
      const buttons = await wizard.dialog.locator('[data-foot]').boundingBox()
      await expect.poll(async () => liesOver(await note.boundingBox(), buttons)).toBe(false)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await wizard.next()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('')
    // What is suggested while somebody is about to type a code over the guess is there at once, and is typed over as well.
    let go = () => {}
    const gone = new Promise<void>((resolve) => {
      go = resolve
    })
    await page.route('**/customer-code-suggestion?*', async (route) => {
      await gone
      await route.fulfill({ json: { code: 'LATE001' } })
    })
    const suggestion = page.waitForRequest('**/customer-code-suggestion?*')
    await wizard.field('Name').fill(second)
    await suggestion
    await page.keyboard.press('Tab')
    await focused(wizard.field('Code')).waitFor()
    go()
    await expect.poll(() => wizard.field('Code').inputValue()).toBe('LATE001')
    await page.keyboard.type(taken.toLowerCase())
    await expect.poll(() => wizard.field('Code').inputValue()).toBe(taken.toLowerCase())
    // Left, it is said to be taken before anything is sent.
    await page.keyboard.press('Tab')
    const offer = wizard.button(/^Use the free code /)
    await offer.waitFor()
    await wizard.field('Code').and(page.locator('[aria-invalid="true"]')).waitFor()
    await offer.click()
    await expect.poll(() => wizard.field('Code').inputValue()).not.toBe(taken.toLowerCase())
    await wizard.field('Code').fill(taken.toLowerCase())
    await wizard.button('Create now').click()
    await focused(wizard.field('Code')).waitFor()
    await checkPage(page)
    // Nothing is offered in place of what is not known to be taken.
    await page.keyboard.press('End')
    await page.keyboard.type('9')
    await offer.waitFor({ state: 'detached' })
    await page.keyboard.press('Backspace')
    await offer.waitFor()
    const offered = (await offer.textContent())?.replace(/^Use the free code /, '') ?? ''
    const compared = page.waitForResponse((answer) => answer.url().endsWith(`&code=${offered}`))
    await offer.click()
    await expect.poll(() => wizard.field('Code').inputValue()).toBe(offered)
    await compared
    // Nothing is asked about a customer that has been created: it would have its code itself.
    const asked: string[] = []
    page.on('request', (request) => {
      const [, path = ''] = request.url().split('/api/v1/')
      if (/^customers(\?dryRun=true)?$|^customer-(duplicates|code-suggestion)/.test(path)) asked.push(path)
    })
    const id = await wizard.create(second)
    expect(asked.slice(asked.indexOf('customers'))).toEqual(['customers'])
    expect((await administrator.api(getCustomer, { params: { id } })).data.code).toBe(offered)
    expect((await codesLike(administrator, word)).sort()).toEqual([taken, offered].sort())
  })
})

type Box = Awaited<ReturnType<Locator['boundingBox']>>

/** Whether one lies over another; true for what is not there. */
function liesOver(one: Box, other: Box): boolean {
  if (!one || !other) return true
  const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x
  return !isBeside && one.y + one.height > other.y && other.y + other.height > one.y
}
