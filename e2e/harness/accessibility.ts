import { appendFileSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { AxeResults, ContextObject, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { findLooks, type SeenText } from './text-looks.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 AA but for contrast, which is measured apart. The size of targets is the one rule that has to be asked for. */
const everything: RunOptions = {
  // What passes is not even worded.
  reporter: 'no-passes',
  resultTypes: ['violations'],
  preload: false,
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'target-size': { enabled: true }, 'color-contrast': { enabled: false } },
}

const contrast: RunOptions = {
  reporter: 'v2',
  resultTypes: ['violations', 'passes'],
  elementRef: true,
  preload: false,
  runOnly: { type: 'rule', values: ['color-contrast'] },
}

/**
 * In the order in which the page changes least from one to the next, and ends in the scheme in which it began. The dark
 * scheme has the same elements in the same places; only colors differ.
 */
const looks = [
  { widthPx: 1440, colorScheme: 'light', isSeenAnew: true },
  { widthPx: 1440, colorScheme: 'dark', isSeenAnew: false },
  { widthPx: 390, colorScheme: 'dark', isSeenAnew: false },
  { widthPx: 390, colorScheme: 'light', isSeenAnew: true },
] as const

/**
 * The looks of texts that had enough contrast, one a line: what looks the same has it as well, and is not measured again by
 * any process of the run. They lie with the data of its installation, and go with it.
 */
const legible = {
  file: () => path.join(inject('ready').dataDir, 'legible-looks'),
  without(looks: readonly number[]): number[] {
    const known = new Set(readFileSync(this.file(), { encoding: 'utf8', flag: 'a+' }).split('\n'))
    return looks.filter((look) => !known.has(String(look)))
  },
  add(looks: readonly number[]): void {
    appendFileSync(this.file(), looks.map((look) => `${look}\n`).join(''))
  },
}

/**
 * Fails on any violation of WCAG 2.2 AA that a program can find, in light and dark, at 1440 and 390 px, and where the
 * page has to be scrolled sideways (1.4.10). Leaves the page as it was.
 *
 * It costs as much as two visits of a page, so that one test looks at each page, each dialog and each state that shows
 * other elements, such as errors or nothing at all: where it shows most of them.
 */
export async function checkPage(page: Page): Promise<void> {
  const before = page.viewportSize()
  const findings: string[] = []
  for (const [index, { widthPx, colorScheme, isSeenAnew }] of looks.entries()) {
    const last = looks[index - 1]
    if (widthPx !== last?.widthPx) await page.setViewportSize({ width: widthPx, height: 900 })
    if (colorScheme !== last?.colorScheme) await page.emulateMedia({ colorScheme })
    const sideways = await settled(page)
    const found = [...(isSeenAnew ? await violations(page) : []), ...(await faintTexts(page))]
    if (sideways > 0) found.push(`the page is ${sideways} px too wide`)
    for (const finding of found) findings.push(`${widthPx} px, ${colorScheme}: ${finding}`)
  }
  if (before) await page.setViewportSize(before)
  expect(findings, `accessibility of ${page.url()}`).toEqual([])
}

/**
 * Waits until nothing loads or moves any more: rows that make way are dimmed, and half-way colors would be measured.
 * @returns how far the page is too wide; asked for on the way, for each question costs the browser more than its answer
 */
function settled(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const deadline = performance.now() + 20_000
    while (document.querySelector('[aria-busy="true"]')) {
      if (performance.now() > deadline) throw new Error('The page still loads')
      await frame()
    }
    await frame()
    await frame()
    const ends = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
    await Promise.race([
      Promise.allSettled(ends.map(({ finished }) => finished)),
      new Promise((go) => setTimeout(go, 2_000)),
    ])
    // Where `main` scrolls by itself, the document stays as wide as the screen.
    const main = document.querySelector('main')
    const ofMain = main ? main.scrollWidth - main.clientWidth : 0
    return Math.max(document.documentElement.scrollWidth - window.innerWidth, ofMain)
  })
}

type WithAxe = Window & { axe?: { run: (context: Element | ContextObject, chosen: RunOptions) => Promise<AxeResults> } }

/**
 * What the rules find, worded in the page, which has much more to tell. What lies behind a dialog can be neither read nor
 * reached, and has been looked at by itself.
 */
async function violations(page: Page): Promise<string[]> {
  await loadAxe(page)
  return page.evaluate(async (run) => {
    const exclude = document.querySelector('body > :not(#root) [aria-modal="true"]') ? ['#root'] : []
    const found = await (window as WithAxe).axe?.run({ include: [document.documentElement], exclude }, run)
    if (!found) throw new Error('axe-core did not load')
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join('; ')
        return `${id} (${help}) at ${target.join(' ')}: ${why}`
      }),
    )
  }, everything)
}

/** Texts of too little contrast, of those that look as none did before. */
async function faintTexts(page: Page): Promise<string[]> {
  const unknown = legible.without(await page.evaluate(findLooks))
  if (unknown.length === 0) return []
  await loadAxe(page)
  const { faint, passed } = await page.evaluate(
    async ({ run, looks }) => {
      const { seenTexts = new Map() } = window as Window & SeenText
      const wanted = new Set(looks)
      const include = [...seenTexts].flatMap(([element, look]) => (wanted.has(look) ? [element] : []))
      const found = await (window as WithAxe).axe?.run({ include } as ContextObject, run)
      if (!found) throw new Error('axe-core did not load')
      const nodesOf = (results: AxeResults['passes']) => results.flatMap(({ nodes }) => nodes)
      return {
        faint: nodesOf(found.violations).map(
          ({ target, any }) => `color-contrast at ${target.join(' ')}: ${any[0]?.message}`,
        ),
        // What cannot be seen passes too, without having been measured.
        passed: nodesOf(found.passes).flatMap(({ element, any }) =>
          element && any[0]?.data?.messageKey !== 'hidden' ? (seenTexts.get(element) ?? []) : [],
        ),
      }
    },
    { run: contrast, looks: unknown },
  )
  if (faint.length === 0) legible.add(passed)
  return faint
}

/** As a script by itself: what Playwright evaluates goes through a function of the page's first, at twice the cost. */
async function loadAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axeSource })
  await session.detach()
}
