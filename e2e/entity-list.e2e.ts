import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('the entities of all customers (IF10)', () => {
  test('stand in one list that is searched, filtered by customer, kept as a view, and led on from', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const one = await addCustomer(administrator, {
      name: `Across ${word}`,
      entities: [{ name: `Delhi ${word}` }, { name: `New Delhi ${word}` }],
    })
    const other = await addCustomer(administrator, {
      name: `Elsewhere ${word}`,
      entities: [{ name: `Tokyo ${word}`, code: `T-${word}` }],
    })
    const left = await addCustomer(administrator, { name: `Left ${word}`, entities: [{ name: `Oslo ${word}` }] })
    await administrator.api(
      changeCustomerStatus,
      { params: { id: left.id }, body: { status: 'archived' } },
      { ifMatch: '*' },
    )
    await page.goto(`/entities?q=${word}`)
    await page.getByRole('heading', { name: 'Entities', level: 1 }).waitFor()
    const row = (name: string) => page.getByRole('row').filter({ hasText: new RegExp(`(?<!New )${name}`) })
    await row(`Delhi ${word}`).getByRole('link', { name: one.name }).waitFor()
    await row(`Tokyo ${word}`).getByRole('link', { name: other.name }).waitFor()
    // Of a customer that is archived nothing can be changed: it is shown when it is asked for, and no menu offers it.
    await expect.poll(() => row(`Oslo ${word}`).count()).toBe(0)
    await page.getByRole('switch', { name: 'Show disabled and archived' }).press('Space')
    await row(`Oslo ${word}`).waitFor()
    await page.getByRole('button', { name: `Actions for Delhi ${word}` }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: `Actions for Oslo ${word}` }).count()).toBe(0)
    await checkPage(page)

    // An entity leads to where it stands with its customer, and to no other one whose name holds its own.
    await row(`New Delhi ${word}`).waitFor()
    await row(`Delhi ${word}`).press('Enter')
    await page.getByRole('heading', { name: one.name, level: 1 }).waitFor()
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => page.getByRole('row').filter({ hasText: word }).count()).toBe(1)
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/customers/${one.id}/entities`)
    await page.goBack()
    await focused(row(`Delhi ${word}`).getByRole('link', { name: one.name })).waitFor()
    await row(`Tokyo ${word}`).waitFor()

    await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter')
    const builder = page.getByRole('dialog', { name: 'Filter' })
    await builder.getByLabel('Column').selectOption({ label: 'Customer' })
    await tabTo(page, builder.getByRole('combobox', { name: 'Values' }))
    await page.keyboard.type(`elsewhere ${word}`)
    await page.getByRole('option', { name: one.name }).waitFor({ state: 'hidden' })
    await page.getByRole('option', { name: other.name }).click()
    await builder.getByRole('button', { name: 'Apply' }).click()
    await row(`Delhi ${word}`).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Columns' }).click()
    const box = page.getByRole('checkbox', { name: 'Show Code' })
    // Drawn as the boxes of the table are, in both looks.
    await expect.poll(() => box.evaluate((drawn) => getComputedStyle(drawn).appearance)).toBe('none')
    await box.check()
    await page.keyboard.press('Escape')
    await row(`Tokyo ${word}`)
      .getByRole('cell', { name: `T-${word}`, exact: true })
      .waitFor()

    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save what is shown now…' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Of ${word}`)
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('button', { name: `View: Of ${word}` }).waitFor()

    await chooseAction(page, `Tokyo ${word}`, 'Edit')
    const panel = page.getByRole('dialog', { name: `Edit Tokyo ${word}` })
    await panel.getByText(other.name).waitFor()
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill(`Osaka ${word}`)
    await panel.getByRole('button', { name: 'Save' }).click()
    await row(`Osaka ${word}`).waitFor()
    await chooseAction(page, `Osaka ${word}`, 'Delete')
    const question = page.getByRole('dialog', { name: `Delete Osaka ${word}?` })
    await question.getByText(`of ${other.name} will be deleted`).waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'hidden' })
    await row(`Osaka ${word}`).getByRole('link', { name: other.name }).click()
    await page.getByRole('heading', { name: other.name, level: 1 }).waitFor()

    // Where it is found by what is typed anywhere, it leads there alone as well.
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Find anything, or do something').fill(`Delhi ${word}`)
    await page.getByRole('option', { name: `New Delhi ${word} ${one.name}` }).waitFor()
    await page.getByRole('option', { name: `Delhi ${word} ${one.name}`, exact: true }).click()
    await page.getByRole('heading', { name: one.name, level: 1 }).waitFor()
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => page.getByRole('row').filter({ hasText: word }).count()).toBe(1)

    // Who sees single entities only is led to no customer, and neither renames nor deletes.
    await page.route(/\/api\/v1\/me$/, async (route) => {
      const answer = await route.fetch()
      const me = await answer.json()
      await route.fulfill({ response: answer, json: { ...me, membership: { ...me.membership, reach: 'entities' } } })
    })
    await page.goto(`/entities?q=${word}`)
    await row(`Delhi ${word}`).waitFor()
    await expect.poll(() => page.getByRole('table').locator('tbody').getByRole('link').count()).toBe(0)
    await page.getByRole('button', { name: `Actions for Delhi ${word}` }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    await expect.poll(() => page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0)
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const own = page.getByRole('dialog', { name: `Edit Delhi ${word}` })
    const name = own.getByRole('textbox', { name: 'Name', exact: true })
    await name.waitFor()
    await expect.poll(() => name.isEditable()).toBe(false)
  })
})
