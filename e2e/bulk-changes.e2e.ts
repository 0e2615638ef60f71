import { createBulkChange, listBulkChanges } from '@tenantry/contract/bulk-changes.ts'
import { getCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('changing many customers at once (B24)', () => {
  test('begins with choosing, shows what it will do and how far it is, and can be taken back', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const ids: string[] = []
    for (const name of ['Ada', 'Bell', 'Cray', 'Dell'])
      ids.push((await addCustomer(administrator, { name: `${name} ${word}` })).id)
    const statuses = async () =>
      Promise.all(ids.map(async (id) => (await administrator.api(getCustomer, { params: { id } })).data.status))
    await page.goto(`/customers?q=${word}&view=cards`)
    const table = page.getByRole('table', { name: 'Customers' })
    const box = (name: string) => table.getByRole('checkbox', { name: `Choose ${name} ${word}` })
    const bar = page.getByRole('region', { name: 'Chosen customers' })

    // Cards have boxes too, and what is chosen stays chosen in the table.
    await page.getByRole('checkbox', { name: `Choose Ada ${word}` }).check()
    await bar.getByText('1 chosen').waitFor()
    await page.getByRole('button', { name: 'Table', exact: true }).click()

    // A range by mouse: with Shift from the first all up to the third.
    await box('Ada').uncheck()
    await box('Ada').check()
    await box('Cray').click({ modifiers: ['Shift'] })
    await bar.getByText('3 chosen').waitFor()
    await bar.getByRole('button', { name: 'Choose all 4 that match' }).click()
    await bar.getByText('All 4 that match are chosen').waitFor()
    await box('Dell').uncheck()
    await bar.getByText('3 chosen').waitFor()
    await checkPage(page)

    // The rest by keyboard.
    await tabTo(page, bar.getByRole('button', { name: 'Change', exact: true }), 'Shift+Tab', 30)
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Change many customers' })
    const kind = panel.getByRole('combobox', { name: 'What shall change?' })
    await focused(kind).waitFor()
    await panel.getByRole('button', { name: 'Change', exact: true, disabled: true }).waitFor()
    const preview = panel.getByRole('region', { name: 'What this does' })
    // An empty field is no change, until somebody says that it shall be one.
    await kind.selectOption({ label: 'Account manager' })
    await panel.getByRole('textbox', { name: 'Account manager’s email' }).waitFor()
    await preview.getByText('Choose what shall change.').waitFor()
    await panel.getByRole('checkbox', { name: 'Take the account manager away' }).check()
    await preview.getByText('Nothing would change.').waitFor()
    await kind.selectOption({ label: 'Technicians' })
    const assign = panel.getByRole('combobox', { name: 'Assign' })
    await assign.fill('admin@northwind')
    await assign.press('Enter')
    await panel.locator('.mantine-MultiSelect-pill').waitFor()
    await assign.fill('nobody of this name')
    await page.getByText('Nobody found').waitFor()
    // What stands there is not dropped with its field: it is led back to.
    await kind.focus()
    await kind.selectOption({ label: 'Status' })
    await panel.getByText('Choose one from the list').waitFor()
    await focused(assign).waitFor()
    await assign.fill('')
    await kind.selectOption({ label: 'Status' })
    await tabTo(page, panel.getByRole('radio', { name: 'Activate' }))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await preview.getByText('Will change').waitFor()
    const lines = (of: Locator) =>
      expect.poll(() => of.getByRole('list').first().getByRole('listitem').allTextContents())
    const changed = (names: string[], [before, after]: [string, string]) =>
      names.map((name) => `${name} ${word}before ${before} → , after ${after}`)
    await lines(preview).toEqual(changed(['Ada', 'Bell', 'Cray'], ['Active', 'Suspended']))
    await checkPage(page)
    // What is typed at the last moment goes with it.
    await panel.getByRole('textbox', { name: 'Reason' }).fill(`Unpaid ${word}`)
    await panel.getByRole('button', { name: 'Change 3 customers' }).press('Enter')

    const question = page.getByRole('dialog', { name: 'Take this change back?' })
    const progress = page.getByRole('dialog', { name: 'Change of many customers' })
    await progress.getByText('It can be taken back until').waitFor()
    await progress.getByText('3 of 3').waitFor()
    await progress.getByText('New: Suspended').waitFor()
    const record = progress.getByRole('region', { name: 'What was changed' })
    await lines(record).toEqual(changed(['Ada', 'Bell', 'Cray'], ['Active', 'Suspended']))
    const { data: own } = await administrator.api(listBulkChanges, { query: {} })
    expect(own.items.map(({ change }) => change.kind === 'status' && change.reason)).toContain(`Unpaid ${word}`)
    expect(await statuses()).toEqual(['suspended', 'suspended', 'suspended', 'active'])
    await progress.getByRole('button', { name: 'Take it back' }).click()
    // What comes back and what does not is shown before.
    await lines(question).toEqual(changed(['Ada', 'Bell', 'Cray'], ['Suspended', 'Active']))
    await administrator.api(
      changeCustomerStatus,
      { params: { id: ids[2] as never }, body: { status: 'active' } },
      { ifMatch: '*' },
    )
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await progress.getByRole('button', { name: 'Take it back' }).click()
    await lines(question).toEqual(changed(['Ada', 'Bell'], ['Suspended', 'Active']))
    await question.getByText('1 customer: It was changed since, and is left as it is').waitFor()
    await checkPage(page)
    await question.getByRole('button', { name: 'Take back 2 customers' }).click()
    await progress.getByText('Status · Taken back').waitFor()
    expect(await statuses()).toEqual(['active', 'active', 'active', 'active'])
    await progress.getByText('What was left can be tried again until').waitFor()
    await progress.getByRole('button', { name: 'Try the rest again' }).click()
    const again = page.getByRole('dialog', { name: 'Try again to take the rest back?' })
    await again.getByText('Nothing would be taken back now.').waitFor()
    await again.getByRole('button', { name: 'Close' }).click()
    await again.waitFor({ state: 'detached' })
    await focused(progress.getByRole('button', { name: 'Try the rest again' })).waitFor()
    await page.keyboard.press('Escape')
    await progress.waitFor({ state: 'detached' })
    await focused(bar.getByRole('button', { name: 'Change', exact: true })).waitFor()
    await bar.getByRole('button', { name: 'Choose none' }).click()
    await bar.waitFor({ state: 'detached' })
  })
})

