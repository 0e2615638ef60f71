import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Person } from './api.ts'

interface Profile {
  context: BrowserContext
  /** Stays open, so that pages of the profile find a process that runs; its storage is theirs. */
  kept: Page
}

/**
 * The profiles of one browser, each used by one test at a time and emptied for the next. What stays is the app itself,
 * whose cached parts are the same for everybody: to start and load it anew costs as much as a short test.
 */
export class Profiles {
  readonly #browser: Browser
  readonly #free = new Map<string, Profile[]>()
  readonly #taken = new Map<BrowserContext, { profile: Profile; key: string }>()

  constructor(browser: Browser) {
    this.#browser = browser
  }

  /** A profile in which there is nothing but the session of `as`. */
  async take(as: Person | undefined, options: BrowserContextOptions): Promise<BrowserContext> {
    const key = JSON.stringify(options)
    const profile = this.#free.get(key)?.pop() ?? (await this.#create(options))
    const { context } = profile
    this.#taken.set(context, { profile, key })
    if (as) await context.addCookies(as.cookies)
    return context
  }

  /** Closes the pages of a profile and empties it. */
  async giveBack(context: BrowserContext): Promise<void> {
    const taken = this.#taken.get(context)
    if (!taken) throw new Error('The profile is not in use')
    const { profile, key } = taken
    await Promise.all(context.pages().map((page) => page !== profile.kept && page.close()))
    await context.setOffline(false)
    await context.clearCookies()
    await context.clearPermissions()
    await profile.kept.evaluate(() => localStorage.clear())
    this.#taken.delete(context)
    this.#free.set(key, [...(this.#free.get(key) ?? []), profile])
  }

  /** Closes a profile that is not to be used again. */
  async close(context: BrowserContext): Promise<void> {
    this.#taken.delete(context)
    await context.close()
  }

  async #create(options: BrowserContextOptions): Promise<Profile> {
    const context = await this.#browser.newContext({
      baseURL: inject('ready').url,
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(20_000)
    const kept = await context.newPage()
    await kept.goto('/favicon.svg')
    return { context, kept }
  }
}
