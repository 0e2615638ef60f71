import { createDevice, getDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { isInView } from './harness/in-view.ts'
import { focused, pressOn } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

/** By how many pixels what stands in an empty field is wider than the field. */
const hintOverflow = (field: Locator) =>
  field.evaluate((input: HTMLInputElement) => {
    const style = getComputedStyle(input)
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return Number.NaN
    context.font = style.font
    const room = input.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
    return context.measureText(input.placeholder).width - room
  })

describe('devices', () => {
  test('are added, edited and deleted, and the count on the card follows', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id: organizationId, name } = await addCustomer(administrator, { name: `Counted ${word}` })
    await page.goto(`/customers/${organizationId}/devices`)
    await page.getByText('No devices yet').waitFor()
    await checkPage(page)
    await addDevice(page, `srv-${word}-1`)
    await administrator.api(createDevice, { body: { organizationId, name: `srv-${word}-2`, class: 'server' } })
    await chooseAction(page, `srv-${word}-1`, 'Edit')
    const panel = page.getByRole('dialog', { name: `Edit srv-${word}-1` })
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill(`web-${word}`)
    await panel.getByRole('textbox', { name: 'IP addresses' }).fill('192.0.2.300')
    await panel.getByRole('textbox', { name: 'Serial number' }).fill(`SN-${word}`)
    await panel.getByRole('button', { name: 'Add a value of your own' }).click()
    await panel.getByRole('textbox', { name: 'Name 1' }).fill('Rack')
    await panel.getByRole('textbox', { name: 'Value 1' }).fill('B2')
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Needs an IPv4 or IPv6 address').waitFor()
    await checkPage(page)
    await panel.getByRole('textbox', { name: 'IP addresses' }).fill('192.0.2.30 2001:DB8::1')
    await panel.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `web-${word}` })
      .waitFor()

    await chooseAction(page, `srv-${word}-2`, 'Delete')
    const question = page.getByRole('dialog', { name: `Delete srv-${word}-2?` })
    await question.waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await focused(page.getByRole('button', { name: `Actions for srv-${word}-2` })).waitFor()
    await chooseAction(page, `srv-${word}-2`, 'Delete')
    await question.getByRole('button', { name: 'Delete' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `srv-${word}-2` })
      .waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()
    await countsOnCard(page, name, '1')
  })

  test('are given to a user of the enterprise, retired, brought back, and moved to another customer with a look at what stays behind (EC1)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const admin = { firstName: 'Bea', lastName: 'Boss', email: `bea-${word.toLowerCase()}@airtel.com` }
    const above = { name: `Above ${word}`, type: 'enterprise' as const, contacts: { admin } }
    const { id: parentId } = await addCustomer(administrator, above)
    const from = await addCustomer(administrator, { name: `From ${word}`, type: 'division', parentId })
    const to = await addCustomer(administrator, { name: `To ${word}` })
    const entity = await administrator.api(createEntity, { params: { id: from.id }, body: { name: 'Harbour' } })
    const nas = await administrator.api(createDevice, {
      body: {
        organizationId: from.id,
        entityId: entity.data.id,
        name: `nas-${word}`,
        class: 'server',
        serialNumber: word,
      },
    })
    const organizationId = to.id
    await administrator.api(createDevice, {
      body: { organizationId, name: `there-${word}`, class: 'server', serialNumber: word },
    })
    await page.goto(`/customers/${from.id}/devices`)
    const row = page.getByRole('row').filter({ hasText: `nas-${word}` })
    await chooseAction(page, `nas-${word}`, 'Edit')
    const edited = page.getByRole('dialog', { name: `Edit nas-${word}` })
    await edited.getByRole('combobox', { name: 'Who works with it' }).fill('bea')
    await page.getByRole('option', { name: `Bea Boss Above ${word}` }).click()
    await edited.getByRole('button', { name: 'Save' }).click()
    await edited.waitFor({ state: 'detached' })

    // A second one with its serial number is asked about, and taken where both have it.
    page.watched.allow(/^409 POST .*\/devices$/)
    await page.getByRole('button', { name: 'Add device' }).first().click()
    const adding = page.getByRole('dialog', { name: 'Add device' })
    await adding.getByRole('textbox', { name: 'Name' }).fill(`twin-${word}`)
    const kind = adding.getByRole('combobox', { name: 'Class' })
    await kind.click()
    await page.keyboard.type('serv')
    await page.getByRole('option', { name: 'Server' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => kind.inputValue()).toBe('Server')
    const status = adding.getByRole('combobox', { name: 'Status' })
    await status.click()
    await page.keyboard.type('stock')
    await page.getByRole('option', { name: 'In stock' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => status.inputValue()).toBe('In stock')
    await adding.getByRole('textbox', { name: 'Serial number' }).fill(word)
    await adding.getByRole('button', { name: 'Add', exact: true }).click()
    const twin = page.getByRole('dialog', { name: 'Another device has this serial number' })
    await twin.getByText(`nas-${word} has the serial number ${word}, too.`).waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await twin.waitFor({ state: 'detached' })
    await focused(adding.getByRole('button', { name: 'Add', exact: true })).waitFor()
    await page.keyboard.press('Enter')
    await twin.getByRole('button', { name: 'Add anyway' }).click()
    await adding.waitFor({ state: 'detached' })
    await chooseAction(page, `nas-${word}`, 'Retire')
    await row.getByText('Retired').waitFor()
    await chooseAction(page, `nas-${word}`, 'Bring back')
    await row.getByText('In use').waitFor()
    await chooseAction(page, `nas-${word}`, 'Move to another customer')
    const panel = page.getByRole('dialog', { name: `Move nas-${word}` })
    await panel.getByRole('combobox', { name: 'To which customer?' }).fill(to.name)
    await page.getByRole('option', { name: to.name }).click()
    await panel.getByText('the entity Harbour').waitFor()
    await panel.getByText('Bea Boss, who works with it').waitFor()
    await panel.getByText(`there-${word} of ${to.name} has the serial number ${word}, too.`).waitFor()
    await checkPage(page)
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url())
      if (pathname.endsWith('/move')) asked.push(search)
    })
    await panel.getByRole('button', { name: 'Move', exact: true }).click()
    await row.waitFor({ state: 'detached' })
    // What it would leave behind is asked no more once it is there, with the lists that are read again.
    expect(asked).toEqual([''])
    const moved = await administrator.api(getDevice, { params: { id: nas.data.id } })
    expect(moved.data.organizationId).toBe(to.id)
  })

  test('come in from a file until licenses run out, row by row, and are taken back (B4)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id, code } = await addCustomer(administrator, { name: `Imported ${word}` })
    const types = [{ type: 'it_assets', limit: 2, overage: 0 }]
    await administrator.api(
      setCustomerLicenses,
      { params: { id }, body: { mode: 'allocated', types } },
      { ifMatch: '*' },
    )
    await page.goto('/devices')
    await page.getByRole('link', { name: 'Import', exact: true }).click()
    await page.getByRole('link', { name: 'Template for devices' }).waitFor()
    const rows = ['server-1,Server', 'phone-1,Phone', 'server-2,Computer', 'server-3,Server', 'phone-2,Tablet']
    const lines = ['Customer code,Name,Class', ...rows.map((row) => `${code},${word}-${row}`)]
    const chooser = page.waitForEvent('filechooser')
    await page.getByText('choose a file').click()
    const file = { name: `${word}.csv`, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
    await (await chooser).setFiles(file)
    // Another field takes the customers' place, and gives it back.
    const customer = page.getByRole('combobox', { name: 'What “Customer code” stands for' })
    const choose = async (field: string) => {
      await customer.fill(field)
      await page.getByRole('option', { name: field, exact: true }).click()
    }
    await choose('Notes')
    const note = page.getByText('devices that are new will belong to your own organization')
    const where = page.getByRole('navigation', { name: 'Where you are' })
    await expect.poll(() => where.getByRole('listitem').allTextContents()).toEqual(['Devices', 'Import', `${word}.csv`])
    const places = page.getByRole('navigation', { name: 'Main' })
    await places.locator('[data-active]').filter({ hasText: 'Devices' }).waitFor()
    await page.getByRole('combobox', { name: 'Whose the devices become' }).waitFor()
    await note.waitFor()
    await choose('Customer (code or name)')
    await note.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Check first' }).dblclick()
    const shortages = page.getByRole('region', { name: 'Where licenses run out' })
    await shortages.getByRole('row', { name: `Imported ${word} IT assets Row 5 1` }).waitFor()
    await page.getByRole('button', { name: 'Add 4 devices' }).waitFor()
    await checkPage(page)
    // What is free by the time of the import counts: one more goes meanwhile.
    await administrator.api(createDevice, { body: { organizationId: id, name: `${word}-late`, class: 'server' } })
    await page.getByRole('button', { name: 'Add 4 devices' }).dblclick()
    await page.getByRole('heading', { name: 'The import is done' }).waitFor()
    await page.getByText(/No IT asset license is left at [^:]+: 0 of 2 free/).waitFor()
    await shortages.getByRole('row', { name: `Imported ${word} IT assets Row 4 2` }).waitFor()
    await page.getByRole('cell', { name: 'Rows 4 and 5', exact: true }).waitFor()
    await page.getByRole('link', { name: 'Show all devices' }).click()
    await page.getByRole('searchbox', { name: 'Search by name or serial number' }).fill(word)
    for (const name of ['server-1', 'phone-1', 'late', 'phone-2'])
      await page.getByText(`${word}-${name}`, { exact: true }).waitFor()
    await expect.poll(() => page.getByText(`${word}-server-3`, { exact: true }).count()).toBe(0)
    await page.goBack()
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
    page.watched.allow(/^4\d\d GET .*\/imports\//)
    await page.goto('/imports/xyz')
    await page.getByRole('heading', { name: 'Not found' }).waitFor()
    await page.getByRole('link', { name: 'Go to customers' }).waitFor()
  })

  test('of all customers are found by name, there and from anywhere by Ctrl K, and lead to their customer', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Owner ${word}` })
    for (const device of ['box', 'nas'])
      await administrator.api(createDevice, {
        body: { organizationId: id, name: `${device}-${word}`, class: 'server' },
      })
    await page.goto('/devices')
    const search = page.getByRole('searchbox', { name: 'Search by name or serial number' })
    const middle = async (of: Locator) => {
      const box = await of.boundingBox()
      return box ? box.y + box.height / 2 : Number.NaN
    }
    // At 1440 px the toolbar is one line.
    const last = page.getByRole('switch', { name: 'Show disabled and archived' })
    await expect.poll(async () => Math.abs((await middle(search)) - (await middle(last)))).toBeLessThan(10)
    // All that can be done is in words, and on a phone in a menu what is seldom gone to.
    const header = page.getByRole('main')
    for (const word of ['Import', 'Changes of many', 'Export', 'Columns', 'Seen, without license'])
      await expect
        .poll(async () => (await header.getByText(word, { exact: true }).boundingBox())?.width, { message: word })
        .toBeGreaterThan(30)
    // What the search is for is told whole.
    await expect.poll(() => hintOverflow(search)).toBeLessThanOrEqual(0)
    // On a phone the search has a line of its own.
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(async () => (await search.boundingBox())?.width).toBeGreaterThan(300)
    await page.getByRole('button', { name: 'More pages of devices' }).click()
    await page.getByRole('menuitem', { name: 'Changes of many' }).waitFor()
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })

    await page.keyboard.press('Control+k')
    const palette = page.getByPlaceholder('Find anything, or do something')
    const place = () => palette.evaluate((element) => element.getBoundingClientRect().top)
    await page.getByRole('button', { name: 'Add customer', exact: false }).last().waitFor()
    const before = await place()
    await palette.fill(`nas-${word}`)
    await page.getByRole('button', { name: `nas-${word} ${name}` }).waitFor()
    await expect.poll(place, { message: 'What is typed stays where it is' }).toBe(before)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    const row = page.getByRole('row').filter({ hasText: `nas-${word}` })
    await row.waitFor()

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Devices' }).click()
    await page.getByRole('heading', { name: 'Devices', level: 1 }).waitFor()
    await search.fill(`nas-${word}`)
    await row.waitFor()
    // The row is there before the search is.
    await page.waitForURL((url) => url.search.includes(word))

    // Those of a disabled customer are left out, until somebody wants all.
    const standing = { params: { id }, body: { status: 'disabled' as const } }
    await administrator.api(changeCustomerStatus, standing, { ifMatch: '*' })
    await page.reload()
    await page.getByText('Those of disabled and archived customers are not shown.').waitFor()
    await page.getByRole('switch', { name: 'Show disabled and archived' }).press('Space')
    await row.waitFor()
    expect(page.url()).toContain('all=true')
    await checkPage(page)
    await search.fill(word)
    await page
      .getByRole('row')
      .filter({ hasText: `box-${word}` })
      .waitFor()
    await page.waitForURL((url) => url.searchParams.get('q') === word)
    // Who goes back is at the link that they pressed: others of its customer are only alike.
    const link = row.getByRole('link', { name })
    for (const [width, key] of [
      [1440, 'Enter'],
      [390, null],
    ] as const) {
      await page.setViewportSize({ width, height: 844 })
      await (key ? link.press(key) : link.click())
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      await page.goBack()
      await focused(link).waitFor()
      await expect.poll(() => isInView(link)).toBe(true)
    }
  })

  test('are chosen by keyboard, and many are changed and deleted at once (B24)', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id } = await addCustomer(administrator, { name: `Owner ${word}` })
    await administrator.api(createEntity, { params: { id }, body: { name: 'Harbour' } })
    for (const box of ['a', 'b', 'c'])
      await administrator.api(createDevice, {
        body: { organizationId: id, name: `nas-${word}-${box}`, class: 'server' },
      })
    await page.goto(`/customers/${id}/devices?sort=name`)
    await page.getByText(`nas-${word}-c`, { exact: true }).waitFor()
    await page.locator('tr[tabindex="0"]').focus()
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key)
    const bar = page.getByRole('region', { name: 'Chosen devices' })
    await bar.getByText('2 chosen').waitFor()
    await pressOn(bar.getByRole('button', { name: 'Change', exact: true }))
    const panel = page.getByRole('dialog', { name: 'Change many devices' })
    const kind = panel.getByRole('combobox', { name: 'What shall change?' })
    await kind.selectOption({ label: 'Entity' })
    await panel.getByRole('combobox', { name: 'Entity' }).fill('harb')
    await page.getByRole('option', { name: 'Harbour' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
    await panel.getByRole('button', { name: 'Change 2 devices' }).click()
    const progress = page.getByRole('dialog', { name: 'Change of many devices' })
    await progress.getByText('It can be taken back until').waitFor()
    await page.keyboard.press('Escape')
    await progress.waitFor({ state: 'detached' })
    await expect.poll(() => page.getByText('Harbour').count()).toBe(2)

    await bar.getByRole('button', { name: 'Change', exact: true }).click()
    await kind.selectOption({ label: 'Delete' })
    await panel.getByText('Will be deleted').waitFor()
    await panel.getByRole('button', { name: 'Delete 2 devices' }).click()
    await progress.getByText('Delete · Done').waitFor()
    await progress.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByText(`nas-${word}-a`, { exact: true }).waitFor({ state: 'detached' })
    await page.getByText(`nas-${word}-c`, { exact: true }).waitFor()
    await bar.waitFor({ state: 'detached' })
  })

  test('without a name, a class or a license are refused where one looks, and nothing typed is lost by a slip', async ({
    open,
    administrator,
  }) => {
    const page = await open({ as: administrator, allow: [/^409 POST/, /^412 PATCH/] })
    const word = uniqueWord()
    const [first, second] = [
      await addCustomer(administrator, { name: `One ${word}` }),
      await addCustomer(administrator, { name: `Other ${word}` }),
    ]
    await page.goto('/devices')
    await page.getByRole('button', { name: 'Add device' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Add device' })
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    await panel.getByText('Choose a customer').waitFor()
    const customer = panel.getByRole('combobox', { name: 'Customer' })
    await focused(customer).waitFor()

    // Right after a choice, what is typed looks for another one.
    for (const { name } of [first, second]) {
      await page.keyboard.type(name)
      // The last answer, after which the choice no longer changes.
      await expect.poll(() => page.getByRole('option').allTextContents()).toEqual([expect.stringContaining(name)])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expect.poll(() => customer.inputValue()).toBe(name)
      await expect.poll(() => page.evaluate(() => document.getSelection()?.toString())).toBe(name)
    }

    const none = { mode: 'allocated' as const, types: [{ type: 'it_assets', limit: 0, overage: 0 }] }
    await administrator.api(setCustomerLicenses, { params: { id: second.id }, body: none }, { ifMatch: '*' })
    await panel.getByRole('textbox', { name: 'Name', exact: true }).fill(`nas-${word}`)
    await panel.getByRole('combobox', { name: 'Class' }).click()
    await page.getByRole('option', { name: 'Server' }).click()
    const notes = panel.getByRole('textbox', { name: 'Notes' })
    await notes.fill('Behind the door')
    await panel.getByRole('button', { name: 'Add', exact: true }).click()
    const refusal = focused(panel.getByRole('alert').filter({ hasText: 'No IT asset license is left' }))
    await refusal.waitFor()
    await expect.poll(() => isInView(refusal)).toBe(true)
    await page.keyboard.press('Escape')
    const question = page.getByRole('dialog', { name: 'Leave without saving?' })
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => notes.inputValue()).toBe('Behind the door')
    await page.keyboard.press('Escape')
    await question.getByRole('button', { name: 'Leave' }).click()
    await panel.waitFor({ state: 'detached' })

    // Two people at one device: neither replaces what the other wrote without having seen it.
    const nas = { organizationId: first.id, name: `nas-${word}`, class: 'server' }
    const { id } = (await administrator.api(createDevice, { body: nas })).data
    await page.getByRole('searchbox', { name: 'Search by name or serial number' }).fill(nas.name)
    await chooseAction(page, nas.name, 'Edit')
    const edited = page.getByRole('dialog', { name: `Edit ${nas.name}` })
    await edited.getByRole('textbox', { name: 'Notes' }).fill('Second note')
    const theirs = { params: { id }, body: { notes: 'First note', serialNumber: word } }
    await administrator.api(updateDevice, theirs, { ifMatch: '*' })
    // A tag is logged as a thing of its own.
    const { data: tag } = await administrator.api(createTag, { body: { name: `VIP ${word}` } })
    await administrator.api(updateDevice, { params: { id }, body: { tagIds: [tag.id] } }, { ifMatch: '*' })
    await edited.getByRole('button', { name: 'Save' }).click()
    await focused(edited.getByRole('heading', { name: 'You have changed this in another window' })).waitFor()
    await edited
      .getByText(new RegExp(`^Last change: .+ tagged the device ${nas.name} with ${tag.name}, now$`))
      .waitFor()
    const both = edited.getByRole('group', { name: 'Notes' })
    await expect.poll(() => both.getByRole('radio').count()).toBe(2)
    await checkPage(page)
    await both.getByText('First note').click()
    await edited.getByRole('button', { name: 'Save' }).click()
    await edited.waitFor({ state: 'detached' })
    expect((await administrator.api(getDevice, { params: { id } })).data).toMatchObject(theirs.body)
  })
})

async function addDevice(page: WatchedPage, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add device' }).first().click()
  const panel = page.getByRole('dialog', { name: 'Add device' })
  await panel.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await panel.getByRole('combobox', { name: 'Class' }).click()
  await page.getByRole('option', { name: 'Server' }).click()
  await panel.getByRole('button', { name: 'Add', exact: true }).click()
  await panel.waitFor({ state: 'hidden' })
  await page.getByRole('row').filter({ hasText: name }).waitFor()
}

async function countsOnCard(page: WatchedPage, customer: string, count: string): Promise<void> {
  await page.goto(`/customers?view=cards&q=${encodeURIComponent(customer)}`)
  const card = page.getByRole('article').filter({ hasText: customer })
  await expect.poll(() => card.getByRole('definition').first().textContent()).toBe(count)
}
