import { text } from 'node:stream/consumers'
import { getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus, getCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Download, Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { cutLine, joinLine } from './harness/broken-line.ts'
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

/** Opens the menu of a customer's page, or of its row, and chooses. */
async function choose(page: WatchedPage, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

/** What the panel says of a number. */
async function figure(panel: Locator, label: string): Promise<string | null> {
  const row = panel.locator('dl > div').filter({ hasText: label })
  await row.waitFor()
  return row.getByRole('definition').textContent()
}

const textOf = async (download: Download) => text(await download.createReadStream())

describe('the status of a customer (B2, B3, MH1)', () => {
  test('is suspended after its consequences were shown, and lifted again', async ({ page, administrator }) => {
    const { id, name } = await addCustomer(administrator, { name: `Airtel ${uniqueWord()}` })
    await addDevice(administrator, id)
    await page.goto(`/customers/${id}`)
    await choose(page, name, 'Change status')
    const panel = panelOf(page, name)
    await panel.getByRole('radio', { name: 'Suspend' }).check()
    await expect.poll(() => figure(panel, 'People who can no longer sign in')).toBe('0')
    await expect.poll(() => figure(panel, 'Devices that go on reporting')).toBe('1')
    await checkPage(page)
    await panel.getByRole('textbox', { name: 'Reason' }).fill('Invoices unpaid since May')
    // What is typed is not lost by going back, which closes the panel.
    await page.goBack()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
    await expect
      .poll(() => panel.getByRole('textbox', { name: 'Reason' }).inputValue())
      .toBe('Invoices unpaid since May')
    await panel.getByRole('button', { name: 'Suspend' }).click()
    await panel.waitFor({ state: 'hidden' })
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
    await tabs.getByRole('link', { name: 'Entities' }).click()
    await page.getByRole('button', { name: 'Add entity' }).first().waitFor()
  })

  test('that is disabled hides the customer until the switch shows it', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Hidden ${word}` })
    const shown = await addCustomer(administrator, { name: `Shown ${word}` })
    const list = new CustomerList(page)
    await list.open(`?q=${word}`)
    await list.shows([name, shown.name])
    await choose(page, name, 'Change status')
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

  test('says on the page who holds it from above', async ({ page, administrator }) => {
    const word = uniqueWord()
    const partner = await addCustomer(administrator, { name: `Reseller ${word}`, type: 'partner' })
    const { id, name } = await addCustomer(administrator, { name: `Below ${word}`, parentId: partner.id })
    await setStatus(administrator, partner.id, 'suspended')
    await page.goto(`/customers/${id}`)
    const banner = page.getByRole('note').filter({ hasText: 'Suspended by an organization above' })
    await banner.waitFor()
    await choose(page, name, 'Change status')
    const panel = panelOf(page, name)
    await expect.poll(() => panel.getByRole('radio', { name: 'Disable' }).isDisabled()).toBe(true)
    await panel.getByText('An organization above is suspended').first().waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await banner.getByRole('link', { name: partner.name }).click()
    await page.getByRole('heading', { name: partner.name, level: 1 }).waitFor()
  })

  test('changes once when two tabs change it, and the second shows the newest state', async ({
    page,
    open,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Tabs ${uniqueWord()}` })
    const other = await open({ as: administrator, beside: page, allow: [/^412 PUT /] })
    for (const [tab, status] of [
      [page, 'Suspend'],
      [other, 'Disable'],
    ] as const) {
      await tab.goto(`/customers/${id}`)
      await choose(tab, name, 'Change status')
      await panelOf(tab, name).getByRole('radio', { name: status }).check()
      await figure(panelOf(tab, name), 'Sessions that end at once')
    }
    await panelOf(page, name).getByRole('button', { name: 'Suspend' }).click()
    await panelOf(page, name).waitFor({ state: 'hidden' })
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

  test('survives a connection that breaks, before and after the server has heard', async ({ page, administrator }) => {
    page.watched.allow(/^net::ERR_CONNECTION_RESET PUT/, /^412 PUT /)
    const { id, name } = await addCustomer(administrator, { name: `Line ${uniqueWord()}` })
    await page.goto(`/customers/${id}`)
    await choose(page, name, 'Change status')
    const panel = panelOf(page, name)
    await panel.getByRole('radio', { name: 'Suspend' }).check()
    await figure(panel, 'Sessions that end at once')
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
  })

  test('changes by keyboard alone, and the focus returns to the menu', async ({ page, administrator }) => {
    const { id, name } = await addCustomer(administrator, { name: `Keys ${uniqueWord()}` })
    await page.goto(`/customers/${id}`)
    const menu = page.getByRole('button', { name: `Actions for ${name}` })
    await menu.waitFor()
    await tabTo(page, menu)
    await page.keyboard.press('Enter')
    await focused(page.getByRole('menuitem').first()).waitFor()
    await tabTo(page, page.getByRole('menuitem', { name: 'Change status' }), 'ArrowDown')
    await page.keyboard.press('Enter')
    const panel = panelOf(page, name)
    // It opens on what is to be chosen, and not on the button that closes it.
    await focused(panel.getByRole('radio').first()).waitFor()
    await page.keyboard.press('Space')
    await tabTo(page, panel.getByRole('textbox', { name: 'Reason' }))
    await page.keyboard.type('By keys')
    await tabTo(page, panel.getByRole('button', { name: 'Disable' }))
    await page.keyboard.press('Enter')
    await panel.waitFor({ state: 'hidden' })
    await expect.poll(() => statusOf(administrator, id)).toBe('disabled')
    await focused(menu).waitFor()
  })
})

describe('deleting a customer (IF6, B13)', () => {
  test('lists what is open, offers offboarding, and its checklist ends in the archive', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Open ${uniqueWord()}` })
    await addDevice(administrator, id)
    await page.goto(`/customers/${id}`)
    await choose(page, name, 'Archive')
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
  })

  test('refuses a partner that is not empty, and leads to what lies below', async ({ page, administrator }) => {
    const word = uniqueWord()
    const partner = await addCustomer(administrator, { name: `Full ${word}`, type: 'partner' })
    const below = await addCustomer(administrator, { name: `Inside ${word}`, parentId: partner.id })
    await page.goto(`/customers/${partner.id}`)
    await choose(page, partner.name, 'Archive')
    const panel = panelOf(page, partner.name)
    await panel.getByText('1 organization below it must be archived').waitFor()
    await panel.getByRole('link', { name: 'Organizations below it' }).click()
    await new CustomerList(page).shows([below.name])
    await panel.waitFor({ state: 'hidden' })
  })

  test('puts it into the archive, from where it is restored disabled', async ({ page, administrator }) => {
    const licenses = { mode: 'allocated' as const, types: [{ type: 'non_it_assets', limit: 2 }] }
    const partner = await addCustomer(administrator, { name: `Above ${uniqueWord()}`, type: 'partner', licenses })
    const below = { parentId: partner.id, licenses }
    const { id, name } = await addCustomer(administrator, { name: `Restored ${uniqueWord()}`, ...below })
    await page.goto(`/customers?q=${encodeURIComponent(name)}`)
    await choose(page, name, 'Archive')
    const panel = panelOf(page, name)
    await figure(panel, 'Invitations that are withdrawn')
    await panel.getByText(/The archive keeps its limits .*: Non-IT assets 2\./).waitFor()
    await panel.getByRole('button', { name: 'Archive' }).click()
    await panel.waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: 'Archive' }).click()
    const row = page.getByRole('row').filter({ hasText: name })
    await row.waitFor()
    await checkPage(page)
    await choose(page, name, 'Restore')
    // Somebody else has what it had: it is told what is missing, and looked at again once that is there.
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await panel.waitFor({ state: 'hidden' })
    const other = await addCustomer(administrator, { name: `Instead ${uniqueWord()}`, ...below })
    page.watched.allow(/^409 PUT .*\/status/)
    await choose(page, name, 'Restore')
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
  })

  test('leaves it by name in the archive on a phone, too, with what can be done', async ({ page, administrator }) => {
    const { id, name } = await addCustomer(administrator, {
      name: `Small ${uniqueWord()} ${'of a long name '.repeat(14)}end`,
    })
    await setStatus(administrator, id, 'archived')
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(`/archive?q=${encodeURIComponent(name.slice(0, 14))}`)
    const link = page.getByRole('row').getByRole('link', { name })
    await expect.poll(async () => (await link.boundingBox())?.width).toBeGreaterThan(60)
    await expect.poll(() => rightEdge(page.getByRole('button', { name: `Actions for ${name}` }))).toBeLessThan(390)
    // Its heading is cut there, and whole as soon as the keyboard reaches it.
    await page.goto(`/customers/${id}`)
    const heading = page.getByRole('heading', { level: 1, name })
    const isCut = () => heading.evaluate((element) => element.scrollHeight > element.clientHeight)
    await expect.poll(isCut).toBe(true)
    await tabTo(page, heading)
    await expect.poll(isCut).toBe(false)
  })

  test('for good asks for its code, shows the report, and gives it to keep', async ({ page, administrator }) => {
    page.watched.allow(/^422 POST .*\/purge/)
    const { id, name, code } = await addCustomer(administrator, { name: `Gone ${uniqueWord()}` })
    await addDevice(administrator, id)
    await setStatus(administrator, id, 'offboarding', 'archived')
    await page.goto(`/customers/${id}`)
    await choose(page, name, 'Delete for good')
    const panel = page.getByRole('dialog', { name: `Delete ${name} for good` })
    await expect.poll(() => figure(panel, 'Devices')).toBe('1')
    await checkPage(page)
    const field = panel.getByRole('textbox', { name: `Type ${code} to delete it` })
    await focused(field).waitFor()
    await field.fill('AIR-WRONG')
    await panel.getByRole('button', { name: 'Delete for good' }).click()
    await panel.getByText('This is not its code').waitFor()
    await focused(field).waitFor()
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    expect(await statusOf(administrator, id)).toBe('archived')
    await field.fill(code.toLowerCase())
    await panel.getByRole('button', { name: 'Delete for good' }).click()
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
    await expect(administrator.api(getCustomer, { params: { id: id as never } })).rejects.toThrow()
  })

  test('that is not in the archive is not offered, and the focus is on the way out', async ({
    page,
    administrator,
  }) => {
    const { id, name } = await addCustomer(administrator, { name: `Still ${uniqueWord()}` })
    await page.goto(`/customers?purge=${id}`)
    const panel = page.getByRole('dialog', { name: `Delete ${name} for good` })
    await focused(panel.getByRole('button', { name: 'Cancel' })).waitFor()
  })

  test('an archived customer is read only', async ({ page, administrator }) => {
    const { id, name } = await addCustomer(administrator, { name: `Read ${uniqueWord()}` })
    await setStatus(administrator, id, 'archived')
    await page.goto(`/customers/${id}`)
    await page.getByRole('note').filter({ hasText: 'In the archive' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Edit' }).count()).toBe(0)
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page.getByText('Nobody is named yet.', { exact: true }).waitFor()
    await page.getByText('Nothing is known about the company yet.', { exact: true }).waitFor()
    await page.goto(`/customers/${id}/profile`)
    // A switch is drawn by what stands beside it, and is itself not to be seen.
    const opacity = () =>
      page.getByRole('switch', { name: 'Active' }).evaluate((each) => getComputedStyle(each).opacity)
    await expect.poll(opacity).toBe('0')
    await expect.poll(() => page.getByRole('button', { name: 'Add contact' }).count()).toBe(0)
    const body = { name: 'Changed' }
    const edit = administrator.api(updateCustomer, { params: { id: id as never }, body }, { ifMatch: '*' })
    await expect(edit).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('how long the archive keeps is the provider’s to say', async ({ page }) => {
    await page.goto('/archive')
    await page.getByRole('button', { name: 'Kept for 365 days' }).click()
    const dialog = page.getByRole('dialog', { name: 'How long the archive keeps' })
    await checkPage(page)
    for (const wrong of ['0', '2.5']) {
      await dialog.getByRole('textbox', { name: 'Days' }).fill(wrong)
      await dialog.getByText('1 to 3,650 days').waitFor()
      await dialog.getByRole('textbox', { name: 'Days' }).fill('400')
      await dialog.getByText('1 to 3,650 days').waitFor({ state: 'detached' })
    }
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Kept for 400 days' }).click()
    await dialog.getByRole('textbox', { name: 'Days' }).fill('365')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Kept for 365 days' }).waitFor()
  })
})
