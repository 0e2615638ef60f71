import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { test as base, inject } from 'vitest'
import { type Person, signInByApi } from './api.ts'
import { launchChromium } from './chromium.ts'
import { results } from './global-setup.ts'
import { Profiles } from './profiles.ts'
import { type Watch, watch } from './watch.ts'

/** A page with what it complains about. */
export interface WatchedPage extends Page {
  watched: Watch
  /** Once set, it would be set for all tests to come in the same profile. */
  clock: never
}

interface OpenOptions extends BrowserContextOptions {
  /** Whose session the page has; nobody's by default. */
  as?: Person
  /** Complaints that belong to the path, e.g. /^401 POST/. */
  allow?: RegExp[]
  /** Another tab of the same browser as an open page. */
  beside?: Page
}

/** Opens a page in a profile of its own; it must have nothing to complain about when the test ends. */
export type Open = (options?: OpenOptions) => Promise<WatchedPage>

interface Fixtures {
  /** Profiles of the browser that no test uses at the moment. */
  profiles: Profiles
  open: Open
  /** The administrator of the installation that is set up; one session for the file. */
  administrator: Person
  /** A page of the signed-in administrator. */
  page: WatchedPage
}

/**
 * The browser of this process. Vitest makes what has the scope of a worker anew for each file that extends `test`, and such
 * a file would start a browser beside the others', which knows nothing of the app yet.
 */
let started: ReturnType<typeof start> | undefined

async function start() {
  const { browser, close } = await launchChromium()
  return { profiles: new Profiles(browser), close }
}

/** Vitest's test with pages of a real browser. */
export const test = base.extend<Fixtures>({
  profiles: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      started ??= start()
      const { profiles, close } = await started
      await use(profiles)
      // All fixtures of a worker end with it.
      started = undefined
      await close()
    },
    { scope: 'worker' },
  ],
  administrator: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      await use(await signInByApi(inject('ready').url))
    },
    { scope: 'file' },
  ],
  open: async ({ profiles, task }, use) => {
    const pages: WatchedPage[] = []
    const contexts: BrowserContext[] = []
    await use(async ({ as, allow = [], beside, ...options } = {}) => {
      const context = beside?.context() ?? (await profiles.take(as, options))
      if (!beside) contexts.push(context)
      const page = await context.newPage()
      const watched = Object.assign(page, {
        watched: watch(page, as ? allow : [...allow, /^401 GET \/api\/v1\/me$/]),
      }) as WatchedPage
      pages.push(watched)
      return watched
    })
    const troubles = pages.flatMap((page) => page.watched.troubles())
    const isFailed = task.result?.state === 'fail' || troubles.length > 0
    if (isFailed) await keep(task.name, pages)
    await Promise.all(contexts.map((context) => (isFailed ? profiles.close(context) : profiles.giveBack(context))))
    if (troubles.length > 0) throw new Error(`The page complained:\n${troubles.join('\n')}`)
  },
  page: async ({ open, administrator }, use) => {
    await use(await open({ as: administrator }))
  },
})

async function keep(name: string, pages: readonly WatchedPage[]): Promise<void> {
  await mkdir(results, { recursive: true })
  const stem = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)
  for (const [index, page] of pages.entries()) {
    const file = path.join(results, `${stem}-${index + 1}`)
    await page.screenshot({ path: `${file}.png` }).catch(() => {})
    await writeFile(`${file}.log`, `${page.url()}\n${page.watched.log()}\n`)
  }
}
