import { createDevice, getDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { hold } from './harness/hold.ts'
import { isInView } from './harness/in-view.ts'
import { focused, selectedOption } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

describe('devices', () => {
  test('are added, edited and deleted, and the count on the card follows', async ({ page, administrator }) => {
    const word = uniqueWord()
    const { id: organizationId, name } = await addCustomer(administrator, { name: `Counted ${word}` })
    const releaseList = await hold(page, '**/api/v1/devices?*')
    await page.goto(`/customers/${organizationId}/devices`)
    // What would stand elsewhere beside a button that the empty list has of its own comes with the answer.
    await page.getByRole('searchbox').waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Changes of many' }).count()).toBe(0)
    releaseList()
    await page.getByText('No devices yet').waitFor()
    await page.getByRole('link', { name: 'Changes of many' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Add device' }).count()).toBe(1)
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
    // While it is being saved, nothing is taken that would be gone with the panel.
    const release = await hold(page, '**/api/v1/devices/*')
    await panel.getByRole('button', { name: 'Save' }).click()
    const monitored = panel.getByRole('checkbox').first()
    await monitored.focus()
    await page.keyboard.press('Space')
    await panel.getByRole('textbox', { name: 'Name', exact: true }).pressSequentially('-late')
    await expect.poll(() => panel.getByRole('textbox', { name: 'Name', exact: true }).inputValue()).toBe(`web-${word}`)
    await expect.poll(() => monitored.isChecked()).toBe(false)
    release()
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
    await addCustomer(administrator, { name: `A ${to.name}` })
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
    const user = edited.getByRole('combobox', { name: 'Who works with it' })
    await user.fill('bea')
    await page.getByRole('option', { name: `Bea Boss Above ${word}` }).waitFor()
    await user.press('Enter')
    await expect.poll(() => user.inputValue()).toBe('Bea Boss')
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
    const found = page.getByRole('option', { name: 'Server' })
    await found.waitFor()
    // Readers are told of no choice that has gone from the list.
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => kind.getAttribute('aria-activedescendant')).toBe(await found.getAttribute('id'))
    await page.keyboard.type('x')
    await page.getByText('Nothing found').waitFor()
    await expect.poll(() => kind.getAttribute('aria-activedescendant')).toBe(null)
    await page.keyboard.press('Backspace')
    await found.waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => kind.inputValue()).toBe('Server')
    // Enter is for the list of a field: it opens it, and sends nothing, pressed again neither.
    for (const name of ['Entity', 'Who works with it', 'Tags']) {
      const field = adding.getByRole('combobox', { name })
      await field.focus()
      await page.keyboard.press('Enter')
      await adding.locator('input[data-expanded]').waitFor()
      await expect.poll(() => field.getAttribute('aria-expanded')).toBe('true')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Escape')
      await adding.locator('input[data-expanded]').waitFor({ state: 'detached' })
    }
    // Whoever leaves the field makes no tag, and is told so.
    const tags = adding.getByRole('combobox', { name: 'Tags' })
    await tags.fill(`Chance ${word}`)
    await page.getByRole('option', { name: `Add the tag “Chance ${word}”` }).waitFor()
    await page.keyboard.press('Tab')
    await adding.getByText(`“Chance ${word}” is no tag yet: Enter adds it`).waitFor()
    await adding.getByRole('button', { name: 'Add', exact: true }).click()
    await focused(tags).waitFor()
    await expect.poll(() => tags.inputValue()).toBe(`Chance ${word}`)
    await tags.fill('Chance '.repeat(9))
    // The list, which lies over what is said below the field, says it too.
    await page.locator('[role="listbox"]').getByText('At most 50 characters').waitFor()
    // Enter adds it, and neither a second one nor the same word again gives it up.
    await tags.fill(`Chance ${word}`)
    await selectedOption(page, `Add the tag “Chance ${word}”`).waitFor()
    await page.keyboard.press('Tab')
    await adding.getByRole('button', { name: 'Cancel' }).click()
    const leaving = page.getByRole('dialog', { name: 'Leave without saving?' })
    await leaving.getByRole('button', { name: 'Cancel' }).click()
    await adding.getByRole('button', { name: 'Add', exact: true }).click()
    await focused(tags).waitFor()
    await page.keyboard.press('Enter')
    const pill = adding.locator('.mantine-MultiSelect-pill').filter({ hasText: `Chance ${word}` })
    await pill.waitFor()
    await expect.poll(() => tags.inputValue()).toBe('')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await tags.fill(`chance ${word}`)
    await page.getByText('It is chosen already').waitFor()
    await page.keyboard.press('Enter')
    await pill.waitFor()
    await tags.fill('')
    const status = adding.getByRole('combobox', { name: 'Status' })
    await status.press('Enter')
    await expect.poll(() => status.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.type('stock')
    await page.getByRole('option', { name: 'In stock' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => status.inputValue()).toBe('In stock')
    await adding.getByRole('textbox', { name: 'Serial number' }).fill(word)
    // A press waits for the tags that are being made, of which none takes the place of another.
    const release = await hold(page, '**/api/v1/tags')
    const made = [`Late ${word}`, `Later ${word}`]
    for (const name of made) {
      await tags.fill(name)
      await selectedOption(page, `Add the tag “${name}”`).waitFor()
      await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Tab')
    await adding.getByRole('button', { name: 'Add', exact: true }).click()
    release()
    const twin = page.getByRole('dialog', { name: 'Another device has this serial number' })
    await twin.getByText(`nas-${word} has the serial number ${word}, too.`).waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await twin.waitFor({ state: 'detached' })
    for (const hasText of made) await adding.locator('.mantine-MultiSelect-pill').filter({ hasText }).waitFor()
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
    await page.getByRole('option', { name: new RegExp(`^${to.name}`) }).click()
    await panel.getByText('the entity Harbour').waitFor()
    await panel.getByText('Bea Boss, who works with it').waitFor()
    await panel.getByText(`there-${word} of ${to.name} has the serial number ${word}, too.`).waitFor()
    await checkPage(page)
    // It moves nowhere while another place stands in the field than the one that was chosen.
    const place = panel.getByRole('combobox', { name: 'To which customer?' })
    await place.fill('Nobody of this name')
    await panel.getByRole('button', { name: 'Move', exact: true }).click()
    await focused(place).waitFor()
    // By Enter, too, the one that is named in full, and not the first that is found.
    await place.fill(to.name)
    await page.getByRole('option', { name: `A ${to.name}` }).waitFor()
    await place.press('Enter')
    await expect.poll(() => place.inputValue()).toBe(to.name)
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
