import { buffer } from 'node:stream/consumers'
import { createDevice } from '@tenantry/contract/devices.ts'
import { listUsers } from '@tenantry/contract/users.ts'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { pressOn } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'

async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const saving = page.waitForEvent('download')
  await act()
  const file = await saving
  return { name: file.suggestedFilename(), bytes: await buffer(await file.createReadStream()) }
}

/** B4 */
test('what a list shows becomes a CSV file, all there is a spreadsheet, and the license ledger a file as it is filtered; the log tells of each (IF7, IF15)', async ({
  open,
  administrator,
}) => {
  const page = await open({ as: administrator, allow: [/ERR_(FAILED|ABORTED) GET \/api\/v1\/exports/] })
  const word = uniqueWord()
  const admin = { firstName: 'Ann', lastName: 'Alpha', email: `ann@${word.toLowerCase()}.example` }
  const { id } = await addCustomer(administrator, {
    name: `Alpha ${word}`,
    code: `A${word}`,
    phone: '+12125550100',
    contacts: { admin },
  })
  const users = await administrator.api(listUsers, { query: { q: admin.email } })
  await addCustomer(administrator, { name: `Beta ${word}`, code: `B${word}` })
  for (const device of [{ name: `Box ${word}`, userId: users.data.items[0]?.id }, { name: `Two ${word}` }])
    await administrator.api(createDevice, { body: { organizationId: id, class: 'server', ...device } })
  const list = new CustomerList(page)
  await list.open(`?q=${word}&sort=-name`)
  await list.shows([`Beta ${word}`, `Alpha ${word}`])
  const opener = page.getByRole('button', { name: 'Export' })
  const panel = page.getByRole('dialog', { name: 'Export' })
  const exportIt = panel.getByRole('button', { name: 'Export' })

  // It says why a file was not saved, and can be stopped on the way.
  let isBroken = true
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  const exportsAt = '**/api/v1/exports/**'
  await page.route(exportsAt, async (route) => {
    if (isBroken) return route.abort()
    await held
    await route.continue().catch(() => {})
  })
  await opener.click()
  await exportIt.click()
  await page.getByText('The connection broke off on the way').waitFor()
  isBroken = false
  await opener.click()
  await exportIt.click()
  await panel.getByRole('status').waitFor()
  await checkPage(page)
  await panel.getByRole('button', { name: 'Cancel' }).click()
  await panel.waitFor({ state: 'detached' })
  go()
  await page.unroute(exportsAt)

  await opener.click()
  await panel.getByRole('radio', { name: 'CSV' }).waitFor()
  const csv = await saved(page, () => exportIt.click())
  await page.getByText('customers.csv is saved, with 2 rows').waitFor()
  expect(csv.name).toBe('customers.csv')
  const lines = csv.bytes.toString('utf8').split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFName,Code,Status,/)
  expect(lines.slice(1, 3).map((line) => line.split(',')[0])).toEqual([`Beta ${word}`, `Alpha ${word}`])

  // The same by the keyboard: a spreadsheet of everything, with a sheet of entities.
  await pressOn(opener)
  await panel.getByRole('radio', { name: 'CSV' }).press('ArrowDown')
  await panel.getByRole('radio', { name: 'As in the table' }).press('ArrowDown')
  await panel.getByRole('checkbox', { name: 'Entities' }).press('Space')
  await checkPage(page)
  const xlsx = await saved(page, () => pressOn(exportIt))
  expect(xlsx.name).toBe('customers.xlsx')
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(xlsx.bytes.toString('latin1')).toContain('xl/worksheets/sheet2.xml')

  await page.goto(`/devices?q=box+${word}`)
  await page.getByRole('cell', { name: `Box ${word}`, exact: true }).waitFor()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Show User' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('cell', { name: 'Ann Alpha', exact: true }).waitFor()
  await opener.click()
  const devices = await saved(page, () => exportIt.click())
  expect(devices.bytes.toString('utf8')).toContain(`Box ${word},Server,A${word},Alpha ${word}`)
  expect(devices.bytes.toString('utf8')).toContain(`Ann Alpha,${admin.email}`)

  await page.goto(`/licenses/ledger?q=two+${word}`)
  await page.getByRole('cell', { name: new RegExp(`Two ${word}`) }).waitFor()
  await opener.click()
  const ledger = await saved(page, () => exportIt.click())
  await page.getByText('license-ledger.csv is saved, with 1 row').waitFor()
  expect(ledger.name).toBe('license-ledger.csv')
  const [headings, row, end] = ledger.bytes.toString('utf8').split('\r\n')
  expect(headings).toMatch(/^\uFEFFWhen,Organization,License,Kind,Change,/)
  expect(row).toContain(`Alpha ${word},IT assets,Taken,1,2,,0,Two ${word},Device added,`)
  expect(end).toBe('')

  await page.goto('/audit')
  for (const told of ['2 customers as XLSX', '1 device as CSV', '1 row of the license ledger as CSV'])
    await page.getByText(`took out ${told}`).first().waitFor()
})
