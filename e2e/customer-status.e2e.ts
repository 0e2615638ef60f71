import { text } from 'node:stream/consumers'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus, getCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Download, Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { cutLine, joinLine } from './harness/broken-line.ts'
import { drawSlowly } from './harness/draw-slowly.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { CustomerList, rightEdge } from './harness/list.ts'
import { test, type WatchedPage } from './harness/test.ts'

const statusOf = async ({ api }: Person, id: string) =>
  (await api(getCustomerStatus, { params: { id: id as never } })).data.status

async function setStatus({ api }: Person, id: string, ...statuses: OrganizationStatus[]): Promise<void> {
  for (const status of statuses) await api(changeCustomerStatus, { params: { id: id as never }, body: { status } })
}

async function addDevice({ api }: Person, organizationId: string): Promise<void> {
  await api(createDevice, { body: { organizationId: organizationId as never, name: 'srv-01', class: 'server' } })
}

const panelOf = (page: WatchedPage, name: string) => page.getByRole('dialog', { name: `Status of ${name}` })

/** What the panel says of a number. */
async function figure(panel: Locator, label: string): Promise<string | null> {
  const row = panel.locator('dl > div').filter({ hasText: label })
  await row.waitFor()
  return row.getByRole('definition').textContent()
}

const textOf = async (download: Download) => text(await download.createReadStream())

