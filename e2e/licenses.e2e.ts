import { createDeviceClass, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import {
  createLicenseType,
  getCustomerLicenses,
  setCustomerLicenses,
  updateLicenseType,
} from '@tenantry/contract/licenses.ts'
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
    page.watched.allow(/^409 POST .*\/customers$/)
    await page.goto('/license-pool')
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
    await wizard.field('Threshold in percent').fill('170')
    await wizard.field('Recipients').fill(`${word.toLowerCase()}@cust.example, second@cust.example`)
    await wizard.field('Subject').fill(`${word} at `)
    await wizard.button('Insert variable').click()
    await page.getByRole('menuitem', { name: 'Percent used' }).click()
    const preview = wizard.dialog.getByRole('region', { name: 'Preview' })
    await preview.getByText(`${word} at 80`, { exact: true }).waitFor()
    // Which code is free beside those of other tests, the server says.
    await preview.getByText(new RegExp(`${customer} \\(AIR\\d{3}\\) uses 80 of 100`)).waitFor()
    await checkPage(page)
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

    await page.goto('/license-pool')
    await figures(pool, name, ['100', '10', '0', '90'])
    await pool.getByRole('button', { name: `10: Who has ${name} set aside` }).click()
    const story = page.getByRole('dialog', { name: `${name}: what is set aside` })
    const taking = story.getByRole('row').filter({ hasText: customer })
    await taking.getByText('Limit 10').waitFor()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await pool.getByRole('row').filter({ hasText: name }).getByRole('link', { name: '0 in use' }).click()
    await page.getByRole('row').filter({ hasText: customer }).first().waitFor()
    await page.goBack()
    await pool.getByRole('button', { name: `10: Who has ${name} set aside` }).click()
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

  test('that are bought or corrected below what is set aside ask first, and leave the pool over by the difference', async ({
    page,
    administrator,
  }) => {
    const { word, code, name } = await ownType(administrator)
    const licenses = { mode: 'allocated' as const, types: [{ type: code, limit: 10 }] }
    await addCustomer(administrator, { name: `Airtel ${word}`, licenses })
    page.watched.allow(/^409 (POST|PATCH|DELETE) .*\/license-purchases(\/|$)/)
    const pool = page.getByRole('table', { name: 'What is left' })
    const purchase = rowOf(page.getByRole('table', { name: 'Purchases' }), name)
    await page.goto('/license-pool')
    await page.getByRole('button', { name: 'Record a purchase' }).first().click()
    const recording = page.getByRole('dialog', { name: 'Record a purchase' })
    await recording.getByRole('combobox', { name: 'License' }).click()
    await page.getByRole('option', { name }).click()
    await recording.getByRole('textbox', { name: 'Quantity' }).fill('9')
    await recording.getByRole('button', { name: 'Record', exact: true }).click()
    const question = page.getByRole('dialog', { name: 'More is in use or set aside than that' })
    await question.getByText(`${name}: 10 in use or set aside, over by 1`).waitFor()
    // Escape takes the question back, and leaves what it is about as it was.
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1)
    await recording.getByRole('button', { name: 'Record', exact: true }).click()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await recording.waitFor({ state: 'detached' })
    await purchase.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const editing = page.getByRole('dialog', { name: `Purchase of ${name}` })
    await editing.getByRole('textbox', { name: 'Quantity' }).fill('4')
    await editing.getByRole('button', { name: 'Save' }).click()
    await question.getByText(`${name}: 10 in use or set aside, over by 6`).waitFor()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await editing.waitFor({ state: 'detached' })
    await rowOf(pool, name).getByText('over by 6').waitFor()
    // Of two questions in turn, the second one gives the focus back to what asked the first.
    const more = {
      type: code,
      quantity: 3,
      startsOn: '2026-01-01',
      reference: `Second ${word}`,
      confirm: true as const,
    }
    await administrator.api(createLicensePurchase, { body: more })
    await page.reload()
    const second = rowOf(page.getByRole('table', { name: 'Purchases' }), `Second ${word}`)
    const ofSecond = second.getByRole('button', { name: /^Actions for/ })
    await ofSecond.click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const removing = page.getByRole('dialog', { name: 'Remove this purchase?' })
    await removing.getByText(/^3 .* will leave the pool/).waitFor()
    await removing.getByRole('button', { name: 'Remove', exact: true }).click()
    await question.getByText(`${name}: 10 in use or set aside, over by 6`).waitFor()
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await focused(ofSecond).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await removing.getByRole('button', { name: 'Remove', exact: true }).click()
    await question.getByRole('button', { name: 'Remove anyway' }).click()
    await second.waitFor({ state: 'detached' })
    await administrator.api(createLicensePurchase, {
      body: { ...more, startsOn: `${new Date().getFullYear() + 1}-06-01`, reference: `Third ${word}` },
    })
    await page.reload()
    const third = rowOf(page.getByRole('table', { name: 'Purchases' }), `Third ${word}`)
    await third.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await removing.getByText(/^3 .* will not come into the pool/).waitFor()
    await removing.getByRole('button', { name: 'Remove', exact: true }).click()
    await third.waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()
    await purchase.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await removing.getByRole('button', { name: 'Remove', exact: true }).click()
    const ending = page.getByRole('dialog', { name: `Stop enforcing ${name}?` })
    await ending.getByText('10 in use or set aside').waitFor()
    await ending.getByText('nothing of this type is refused from then on').waitFor()
    await ending.getByRole('button', { name: 'Remove anyway' }).click()
    await purchase.waitFor({ state: 'detached' })
    await rowOf(pool, name).getByText('Counted, not enforced', { exact: true }).waitFor()
    await administrator.api(createLicensePurchase, { body: { type: code, quantity: 20, startsOn: '2066-12-25' } })
    await page.reload()
    await rowOf(pool, name).getByText('Counted, not enforced until Dec 25, 2066').waitFor()
  })

  test('that have ended are forgotten without the pool, or with the limit where no other ones have begun', async ({
    page,
    administrator,
  }) => {
    const { code, name } = await ownType(administrator)
    for (const month of ['01', '02'])
      await administrator.api(createLicensePurchase, {
        body: { type: code, quantity: 20, startsOn: `2025-${month}-01`, endsOn: `2025-${month}-28` },
      })
    await administrator.api(createLicensePurchase, { body: { type: code, quantity: 20, startsOn: '2066-12-25' } })
    await page.goto('/license-pool')
    const purchases = page.getByRole('table', { name: 'Purchases' })
    const pooled = rowOf(page.getByRole('table', { name: 'What is left' }), name)
    const removing = page.getByRole('dialog', { name: 'Remove this purchase?' })
    const askToRemove = async (day: string) => {
      await purchases.getByRole('button', { name: `Actions for the purchase of ${name} from ${day}` }).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
    }
    await askToRemove('Feb 1, 2025')
    await removing.getByText('The pool stays as it is.').waitFor()
    await removing.getByRole('button', { name: 'Remove', exact: true }).click()
    await removing.waitFor({ state: 'detached' })
    await expect.poll(() => rowOf(purchases, name).count()).toBe(2)
    await askToRemove('Jan 1, 2025')
    await removing
      .getByText(`No other purchase of ${name} has begun: its use is counted, and nothing of it is refused`)
      .waitFor()
    await removing.getByText('The next purchase begins on Dec 25, 2066, and with it the limit.').waitFor()
    await checkPage(page)
    await removing.getByRole('button', { name: 'Remove', exact: true }).click()
    await pooled.getByText('Counted, not enforced until Dec 25, 2066').waitFor()
  })

  test('that are corrected so that none has begun ask whether to stop enforcing, and say from when it is enforced again', async ({
    page,
    administrator,
  }) => {
    const { word, code, name } = await ownType(administrator)
    const licenses = { mode: 'allocated' as const, types: [{ type: code, limit: 10 }] }
    await administrator.api(createLicensePurchase, { body: { type: code, quantity: 20, startsOn: '2026-01-01' } })
    await addCustomer(administrator, { name: `Airtel ${word}`, licenses })
    page.watched.allow(/^409 PATCH .*\/license-purchases\//)
    await page.goto('/license-pool')
    const purchase = rowOf(page.getByRole('table', { name: 'Purchases' }), name)
    await purchase.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    const editing = page.getByRole('dialog', { name: `Purchase of ${name}` })
    const firstDay = editing.getByLabel('First day')
    await firstDay.fill('2066-12-25')
    await editing.getByRole('button', { name: 'Save' }).click()
    const question = page.getByRole('dialog', { name: `Stop enforcing ${name}?` })
    await question.getByText(`${name}: 10 in use or set aside.`).waitFor()
    await question.getByText('The next purchase begins on Dec 25, 2066, and with it the limit.').waitFor()
    await checkPage(page)
    // Escape takes the question back, and leaves what was typed.
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await expect.poll(() => firstDay.inputValue()).toBe('2066-12-25')
    await editing.getByRole('button', { name: 'Save' }).click()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await editing.waitFor({ state: 'detached' })
    await rowOf(page.getByRole('table', { name: 'What is left' }), name)
      .getByText('Counted, not enforced until Dec 25, 2066')
      .waitFor()
  })

  test('are allocated by keyboard alone, and shared again without a limit', async ({ page, administrator }) => {
    const { word, code, name } = await ownType(administrator)
    await administrator.api(createLicensePurchase, { body: { type: code, quantity: 100, startsOn: '2026-01-01' } })
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}` })
    await page.goto(`/customers/${id}/licenses`)
    await page.getByText(/^Unlimited/).waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Edit licenses' }))
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Edit licenses' })
    await panel.getByText('what it needs, when it needs it').waitFor()
    // Where one begins, not at what closes the panel.
    await focused(panel.getByRole('radio', { name: 'Unlimited' })).waitFor()
    await page.keyboard.press('ArrowRight')
    const limit = panel.getByRole('textbox', { name: `Limit of ${name}` })
    await tabTo(page, limit)
    await page.keyboard.type('10')
    await rowOf(panel.getByRole('table', { name: 'Limits' }), name)
      .getByText('90 left')
      .waitFor()
    await checkPage(page)
    await page.keyboard.press('Enter')
    await panel.waitFor({ state: 'detached' })
    const shares = page.getByRole('table', { name: 'Licenses' })
    await figures(shares, name, ['0', '10', '10'])
    await focused(page.getByRole('button', { name: 'Edit licenses' })).waitFor()

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

  test('beyond what is left are refused at the field, and two people choose between their versions', async ({
    page,
    administrator,
  }) => {
    const { word, code, name } = await ownType(administrator)
    const never = await ownType(administrator)
    await administrator.api(createLicensePurchase, { body: { type: code, quantity: 100, startsOn: '2026-01-01' } })
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}` })
    page.watched.allow(/^409 PUT .*\/licenses$/, /^412 PUT .*\/licenses$/)
    await page.goto(`/customers/${id}/licenses`)
    await page.getByRole('button', { name: 'Edit licenses' }).click()
    const panel = page.getByRole('dialog', { name: 'Edit licenses' })
    await panel.getByRole('radio', { name: 'Allocated' }).check({ force: true })
    const limit = panel.getByRole('textbox', { name: `Limit of ${name}` })
    // Of one that was never bought nothing is hidden from whoever sees the pool.
    await rowOf(panel, never.name).getByText('Not limited above', { exact: true }).waitFor()
    await limit.fill('200')
    await panel.getByText('100 too many').waitFor()
    await panel.getByText('Only 100 left').waitFor()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Only 100 left').waitFor()
    await focused(limit).waitFor()
    await limit.fill('20')

    const types = [{ type: code, limit: 30, overage: 0 }]
    const body = { mode: 'allocated' as const, types }
    await administrator.api(setCustomerLicenses, { params: { id }, body }, { ifMatch: '*' })
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('heading', { name: 'You have changed this in another window' }).waitFor()
    await panel.getByText(/^Last change: .+ changed what the customer may use of licenses, now$/).waitFor()
    await checkPage(page)
    await panel.getByRole('radio', { name: '20' }).check({ force: true })
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.waitFor({ state: 'detached' })
    await expect
      .poll(async () => {
        const { data } = await administrator.api(getCustomerLicenses, { params: { id } })
        return data.types.find(({ type }) => type === code)?.limit
      })
      .toBe(20)
  })

  test('stay over a limit below their use once that is confirmed, and a device is refused then', async ({
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
    page.watched.allow(/^409 PUT .*\/licenses$/, /^409 POST .*\/devices$/, /^409 PATCH .*\/customers\/[^/]+$/)
    await page.goto(`/customers/${id}/licenses`)
    // Its trial goes on with fewer devices than there are once that is confirmed, and ends as a purchase.
    const trial = page.getByRole('region', { name: 'Trial' })
    await trial.getByText(/^It ends on .*, in (29|30) days\.$/).waitFor()
    await trial.getByText('· 1 left').waitFor()
    await checkPage(page)
    await trial.getByRole('button', { name: 'Extend' }).click()
    const extending = page.getByRole('dialog', { name: 'Extend the trial' })
    await extending.getByRole('textbox', { name: 'Devices' }).fill('none')
    await extending.getByRole('button', { name: 'Extend' }).click()
    await extending.getByText('Enter a whole number up to 1,000,000').waitFor()
    await extending.getByRole('textbox', { name: 'Devices' }).fill('1')
    await checkPage(page)
    await extending.getByRole('button', { name: 'Extend' }).click()
    const question = page.getByRole('dialog', { name: 'More is in use or set aside than that' })
    await question.getByText('Devices of the trial: 2 in use, over by 1').waitFor()
    await question.getByRole('button', { name: 'Save anyway' }).click()
    await extending.waitFor({ state: 'detached' })
    await trial.getByText(/in (59|60) days\.$/).waitFor()
    await trial.getByText('· over by 1').waitFor()
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
    await page.goto(`/customers?view=table&q=${word}`)
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

    await page.goto(`/customers/${id}/devices`)
    await page.getByRole('button', { name: 'Add device' }).first().click()
    const adding = page.getByRole('dialog', { name: 'Add device' })
    await adding.getByRole('textbox', { name: 'Name' }).fill(`srv-${word}-c`)
    await adding.getByRole('combobox', { name: 'Class' }).click()
    await page.getByRole('option', { name: 'Server' }).click()
    await adding.getByRole('button', { name: 'Add', exact: true }).click()
    await adding.getByText(/No IT asset license is left at [^:]+: 2 in use of 1, 1 over/).waitFor()
  })

  test('of a type that is switched off while a customer is typed are shown, and have to go', async ({
    page,
    administrator,
  }) => {
    const { word, code, name } = await ownType(administrator)
    const wizard = new Wizard(page)
    const customer = `Draft ${word}`
    await wizard.openAtCompany()
    await wizard.field('Name').fill(customer)
    await wizard.button(/^Licenses/).click()
    await wizard.dialog.getByRole('radio', { name: 'Allocated' }).check({ force: true })
    await wizard.field(`Limit of ${name}`).fill('5')
    await wizard.dialog.getByText('Saved as a draft; you can go on from any device').waitFor()
    await administrator.api(
      updateLicenseType,
      { params: { code }, body: { isOn: false, confirm: true } },
      { ifMatch: '*' },
    )
    await page.goto('/customers')
    await page.getByRole('button', { name: `Resume: ${customer}` }).click()
    await wizard.button(/^Licenses/).click()
    // Sooner, only the server would know that it counts no more, and say so in its own words.
    await wizard.dialog.getByText('Not counted any more').waitFor()
    await wizard.button('Create now').click()
    const limit = wizard.field(`Limit of ${code.replaceAll('_', ' ')}`)
    await focused(limit).waitFor()
    await wizard.dialog.getByText('Not counted any more: remove this limit').waitFor()
    await checkPage(page)
    await limit.fill('')
    await wizard.create(customer)
  })

  test('of types that are one’s own are added, renamed, switched off, and deleted where they were never used', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    await page.goto('/license-pool')
    await page.getByRole('button', { name: 'License types' }).first().click()
    await page.getByText('Your own people take none, whatever their role.').waitFor()
    const panel = page.getByRole('dialog', { name: 'License types' })
    const technicians = panel.getByRole('listitem').filter({ hasText: 'technicians' })
    await technicians.getByText('Each person of a partner who may sign in takes one').waitFor()
    await panel.getByRole('textbox', { name: 'Name' }).fill(`Backup ${word}`)
    await expect
      .poll(() => panel.getByRole('textbox', { name: 'Code' }).inputValue())
      .toBe(`backup_${word.toLowerCase()}`)
    await panel.getByRole('button', { name: 'Add type' }).click()
    await panel.getByRole('switch', { name: `Count Backup ${word}` }).waitFor()
    await checkPage(page)
    await panel.getByRole('button', { name: `Rename Backup ${word}` }).click()
    await panel.getByRole('textbox', { name: `Rename Backup ${word}` }).fill(`Backups ${word}`)
    // Somebody else renames it meanwhile: that is told before it is put away.
    page.watched.allow(/^412 PATCH .*\/license-types\//)
    const code = { code: `backup_${word.toLowerCase()}` }
    await administrator.api(updateLicenseType, { params: code, body: { name: `Agents ${word}` } }, { ifMatch: '*' })
    await page.keyboard.press('Enter')
    await panel.getByText(`it is called “Agents ${word}” and is counted`).waitFor()
    await page.keyboard.press('Enter')
    const toggle = panel.getByRole('switch', { name: `Count Backups ${word}` })
    await toggle.waitFor()

    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await deviceClassesWalk(page, word, administrator)
    await page.getByRole('button', { name: 'License types' }).first().click()
    await toggle.waitFor()
    const types = [{ type: `backup_${word.toLowerCase()}`, limit: 3 }]
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}`, licenses: { mode: 'allocated', types } })
    page.watched.allow(/^409 PATCH .*\/license-types\//, /^422 PATCH .*\/license-types\//)
    await panel.getByRole('button', { name: `Rename Backups ${word}` }).click()
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
    await checkPage(page)
    await over.getByRole('button', { name: 'Switch on anyway' }).click()
    await expect.poll(() => toggle.isChecked()).toBe(true)

    page.watched.allow(/^409 DELETE .*\/license-types\//)
    await panel.getByRole('button', { name: `Delete Backups ${word}` }).click()
    const removal = page.getByRole('dialog', { name: `Delete Backups ${word}?` })
    await removal.getByRole('button', { name: 'Delete' }).click()
    await removal.getByText(/^It was used\. .*Purchases: 1\. .*Switch it off instead/).waitFor()
    await removal.getByRole('button', { name: 'Close' }).click()
    await panel.getByRole('textbox', { name: 'Name' }).fill(`Idle ${word}`)
    await panel.getByRole('button', { name: 'Add type' }).click()
    const idle = panel.getByRole('switch', { name: `Count Idle ${word}` })
    await idle.waitFor()
    await panel.getByRole('button', { name: `Delete Idle ${word}` }).click()
    await page
      .getByRole('dialog', { name: `Delete Idle ${word}?` })
      .getByRole('button', { name: 'Delete' })
      .click()
    await idle.waitFor({ state: 'detached' })
    await toggle.click({ force: true })
    await page.getByText('In use: 2. Limits of it: 0.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await expect.poll(() => toggle.isChecked()).toBe(false)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    // Its purchase is listed still, and counts again once it is on.
    const pool = page.getByRole('table', { name: 'What is left' })
    await expect.poll(() => pool.getByText(`Backups ${word}`).count()).toBe(0)
  })
})

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
  await form.getByRole('button', { name: 'Add class' }).click()
  await form.getByText('Enter a name').waitFor()
  page.watched.allow(
    /^422 POST .*\/device-classes/,
    /^412 PATCH .*\/device-classes\//,
    /^409 DELETE .*\/device-classes\//,
  )
  await form.getByRole('textbox', { name: 'Name' }).fill('PRINTER')
  await form.getByRole('button', { name: 'Add class' }).click()
  await form.getByText('There is a class with this name').waitFor()
  await form.getByRole('textbox', { name: 'Name' }).fill(`Camera ${word}`)
  await form.getByRole('combobox', { name: 'Picture' }).click()
  await page.getByRole('option', { name: 'Phone' }).click()
  await form.getByRole('button', { name: 'Add class' }).click()
  const line = panel.getByRole('listitem').filter({ hasText: `Camera ${word}` })
  await line.getByText(`camera_${word.toLowerCase()}`).waitFor()
  await checkPage(page)

  // What each device of a class takes is asked about first, with how many that changes.
  await line.getByRole('combobox', { name: `What each takes: Camera ${word}` }).click({ force: true })
  await page.getByRole('option', { name: 'Network resources (switched off)' }).waitFor()
  await page.getByRole('option', { name: `Backups ${word}` }).click()
  const question = page.getByRole('dialog', { name: `Camera ${word}: change what each takes?` })
  await question.getByText(/devices give back what is no longer taken/).waitFor()
  await checkPage(page)
  await question.getByRole('button', { name: 'Change' }).click()
  await question.waitFor({ state: 'detached' })
  await line.getByText(`Backups ${word}`).waitFor()

  await page.goto(`/customers/${customerId}/devices`)
  await page.getByRole('button', { name: 'Add device' }).first().click()
  const adding = page.getByRole('dialog', { name: 'Add device' })
  await adding.getByRole('textbox', { name: 'Name' }).fill(`Door ${word}`)
  await adding.getByRole('combobox', { name: 'Class' }).click()
  await page.getByRole('option', { name: `Camera ${word}` }).click()
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await adding.waitFor({ state: 'detached' })

  await page.goto('/license-pool')
  await page.getByRole('button', { name: 'Device classes' }).click()
  await chooseAction(page, `Camera ${word}`, 'Edit')
  const editing = panel.getByRole('form', { name: /^Edit / })
  const typed = editing.getByRole('textbox', { name: 'Name' })
  await typed.fill(`Eye ${word}`)
  // Somebody else renames it meanwhile and changes its picture: that is told, and what was typed stays.
  const params = { code: `camera_${word.toLowerCase()}` }
  const theirs = { name: `Lens ${word}`, icon: 'tablet' as const }
  await administrator.api(updateDeviceClass, { params, body: theirs }, { ifMatch: '*' })
  await page.keyboard.press('Enter')
  await editing.getByText(`It is now called “Lens ${word}”, its picture is “Tablet”.`).waitFor()
  await expect.poll(() => typed.inputValue()).toBe(`Eye ${word}`)
  await expect.poll(() => editing.getByRole('combobox', { name: 'Picture' }).inputValue()).toBe('Tablet')
  await editing.getByRole('button', { name: 'Save' }).click()
  const renamed = panel.getByRole('listitem').filter({ hasText: `Eye ${word}` })
  await renamed.getByRole('link', { name: '1 device' }).waitFor()
  await chooseAction(page, `Eye ${word}`, 'Delete')
  const leaving = page.getByRole('dialog', { name: `Delete Eye ${word}?` })
  await leaving.getByRole('button', { name: 'Delete' }).click()
  await leaving.getByText('Devices that have it: 1.').waitFor()
  await checkPage(page)
  await leaving.getByRole('button', { name: 'Archive instead' }).click()
  await renamed.getByText('Archived').waitFor()

  // Where its devices are listed it goes by its new name, and there its last one goes.
  await renamed.getByRole('link', { name: '1 device' }).click()
  await page.getByText(`Class is one of Eye ${word}`).waitFor()
  await chooseAction(page, `Door ${word}`, 'Delete')
  await page.getByRole('dialog').getByText(`(Eye ${word})`).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText(`Door ${word} is deleted`).waitFor()
  await page.goto('/license-pool')
  await page.getByRole('button', { name: 'Device classes' }).click()
  await chooseAction(page, `Eye ${word}`, 'Delete')
  await leaving.getByRole('button', { name: 'Delete' }).click()
  await renamed.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })

  // A view from before opens without the class, and says so.
  for (const list of ['devices', 'seen-devices']) {
    await page.goto(`/${list}?filter[class][in]=camera_${word.toLowerCase()}&filter[name][contains]=Door ${word}`)
    await page.getByText('Left out, not known here: class').waitFor()
    await page.getByText('Nothing matches').waitFor()
  }
  await page.goto('/license-pool')
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
