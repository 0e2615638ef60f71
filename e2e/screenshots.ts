import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { signInByApi } from './harness/api.ts'
import { launchChromium } from './harness/chromium.ts'
import { startProduct } from './harness/product.ts'

const file = path.resolve(import.meta.dirname, '../docs/screenshot.png')

test('docs/screenshot.png shows the customers of the demo provider', async () => {
  const product = await startProduct({}, ['--demo'])
  onTestFinished(product.stop)
  const [, email, password] = /^ {2}(\S+@\S+) {2}(.+)$/m.exec(product.printed()) ?? []
  if (!email || !password) throw new Error(`The demo names nobody who can sign in:\n${product.printed()}`)
  const { cookies } = await signInByApi(product.url, { email, password })
  const { browser, close } = await launchChromium()
  onTestFinished(close)
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto('/customers')
  await page.getByRole('table', { name: 'Customers' }).getByRole('link').first().waitFor()
  await page
    .getByRole('button', { name: /favourites$/ })
    .first()
    .waitFor()
  await page.evaluate(() => document.fonts.ready)
  const picture = await page.screenshot({ path: file })
  expect(picture.length).toBeGreaterThan(20_000)
})
