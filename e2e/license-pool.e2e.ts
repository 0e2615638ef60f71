import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { figures, ownType, rowOf, stopCounting } from './harness/licenses.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

describe('licenses of the pool (EC4, EC6, EC7, IF7, IF15, OM3)', () => {
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
    // Too many are not cut without a word.
    const many = Array.from({ length: 21 }, (_, index) => `${'a'.repeat(60)}${index}@customer-with-a-long-name.example`)
    await wizard.field('Recipients').focus()
    await page.keyboard.insertText(many.join(', '))
    await expect.poll(() => wizard.field('Recipients').inputValue()).toBe(many.join(', '))
    await wizard.field('Subject').fill(`${word} at `)
    await wizard.button('Insert variable').click()
    await page.getByRole('menuitem', { name: 'Percent used' }).click()
    const preview = wizard.dialog.getByRole('region', { name: 'Preview' })
    await preview.getByText(`${word} at 80`, { exact: true }).waitFor()
    // Which code is free beside those of other tests, the server says.
    await preview.getByText(new RegExp(`${customer} \\(AIR\\d{3}\\) uses 80 of 100`)).waitFor()
    await wizard.button(/^Next/).click()
    await wizard.dialog.getByText('Enter a whole number from 1 to 100').waitFor()
    await wizard.dialog.getByText('At most 20', { exact: true }).waitFor()
    await wizard.field('Recipients').fill(`${word.toLowerCase()}@cust.example, second@cust.example`)
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
  await stopCounting(administrator, code)
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
