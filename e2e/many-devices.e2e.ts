import { createDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { isInView } from './harness/in-view.ts'
import { focused, pressOn } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

/** By how many pixels what stands in an empty field is wider than the field. */
const hintOverflow = (field: Locator) =>
  field.evaluate((input: HTMLInputElement) => {
    const style = getComputedStyle(input)
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return Number.NaN
    context.font = style.font
    const room = input.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
    return context.measureText(input.placeholder).width - room
  })

describe('many devices', () => {
  test('come in from a file until licenses run out, row by row, and are taken back (B4)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id, code } = await addCustomer(administrator, { name: `Imported ${word}` })
    const types = [{ type: 'it_assets', limit: 2, overage: 0 }]
    await administrator.api(
      setCustomerLicenses,
      { params: { id }, body: { mode: 'allocated', types } },
      { ifMatch: '*' },
    )
    await page.goto('/devices')
    await page.getByRole('link', { name: 'Import', exact: true }).click()
    await page.getByRole('link', { name: 'Template for devices' }).waitFor()
    const rows = ['server-1,Server', 'phone-1,Phone', 'server-2,Computer', 'server-3,Server', 'phone-2,Tablet']
    const lines = ['Customer code,Name,Class', ...rows.map((row) => `${code},${word}-${row}`)]
    const chooser = page.waitForEvent('filechooser')
    await page.getByText('choose a file').click()
    const file = { name: `${word}.csv`, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
    await (await chooser).setFiles(file)
    // Another field takes the customers' place, and gives it back.
    const customer = page.getByRole('combobox', { name: 'What “Customer code” stands for' })
    const choose = async (field: string) => {
      await customer.fill(field)
      await page.getByRole('option', { name: field, exact: true }).click()
    }
    await choose('Notes')
    const note = page.getByText('devices that are new will belong to your own organization')
    const where = page.getByRole('navigation', { name: 'Where you are' })
    await expect.poll(() => where.getByRole('listitem').allTextContents()).toEqual(['Devices', 'Import', `${word}.csv`])
    const places = page.getByRole('navigation', { name: 'Main' })
    await places.locator('[data-active]').filter({ hasText: 'Devices' }).waitFor()
    await page.getByRole('combobox', { name: 'Whose the devices become' }).waitFor()
    await note.waitFor()
    await choose('Customer (code or name)')
    await note.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Check first' }).dblclick()
    const shortages = page.getByRole('region', { name: 'Where licenses run out' })
    await shortages.getByRole('row', { name: `Imported ${word} IT assets Row 5 1` }).waitFor()
    await page.getByRole('button', { name: 'Add 4 devices' }).waitFor()
    await checkPage(page)
    // What is free by the time of the import counts: one more goes meanwhile.
    await administrator.api(createDevice, { body: { organizationId: id, name: `${word}-late`, class: 'server' } })
    await page.getByRole('button', { name: 'Add 4 devices' }).dblclick()
    await page.getByRole('heading', { name: 'The import is done' }).waitFor()
    await page.getByText(/No IT asset license is left at [^:]+: 0 of 2 free/).waitFor()
    await shortages.getByRole('row', { name: `Imported ${word} IT assets Row 4 2` }).waitFor()
    await page.getByRole('cell', { name: 'Rows 4 and 5', exact: true }).waitFor()
    await page.getByRole('link', { name: 'Show all devices' }).click()
    await page.getByRole('searchbox', { name: 'Search by name or serial number' }).fill(word)
    for (const name of ['server-1', 'phone-1', 'late', 'phone-2'])
      await page.getByText(`${word}-${name}`, { exact: true }).waitFor()
    await expect.poll(() => page.getByText(`${word}-server-3`, { exact: true }).count()).toBe(0)
    await page.goBack()
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
    page.watched.allow(/^4\d\d GET .*\/imports\//)
    await page.goto('/imports/xyz')
    await page.getByRole('heading', { name: 'Not found' }).waitFor()
    await page.getByRole('link', { name: 'Go to customers' }).waitFor()
  })

  test('of all customers are found by name, there and from anywhere by Ctrl K, and lead to their customer', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Owner ${word}` })
    for (const device of ['box', 'nas'])
      await administrator.api(createDevice, {
        body: { organizationId: id, name: `${device}-${word}`, class: 'server' },
      })
    await page.goto('/devices')
    const search = page.getByRole('searchbox', { name: 'Search by name or serial number' })
    const middle = async (of: Locator) => {
      const box = await of.boundingBox()
      return box ? box.y + box.height / 2 : Number.NaN
    }
    // At 1440 px the toolbar is one line.
    const last = page.getByRole('switch', { name: 'Show disabled and archived' })
    await expect.poll(async () => Math.abs((await middle(search)) - (await middle(last)))).toBeLessThan(10)
    // All that can be done is in words, and on a phone in a menu what is seldom gone to.
    const header = page.getByRole('main')
    for (const word of ['Import', 'Changes of many', 'Export', 'Columns', 'Seen, without license'])
      await expect
        .poll(async () => (await header.getByText(word, { exact: true }).boundingBox())?.width, { message: word })
        .toBeGreaterThan(30)
    // What the search is for is told whole.
    await expect.poll(() => hintOverflow(search)).toBeLessThanOrEqual(0)
    // On a phone the search has a line of its own.
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(async () => (await search.boundingBox())?.width).toBeGreaterThan(300)
    await page.getByRole('button', { name: 'More pages of devices' }).click()
    await page.getByRole('menuitem', { name: 'Changes of many' }).waitFor()
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })

    await page.keyboard.press('Control+k')
    const palette = page.getByPlaceholder('Find anything, or do something')
    const place = () => palette.evaluate((element) => element.getBoundingClientRect().top)
    await page.getByRole('option', { name: 'Add customer' }).waitFor()
    const before = await place()
    await palette.fill(`nas-${word}`)
    await page.getByRole('option', { name: `nas-${word} ${name}` }).waitFor()
    await expect.poll(place, { message: 'What is typed stays where it is' }).toBe(before)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    const row = page.getByRole('row').filter({ hasText: `nas-${word}` })
    await row.waitFor()

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
    await search.fill(`nas-${word}`)
    await row.waitFor()
    // The row is there before the search is.
    await page.waitForURL((url) => url.search.includes(word))

    // Those of a disabled customer are left out, until somebody wants all.
    const standing = { params: { id }, body: { status: 'disabled' as const } }
    await administrator.api(changeCustomerStatus, standing, { ifMatch: '*' })
    await page.reload()
    await page.getByText('Those of disabled and archived customers are not shown.').waitFor()
    await page.getByRole('switch', { name: 'Show disabled and archived' }).press('Space')
    await row.waitFor()
    expect(page.url()).toContain('all=true')
    await checkPage(page)
    await search.fill(word)
    await page
      .getByRole('row')
      .filter({ hasText: `box-${word}` })
      .waitFor()
    await page.waitForURL((url) => url.searchParams.get('q') === word)
    // Who goes back is at the link that they pressed: others of its customer are only alike.
    const link = row.getByRole('link', { name })
    for (const [width, key] of [
      [1440, 'Enter'],
      [390, null],
    ] as const) {
      await page.setViewportSize({ width, height: 844 })
      await (key ? link.press(key) : link.click())
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      await page.goBack()
      await focused(link).waitFor()
      await expect.poll(() => isInView(link)).toBe(true)
    }
  })

  test('are chosen by keyboard, and many are changed and deleted at once (B24)', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Owner ${word}` })
    await administrator.api(createEntity, { params: { id }, body: { name: 'Harbour' } })
    for (const box of ['a', 'b', 'c'])
      await administrator.api(createDevice, {
        body: { organizationId: id, name: `nas-${word}-${box}`, class: 'server' },
      })
    await page.goto(`/customers/${id}/devices?sort=name`)
    await page.getByText(`nas-${word}-c`, { exact: true }).waitFor()
    await page.locator('tr[tabindex="0"]').focus()
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key)
    const bar = page.getByRole('region', { name: 'Chosen devices' })
    await bar.getByText('2 chosen').waitFor()
    await pressOn(bar.getByRole('button', { name: 'Change', exact: true }))
    const panel = page.getByRole('dialog', { name: 'Change many devices' })
    const kind = panel.getByRole('combobox', { name: 'What shall change?' })
    await kind.selectOption({ label: 'Entity' })
    const entity = panel.getByRole('combobox', { name: 'Entity' })
    await entity.fill('harb')
    await entity.press('Enter')
    await expect.poll(() => entity.inputValue()).toBe('Harbour')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
    await panel.getByRole('button', { name: 'Change 2 devices' }).click()
    const progress = page.getByRole('dialog', { name: 'Change of many devices' })
    await progress.getByText('It can be taken back until').waitFor()
    await page.keyboard.press('Escape')
    await progress.waitFor({ state: 'detached' })
    await expect.poll(() => page.getByText('Harbour').count()).toBe(2)

    await bar.getByRole('button', { name: 'Change', exact: true }).click()
    await kind.selectOption({ label: 'Delete' })
    await panel.getByText('Will be deleted').waitFor()
    await panel.getByRole('button', { name: 'Delete 2 devices' }).click()
    await progress.getByText('Delete · Done').waitFor()
    await progress.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByText(`nas-${word}-a`, { exact: true }).waitFor({ state: 'detached' })
    await page.getByText(`nas-${word}-c`, { exact: true }).waitFor()
    await bar.waitFor({ state: 'detached' })
  })
})
