import { describe, expect } from 'vitest'
import { checkPage } from './accessibility.ts'
import { test, type WatchedPage } from './test.ts'

const sound = `<!doctype html>
<html lang="en">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>A page</title>
  <style>
    body { background: #fff; color: #111 }
    button { width: 40px; height: 40px; padding: 0 }
  </style>
  <main>
    <h1>A page</h1>
    <label>Name <input style="height: 40px"></label>
    <div><button aria-label="Back"></button><button aria-label="On"></button></div>
  </main>`

const faults = {
  'a field without a label': ['<label>Name ', '<label>Name</label> <label>', /^1440 px, light: label /],
  'a text that is too faint': [
    '<h1>',
    '<p style="color: #ccc">Hardly to be read</p><h1>',
    /^1440 px, light: color-contrast /,
  ],
  'a text that is too faint in the dark': [
    '</style>',
    '@media (prefers-color-scheme: dark) { body { background: #444 } }</style>',
    /^1440 px, dark: color-contrast /,
  ],
  'a target that is too small on a phone': [
    '</style>',
    '@media (width < 500px) { button { width: 10px; height: 10px } }</style>',
    /^390 px, light: target-size /,
  ],
  'a page that is too wide for a phone': [
    '<h1>',
    '<h1 style="width: 600px">',
    /^390 px, light: the page is \d+ px too wide$/,
  ],
} as const

async function show(page: WatchedPage, body: string): Promise<void> {
  await page.route('**/shown', (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto('/shown')
}

describe('a look at a page', () => {
  test('finds nothing at a sound one', async ({ page }) => {
    await show(page, sound)
    await checkPage(page)
  })

  test.for(Object.entries(faults))('finds %s', async ([, [part, broken, found]], { page }) => {
    await show(page, sound.replace(part, broken))
    const findings = await checkPage(page).then(
      () => [],
      ({ actual }: { actual: string[] }) => actual,
    )
    expect(findings).toContainEqual(expect.stringMatching(found))
    // What is wrong in one width or scheme only is found in no other.
    if (!found.source.startsWith('^1440 px, light'))
      expect(findings).not.toContainEqual(expect.stringMatching(/^1440 px, light/))
  })
})
