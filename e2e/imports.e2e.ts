import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { ImportId } from '@tenantry/contract/ids.ts'
import { startImport } from '@tenantry/contract/imports.ts'
import type { Download, Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { signInByApi, uniqueWord } from './harness/api.ts'
import { createProvider } from './harness/create-provider.ts'
import { admin } from './harness/global-setup.ts'
import { focused, pressOn } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('importing a list (B4)', () => {
  test('that there is none of leads back to the others', async ({ page }) => {
    page.watched.allow(/^404 GET \/api\/v1\/imports\//)
    for (const id of [randomUUID(), 'nothing']) {
      await page.goto(`/imports/${id}`)
      await page.getByRole('heading', { name: 'Not found' }).waitFor()
      await expect.poll(() => page.title()).toMatch(/^Not found · Import · Customers · /)
      await page.getByRole('banner').getByRole('link', { name: 'Import', exact: true }).waitFor()
    }
  })

  test('that has gone on elsewhere is shown as it stands, after each thing that was not done', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    page.watched.allow(/^(409|net::ERR_FAILED) (POST|PATCH) .*\/imports\//)
    const existing = page.getByRole('combobox', { name: 'Rows about something that is there already' })
    const change = async () => {
      await existing.click()
      await page.getByRole('option', { name: 'Are changed' }).click()
    }
    const movedOn = page.getByText('This import has gone on elsewhere meanwhile.')
    const analysed = async (code: string) => {
      await page.goto('/imports')
      const file = Buffer.from(`Name,Code\n${word} ${code},${word}-${code}`)
      await choose(page, { name: `${word}-${code}.csv`, mimeType: 'text/csv', buffer: file })
      await page.getByRole('heading', { name: 'What the columns stand for' }).waitFor()
      return ImportId.parse(new URL(page.url()).pathname.split('/').at(-1))
    }
    const startElsewhere = (id: ImportId) => administrator.api(startImport, { params: { id } })

    const below = page.getByRole('combobox', { name: 'Add below' })
    const first = await analysed('A')
    await below.fill('Nobody of this name')
    await below.press('Tab')
    await page.getByText('Choose one from the list').waitFor()
    await page.getByRole('button', { name: 'Check first' }).click()
    await focused(below).waitFor()
    await startElsewhere(first)
    await change()
    await movedOn.waitFor()
    await page.getByRole('heading', { name: 'The import is done' }).waitFor()
    await existing.waitFor({ state: 'detached' })

    // What was not done before stands no longer where the next thing says why it was not done either.
    const id = await analysed('B')
    await page.route(`**/api/v1/imports/${id}`, (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    )
    // It is read again then, which is not to be what finds that it has gone on.
    const readAgain = page.waitForResponse(
      (response) => response.request().method() === 'GET' && response.url().endsWith(`/imports/${id}`),
    )
    await change()
    await page.getByText('The server cannot be reached').waitFor()
    await readAgain
    await startElsewhere(id)
    await page.getByRole('button', { name: 'Check first' }).click()
    await movedOn.waitFor()
    await page.getByText('The server cannot be reached').waitFor({ state: 'detached' })

    // The day in which it can be taken back ends while the page is open.
    const until = new Date(Date.now() + 3_000).toISOString()
    await page.route(`**/api/v1/imports/${id}`, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), undoableUntil: until } })
    })
    await page.reload()
    await page.getByRole('heading', { name: 'The import is done' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Take back' }).count()).toBe(0)
    await page.getByText(/^It can be taken back until/).waitFor({ state: 'detached' })
  })

  // Tens of thousands of rows take their time where everything else is slow, too.
  const slow = { timeout: 180_000 }
  test(
    'matches, checks, imports in the background, hands out what failed and takes it back',
    slow,
    async ({ open }) => {
      const { url, dataDir } = inject('ready')
      const word = uniqueWord()
      const who = { email: `import-${word.toLowerCase()}@wingtip.example`, password: admin.password }
      await createProvider(dataDir, `Wingtip ${word}`, who)
      const page = await open({ as: await signInByApi(url, who), allow: [/^422 POST \/api\/v1\/imports/] })
      await page.goto('/customers')
      await page.getByRole('link', { name: 'Import', exact: true }).click()
      await page.getByText('What you import is listed here').waitFor()
      // An old Excel file or one with a password: both begin like this.
      const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_096)])
      await choose(page, { name: 'locked.xlsx', mimeType: 'application/vnd.ms-excel', buffer: locked })
      await page.getByText('This is an old Excel file, or one with a password').waitFor()
      await checkPage(page)

      const rows = Array.from({ length: 60 }, (_, index) => `${word} ${index},${word}-${index},Berlin,`)
      const file = ['Name,Short code,City,Odd', ...rows, `,${word}-X,Paris,`, `${word} Last,bad code!,,x`].join('\n')
      const upload = { name: `${word}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file) }
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Template for customers' }).click()
      expect(await textOf(await download)).toContain('Name,Code,Type')
      await choose(page, upload)

      await page.getByRole('heading', { name: 'What the columns stand for' }).waitFor()
      await page.getByText('2 of 4 columns are matched').waitFor()
      await checkPage(page)
      // By the keyboard: what "Short code" stands for.
      const code = page.getByRole('combobox', { name: 'What “Short code” stands for' })
      await code.focus()
      await page.keyboard.type('Code')
      await page.getByRole('option', { name: 'Code', exact: true }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByText('3 of 4 columns are matched').waitFor()

      await pressOn(page.getByRole('button', { name: 'Check first' }))
      await page.getByRole('heading', { name: 'Checked: nothing was written' }).waitFor()
      await page.getByText('Checked · 60 would be added, 2 with problems').waitFor()
      await page.getByRole('cell', { name: 'Row 62', exact: true }).waitFor()
      await pressOn(page.getByRole('button', { name: 'Show row by row' }))
      await page
        .getByRole('row', { name: /^Row 62 / })
        .getByText('Name', { exact: true })
        .waitFor()
      await page
        .getByRole('row', { name: /^Row 63 / })
        .getByText('bad code!')
        .waitFor()
      await checkPage(page)

      await page.getByRole('button', { name: 'Add 60 customers' }).click()
      await page.getByRole('heading', { name: 'The import is done' }).waitFor()
      await checkPage(page)
      const failed = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download the rows that failed' }).click()
      const errors = await textOf(await failed)
      expect(errors).toContain('What is wrong,Name,Short code,City,Odd')
      expect(errors.trim().split('\r\n')).toHaveLength(3)

      await page.getByRole('link', { name: 'Show all customers' }).click()
      await page.getByRole('link', { name: `${word} 0`, exact: true }).waitFor()
      // A file that changes what is there now: what of it is shown before.
      await page.getByRole('link', { name: 'Import', exact: true }).click()
      const changing = ['Name,Code,City', `${word} Renamed,${word}-0,Ulm`, `${word} 1,${word}-1,Berlin`].join('\n')
      await choose(page, { name: `${word}-changes.csv`, mimeType: 'text/csv', buffer: Buffer.from(changing) })
      await page.getByRole('heading', { name: 'What the columns stand for' }).waitFor()
      await page.getByRole('combobox', { name: 'Rows about something that is there already' }).click()
      await page.getByRole('option', { name: 'Are changed' }).click()
      await page.getByRole('combobox', { name: 'Empty cells in a change' }).waitFor()
      await pressOn(page.getByRole('button', { name: 'Check first' }))
      await page.getByText('Checked · 1 would be changed').waitFor()
      await page.getByRole('heading', { name: 'What would change' }).waitFor()
      const cells = page.getByRole('table').filter({ hasText: 'Would be' })
      await cells.getByRole('row', { name: `${word} 0 Row 2 Name ${word} 0 ${word} Renamed` }).waitFor()
      await cells.getByRole('row', { name: 'City Berlin Ulm' }).waitFor()
      await checkPage(page)
      // With another setting: a second check shows what it has found itself.
      await page.getByRole('combobox', { name: 'What “City” stands for' }).click()
      await page.getByRole('option', { name: 'Billing city', exact: true }).click()
      await pressOn(page.getByRole('button', { name: 'Check first' }))
      await page.getByText('Checked · 2 would be changed').waitFor()
      await cells.getByRole('row', { name: 'City Empty Ulm' }).waitFor()

      await page.getByRole('link', { name: 'Import', exact: true }).click()
      await page.getByRole('link', { name: `${word}.csv` }).click()
      await page.getByRole('button', { name: 'Take back' }).click()
      const question = page.getByRole('dialog', { name: 'Take this import back?' })
      await focused(question.getByRole('button', { name: 'Cancel' })).waitFor()
      await checkPage(page)
      await question.getByRole('button', { name: 'Take back' }).click()
      await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Customers' }).click()
      await page.getByText('No customers yet').waitFor()
      await page.getByRole('link', { name: 'Import', exact: true }).click()

      // So many rows that whoever sees the first of them come in has many seconds left to cancel.
      const many = Array.from({ length: 40_000 }, (_, index) => `${word} long ${index},${word}-L-${index}`)
      const long = Buffer.from(['Name,Code', ...many].join('\n'))
      await choose(page, { name: `${word}-long.csv`, mimeType: 'text/csv', buffer: long })
      await page.getByRole('button', { name: 'Import 40,000 rows' }).click()
      await page.getByText(/^(?!40,000 )[1-9][\d,]* of 40,000 rows$/).waitFor()
      // The page says so from the press on, however long the answer is on its way.
      await page.route(/\/cancel$/, async (route) => {
        await page.getByRole('button', { name: 'Cancelling…' }).waitFor()
        await route.continue()
      })
      await pressOn(page.getByRole('button', { name: 'Cancel', exact: true }))
      await page
        .getByRole('heading', { name: 'The import was cancelled; what it had added by then is there' })
        .waitFor()
      await page.getByRole('button', { name: 'Take back' }).waitFor()
      await page.getByRole('link', { name: 'Show all customers' }).click()
      await page.getByRole('link', { name: `${word} long 0`, exact: true }).waitFor()
    },
  )
})

async function choose(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByText('choose a file').click()
  await (await chooser).setFiles(file)
}

async function textOf(download: Download): Promise<string> {
  return text(await download.createReadStream())
}
