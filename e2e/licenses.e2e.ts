import { createDeviceClass, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseType, setCustomerLicenses, updateLicenseType } from '@tenantry/contract/licenses.ts'
import type { Locator } from 'playwright-core'
import { describe, expect, onTestFinished } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused, pressOn, tabTo } from './harness/keyboard.ts'
import { test, type WatchedPage } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

/** A type of its own, so that no other test meets its limits; not counted any more afterwards. */
async function ownType({ api }: Person) {
  const word = uniqueWord()
  const code = `agents_${word.toLowerCase()}`
  const name = `Agents ${word}`
  await api(createLicenseType, { body: { code, name } })
  onTestFinished(async () => {
    await api(updateLicenseType, { params: { code }, body: { isOn: false, confirm: true } }, { ifMatch: '*' })
  })
  return { word, code, name }
}

const rowOf = (table: Locator, name: string) => table.getByRole('row').filter({ hasText: name })

describe('licenses (EC4, EC6, EC7, IF7, IF15, OM3, RI6)', () => {
  test('of 100 that are bought, 10 are set aside for a customer and 90 are left', async ({ page, administrator }) => {
    const { word, code, name } = await ownType(administrator)
    const ending = await ownType(administrator)
    page.watched.allow(/^409 POST .*\/customers$/)
    await page.goto('/license-pool?type=it_assets')
    const pool = page.getByRole('table', { name: 'What is left' })
    await rowOf(pool, name).getByText('Counted, not enforced').waitFor()

    // What is missing is said at its field first.
    // There is one alone, whether or not something was bought.
    await page.getByRole('button', { name: 'Record a purchase' }).click()
    const panel = page.getByRole('dialog', { name: 'Record a purchase' })
    await panel.getByRole('button', { name: 'Record', exact: true }).click()
    await panel.getByText('Enter how many were bought').waitFor()
    await panel.getByRole('combobox', { name: 'License' }).click()
    await page.getByRole('option', { name }).click()
    await panel.getByRole('textbox', { name: 'Quantity' }).fill('100')
    await panel.getByLabel('First day').fill('2026-01-01')
    await panel.getByRole('textbox', { name: 'Reference' }).fill(`PO-${word}`)
    await panel.getByRole('textbox', { name: 'Cost' }).fill('1250.50')
    // That of the provider, before anything was bought in another.
    const currency = panel.getByRole('combobox', { name: 'Currency' })
    await expect.poll(() => currency.inputValue()).toMatch(/^[A-Z]{3} · /)
    await currency.fill('EUR')
    await page.getByRole('option', { name: /^EUR/ }).click()
    // What is chosen once more stays chosen, and is named again where it was typed anew.
    for (const chooseAgain of [() => currency.click(), () => currency.fill('EUR')]) {
      await chooseAgain()
      await page.getByRole('option', { name: /^EUR/ }).click()
      await page.getByRole('listbox').waitFor({ state: 'hidden' })
      await expect.poll(() => currency.inputValue()).toMatch(/^EUR · /)
    }
    await checkPage(page)
    await panel.getByRole('button', { name: 'Record', exact: true }).click()
    await panel.waitFor({ state: 'detached' })
    await figures(pool, name, ['100', '0', '0', '100'])
    const purchase = rowOf(page.getByRole('table', { name: 'Purchases' }), name)
    await purchase.getByText('€1,250.50').waitFor()
    await purchase.getByText('Current').waitFor()
    // What was in use day by day is drawn, told in words, and a table.
    const use = page.getByRole('region', { name: 'Use over time' })
    await use.getByRole('img', { name: /^IT assets in use by day/ }).waitFor()
    await use.getByText(/A forecast needs 14 days of data/).waitFor()
    await use.getByText('Show as a table').click()
    await use.getByRole('table', { name: 'Use over time: IT assets' }).waitFor()
    await checkPage(page)

    // The wizard counts down while it is typed.
    const wizard = new Wizard(page)
    const customer = `Airtel ${word}`
    await wizard.openAtCompany()
    await wizard.field('Name').fill(customer)
    await wizard.button(/^Licenses/).click()
    await wizard.dialog.getByRole('radio', { name: 'Allocated' }).check({ force: true })
    const limits = wizard.dialog.getByRole('table', { name: 'Limits' })
    const line = rowOf(limits, name)
    await line.getByText('100 of 100 left').waitFor()
    const limit = wizard.field(`Limit of ${name}`)
    await limit.pressSequentially('1')
    await line.getByText('99 of 100 left').waitFor()
    await limit.pressSequentially('0')
    await line.getByText('90 of 100 left').waitFor()
    await typeIsSwitchedOff(wizard, customer, ending, administrator)
    await expect.poll(() => limit.inputValue()).toBe('10')
    await wizard.field('Threshold in percent').fill('170')
    await wizard.field('Recipients').fill(`${word.toLowerCase()}@cust.example, second@cust.example`)
    await wizard.field('Subject').fill(`${word} at `)
    await wizard.button('Insert variable').click()
    await page.getByRole('menuitem', { name: 'Percent used' }).click()
    const preview = wizard.dialog.getByRole('region', { name: 'Preview' })
    await preview.getByText(`${word} at 80`, { exact: true }).waitFor()
    // Which code is free beside those of other tests, the server says.
    await preview.getByText(new RegExp(`${customer} \\(AIR\\d{3}\\) uses 80 of 100`)).waitFor()
    await wizard.button(/^Next/).click()
    await wizard.dialog.getByText('Enter a whole number from 1 to 100').waitFor()
    await wizard.field('Threshold in percent').fill('70')
    await wizard.toReview()
    const review = wizard.dialog.getByRole('region', { name: 'Licenses' })
    await review.getByText(name).waitFor()
    await review.getByText('70 %').waitFor()
    await review.getByRole('button', { name: 'Change Licenses' }).click()
    await expect.poll(() => limit.inputValue()).toBe('10')
    // Of more than there is nothing is sent: neither Next nor Create leaves it behind.
    await limit.fill('101')
    await line.getByText('1 too many').waitFor()
    await line.getByText('Only 100 left').waitFor()
    await wizard.next()
    await focused(limit).waitFor()
    await checkPage(page)
    await wizard.button(/^Company/).click()
    await wizard.button('Create now').click()
    await focused(limit).waitFor()
    await line.getByText('Only 100 left').waitFor()
    // What somebody else has taken meanwhile leads back to the field, with what is left.
    await limit.fill('100')
    await line.getByText('0 of 100 left').waitFor()
    await wizard.toReview()
    const quicker = await addCustomer(administrator, { name: `Quicker ${word}` })
    const limitOthers = (body: { mode: 'allocated' | 'unlimited'; types: { type: string; limit: number }[] }) =>
      administrator.api(setCustomerLicenses, { params: { id: quicker.id }, body }, { ifMatch: '*' })
    await limitOthers({ mode: 'allocated', types: [{ type: code, limit: 50 }] })
    await wizard.button('Create').click()
    await line.getByText('Only 50 left').waitFor()
    await focused(limit).waitFor()
    await limitOthers({ mode: 'unlimited', types: [] })
    await limit.fill('10')
    await wizard.create(customer)

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'License pool' }).click()
    await figures(pool, name, ['100', '10', '0', '90'])
    await pool.getByRole('row').filter({ hasText: name }).getByRole('link', { name: '0 in use' }).click()
    await page.getByRole('row').filter({ hasText: customer }).first().waitFor()
    await page.goBack()
    await pool.getByRole('button', { name: `10: Who has ${name} set aside` }).click()
    const story = page.getByRole('dialog', { name: `${name}: what is set aside` })
    const taking = story.getByRole('row').filter({ hasText: customer })
    await taking.getByText('Limit 10').waitFor()
    await checkPage(page)
    await taking.getByRole('link', { name: customer }).click()
    const shares = page.getByRole('table', { name: 'Licenses' })
    await figures(shares, name, ['0', '10', '10'])
    // As wide as each other are figures alone: of words, the font would draw the hyphens wide.
    const looks = (cell: string) =>
      rowOf(shares, name)
        .locator(cell)
        .first()
        .evaluate((element) => getComputedStyle(element).fontVariantNumeric)
    await expect.poll(() => looks('[data-align=end]')).toBe('tabular-nums')
    await expect.poll(() => looks('th')).toBe('normal')
    const alerts = page.getByRole('region', { name: 'Alerts' })
    await alerts.getByText('70 %').waitFor()
    await alerts.getByText('second@cust.example').waitFor()
  })

  test('that are bought, corrected or removed below what is set aside ask first, and say what becomes of the pool', async ({
    page,
    administrator,
  }) => {
    const [bought, owned, past] = [
      await ownType(administrator),
      await ownType(administrator),
      await ownType(administrator),
    ]
    const year = new Date().getFullYear()
    const buy = (
      type: string,
      quantity: number,
      startsOn: string,
      more: { endsOn?: string; reference?: string } = {},
    ) => administrator.api(createLicensePurchase, { body: { type, quantity, startsOn, ...more } })
    await buy(owned.code, 9, '2026-01-01', { reference: `First ${owned.word}` })
    await buy(owned.code, 3, '2026-01-02', { reference: `Second ${owned.word}` })
    await buy(owned.code, 3, `${year + 1}-06-01`, { reference: `Third ${owned.word}` })
    for (const month of ['01', '02']) await buy(past.code, 20, `2025-${month}-01`, { endsOn: `2025-${month}-28` })
    await buy(past.code, 20, '2066-12-25')
    const types = [bought, owned].map(({ code }) => ({ type: code, limit: 10 }))
    await addCustomer(administrator, { name: `Airtel ${bought.word}`, licenses: { mode: 'allocated', types } })
    page.watched.allow(/^409 (POST|PATCH|DELETE) .*\/license-purchases(\/|$)/)
    const pool = page.getByRole('table', { name: 'What is left' })
    const purchases = page.getByRole('table', { name: 'Purchases' })
    const below = page.getByRole('dialog', { name: 'More is in use or set aside than that' })
    await page.goto('/license-pool')

    const { name } = bought
    await page.getByRole('button', { name: 'Record a purchase' }).first().click()
    const recording = page.getByRole('dialog', { name: 'Record a purchase' })
    await recording.getByRole('combobox', { name: 'License' }).click()
    await page.getByRole('option', { name }).click()
    await recording.getByRole('textbox', { name: 'Quantity' }).fill('9')
    await recording.getByRole('button', { name: 'Record', exact: true }).click()
    await below.getByText(`${name}: 10 in use or set aside, over by 1`).waitFor()
    // Escape takes the question back, and leaves what it is about as it was.
    await page.keyboard.press('Escape')
    await below.waitFor({ state: 'detached' })
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1)
    await recording.getByRole('button', { name: 'Record', exact: true }).click()
    await below.getByRole('button', { name: 'Save anyway' }).click()
    await recording.waitFor({ state: 'detached' })
    await rowOf(pool, name).getByText('over by 1').waitFor()

    // Of two questions in turn, the second one gives the focus back to what asked the first.
    const removing = page.getByRole('dialog', { name: 'Remove this purchase?' })
    const actionsFor = (purchase: Locator) => purchase.getByRole('button', { name: /^Actions for/ })
    const askToRemove = async (purchase: Locator) => {
      await actionsFor(purchase).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
    }
    const remove = () => removing.getByRole('button', { name: 'Remove', exact: true }).click()
    const second = rowOf(purchases, `Second ${owned.word}`)
    await askToRemove(second)
    await removing.getByText(/^3 .* will leave the pool/).waitFor()
    await remove()
    await below.getByText(`${owned.name}: 10 in use or set aside, over by 1`).waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await below.waitFor({ state: 'detached' })
    await focused(actionsFor(second)).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await remove()
    await below.getByRole('button', { name: 'Remove anyway' }).click()
    await second.waitFor({ state: 'detached' })
    const third = rowOf(purchases, `Third ${owned.word}`)
    await askToRemove(third)
    await removing.getByText(/^3 .* will not come into the pool/).waitFor()
    await remove()
    await third.waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()

    // Where no other one has begun, what is left of a type is counted alone.
    await askToRemove(rowOf(purchases, name))
    await remove()
    const ending = page.getByRole('dialog', { name: `Stop enforcing ${name}?` })
    await ending.getByText('10 in use or set aside').waitFor()
    await ending.getByText('nothing of this type is refused from then on').waitFor()
    await ending.getByRole('button', { name: 'Remove anyway' }).click()
    await rowOf(purchases, name).waitFor({ state: 'detached' })
    await rowOf(pool, name).getByText('Counted, not enforced', { exact: true }).waitFor()
    // One that has ended is forgotten without the pool.
    await askToRemove(rowOf(purchases, past.name).filter({ hasText: 'Feb 28, 2025' }))
    await removing.getByText('The pool stays as it is.').waitFor()
    await remove()
    await removing.waitFor({ state: 'detached' })
    await expect.poll(() => rowOf(purchases, past.name).count()).toBe(2)
    await askToRemove(rowOf(purchases, past.name).filter({ hasText: 'Jan 28, 2025' }))
    await removing
      .getByText(`No other purchase of ${past.name} has begun: its use is counted, and nothing of it is refused`)
      .waitFor()
    await removing.getByText('The next purchase begins on Dec 25, 2066, and with it the limit.').waitFor()
    await remove()
    await rowOf(pool, past.name).getByText('Counted, not enforced until Dec 25, 2066').waitFor()

    await actionsFor(rowOf(purchases, `First ${owned.word}`)).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const editing = page.getByRole('dialog', { name: `Purchase of ${owned.name}` })
    await editing.getByRole('textbox', { name: 'Quantity' }).fill('4')
    await editing.getByRole('button', { name: 'Save' }).click()
    await below.getByText(`${owned.name}: 10 in use or set aside, over by 6`).waitFor()
    await page.keyboard.press('Escape')
    await below.waitFor({ state: 'detached' })
    const firstDay = editing.getByLabel('First day')
    await firstDay.fill('2066-12-25')
    await editing.getByRole('button', { name: 'Save' }).click()
    const question = page.getByRole('dialog', { name: `Stop enforcing ${owned.name}?` })
    await question.getByText(`${owned.name}: 10 in use or set aside.`).waitFor()
    await question.getByText('The next purchase begins on Dec 25, 2066, and with it the limit.').waitFor()
    // Escape takes the question back, and leaves what was typed.
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await expect.poll(() => firstDay.inputValue()).toBe('2066-12-25')
    await editing.getByRole('button', { name: 'Save' }).click()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await editing.waitFor({ state: 'detached' })
    await rowOf(pool, owned.name).getByText('Counted, not enforced until Dec 25, 2066').waitFor()
  })

  test('are allocated by keyboard alone, refused beyond what is left, chosen between two versions, and shared again', async ({
    page,
    administrator,
  }) => {
    const { word, code, name } = await ownType(administrator)
    const never = await ownType(administrator)
    await administrator.api(createLicensePurchase, { body: { type: code, quantity: 100, startsOn: '2026-01-01' } })
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}` })
    page.watched.allow(/^409 PUT .*\/licenses$/, /^412 PUT .*\/licenses$/)
    await page.goto(`/customers/${id}/licenses`)
    await page.getByText(/^Unlimited/).waitFor()
    const edit = page.getByRole('button', { name: 'Edit licenses' })
    await tabTo(page, edit)
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Edit licenses' })
    await panel.getByText('what it needs, when it needs it').waitFor()
    // Where one begins, not at what closes the panel.
    await focused(panel.getByRole('radio', { name: 'Unlimited' })).waitFor()
    await page.keyboard.press('ArrowRight')
    const limit = panel.getByRole('textbox', { name: `Limit of ${name}` })
    await tabTo(page, limit)
    const line = rowOf(panel.getByRole('table', { name: 'Limits' }), name)
    // Of one that was never bought nothing is hidden from whoever sees the pool.
    await rowOf(panel, never.name).getByText('Not limited above', { exact: true }).waitFor()
    await page.keyboard.type('200')
    await line.getByText('100 too many').waitFor()
    await page.keyboard.press('Enter')
    await line.getByText('Only 100 left').waitFor()
    await focused(limit).waitFor()
    await checkPage(page)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('10')
    await line.getByText('90 left').waitFor()
    await page.keyboard.press('Enter')
    await panel.waitFor({ state: 'detached' })
    const shares = page.getByRole('table', { name: 'Licenses' })
    await figures(shares, name, ['0', '10', '10'])
    await focused(edit).waitFor()

    // What somebody else has saved meanwhile is shown beside it.
    await page.keyboard.press('Enter')
    await limit.fill('20')
    const types = [{ type: code, limit: 30, overage: 0 }]
    const body = { mode: 'allocated' as const, types }
    await administrator.api(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('heading', { name: 'You have changed this in another window' }).waitFor()
    await panel.getByText(/^Last change: .+ changed what the customer may use of licenses, now$/).waitFor()
    await panel.getByRole('radio', { name: '20' }).check({ force: true })
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'detached' })
    await figures(shares, name, ['0', '20', '20'])
    await focused(edit).waitFor()

    await page.keyboard.press('Enter')
    await tabTo(page, panel.getByRole('radio', { name: 'Allocated' }))
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    const question = page.getByRole('dialog', { name: `Switch Airtel ${word} to unlimited?` })
    await question.getByRole('button', { name: 'Switch to unlimited' }).click()
    await panel.waitFor({ state: 'detached' })
    await page.getByText(/^Unlimited/).waitFor()
    await rowOf(shares, name).getByText('100 left above').waitFor()
    // No number of its own can run out, and alerts do not claim to tell of one (EC6).
    await page
      .getByRole('region', { name: 'Alerts' })
      .getByText('No licenses are set aside here, so none can run out')
      .waitFor()
  })

  test('stay over a limit below their use once that is confirmed, which each list of customers shows', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    const plan = { kind: 'trial' as const, trialLicenses: 3 }
    const { id } = await addCustomer(administrator, { name: `Full ${word}`, plan })
    for (const box of ['a', 'b'])
      await administrator.api(createDevice, {
        body: { organizationId: id, name: `srv-${word}-${box}`, class: 'server' },
      })
    page.watched.allow(/^409 PUT .*\/licenses$/, /^409 PATCH .*\/customers\/[^/]+$/)
    await page.goto(`/customers/${id}/licenses`)
    // Its trial goes on with fewer devices than there are once that is confirmed, and ends as a purchase.
    const trial = page.getByRole('region', { name: 'Trial' })
    await trial.getByText(/^It ends on .*, in (29|30) days\.$/).waitFor()
    await trial.getByText('· 1 left').waitFor()
    await trial.getByRole('button', { name: 'Extend' }).click()
    const extending = page.getByRole('dialog', { name: 'Extend the trial' })
    await extending.getByRole('textbox', { name: 'Devices' }).fill('none')
    await extending.getByRole('button', { name: 'Extend' }).click()
    await extending.getByText('Enter a whole number up to 1,000,000').waitFor()
    await checkPage(page)
    await extending.getByRole('textbox', { name: 'Devices' }).fill('1')
    await extending.getByRole('button', { name: 'Extend' }).click()
    const question = page.getByRole('dialog', { name: 'More is in use or set aside than that' })
    await question.getByText('Devices of the trial: 2 in use, over by 1').waitFor()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await extending.waitFor({ state: 'detached' })
    await trial.getByText(/in (59|60) days\.$/).waitFor()
    await trial.getByText('· over by 1').waitFor()
    await checkPage(page)
    await trial.getByRole('button', { name: 'Convert to purchased' }).click()
    const converting = page.getByRole('dialog', { name: `Convert the trial of Full ${word} to purchased?` })
    await converting.getByRole('button', { name: 'Convert to purchased' }).click()
    await trial.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Edit licenses' }).click()
    const panel = page.getByRole('dialog', { name: 'Edit licenses' })
    await panel.getByRole('radio', { name: 'Allocated' }).check({ force: true })
    await panel.getByRole('textbox', { name: 'Limit of IT assets' }).fill('1')
    await panel.getByRole('button', { name: 'Save' }).click()
    await question.getByText('IT assets: 2 in use or set aside, over by 1').waitFor()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await panel.waitFor({ state: 'detached' })
    await rowOf(page.getByRole('table', { name: 'Licenses' }), 'IT assets')
      .first()
      .getByText('over by 1')
      .waitFor()
    // So says its card, and its row of the table.
    await page.goto(`/customers?view=cards&q=${word}`)
    const fullest = page.getByRole('link', { name: /^2 of 1 IT assets ?over by 1$/ })
    await fullest.waitFor()
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.getByRole('table', { name: 'Customers' }).waitFor()
    await fullest.waitFor()
    await checkPage(page)
    // On a phone it stands below the name, once, and takes no room of what else there is.
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => fullest.count()).toBe(1)
    await expect.poll(async () => ((await fullest.boundingBox())?.width ?? 999) < 100).toBe(true)
    const belowName = page.getByRole('row').filter({ has: fullest }).locator('[data-name]')
    const gap = async () => {
      const [above, below] = [await belowName.boundingBox(), await fullest.boundingBox()]
      return above && below ? below.y - above.y - above.height : Number.NaN
    }
    await expect.poll(gap).toBeGreaterThanOrEqual(3)
    const code = page
      .getByRole('row')
      .filter({ has: fullest })
      .getByText(/^[A-Z]{3}\d{3}$/)
    await expect.poll(() => code.evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBe(0)
    const status = page.getByRole('row').filter({ has: fullest }).getByText('Active').filter({ visible: true })
    await expect.poll(() => status.evaluate((shown) => shown.scrollWidth - shown.clientWidth)).toBe(0)
    await fullest.click()
    await page.getByRole('table', { name: 'Licenses' }).waitFor()
  })

  test('of types that are one’s own are added, renamed, switched off, and deleted where they were never used', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    await administrator.api(createLicenseType, {
      body: { code: `idle_${word.toLowerCase()}`, name: `Idle ${word}` },
    })
    await page.goto('/license-pool')
    await page.getByRole('button', { name: 'License types' }).first().click()
    await page.getByText('Your own people take none, whatever their role.').waitFor()
    const panel = page.getByRole('dialog', { name: 'License types' })
    const technicians = panel.getByRole('listitem').filter({ hasText: 'technicians' })
    await technicians.getByText('Each person of a partner who may sign in takes one').waitFor()
    // What is missing is marked before, is said at its field in like words, and has the focus first.
    const nameOfAdded = panel.getByRole('textbox', { name: 'Name' })
    await expect.poll(() => nameOfAdded.getAttribute('required')).not.toBeNull()
    await pressOn(panel.getByRole('button', { name: 'Add type' }))
    await panel.getByText('Enter a name').waitFor()
    await panel.getByText('Enter a code').waitFor()
    await focused(nameOfAdded).waitFor()
    await nameOfAdded.fill(`Backup ${word}`)
    await expect
      .poll(() => panel.getByRole('textbox', { name: 'Code' }).inputValue())
      .toBe(`backup_${word.toLowerCase()}`)
    await panel.getByRole('button', { name: 'Add type' }).click()
    await panel.getByRole('switch', { name: `Count Backup ${word}` }).waitFor()
    const code = { code: `backup_${word.toLowerCase()}` }
    onTestFinished(async () => {
      await administrator.api(
        updateLicenseType,
        { params: code, body: { isOn: false, confirm: true } },
        { ifMatch: '*' },
      )
    })
    // Escape and Cancel end the renaming alone, and closing asks before what was typed is lost.
    const rename = (name: string) => panel.getByRole('button', { name: `Rename ${name} ${word}` })
    const typed = panel.getByRole('textbox', { name: `Rename Backup ${word}` })
    await pressOn(rename('Backup'))
    await typed.fill(`Backups ${word}`)
    await panel.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.keyboard.press('Escape')
    await focused(panel.getByRole('button', { name: 'Close' })).waitFor()
    await pressOn(typed, 'Escape')
    await focused(rename('Backup')).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => typed.inputValue()).toBe(`Backup ${word}`)
    await pressOn(panel.getByRole('button', { name: 'Cancel' }))
    await focused(rename('Backup')).waitFor()
    await page.keyboard.press('Enter')
    await typed.fill(`Backups ${word}`)
    // Somebody else renames it meanwhile: that is told before it is put away.
    page.watched.allow(/^412 PATCH .*\/license-types\//)
    await administrator.api(updateLicenseType, { params: code, body: { name: `Agents ${word}` } }, { ifMatch: '*' })
    await page.keyboard.press('Enter')
    await panel.getByText(`it is called “Agents ${word}” and is counted`).waitFor()
    await checkPage(page)
    await page.keyboard.press('Enter')
    const toggle = panel.getByRole('switch', { name: `Count Backups ${word}` })
    await focused(rename('Backups')).waitFor()

    const types = [{ type: `backup_${word.toLowerCase()}`, limit: 3 }]
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}`, licenses: { mode: 'allocated', types } })
    page.watched.allow(/^409 PATCH .*\/license-types\//, /^422 PATCH .*\/license-types\//)
    await rename('Backups').click()
    await panel.getByRole('textbox', { name: `Rename Backups ${word}` }).fill('IT ASSETS')
    await page.keyboard.press('Enter')
    await panel.getByText('There is a type with this name').waitFor()
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await pressOn(toggle, 'Space')
    await page.getByText('In use: 0. Limits of it: 1.').waitFor()
    await page.keyboard.press('Escape')
    await focused(toggle).waitFor()
    await page.keyboard.press('Space')
    await page.getByText('In use: 0. Limits of it: 1.').waitFor()
    await page
      .getByRole('dialog', { name: `Stop counting Backups ${word}?` })
      .getByRole('button', { name: 'Switch off' })
      .click()
    await expect.poll(() => toggle.isChecked()).toBe(false)
    // What asks nothing leaves the focus where it is.
    await pressOn(toggle, 'Space')
    for (const isOn of [true, false]) {
      await expect.poll(() => toggle.isChecked()).toBe(isOn)
      await focused(toggle).waitFor()
      if (isOn) await page.keyboard.press('Space')
    }

    // On again with more devices than were bought meanwhile: asked, with by how much.
    await usedBeyondPurchase(administrator, code.code, id)
    await toggle.click({ force: true })
    const over = page.getByRole('dialog', { name: 'More is in use or set aside than that' })
    await over.getByText(`Backups ${word}: 2 in use or set aside, over by 1`).waitFor()
    await over.getByRole('button', { name: 'Switch on anyway' }).click()
    await expect.poll(() => toggle.isChecked()).toBe(true)
    // Off again where it is in use: asked, with by how much.
    await toggle.click({ force: true })
    await page.getByText('In use: 2. Limits of it: 0.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await expect.poll(() => toggle.isChecked()).toBe(false)

    page.watched.allow(/^409 DELETE .*\/license-types\//)
    await panel.getByRole('button', { name: `Delete Backups ${word}` }).click()
    const removal = page.getByRole('dialog', { name: `Delete Backups ${word}?` })
    await removal.getByRole('button', { name: 'Delete' }).click()
    await removal.getByText(/^It was used\. .*Purchases: 1\. .*Switch it off instead/).waitFor()
    await removal.getByRole('button', { name: 'Close' }).click()
    const idle = panel.getByRole('switch', { name: `Count Idle ${word}` })
    await panel.getByRole('button', { name: `Delete Idle ${word}` }).click()
    await page
      .getByRole('dialog', { name: `Delete Idle ${word}?` })
      .getByRole('button', { name: 'Delete' })
      .click()
    await idle.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })

    await deviceClassesWalk(page, word, administrator)
    // A view from before opens without a class that is gone, and says so.
    for (const list of ['devices', 'seen-devices']) {
      await page.goto(`/${list}?filter[class][in]=camera_${word.toLowerCase()}&filter[name][contains]=Door ${word}`)
      await page.getByText('Left out, not known here: class').waitFor()
      await page.getByText('Nothing matches').waitFor()
    }
  })
})

