import { expect } from 'vitest'
import type { WatchedPage } from './test.ts'

/** A request that changes something, as the page sends it. */
export interface Sending {
  method: 'POST' | 'PATCH' | 'PUT'
  /** Address of the request, as a pattern of Playwright. */
  address: string
  /** Presses what sends it. */
  send: () => Promise<void>
}

const notice = /The server cannot be reached|Check your connection/

/** Cuts the line. Back when nothing passes any more: the browser's network process hears of it a moment later than it says. */
export async function cutLine(page: WatchedPage): Promise<void> {
  page.watched.allow(/^net::ERR_INTERNET_DISCONNECTED/)
  await page.context().setOffline(true)
  await expect.poll(() => hearsServer(page)).toBe(false)
}

/** Joins the line again. Back when something passes. */
export async function joinLine(page: WatchedPage): Promise<void> {
  await page.context().setOffline(false)
  await expect.poll(() => hearsServer(page)).toBe(true)
}

const hearsServer = (page: WatchedPage) => page.evaluate(() => fetch('/healthz').then(Boolean, () => false))

/**
 * Sends while the line is cut, and again while it breaks after the server has heard: the page says so each time, and what
 * was typed stays where it is sent from.
 */
export async function sendOverBrokenLine(page: WatchedPage, { method, address, send }: Sending): Promise<void> {
  page.watched.allow(/^net::ERR_CONNECTION_RESET/)
  await cutLine(page)
  await send()
  await page.getByText(notice).first().waitFor()
  await joinLine(page)
  let answers = 0
  await page.route(address, async (route) => {
    const request = route.request()
    if (answers > 0 || request.method() !== method || request.url().includes('dryRun')) return route.fallback()
    await route.fetch()
    answers++
    await route.abort('connectionreset')
  })
  await send()
  // The route stays: what the page asks at the moment in which it went would never be answered.
  await expect.poll(() => answers).toBe(1)
}