describe('changing many entities at once (B24)', () => {
  test('puts a tag on all that are found on the page of a customer, and takes it back', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}` })
    const other = await addCustomer(administrator, { name: `Vodafone ${word}` })
    for (const name of ['Delhi', 'Goa', 'Pune'])
      await administrator.api(createEntity, { params: { id }, body: { name: `${name} ${word}` } })
    await administrator.api(createEntity, { params: { id: other.id }, body: { name: `Berlin ${word}` } })
    await administrator.api(createTag, { body: { name: `Gold ${word}` } })
    const tagged = async (of: string) =>
      (await administrator.api(listEntities, { params: { id: of as never } })).data.items.map(({ tags }) => tags.length)
    await page.goto(`/customers/${id}/entities?q=${word}`)
    const table = page.getByRole('table', { name: 'Entities' })
    const bar = page.getByRole('region', { name: 'Chosen entities' })
    await table.getByRole('checkbox', { name: `Choose Delhi ${word}` }).check()
    await bar.getByText('1 chosen').waitFor()
    await bar.getByRole('button', { name: 'Choose all 3 that match' }).click()
    await bar.getByText('All 3 that match are chosen').waitFor()
    await bar.getByRole('button', { name: 'Change', exact: true }).click()
    const panel = page.getByRole('dialog', { name: 'Change many entities' })
    await panel.getByRole('combobox', { name: 'Put on' }).fill(`gold ${word}`)
    await page.getByRole('option', { name: `Gold ${word}` }).click()
    await page.keyboard.press('Escape')
    const told = panel.getByRole('region', { name: 'What this does' }).getByRole('listitem')
    await expect
      .poll(() => told.allTextContents())
      .toEqual(['Delhi', 'Goa', 'Pune'].map((name) => `${name} ${word}+ Gold ${word}`))
    // What is no tag yet is not left out in silence.
    const field = panel.getByRole('combobox', { name: 'Put on' })
    await field.fill(`Silver ${word}`)
    await page.getByRole('option', { name: `Add the tag “Silver ${word}”` }).waitFor()
    await panel.getByRole('button', { name: 'Change 3 entities' }).click()
    await focused(field).waitFor()
    await panel.getByText(`“Silver ${word}” is no tag yet: Enter adds it`).waitFor()
    await field.fill('')
    await panel.getByRole('button', { name: 'Change 3 entities' }).click()
    const progress = page.getByRole('dialog', { name: 'Change of many entities' })
    await progress.getByText('It can be taken back until').waitFor()
    expect([await tagged(id), await tagged(other.id)]).toEqual([[1, 1, 1], [0]])
    await table
      .getByRole('list', { name: `Tags of Goa ${word}` })
      .first()
      .waitFor({ state: 'attached' })
    await progress.getByRole('button', { name: 'Take it back' }).click()
    await page
      .getByRole('dialog', { name: 'Take this change back?' })
      .getByRole('button', { name: /^Take back / })
      .click()
    await progress.getByText('Tags · Taken back').waitFor()
    expect(await tagged(id)).toEqual([0, 0, 0])
    await page.keyboard.press('Escape')
    await table
      .getByRole('list', { name: `Tags of Goa ${word}` })
      .first()
      .waitFor({ state: 'detached' })
  })
})

describe('changes of many of one’s own (B24)', () => {
  test('are found later from each list and from one’s menu, and taken back there', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${word}` })
    const { data: tag } = await administrator.api(createTag, { body: { name: `Gold ${word}` } })
    const tagged = async () => (await administrator.api(getCustomer, { params: { id } })).data.tags.length
    const change = { kind: 'tags' as const, add: [tag.id] }
    await administrator.api(createBulkChange, { body: { list: 'customers', ids: [id], change } })
    await expect.poll(tagged, { timeout: 20_000 }).toBe(1)

    await page.goto(`/customers?q=${word}&view=table`)
    await page.getByRole('table', { name: 'Customers' }).getByRole('link', { name }).waitFor()
    await page.getByRole('link', { name: 'Changes of many' }).click()
    const table = page.getByRole('table', { name: 'Changes of many' })
    // The administrator changes things in other tests, too.
    const own = table.getByRole('row').filter({ hasText: `+ Gold ${word}` })
    const first = own.getByRole('button', { name: 'Open: Tags · 1 customer' })
    await first.waitFor()
    await own.getByText(/^Until /).waitFor()
    // The page lies below customers.
    const where = page.getByRole('navigation', { name: 'Where you are' })
    await where.getByRole('link', { name: 'Customers' }).waitFor()
    const places = page.getByRole('navigation', { name: 'Main' })
    await places.locator('[data-active]').filter({ hasText: 'Customers' }).waitFor()
    await checkPage(page)
    // On a phone the words begin where their heading does and are whole, and so they are beside the bar.
    await page.setViewportSize({ width: 390, height: 844 })
    const heading = table.getByRole('columnheader', { name: 'Change' })
    await expect.poll(async () => (await wordsOf(first)).left - (await wordsOf(heading)).left).toBe(0)
    await expect.poll(() => first.locator('[data-name]').evaluate((of) => of.scrollWidth - of.clientWidth)).toBe(0)
    const column = () =>
      own
        .getByRole('cell')
        .first()
        .evaluate((of) => of.getBoundingClientRect().right)
    await expect.poll(async () => (await wordsOf(first)).right - (await column())).toBeLessThan(0)
    await first.press('Enter')
    const progress = page.getByRole('dialog', { name: 'Change of many customers' })
    await progress.getByText('It can be taken back until').waitFor()
    const bar = progress.locator('div:has(> [role="progressbar"])')
    const gap = async () => (await wordsOf(progress.getByText('1 of 1'))).top - ((await bar.boundingBox())?.y ?? 0)
    await expect.poll(gap).toBeGreaterThan(16)
    await page.setViewportSize({ width: 1280, height: 800 })
    await progress.getByRole('button', { name: 'Take it back' }).click()
    await page
      .getByRole('dialog', { name: 'Take this change back?' })
      .getByRole('button', { name: /^Take back / })
      .click()
    await progress.getByText('Tags · Taken back').waitFor()
    await expect.poll(tagged, { timeout: 20_000 }).toBe(0)
    await page.keyboard.press('Escape')
    await focused(first).waitFor()
    await own.getByText('Taken back').waitFor()

    for (const list of ['devices', 'entities']) {
      await page.goto(`/${list}?q=${word}`)
      await page.getByRole('link', { name: 'Changes of many' }).click()
      await own.getByText('Taken back').waitFor()
    }
    await page.goBack()
    await table.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /: account of / }).click()
    await page.getByRole('menuitem', { name: 'Your changes of many' }).click()
    await table.waitFor()
  })
})

/** Where on the screen the words of an element stand. */
function wordsOf(element: Locator): Promise<{ left: number; right: number; top: number }> {
  return element.evaluate((of) => {
    const words = document.createRange()
    words.selectNodeContents(of)
    const { left, right, top } = words.getBoundingClientRect()
    return { left, right, top }
  })
}
