import type { Page, Response } from 'playwright-core'

/** What a page had to complain about, and what it said at all. */
export interface Watch {
  /** Lets a complaint pass that matches, e.g. /^409 POST/. */
  allow: (...expected: RegExp[]) => void
  troubles: () => string[]
  log: () => string
}

/**
 * Collects console errors, errors of the page, violations of its policy, and refused or failed requests. Requests that
 * the page itself takes back are no trouble.
 */
export function watch(page: Page, expected: readonly RegExp[] = []): Watch {
  const allowed = [...expected]
  const troubles: string[] = []
  const lines: string[] = []
  const note = (trouble: string) => {
    lines.push(`! ${trouble}`)
    troubles.push(trouble)
  }
  page.on('console', (message) => {
    const text = message.text()
    // Chromium reports each refused request here as well, without saying what was asked.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) note(`console: ${text}`)
    else lines.push(`${message.type()}: ${text}`)
  })
  page.on('pageerror', (error) => note(`page error: ${error.stack ?? error.message}`))
  page.on('crash', () => note('the page crashed'))
  page.on('response', (response) => {
    if (response.status() >= 400) note(lineOf(response))
  })
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed'
    const line = `${why} ${request.method()} ${pathOf(request.url())}`
    if (why === 'net::ERR_ABORTED') lines.push(line)
    else note(line)
  })
  return {
    allow: (...more) => allowed.push(...more),
    troubles: () => troubles.filter((trouble) => !allowed.some((pattern) => pattern.test(trouble))),
    log: () => lines.join('\n'),
  }
}

function lineOf(response: Response): string {
  return `${response.status()} ${response.request().method()} ${pathOf(response.url())}`
}

function pathOf(url: string): string {
  return new URL(url).pathname
}
