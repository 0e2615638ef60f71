import { text } from 'node:stream/consumers'
import type { Download } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { signInByApi, uniqueWord } from './harness/api.ts'
import { admin } from './harness/global-setup.ts'
import { focused } from './harness/keyboard.ts'
import { createProvider } from './harness/product.ts'
import { test } from './harness/test.ts'

describe('importing a list (B4)', () => {
  test('matches, checks, imports in the background, hands out what failed and takes it back', async ({ open }) => {
    const { url, dataDir } = inject('ready')
    const word = uniqueWord()
    const who = { email: `import-${word.toLowerCase()}@wingtip.example`, password: admin.password }
    await createProvider(dataDir, `Wingtip ${word}`, who)
    const page = await open({ as: await signInByApi(url, who) })
    await page.goto('/customers')
    await page.getByRole('link', { name: 'Import' }).click()
    await page.getByText('What you import is listed here').waitFor()
    await checkPage(page)

    const rows = Array.from({ length: 60 }, (_, index) => `${word} ${index},${word}-${index},Berlin,`)
    const file = ['Name,Short code,City,Odd', ...rows, `,${word}-X,Paris,`, `${word} Last,bad code!,,x`].join('\n')
    const upload = { name: `${word}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file) }
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Template for customers' }).click()
    expect(await textOf(await download)).toContain('Name,Code,Type')
    const chooser = page.waitForEvent('filechooser')
    await page.getByText('choose a file').click()
    await (await chooser).setFiles(upload)

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

    await page.getByRole('button', { name: 'Check first' }).press('Enter')
    await page.getByRole('heading', { name: 'Checked: nothing was written' }).waitFor()
    await page.getByText('Checked · 60 would be added, 2 with problems').waitFor()
    await page.getByRole('cell', { name: 'Row 62', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Show row by row' }).press('Enter')
    await page.getByRole('row', { name: 'Row 62' }).getByText('Name', { exact: true }).waitFor()
    await page.getByRole('row', { name: 'Row 63' }).getByText('bad code!').waitFor()
    await checkPage(page)

    await page.getByRole('button', { name: 'Import 62 rows' }).click()
    await page.getByRole('heading', { name: 'The import is done' }).waitFor()
    await checkPage(page)
    const failed = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the rows that failed' }).click()
    const errors = await textOf(await failed)
    expect(errors).toContain('What is wrong,Name,Short code,City,Odd')
    expect(errors.trim().split('\r\n')).toHaveLength(3)

    await page.getByRole('link', { name: 'Show the customers' }).click()
    await page.getByRole('link', { name: `${word} 0`, exact: true }).waitFor()
    await page.getByRole('link', { name: 'Import' }).click()
    await page.getByRole('link', { name: `${word}.csv` }).click()
    await page.getByRole('button', { name: 'Take back' }).click()
    const question = page.getByRole('dialog', { name: 'Take this import back?' })
    await focused(question.getByRole('button', { name: 'Cancel' })).waitFor()
    await checkPage(page)
    await question.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
    await page.goto('/customers')
    await page.getByText('No customers yet').waitFor()
  })
})

async function textOf(download: Download): Promise<string> {
  return text(await download.createReadStream())
}