/** A type that a draft has a limit of counts no more: the limit is shown and has to go before anything is created. */
async function typeIsSwitchedOff(
  wizard: Wizard,
  customer: string,
  { code, name }: { code: string; name: string },
  administrator: Person,
): Promise<void> {
  const { dialog } = wizard
  const page = dialog.page()
  await wizard.field(`Limit of ${name}`).fill('5')
  await dialog.getByText('Saved as a draft; you can go on from any device').waitFor()
  const off = { isOn: false, confirm: true as const }
  await administrator.api(updateLicenseType, { params: { code }, body: off }, { ifMatch: '*' })
  await page.goto('/customers')
  await page.getByRole('button', { name: `Resume: ${customer}` }).click()
  await wizard.button(/^Licenses/).click()
  // Sooner, only the server would know that it counts no more, and say so in its own words.
  await dialog.getByText('Not counted any more').waitFor()
  await wizard.button('Create now').click()
  const limit = wizard.field(`Limit of ${code.replaceAll('_', ' ')}`)
  await focused(limit).waitFor()
  await dialog.getByText('Not counted any more: remove this limit').waitFor()
  await limit.fill('')
}

/** One license of a type is bought, and two devices take it that come while it is switched off. */
async function usedBeyondPurchase({ api }: Person, type: string, organizationId: string): Promise<void> {
  const turn = (isOn: boolean) => api(updateLicenseType, { params: { code: type }, body: { isOn } }, { ifMatch: '*' })
  await turn(true)
  await api(createLicensePurchase, { body: { type, quantity: 1, startsOn: '2026-01-01' } })
  const made = await api(createDeviceClass, { body: { name: `Box ${type}`, icon: 'server', licenseTypes: [type] } })
  await turn(false)
  for (const name of ['One', 'Two'])
    await api(createDevice, { body: { organizationId, class: made.data.code, name: `${name} ${type}` } })
}

