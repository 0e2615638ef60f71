import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** The element only while it has the focus: `await focused(page.getByLabel('Name')).waitFor()`. */
export function focused(locator: Locator): Locator {
  return locator.and(locator.page().locator(':focus'))
}

/**
 * Presses a key at an element once it has taken the focus: what is disabled for a moment takes none, and a key pressed
 * there is lost.
 */
export async function pressOn(target: Locator, key = 'Enter'): Promise<void> {
  await expect
    .poll(async () => {
      await target.focus()
      return focused(target).count()
    })
    .toBe(1)
  await target.page().keyboard.press(key)
}

/** The line of the palette while Enter would open it, as readers are told: it is chosen a moment after it is shown. */
export function selectedLine(page: Page, text: string): Locator {
  const marked = page.locator('[data-action][data-selected]')
  return page.getByRole('dialog').getByRole('option', { selected: true }).and(marked).filter({ hasText: text })
}

/** The option of a list of choices while Enter would take it: it is chosen a moment after it is shown. */
export function selectedOption(page: Page, name: string | RegExp): Locator {
  return page.getByRole('option', { name }).and(page.locator('[data-combobox-selected]'))
}

/**
 * Presses Tab, or an arrow within a menu, until the element has the focus, as somebody without a mouse would, who waits
 * until it is there.
 * @throws Error when it cannot be reached, naming what had the focus on the way
 */
export async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' | 'ArrowDown' = 'Tab',
  mostPresses = 60,
): Promise<void> {
  await target.waitFor()
  const passed: string[] = []
  let wanted = await target.elementHandles()
  for (let press = 0; press <= mostPresses; press += 1) {
    if (press > 0) await page.keyboard.press(key)
    let seen = await page.evaluate(whatHasFocus, wanted)
    if (seen.isDrawnAnew) {
      // Only then: to find it costs the page more than a press.
      wanted = await target.elementHandles()
      seen = await page.evaluate(whatHasFocus, wanted)
    }
    if (seen.isThere) return
    if (press > 0) passed.push(seen.name)
  }
  throw new Error(`${key} does not lead to ${target}; it passed:\n${passed.join('\n')}`)
}

function whatHasFocus(wanted: readonly Node[]) {
  const element = document.activeElement
  const isHtml = element instanceof HTMLElement
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null
  const text = isHtml
    ? `${element.tagName.toLowerCase()} ${element.ariaLabel ?? label ?? element.textContent}`
    : 'nothing'
  return {
    isThere: element !== null && wanted.includes(element),
    isDrawnAnew: wanted.length === 0 || wanted.some((each) => !each.isConnected),
    name: text.slice(0, 80),
  }
}
