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

/**
 * Sends while the line is cut, and again while it breaks after the server has heard: the page says so each time, and what
 * was typed stays where it is sent from.
 */
export async function sendOverBrokenLine(page: WatchedPage, { method, address, send }: Sending): Promise<void> {
  page.watched.allow(/^net::ERR_INTERNET_DISCONNECTED/, /^net::ERR_CONNECTION_RESET/)
  await page.context().setOffline(true)
  await send()
  await page.getByText(notice).first().waitFor()
  await page.context().setOffline(false)
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
