import { createDevice } from '@tenantry/contract/devices.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { hold } from './harness/hold.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'

const tree = (page: WatchedPage) => page.getByRole('tree', { name: 'Organization tree' })
const item = (page: WatchedPage, name: string) => tree(page).getByRole('treeitem', { name: new RegExp(`^${name}`) })

async function openTree(page: WatchedPage): Promise<void> {
  await page.goto('/organizations')
  await tree(page).getByRole('treeitem').first().waitFor()
}

describe('the organization tree', () => {
  test('opens branch by branch, and a double click opens Account Settings, where it turns into an enterprise (RI1, RI3)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const partner = await addCustomer(administrator, { name: `AAA Partner ${word}`, type: 'partner' })
    const between = await addCustomer(administrator, {
      name: `AAA Inner ${word}`,
      type: 'partner',
      parentId: partner.id,
    })
    await addCustomer(administrator, { name: `Deep ${word}`, parentId: between.id })
    await addCustomer(administrator, { name: `Airtel ${word}`, parentId: partner.id, domain: 'airtel.com' })
    await openTree(page)
    // What lies below those is not counted, and it says so.
    await item(page, partner.name).getByText('2 directly below').first().waitFor()
    await item(page, partner.name).locator('button').click()
    await item(page, `Airtel ${word}`).waitFor()
    await checkPage(page)
    await page.reload()
    await item(page, `Airtel ${word}`).dblclick()
    const settings = page.getByRole('dialog', { name: `Airtel ${word}` })
    await settings.getByRole('tab', { name: 'Account Info', selected: true }).waitFor()
    await settings.getByText('airtel.com').waitFor()
    await checkPage(page)
    await settings.getByRole('tab', { name: 'Structure' }).click()
    await settings.getByRole('button', { name: 'Turn into an enterprise' }).click()
    await settings.getByRole('button', { name: 'Add underneath' }).waitFor()
    await settings.getByRole('button', { name: 'Turn into a customer' }).waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await settings.waitFor({ state: 'detached' })
  })

  test('says why it cannot be read, and leads from the provider itself to its settings', async ({ page }) => {
    const address = /\/api\/v1\/organizations\?/
    await page.route(address, (route) => route.abort())
    page.watched.allow(/^net::ERR_FAILED GET .*\/organizations/)
    await page.goto('/organizations')
    await page.getByText('The server cannot be reached').waitFor()
    await page.unroute(address)
    await page.getByRole('button', { name: 'Try again' }).click()
    await tree(page).getByRole('treeitem').first().dblclick()
    await page.getByRole('dialog').getByRole('link', { name: 'Provider settings' }).click()
    await page.getByRole('heading', { name: 'Provider settings', level: 1 }).waitFor()
  })

  test('is walked by keyboard alone, and adds an account underneath the partner that is chosen (RI2)', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const partner = await addCustomer(administrator, { name: `AAB Partner ${word}`, type: 'partner' })
    await addCustomer(administrator, { name: `Below ${word}`, parentId: partner.id })
    await openTree(page)
    await page.getByText(/^Arrow keys move/).waitFor()
    await tabTo(page, tree(page))
    await page.keyboard.press('ArrowDown')
    const current = () => tree(page).locator('[aria-selected="true"]').textContent()
    for (let press = 0; press < 60 && !(await current())?.startsWith(partner.name); press++)
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await item(page, `Below ${word}`).waitFor()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => current()).toContain(`Below ${word}`)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => current()).toContain(partner.name)
    await page.keyboard.press('Enter')
    const settings = page.getByRole('dialog', { name: partner.name })
    await settings.getByRole('tab', { name: 'Account Info' }).waitFor()
    await page.keyboard.press('Escape')
    await settings.waitFor({ state: 'detached' })

    await item(page, partner.name).click()
    await page.getByRole('button', { name: 'Add underneath' }).click()
    const wizard = page.getByRole('dialog', { name: 'Add customer' })
    await wizard.waitFor()
    await expect.poll(() => wizard.getByRole('combobox', { name: /under/i }).inputValue()).toBe(partner.name)
  })

  test('moves an organization after showing what that changes (B3, B17)', async ({ page, administrator }) => {
    const word = uniqueWord()
    const [from, to] = [
      await addCustomer(administrator, { name: `AAD From ${word}`, type: 'partner' }),
      await addCustomer(administrator, { name: `AAD To ${word}`, type: 'partner', timeZone: 'Asia/Kolkata' }),
    ]
    const moved = await addCustomer(administrator, { name: `Moved ${word}`, parentId: from.id })
    const body = { organizationId: moved.id, name: 'box', class: 'server' } as const
    await administrator.api(createDevice, { body })
    await page.goto(`/organizations?q=${encodeURIComponent(moved.name)}`)
    await item(page, moved.name).click()
    await page.getByRole('button', { name: 'Move…' }).click()
    const panel = page.getByRole('dialog', { name: `Move ${moved.name}` })
    const place = panel.getByRole('combobox', { name: 'New place: under' })
    await focused(place).waitFor()
    await place.fill(to.name)
    const release = await hold(page, '**/organizations/*/parent?*')
    await page.getByRole('option', { name: to.name }).click()
    // Enter opens the list once more, and takes what is chosen instead of what stands first, whatever is drawn meanwhile.
    await place.press('Enter')
    await page.getByRole('option', { name: from.name }).waitFor()
    release()
    await panel.getByText('One organization moves').waitFor()
    await place.press('Enter')
    await expect.poll(() => place.getAttribute('aria-expanded')).toBe('false')
    await expect.poll(() => place.inputValue()).toBe(to.name)
    await panel.getByText(/Licenses that the new place gives from then on: 1 IT assets/i).waitFor()
    await panel.getByText(/Time zone: UTC before, Asia\/Kolkata afterwards/).waitFor()
    await checkPage(page)
    // It moves nowhere while another place stands in the field than the one that was chosen.
    await place.fill('Nobody of this name')
    await panel.getByRole('button', { name: 'Move', exact: true }).click()
    await focused(place).waitFor()
    await place.fill(to.name)
    await page.getByRole('option', { name: to.name }).click()
    await panel.getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByText(`${moved.name} is moved`).waitFor()
    await page.goto(`/customers/${moved.id}/overview`)
    await page.getByRole('link', { name: to.name }).first().waitFor()
    // From its own page it moves in the same way, and the page says where it is then.
    const menu = page.getByRole('button', { name: `Actions for ${moved.name}` })
    const offer = await hold(page, /\/organizations\?filter/)
    await menu.click()
    await page.getByRole('menuitem', { name: 'Move…' }).click()
    // Whoever pastes and presses Enter at once need not wait for the answer; what came before it, if anything has, does not
    // know the accent.
    for (const { name } of [to, from]) {
      await place.fill(name.replace('AAD', 'ÁAD'))
      await place.press('Enter')
      await expect.poll(() => place.getAttribute('aria-expanded')).toBe('false')
      await expect.poll(() => place.inputValue()).toBe(name)
      offer()
    }
    await panel.getByText('One organization moves').waitFor()
    await panel.getByRole('button', { name: 'Move', exact: true }).click()
    await page.getByRole('link', { name: from.name }).first().waitFor()
    await panel.waitFor({ state: 'detached' })
    await focused(menu).waitFor()
  })

  test('says what is wrong with a place, and who was quicker', async ({ open, administrator }) => {
    const page = await open({ as: administrator, allow: [/^4(22|12|09) PUT/] })
    const word = uniqueWord()
    const upper = await addCustomer(administrator, { name: `AAE Upper ${word}`, type: 'partner' })
    const lower = await addCustomer(administrator, { name: `AAE Lower ${word}`, type: 'partner', parentId: upper.id })
    const other = await addCustomer(administrator, { name: `AAE Other ${word}`, type: 'partner' })
    await page.goto(`/organizations?move=${upper.id}`)
    const panel = page.getByRole('dialog', { name: `Move ${upper.name}` })
    const place = panel.getByRole('combobox', { name: 'New place: under' })
    await place.fill(lower.name)
    await page.getByRole('option', { name: lower.name }).click()
    await panel.getByText('An organization cannot lie below itself').waitFor()
    await place.fill(other.name)
    await page.getByRole('option', { name: other.name }).click()
    await panel.getByText(/organizations move/).waitFor()
    const third = await addCustomer(administrator, { name: `AAE Third ${word}`, type: 'partner' })
    await administrator.api(
      moveOrganization,
      { params: { id: upper.id }, body: { parentId: third.id } },
      { ifMatch: '*' },
    )
    await panel.getByRole('button', { name: 'Move', exact: true }).click()
    await panel.getByText(/Somebody has changed this organization meanwhile/).waitFor()
  })
})
