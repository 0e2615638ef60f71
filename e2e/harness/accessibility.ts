import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What passes is not even worded. */
const quickly: RunOptions = { reporter: 'no-passes', resultTypes: ['violations'], preload: false }

/** WCAG 2.2 AA. The size of targets is the one rule that has to be asked for. */
const everything: RunOptions = {
  ...quickly,
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true } },
}

/** The dark scheme has the same elements in the same places; only colors differ. */
const colors: RunOptions = { ...quickly, runOnly: { type: 'rule', values: ['color-contrast'] } }

/** In the order in which the page changes least from one to the next, and ends in the scheme in which it began. */
const looks = [
  { widthPx: 1440, colorScheme: 'light', rules: everything },
  { widthPx: 1440, colorScheme: 'dark', rules: colors },
  { widthPx: 390, colorScheme: 'dark', rules: colors },
  { widthPx: 390, colorScheme: 'light', rules: everything },
] as const

/**
 * Fails on any violation of WCAG 2.2 AA that a program can find, in light and dark, at 1440 and 390 px, and where the
 * page has to be scrolled sideways (1.4.10). Leaves the page as it was.
 */
export async function checkPage(page: Page): Promise<void> {
  const before = page.viewportSize()
  const findings: string[] = []
  for (const { widthPx, colorScheme, rules } of looks) {
    await page.setViewportSize({ width: widthPx, height: 900 })
    await page.emulateMedia({ colorScheme })
    await settled(page)
    for (const finding of await violations(page, rules)) findings.push(`${widthPx} px, ${colorScheme}: ${finding}`)
  }
  if (before) await page.setViewportSize(before)
  expect(findings, `accessibility of ${page.url()}`).toEqual([])
}

/** Waits until nothing loads or moves any more: rows that make way are dimmed, and half-way colors would be measured. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    await frame()
    await frame()
    const ends = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
    await Promise.race([
      Promise.allSettled(ends.map(({ finished }) => finished)),
      new Promise((go) => setTimeout(go, 2_000)),
    ])
  })
}

type WithAxe = Window & { axe?: { run: (chosen: RunOptions) => Promise<AxeResults> } }

/** What the rules find, and how far the page is too wide. Only that leaves the page, which has much more to tell. */
async function violations(page: Page, rules: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async (run) => {
    const found = await (window as WithAxe).axe?.run(run)
    if (!found) throw new Error('axe-core did not load')
    const sideways = document.documentElement.scrollWidth - window.innerWidth
    const lines = found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join('; ')
        return `${id} (${help}) at ${target.join(' ')}: ${why}`
      }),
    )
    return sideways > 0 ? [...lines, `the page is ${sideways} px too wide`] : lines
  }, rules)
}
