import { createDevice } from '@tenantry/contract/devices.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

describe('devices', () => {
  test('are added, edited and deleted, and the count on the card follows', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Counted ${word}` })
    await page.goto(`/customers/${id}/devices`)
    await page.getByText('No devices yet').waitFor()
    await checkPage(page)
    for (const device of [`srv-${word}-1`, `srv-${word}-2`]) await addDevice(page, device)
    expect(await countOnCard(page, name)).toBe('2')

    await page.goto(`/customers/${id}/devices`)
    await chooseAction(page, `srv-${word}-1`, 'Edit')
    const panel = page.getByRole('dialog', { name: `Edit srv-${word}-1` })
    await panel.getByRole('textbox', { name: 'Name' }).fill(`web-${word}`)
    await checkPage(page)
    await panel.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `web-${word}` })
      .waitFor()

    await chooseAction(page, `srv-${word}-2`, 'Delete')
    const question = page.getByRole('dialog', { name: `Delete srv-${word}-2?` })
    await question.waitFor()
    await checkPage(page)
    await question.getByRole('button', { name: 'Delete' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `srv-${word}-2` })
      .waitFor({ state: 'detached' })
    expect(await countOnCard(page, name)).toBe('1')
  })

  test('of all customers are found by name and lead to their customer', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Owner ${word}` })
    await administrator.api(createDevice, { body: { organizationId: id, name: `nas-${word}`, class: 'server' } })
    await page.goto('/devices')
    await page.getByRole('searchbox', { name: 'Search by name' }).fill(`nas-${word}`)
    const row = page.getByRole('row').filter({ hasText: `nas-${word}` })
    await row.waitFor()
    await checkPage(page)
    await row.getByRole('link', { name }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
  })

  test('are found from anywhere by Ctrl K, and lead to where they stand', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Owner ${word}` })
    await administrator.api(createDevice, { body: { organizationId: id, name: `nas-${word}`, class: 'server' } })
    await page.goto('/organizations')
    await page.getByRole('heading', { name: 'Organizations' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Find a customer, a device or a person, or do something').fill(`nas-${word}`)
    await page.getByRole('button', { name: `nas-${word} ${name}` }).waitFor()
    await checkPage(page)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page
      .getByRole('row')
      .filter({ hasText: `nas-${word}` })
      .waitFor()
  })

  test('without a name or class are refused at the field', async ({ page }) => {
    await page.goto('/devices')
    await page.getByRole('button', { name: 'Add device' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Add device' })
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await panel.getByText('Choose a customer').waitFor()
    await focused(panel.getByRole('combobox', { name: 'Customer' })).waitFor()
    await checkPage(page)
  })
})

async function addDevice(page: WatchedPage, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add device' }).first().click()
  const panel = page.getByRole('dialog', { name: 'Add device' })
  await panel.getByRole('textbox', { name: 'Name' }).fill(name)
  await panel.getByRole('combobox', { name: 'Class' }).click()
  await page.getByRole('option', { name: 'Server' }).click()
  await panel.getByRole('button', { name: 'Add', exact: true }).click()
  await panel.waitFor({ state: 'hidden' })
  await page.getByRole('row').filter({ hasText: name }).waitFor()
}

async function chooseAction(page: WatchedPage, device: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${device}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function countOnCard(page: WatchedPage, customer: string): Promise<string | null> {
  await page.goto(`/customers?view=cards&q=${encodeURIComponent(customer)}`)
  const card = page.getByRole('article').filter({ hasText: customer })
  return card.getByRole('definition').first().textContent()
}