/** Classes of devices of one's own: made, chosen for a device, renamed, kept while it is there, archived, deleted (IF15). */
async function deviceClassesWalk(page: WatchedPage, word: string, administrator: Person): Promise<void> {
  const { id: customerId } = await addCustomer(administrator, { name: `Doors ${word}` })
  await page.getByRole('button', { name: 'Device classes' }).click()
  const panel = page.getByRole('dialog', { name: 'Device classes' })
  const form = panel.getByRole('form', { name: 'Add a class of your own' })
  await pressOn(form.getByRole('button', { name: 'Add class' }))
  await form.getByText('Enter a name').waitFor()
  await focused(form.getByRole('textbox', { name: 'Name' })).waitFor()
  page.watched.allow(
    /^422 POST .*\/device-classes/,
    /^412 PATCH .*\/device-classes\//,
    /^409 DELETE .*\/device-classes\//,
  )
  await form.getByRole('textbox', { name: 'Name' }).fill('PRINTER')
  await form.getByRole('button', { name: 'Add class' }).click()
  await form.getByText('There is a class with this name').waitFor()
  await checkPage(page)
  await form.getByRole('textbox', { name: 'Name' }).fill(`Camera ${word}`)
  await form.getByRole('combobox', { name: 'Picture' }).click()
  await page.getByRole('option', { name: 'Phone' }).click()
  await form.getByRole('button', { name: 'Add class' }).click()
  const line = panel.getByRole('listitem').filter({ hasText: `Camera ${word}` })
  await line.getByText(`camera_${word.toLowerCase()}`).waitFor()

  // What each device of a class takes is asked about first, with how many that changes.
  await line.getByRole('combobox', { name: `What each takes: Camera ${word}` }).click({ force: true })
  await page.getByRole('option', { name: `Backups ${word}` }).waitFor()
  await page.getByRole('option', { name: 'Network resources (switched off)' }).click()
  const question = page.getByRole('dialog', { name: `Camera ${word}: change what each takes?` })
  await question.getByText(/devices give back what is no longer taken/).waitFor()
  await question.getByRole('button', { name: 'Change' }).click()
  await question.waitFor({ state: 'detached' })
  await line.getByText('Network resources (switched off)').waitFor()

  const params = { code: `camera_${word.toLowerCase()}` }
  const device = await administrator.api(createDevice, {
    body: { organizationId: customerId, class: params.code, name: `Door ${word}` },
  })
  await chooseAction(page, `Camera ${word}`, 'Edit')
  const editing = panel.getByRole('form', { name: /^Edit / })
  const typed = editing.getByRole('textbox', { name: 'Name' })
  await typed.fill(`Eye ${word}`)
  // Escape ends the editing alone, in a list that is open that list; and closing asks before what was typed is lost.
  await panel.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
  await editing.getByRole('combobox', { name: 'Picture' }).click()
  await page.getByRole('option', { name: 'Phone' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('option', { name: 'Phone' }).waitFor({ state: 'hidden' })
  await focused(editing.getByRole('combobox', { name: 'Picture' })).waitFor()
  await page.keyboard.press('Escape')
  await focused(panel.getByRole('button', { name: `Actions for Camera ${word}` })).waitFor()
  await chooseAction(page, `Camera ${word}`, 'Edit')
  await typed.fill(`Eye ${word}`)
  // Somebody else renames it meanwhile and changes its picture: that is told, and what was typed stays.
  const theirs = { name: `Lens ${word}`, icon: 'tablet' as const }
  await administrator.api(updateDeviceClass, { params, body: theirs }, { ifMatch: '*' })
  await page.keyboard.press('Enter')
  await editing.getByText(`It is now called “Lens ${word}”, its picture is “Tablet”.`).waitFor()
  await expect.poll(() => typed.inputValue()).toBe(`Eye ${word}`)
  await expect.poll(() => editing.getByRole('combobox', { name: 'Picture' }).inputValue()).toBe('Tablet')
  await pressOn(editing.getByRole('button', { name: 'Save' }))
  await focused(panel.getByRole('button', { name: `Actions for Eye ${word}` })).waitFor()
  const renamed = panel.getByRole('listitem').filter({ hasText: `Eye ${word}` })
  // Where its devices are listed it goes by its new name, and new ones may be of it.
  await renamed.getByRole('link', { name: '1 device' }).click()
  await page.getByText(`Class is one of Eye ${word}`).waitFor()
  await chooseAction(page, `Door ${word}`, 'Delete')
  await page.getByRole('dialog').getByText(`(Eye ${word})`).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Add device' }).first().click()
  await page.getByRole('dialog', { name: 'Add device' }).getByRole('combobox', { name: 'Class' }).click()
  await page.getByRole('option', { name: `Eye ${word}` }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Device classes' }).click()
  await chooseAction(page, `Eye ${word}`, 'Delete')
  const leaving = page.getByRole('dialog', { name: `Delete Eye ${word}?` })
  await leaving.getByRole('button', { name: 'Delete' }).click()
  await leaving.getByText('Devices that have it: 1.').waitFor()
  await leaving.getByRole('button', { name: 'Archive instead' }).click()
  await renamed.getByText('Archived').waitFor()
  await administrator.api(deleteDevice, { params: { id: device.data.id } }, { ifMatch: '*' })
  await chooseAction(page, `Eye ${word}`, 'Delete')
  await leaving.getByRole('button', { name: 'Delete' }).click()
  await renamed.waitFor({ state: 'detached' })
}

async function chooseAction(page: WatchedPage, of: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${of}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** Waits until the numbers of a type's line are these, but for what is above limits: a column while another test has any. */
async function figures(table: Locator, name: string, expected: readonly string[]): Promise<void> {
  const cells = rowOf(table, name).locator('td[data-heading]:not([data-heading="Above limits"])')
  await expect.poll(() => cells.allTextContents(), { timeout: 15_000 }).toEqual(expected)
}
