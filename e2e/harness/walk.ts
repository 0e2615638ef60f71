import type { Page } from 'playwright-core'

/**
 * Goes to an address as a link within the app does, and waits for the page with this heading: to load the app anew costs
 * several times as much. What stands on the page that is left is not taken for the next one's; where one leads to the
 * other without another heading, whoever asks waits for something else.
 */
export async function walkTo(page: Page, address: string, heading?: string): Promise<void> {
  await page.evaluate((next) => {
    for (const left of document.querySelectorAll('h1')) left.dataset.left = ''
    document.title = ''
    history.pushState(null, '', next)
  }, address)
  if (heading === undefined) return
  await page.getByRole('heading', { name: heading, level: 1 }).and(page.locator('h1:not([data-left])')).waitFor()
}
