import type { Page } from 'playwright-core'

/** Opens the menu of a row or of a page, which says whose actions it has, and chooses one. */
export async function chooseAction(page: Page, of: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${of}`, exact: true }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
