import { gzipSync } from 'node:zlib'
import packedChromium from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'
import { newId } from '../platform/clock/clock.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, median } from './measure.ts'

const runs = 5
const mostKb = 200
const mostMs = 100

/**
 * P11: the JavaScript that the customers list loads, gzipped, and how long the slowest interaction takes to the next
 * paint, by the browser's own event timing, in the list of the large provider, where a third of the customers carries
 * a tag and conditions stand above the rows, and in the wizard.
 */
export async function benchWeb({ bench, app, connect }: Bench): Promise<BenchRow[]> {
  const client = new HttpClient(app.url)
  await client.signIn(bench.members.all.email, bench.password)
  client.close()
  const browser = await chromium.launch({
    executablePath: await packedChromium.executablePath(),
    args: ['--no-zygote', '--headless=shell', '--disable-gpu'],
  })
  const open = (search: string) => openList(browser, `${app.url}${search}`, client.cookie)
  let untag: () => Promise<unknown> = async () => undefined
  try {
    const sizeKb = await scriptsKb(await open(plainList))
    untag = await tagThird(await connect(), bench.providerId)
    const grid: number[] = []
    const wizard: number[] = []
    for (let run = 0; run < runs; run++) {
      grid.push(await slowest(await open(fullList), useGrid))
      wizard.push(await slowest(await open(plainList), useWizard))
    }
    const interactions = { id: 'P11', floor: null, unit: 'ms', ratio: null, bar: `≤ ${mostMs} ms` } as const
    return [
      {
        id: 'P11',
        name: 'JavaScript of the customers list, gzipped',
        ours: sizeKb,
        floor: null,
        unit: 'KB',
        ratio: null,
        bar: `≤ ${mostKb} KB`,
        holds: sizeKb <= mostKb,
      },
      { ...interactions, name: 'interaction to next paint, list', ours: median(grid), holds: median(grid) <= mostMs },
      {
        ...interactions,
        name: 'interaction to next paint, wizard',
        ours: median(wizard),
        holds: median(wizard) <= mostMs,
      },
    ]
  } finally {
    await browser.close()
    await untag()
  }
}

const plainList = '/customers?view=table'
const fullList = `${plainList}&filter[status][in]=active&filter[status][in]=suspended&filter[devices][gte]=1`

/** Puts a tag on every third customer; returns what takes it away again. */
async function tagThird(connection: Connection, providerId: string): Promise<() => Promise<unknown>> {
  const tag = [providerId, newId()]
  await connection.query(
    `INSERT INTO tags (provider_id, id, organization_id, name, name_key, color, created_at, updated_at)
     VALUES ($1, $2, $1, 'Benchmark', 'benchmark', 'teal', now(), now())`,
    tag,
  )
  await connection.query(
    `INSERT INTO organization_tags (provider_id, organization_id, tag_id, house_id)
     SELECT provider_id, id, $2, $1 FROM (
       SELECT provider_id, id, row_number() OVER (ORDER BY name_key, id) AS place
       FROM organizations WHERE provider_id = $1 AND type = 'customer'
     ) numbered WHERE place % 3 = 0`,
    tag,
  )
  return () => connection.query('DELETE FROM tags WHERE provider_id = $1 AND id = $2', tag)
}

type Connection = Awaited<ReturnType<Bench['connect']>>

/** Keeps the longest duration of every interaction; what stays below 16 ms is not reported and counts as 16. */
const observer = `globalThis.slowestInteraction = 16
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entry.interactionId) globalThis.slowestInteraction = Math.max(globalThis.slowestInteraction, entry.duration)
}).observe({ type: 'event', durationThreshold: 16, buffered: true })`

interface OpenedList {
  page: Page
  scripts: Promise<Buffer>[]
}

async function openList(browser: Browser, url: string, cookie: string): Promise<OpenedList> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name = '', ...value] = cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url }])
  const page = await context.newPage()
  await page.addInitScript({ content: observer })
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return
    const body = response.body()
    // Only the row that counts scripts waits for them; the page of another closes before its last ones have come.
    body.catch(() => {})
    scripts.push(body)
  })
  await page.goto(url)
  await rows(page).nth(3).waitFor()
  return { page, scripts }
}

function rows(page: Page) {
  return page.getByRole('table').getByRole('row')
}

/** What has loaded when the first rows stand there, before anybody touched anything. */
async function scriptsKb({ page, scripts }: OpenedList): Promise<number> {
  const bodies = await Promise.all(scripts)
  await page.context().close()
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1024
}

async function slowest({ page }: OpenedList, use: (page: Page) => Promise<void>): Promise<number> {
  await use(page)
  // Entries are handed over in the idle time after the paint.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))')
  const duration = (await page.evaluate('globalThis.slowestInteraction')) as number
  await page.context().close()
  return duration
}

async function useGrid(page: Page): Promise<void> {
  const answered = () => page.waitForResponse((response) => response.url().includes('/api/v1/customers?'))
  const sorted = answered()
  await page.getByRole('button', { name: 'Devices', exact: true }).click()
  await sorted
  const found = answered()
  await page.getByRole('searchbox').first().pressSequentially('steuer', { delay: 60 })
  await found
  await rows(page).nth(3).waitFor()
  await page.mouse.move(700, 500)
  const more = answered()
  await page.mouse.wheel(0, 4_000)
  await more
  for (let press = 0; press < 5; press++) await page.keyboard.press('Tab')
}

async function useWizard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add customer' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Purchased' }).check()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog
    .getByRole('textbox', { name: 'Name', exact: true })
    .pressSequentially('Nordwind Spedition', { delay: 40 })
  await dialog.getByRole('textbox', { name: 'Domain' }).pressSequentially('nordwind.example', { delay: 40 })
}
