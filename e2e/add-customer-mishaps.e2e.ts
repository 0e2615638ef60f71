import { listCustomerDrafts } from '@tenantry/contract/customer-draft-list.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, codesLike, type Person, uniqueWord } from './harness/api.ts'
import { cutLine, joinLine } from './harness/broken-line.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'
import { Wizard } from './harness/wizard.ts'

const draftsWith = async ({ api }: Person, word: string) =>
  (await api(listCustomerDrafts)).data.items.filter(({ title }) => title?.includes(word))

describe('adding a customer when something comes in between', () => {
  test('a connection that breaks loses nothing, and trying again creates one', async ({ page, administrator }) => {
    page.watched.allow(/^net::ERR_CONNECTION_RESET POST/)
    const wizard = new Wizard(page)
    const name = `Broken line ${uniqueWord()}`
    await wizard.openAtCompany()
    await wizard.field('Name').fill(name)
    await expect.poll(() => wizard.field('Code').inputValue()).not.toBe('')
    await cutLine(page)
    await wizard.button('Create now').click()
    const notice = wizard.dialog.getByRole('alert').filter({ hasText: 'The server cannot be reached' })
    await notice.waitFor()
    await joinLine(page)
    // The server creates it, but its answer never arrives.
    let isBroken = true
    await page.route('**/api/v1/customers', async (route) => {
      if (!isBroken) return route.fallback()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await wizard.button('Try again').click()
    await expect.poll(async () => (await codesLike(administrator, name)).length).toBe(1)
    await notice.waitFor()
    isBroken = false
    // What draws notes does not come while the line is broken: the note stands there plainly, until it does.
    let isCut = true
    page.watched.allow(/^net::ERR_CONNECTION_RESET GET .*\/assets\//)
    await page.route('**/assets/*.js*', async (route) => {
      const response = await route.fetch()
      const drawsNotes = (await response.text()).includes('autoClose')
      return isCut && drawsNotes ? route.abort('connectionreset') : route.fulfill({ response })
    })
    await wizard.button('Try again').click()
    await page.getByText(`${name} is added`).waitFor()
    await page.getByRole('button', { name: 'Reload' }).waitFor()
    await wizard.created(name)
    await checkPage(page)
    isCut = false
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByRole('button', { name: 'Reload' }).waitFor({ state: 'detached' })
    await page.getByText(`${name} is added`).waitFor()
    expect(await codesLike(administrator, name)).toHaveLength(1)
  })

  test('the focus stays in the panel and returns to the button, and closing asks before typed input is thrown away', async ({
    page,
  }) => {
    const wizard = new Wizard(page)
    await page.goto('/customers')
    const button = page.getByRole('button', { name: 'Add customer' }).first()
    await button.focus()
    await page.keyboard.press('Enter')
    await wizard.dialog.waitFor()
    await tabTo(page, wizard.button('Close'))
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => wizard.dialog.locator(':focus').count()).toBe(1)
    await page.keyboard.press('Escape')
    await wizard.dialog.waitFor({ state: 'hidden' })
    await focused(button).waitFor()
    await page.keyboard.press('Enter')
    await wizard.next()
    await wizard.field('Name').fill('Not to be lost')
    await wizard.button('Back').click()
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Throw away what you typed?' })
    await question.waitFor()
    await checkPage(page)
    await question.getByRole('button', { name: 'Cancel' }).click()
    await wizard.next()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('Not to be lost')
    await wizard.dialog.getByText('Saved as a draft; you can go on from any device').waitFor()
    // However long its removal takes, the draft doesn't wait on the page afterwards.
    await page.route('**/customer-drafts/*', async (route) => {
      if (route.request().method() === 'DELETE') await new Promise((resolve) => setTimeout(resolve, 700))
      await route.continue()
    })
    const removed = page.waitForResponse((answer) => answer.request().method() === 'DELETE')
    await wizard.button('Close').click()
    await question.getByRole('button', { name: 'Throw away' }).click()
    await wizard.dialog.waitFor({ state: 'hidden' })
    await removed
    await page.getByText('Draft Not to be lost').waitFor({ state: 'hidden' })
    await button.click()
    await wizard.next()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('')
  })

  test('loading the page again keeps the step and what was typed, in several scripts and signs beyond them', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord()
    const name = `شركة الاتصالات, Crème brûlée 🍮 & Söhne, 株式会社東京, עברית בע״מ ${word}`
    const tag = `Gold ${word}`
    await administrator.api(createTag, { body: { name: tag, color: 'yellow' } })
    // Its draft is created, but the page that has asked for it is loaded again before it hears so.
    let isCreated = false
    await page.route('**/api/v1/customer-drafts', async (route) => {
      if (isCreated || route.request().method() !== 'POST') return route.fallback()
      await route.fetch()
      isCreated = true
    })
    await wizard.openAtCompany()
    await wizard.fill({ Name: name, Domain: 'kept.example' })
    await expect.poll(() => isCreated).toBe(true)
    await wizard.choose('Tags', tag)
    await wizard.choose('Country', 'France', 'Location')
    await page.reload()
    await wizard.dialog.getByText('Saved as a draft').waitFor()
    await expect.poll(() => draftsWith(administrator, word)).toMatchObject([{ stepId: 'company' }])
    await expect.poll(() => wizard.field('Name').inputValue()).toBe(name)
    await expect.poll(() => wizard.field('Domain').inputValue()).toBe('kept.example')
    await expect.poll(() => wizard.choice('Country', 'Location').inputValue()).toBe('France')
    await wizard.toReview()
    await page.reload()
    await wizard.dialog.getByRole('region', { name: 'Company', exact: true }).getByText(tag).waitFor()
    const id = await wizard.create(name)
    await expect.poll(() => draftsWith(administrator, word)).toEqual([])
    expect((await administrator.api(getCustomer, { params: { id } })).data.name).toBe(name)
    await walkTo(page, `/customers?q=${encodeURIComponent(name)}`, 'Customers')
    await page.getByRole('table').getByRole('link', { name, exact: true }).waitFor()
    await page.getByRole('button', { name: 'Cards' }).click()
    await page.getByRole('article').getByRole('link', { name, exact: true }).waitFor()
  })

  test('everything goes by keyboard, from the button to the created customer', async ({ page, administrator }) => {
    const wizard = new Wizard(page)
    const name = `Keys ${uniqueWord()}`
    await page.goto('/customers')
    await tabTo(page, page.getByRole('button', { name: 'Add customer' }).first())
    await page.keyboard.press('Enter')
    await wizard.dialog.waitFor()
    await tabTo(page, wizard.dialog.getByRole('radio', { name: 'Customer' }))
    await page.keyboard.press('ArrowDown')
    await tabTo(page, wizard.button('Next: Company'))
    await page.keyboard.press('Enter')
    await tabTo(page, wizard.field('Name'))
    await page.keyboard.type(name)
    await tabTo(page, wizard.choice('Country', 'Location'))
    await page.keyboard.type('Japan')
    await page.getByRole('option', { name: 'Japan' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    for (const step of ['People', 'Entities', 'Licenses', 'Review']) {
      await tabTo(page, wizard.button(`Next: ${step}`))
      await page.keyboard.press('Enter')
    }
    await tabTo(page, wizard.button('Create'))
    await page.keyboard.press('Enter')
    const id = await wizard.created(name)
    await focused(page.getByRole('main')).waitFor()
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({ type: 'partner', location: { country: 'JP' } })
  })

  test('a customer is added beneath a partner, from the partner’s page (RI2)', async ({ page, administrator }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord()
    const { id: partnerId } = await addCustomer(administrator, { name: `Partner ${word}`, type: 'partner' })
    await page.goto(`/customers/${partnerId}`)
    await page.getByRole('button', { name: 'Add customer underneath' }).click()
    await expect.poll(() => wizard.choice('Under which organization').inputValue()).toBe(`Partner ${word}`)
    await wizard.next()
    await wizard.field('Name').fill(`Beneath ${word}`)
    const id = await wizard.create(`Beneath ${word}`)
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data).toMatchObject({ parentId: partnerId, parentName: `Partner ${word}` })
    await page
      .getByRole('main')
      .getByRole('link', { name: `Partner ${word}` })
      .click()
    await page.getByRole('heading', { name: `Partner ${word}`, level: 1 }).waitFor()
  })
})
