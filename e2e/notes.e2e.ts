import { listNotes, updateNote } from '@tenantry/contract/notes.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

const card = (page: WatchedPage) => page.getByRole('region', { name: 'Notes' })
const pinned = (page: WatchedPage) => page.getByRole('complementary', { name: 'Pinned note' })

describe('notes about a customer (B31)', () => {
  test('are added and pinned with the keyboard, and the pinned one stands on every tab', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
    await page.goto(`/customers/${id}`)
    await card(page).getByText('Nothing is noted yet').waitFor()
    await tabTo(page, card(page).getByRole('button', { name: 'Add note' }), 'Tab', 90)
    await page.keyboard.press('Enter')
    const field = card(page).getByRole('textbox', { name: 'Note' })
    await focused(field).waitFor()
    await page.keyboard.type('Call before you reboot')
    await tabTo(page, card(page).getByRole('checkbox', { name: 'Pin', exact: true }))
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await pinned(page).getByText('Call before you reboot').waitFor()
    for (const tab of ['Devices', 'Audit Logs', 'Profile']) {
      await page.getByRole('navigation', { name }).getByRole('link', { name: tab }).click()
      await page.getByRole('navigation', { name }).locator('[aria-current="page"]', { hasText: tab }).waitFor()
      await pinned(page).getByText('Call before you reboot').waitFor()
    }
  })

  test('are edited, not over what somebody else has saved, unpinned and deleted after a question, and not left behind half written', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
    await page.goto(`/customers/${id}`)
    await card(page).getByRole('button', { name: 'Add note' }).click()
    await card(page).getByRole('button', { name: 'Save' }).click()
    await card(page).getByText('Write something').waitFor()
    await card(page).getByRole('textbox', { name: 'Note' }).fill('重启前请致电')
    await card(page).getByRole('button', { name: 'Save' }).click()
    const note = card(page).getByRole('listitem')
    await note.getByText('重启前请致电').waitFor()
    await choose(page, 'Pin')
    await pinned(page).waitFor()
    await choose(page, 'Edit')
    await note.getByRole('textbox', { name: 'Note' }).fill('Use the back door')
    await note.getByText('The roles of a customer’s people read no notes').waitFor()
    await note.getByRole('checkbox', { name: 'May be passed on' }).check()
    await checkPage(page)
    await note.getByRole('button', { name: 'Save' }).click()
    await note.getByText('May be passed on').waitFor()
    await pinned(page).getByText('Use the back door').waitFor()

    page.watched.allow(/^412 PATCH \/api\/v1\/customers\//)
    await choose(page, 'Edit')
    await note.getByRole('textbox', { name: 'Note' }).fill('Mine')
    const noteId = (await administrator.api(listNotes, { params: { id } })).data.items[0]?.id ?? ''
    await administrator.api(updateNote, { params: { id, noteId }, body: { body: 'Theirs' } }, { ifMatch: '*' })
    await note.getByRole('button', { name: 'Save' }).click()
    await card(page).getByRole('alert').getByText('“Theirs”').waitFor()
    await note.getByRole('button', { name: 'Save' }).click()
    await note.getByText('Mine').waitFor()

    await choose(page, 'Unpin')
    await pinned(page).waitFor({ state: 'detached' })
    await choose(page, 'Delete')
    const question = page.getByRole('dialog', { name: 'Delete this note?' })
    await question.getByText('Mine').waitFor()
    await checkPage(page)
    await question.getByRole('button', { name: 'Delete' }).click()
    await card(page).getByText('Nothing is noted yet').waitFor()
    await question.waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()
    await expect.poll(async () => (await administrator.api(listNotes, { params: { id } })).data.total).toBe(0)

    await card(page).getByRole('button', { name: 'Add note' }).click()
    const field = card(page).getByRole('textbox', { name: 'Note' })
    await field.fill('Half a thought')
    const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
    for (const leave of [
      card(page).getByRole('button', { name: 'Cancel' }),
      page.getByRole('navigation', { name }).getByRole('link', { name: 'Devices' }),
    ]) {
      await leave.click()
      await leaving.getByRole('button', { name: 'Cancel' }).click()
      await leaving.waitFor({ state: 'detached' })
      await expect.poll(() => field.inputValue()).toBe('Half a thought')
    }
    await card(page).getByRole('button', { name: 'Cancel' }).click()
    await leaving.getByRole('button', { name: 'Leave' }).click()
    await field.waitFor({ state: 'detached' })
    // What was only opened closes at once.
    await card(page).getByRole('button', { name: 'Add note' }).click()
    await card(page).getByRole('button', { name: 'Cancel' }).click()
    await field.waitFor({ state: 'detached' })
  })
})

async function choose(page: WatchedPage, action: string): Promise<void> {
  await card(page)
    .getByRole('button', { name: /^Actions for the note/ })
    .click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
