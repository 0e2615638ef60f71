import { getCustomer } from '@tenantry/contract/customers.ts'
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
    await kind.selectOption({ label: 'Status' })
    await tabTo(page, panel.getByRole('radio', { name: 'Activate' }))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const preview = panel.getByRole('region', { name: 'What this does' })
    await preview.getByText('Will change').waitFor()
    await preview.getByText(`Ada ${word}, Bell ${word}, Cray ${word}`).waitFor()
    await checkPage(page)
    await tabTo(page, panel.getByRole('button', { name: 'Change 3 customers' }))
    await page.keyboard.press('Enter')

    const progress = page.getByRole('dialog', { name: 'Change of many customers' })
    await progress.getByText('It can be taken back until').waitFor()
    await progress.getByText('3 of 3').waitFor()
    await checkPage(page)
    expect(await statuses()).toEqual(['suspended', 'suspended', 'suspended', 'active'])
    await progress.getByRole('button', { name: 'Take it back' }).click()
    await progress.getByText('Taken back').first().waitFor()
    await progress.getByText('Status · Taken back').waitFor()
    expect(await statuses()).toEqual(['active', 'active', 'active', 'active'])
    await page.keyboard.press('Escape')
    await progress.waitFor({ state: 'detached' })
    await bar.getByRole('button', { name: 'Choose none' }).click()
    await bar.waitFor({ state: 'detached' })
  })
})