describe('the status of a customer (B2, B3, MH1)', () => {
  test('is suspended by keyboard alone after its consequences were shown, and lifted again', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
    await addDevice(administrator, id)
    await page.goto(`/customers/${id}`)
    const menu = page.getByRole('button', { name: `Actions for ${name}` })
    await tabTo(page, menu)
    await page.keyboard.press('Enter')
    await focused(page.getByRole('menuitem').first()).waitFor()
    await tabTo(page, page.getByRole('menuitem', { name: 'Change status' }), 'ArrowDown')
    await page.keyboard.press('Enter')
    const panel = panelOf(page, name)
    // It opens on what is to be chosen, and not on the button that closes it.
    await focused(panel.getByRole('radio').first()).waitFor()
    await tabTo(page, panel.getByRole('radio', { name: 'Suspend' }), 'ArrowDown', 3)
    await page.keyboard.press('Space')
    await expect.poll(() => figure(panel, 'People who can no longer sign in')).toBe('0')
    await expect.poll(() => figure(panel, 'Devices that go on reporting')).toBe('1')
    const reason = panel.getByRole('textbox', { name: 'Reason' })
    await tabTo(page, reason)
    // Too much is not cut without a word, nor sent.
    await page.keyboard.insertText('Unpaid '.repeat(72))
    await panel.getByText('At most 500 characters').waitFor()
    await expect.poll(() => reason.inputValue()).toBe('Unpaid '.repeat(72))
    await panel.getByRole('button', { name: 'Suspend' }).click()
    await focused(reason).waitFor()
    await reason.fill('')
    await page.keyboard.type('Invoices unpaid since May')
    // What is typed is not lost by going back, which closes the panel.
    await page.goBack()
    const cancel = page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' })
    await cancel.waitFor()
    await page.evaluate(drawSlowly)
    await cancel.click()
    // Whoever goes on before the focus is back goes on from where it was, and not on the page below the panel.
    await page.keyboard.press('Tab')
    await focused(panel.getByRole('button', { name: 'Cancel' })).waitFor()
    await expect.poll(() => reason.inputValue()).toBe('Invoices unpaid since May')
    await tabTo(page, panel.getByRole('button', { name: 'Suspend' }))
    await page.keyboard.press('Enter')
    await panel.waitFor({ state: 'hidden' })
    await focused(menu).waitFor()
    await page.getByRole('main').getByText('Suspended', { exact: true }).first().waitFor()
    await expect.poll(() => statusOf(administrator, id)).toBe('suspended')
    const banner = page.getByRole('note').filter({ hasText: 'Suspended since' })
    await banner.getByText('Reason: Invoices unpaid since May').waitFor()
    await checkPage(page)
    const tabs = page.getByRole('navigation', { name })
    for (const [tab, action] of [
      ['Devices', 'Add device'],
      ['Entities', 'Add entity'],
    ] as const) {
      await tabs.getByRole('link', { name: tab }).click()
      await page.getByRole('searchbox').waitFor()
      await expect.poll(() => page.getByRole('button', { name: action }).count()).toBe(0)
    }
    await page.getByRole('main').getByRole('link', { name: 'Audit Logs' }).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'suspended the customer' })
      .getByText('Invoices unpaid since May')
      .waitFor()
    await banner.getByRole('button', { name: 'Change status' }).click()
    await panel.getByRole('radio', { name: 'Activate' }).check()
    await panel.getByRole('button', { name: 'Activate' }).click()
    await panel.waitFor({ state: 'hidden' })
    await expect.poll(() => statusOf(administrator, id)).toBe('active')
    // Back does not open the panel again.
    await page.goBack()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await tabs.getByRole('link', { name: 'Entities' }).click()
    await page.getByRole('button', { name: 'Add entity' }).first().waitFor()
  })

  test('that is disabled hides the customer until the switch shows it', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Hidden ${word}` })
    const shown = await addCustomer(administrator, { name: `Shown ${word}` })
    const list = new CustomerList(page)
    // One that is not in the archive is not offered to be deleted for good, and the focus is on the way out.
    await page.goto(`/customers?q=${word}&purge=${id}`)
    const purge = page.getByRole('dialog', { name: `Delete ${name} for good` })
    await focused(purge.getByRole('button', { name: 'Cancel' })).waitFor()
    await page.keyboard.press('Enter')
    await purge.waitFor({ state: 'hidden' })
    await list.shows([name, shown.name])
    await chooseAction(page, name, 'Change status')
    const panel = panelOf(page, name)
    await panel.getByRole('radio', { name: 'Disable' }).check()
    await panel.getByRole('button', { name: 'Disable' }).click()
    await list.shows([shown.name])
    await page.getByRole('switch', { name: 'Show disabled and archived' }).check()
    await list.shows([name, shown.name])
    await expect.poll(() => new URL(page.url()).searchParams.get('all')).toBe('true')
    await page.reload()
    await list.shows([name, shown.name])
    await page.getByRole('switch', { name: 'Show disabled and archived' }).uncheck()
    await list.open(`?q=${encodeURIComponent(name)}`)
    await page.getByText('Disabled and archived ones are not shown.').waitFor()
    await list.open(`?q=${word}&filter[status][eq]=disabled`)
    await list.shows([name])
    await expect.poll(() => statusOf(administrator, id)).toBe('disabled')
  })

  test('says on the page who holds it from above, where a partner that is not empty is not archived', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const partner = await addCustomer(administrator, { name: `Reseller ${word}`, type: 'partner' })
    const { id, name } = await addCustomer(administrator, { name: `Below ${word}`, parentId: partner.id })
    await setStatus(administrator, partner.id, 'suspended')
    await page.goto(`/customers/${id}`)
    const banner = page.getByRole('note').filter({ hasText: 'Suspended by an organization above' })
    await banner.waitFor()
    await chooseAction(page, name, 'Change status')
    const panel = panelOf(page, name)
    await expect.poll(() => panel.getByRole('radio', { name: 'Disable' }).isDisabled()).toBe(true)
    await panel.getByText('An organization above is suspended').first().waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await banner.getByRole('link', { name: partner.name }).click()
    await page.getByRole('heading', { name: partner.name, level: 1 }).waitFor()
    await chooseAction(page, partner.name, 'Archive')
    const above = panelOf(page, partner.name)
    await above.getByText('1 organization below it must be archived').waitFor()
    await above.getByRole('link', { name: 'Organizations below it' }).click()
    await new CustomerList(page).shows([name])
    await above.waitFor({ state: 'hidden' })
  })

  test('changes once when the line breaks, before and after the server has heard, and another tab shows the newest state', async ({
    page,
    open,
    administrator,
  }) => {
    page.watched.allow(/^net::ERR_CONNECTION_RESET PUT/, /^412 PUT /)
    const { id, name } = await addCustomer(administrator, { name: `Tabs ${uniqueWord()}` })
    const other = await open({ as: administrator, allow: [/^412 PUT /] })
    for (const [tab, status] of [
      [page, 'Suspend'],
      [other, 'Disable'],
    ] as const) {
      await tab.goto(`/customers/${id}`)
      await chooseAction(tab, name, 'Change status')
      await panelOf(tab, name).getByRole('radio', { name: status }).check()
      await figure(panelOf(tab, name), 'Sessions that end at once')
    }
    const panel = panelOf(page, name)
    await cutLine(page)
    await panel.getByRole('button', { name: 'Suspend' }).click()
    await panel.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor()
    expect(await statusOf(administrator, id)).toBe('active')
    await joinLine(page)
    // The server does it, but its answer never arrives.
    await page.route('**/status', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await panel.getByRole('button', { name: 'Suspend' }).click()
    await expect.poll(() => statusOf(administrator, id)).toBe('suspended')
    await panel.getByText('Suspended since').waitFor()
    const second = panelOf(other, name)
    await second.getByRole('button', { name: 'Disable' }).click()
    await second.getByRole('alert').filter({ hasText: 'Somebody else has changed it meanwhile' }).waitFor()
    await second.getByText('Suspended since').waitFor()
    await checkPage(other)
    await expect.poll(() => statusOf(administrator, id)).toBe('suspended')
    await second.getByRole('button', { name: 'Disable' }).click()
    await second.waitFor({ state: 'hidden' })
    await expect.poll(() => statusOf(administrator, id)).toBe('disabled')
  })
})

describe('deleting a customer (IF6, B13)', () => {
  test('lists what is open, offers offboarding, ends in the archive, and for good asks for its code and gives a report', async ({
    page,
    open: openPage,
    administrator,
  }) => {
    page.watched.allow(/^422 POST .*\/purge/)
    const { id, name, code } = await addCustomer(administrator, { name: `Open ${uniqueWord()}` })
    await addDevice(administrator, id)
    await page.goto(`/customers/${id}`)
    await chooseAction(page, name, 'Archive')
    const panel = panelOf(page, name)
    const open = panel.getByRole('region', { name: 'Still open' })
    await open.getByRole('listitem').filter({ hasText: 'Devices' }).getByText('1', { exact: true }).waitFor()
    await expect.poll(() => panel.getByRole('radio', { name: 'Archive' }).isDisabled()).toBe(true)
    await panel.getByText('1 device is still open').waitFor()
    await checkPage(page)
    await panel.getByRole('radio', { name: 'Begin offboarding' }).check()
    await panel.getByRole('button', { name: 'Begin offboarding' }).click()
    await panel.waitFor({ state: 'hidden' })
    const banner = page.getByRole('note').filter({ hasText: 'Offboarding is under way' })
    await banner.getByText('Still open: Devices: 1.').waitFor()
    await banner.getByRole('button', { name: 'Checklist' }).click()
    await expect.poll(() => figure(panel, 'Devices whose reports are refused')).toBe('1')
    await panel.getByText('It can be restored until').waitFor()
    await panel.getByRole('button', { name: 'Archive' }).click()
    await page.getByRole('note').filter({ hasText: 'In the archive' }).waitFor()
    expect(await statusOf(administrator, id)).toBe('archived')
    await panel.waitFor({ state: 'hidden' })

    // There it is read only.
    await expect.poll(() => page.getByRole('link', { name: 'Edit' }).count()).toBe(0)
    await page.getByText('Nobody is named yet.', { exact: true }).waitFor()
    await page.getByText('Nothing is known about the company yet.', { exact: true }).waitFor()
    await page.getByRole('navigation', { name }).getByRole('link', { name: 'Profile' }).click()
    // A switch is drawn by what stands beside it, and is itself not to be seen.
    const opacity = () =>
      page.getByRole('switch', { name: 'Active' }).evaluate((each) => getComputedStyle(each).opacity)
    await expect.poll(opacity).toBe('0')
    await expect.poll(() => page.getByRole('button', { name: 'Add contact' }).count()).toBe(0)
    const edit = administrator.api(updateCustomer, { params: { id }, body: { name: 'Changed' } }, { ifMatch: '*' })
    await expect(edit).rejects.toMatchObject({ code: 'invalid_input' })

    await chooseAction(page, name, 'Delete for good')
    const purge = page.getByRole('dialog', { name: `Delete ${name} for good` })
    await expect.poll(() => figure(purge, 'Devices')).toBe('1')
    const field = purge.getByRole('textbox', { name: `Type ${code} to delete it` })
    await focused(field).waitFor()
    await expect.poll(() => purge.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true)
    await field.fill('AIR-WRONG')
    await purge.getByRole('button', { name: 'Delete for good' }).click()
    await purge.getByText('This is not its code').waitFor()
    await focused(field).waitFor()
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await checkPage(page)
    expect(await statusOf(administrator, id)).toBe('archived')
    const other = await openPage({ as: administrator, beside: page, allow: [/^404 /] })
    await other.goto(`/customers?purge=${id}`)
    await other.getByRole('textbox', { name: `Type ${code} to delete it` }).fill(code)
    await field.fill(code.toLowerCase())
    await purge.getByRole('button', { name: 'Delete for good' }).click()
    const report = page.getByRole('dialog', { name: `${name} is deleted for good` })
    await expect.poll(() => figure(report, 'Devices')).toBe('1')
    await page.waitForURL(/\/customers\?/)
    await page.getByRole('heading', { name: 'Customers', level: 1, includeHidden: true }).waitFor()
    await checkPage(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      report.getByRole('button', { name: 'Download as JSON' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`deletion-report-${code}.json`)
    const kept = JSON.parse(await textOf(download))
    expect(kept).toMatchObject({ organization: { id, name, code }, counts: { devices: 1, organizations: 1 } })
    await report.getByRole('button', { name: 'Close' }).last().click()
    await page.waitForURL(/\/customers(\?|$)/)
    await expect(administrator.api(getCustomer, { params: { id } })).rejects.toThrow()
    // Another tab deletes nothing more, and says so.
    await other.getByRole('button', { name: 'Delete for good' }).last().click()
    await other
      .getByRole('dialog')
      .getByText(/It is deleted already/)
      .waitFor()
  })

  test('puts it into the archive, which names it on a phone, too, and keeps as long as the provider says, and restores it disabled', async ({
    page,
    administrator,
  }) => {
    page.watched.allow(/^409 PUT .*\/status/)
    const licenses = { mode: 'allocated' as const, types: [{ type: 'non_it_assets', limit: 2 }] }
    const partner = await addCustomer(administrator, { name: `Above ${uniqueWord()}`, type: 'partner', licenses })
    const below = { parentId: partner.id, licenses }
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, {
      name: `Restored ${word} ${'of a long name '.repeat(14)}end`,
      ...below,
    })
    await page.goto(`/customers?q=${word}`)
    await chooseAction(page, name, 'Archive')
    const panel = panelOf(page, name)
    await figure(panel, 'Invitations that are withdrawn')
    await panel.getByText(/The archive keeps its limits .*: Non-IT assets 2\./).waitFor()
    await panel.getByRole('button', { name: 'Archive' }).click()
    await panel.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Archive' }).click()
    const row = page.getByRole('row').filter({ hasText: name })
    await row.waitFor()
    await page.getByRole('button', { name: 'Kept for 365 days' }).click()
    const dialog = page.getByRole('dialog', { name: 'How long the archive keeps' })
    for (const wrong of ['0', '2.5']) {
      await dialog.getByRole('textbox', { name: 'Days' }).fill(wrong)
      await dialog.getByText('1 to 3,650 days').waitFor()
      await dialog.getByRole('textbox', { name: 'Days' }).fill('400')
      await dialog.getByText('1 to 3,650 days').waitFor({ state: 'detached' })
    }
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Kept for 400 days' }).click()
    await dialog.getByRole('textbox', { name: 'Days' }).fill('365')
    await checkPage(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Kept for 365 days' }).waitFor()

    await chooseAction(page, name, 'Restore')
    // Somebody else has what it had: it is told what is missing, and looked at again once that is there.
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await panel.waitFor({ state: 'hidden' })
    const other = await addCustomer(administrator, { name: `Instead ${uniqueWord()}`, ...below })
    await chooseAction(page, name, 'Restore')
    await panel.getByText(/Not enough non-IT asset licenses are left.*: 2 more needed, 0 of 2 free/).waitFor()
    await expect.poll(() => panel.getByRole('button', { name: 'Restore' }).isDisabled()).toBe(true)
    await administrator.api(
      setCustomerLicenses,
      { params: { id: other.id }, body: { mode: 'unlimited', types: [] } },
      { ifMatch: '*' },
    )
    await panel.getByRole('button', { name: 'Try again' }).click()
    await panel.getByText('It comes back disabled').waitFor()
    await panel.getByText('Its limits of licenses hold again: Non-IT assets 2.').waitFor()
    await panel.getByRole('button', { name: 'Restore' }).click()
    await row.waitFor({ state: 'hidden' })
    await expect.poll(() => statusOf(administrator, id)).toBe('disabled')

    await setStatus(administrator, id, 'archived')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(`/archive?q=${word}`)
    const link = page.getByRole('row').getByRole('link', { name })
    await expect.poll(async () => (await link.boundingBox())?.width).toBeGreaterThan(60)
    await expect.poll(() => rightEdge(page.getByRole('button', { name: `Actions for ${name}` }))).toBeLessThan(390)
    await checkPage(page)
    // Its heading is cut there, and whole as soon as the keyboard reaches it.
    await link.click()
    const heading = page.getByRole('heading', { level: 1, name })
    const isCut = () => heading.evaluate((element) => element.scrollHeight > element.clientHeight)
    await expect.poll(isCut).toBe(true)
    await tabTo(page, heading)
    await expect.poll(isCut).toBe(false)
  })
})
