import type { Locator } from 'playwright-core'
import { expect } from 'vitest'

/**
 * Waits until something stays where it is. What a list finds moves while the list becomes shorter, and a press that begins
 * before and ends after that is none: somebody who reads first does not press so soon.
 */
export async function still(locator: Locator): Promise<void> {
  let last = ''
  await expect
    .poll(async () => {
      const before = last
      last = JSON.stringify(await locator.boundingBox())
      return last !== 'null' && last === before
    })
    .toBe(true)
}
