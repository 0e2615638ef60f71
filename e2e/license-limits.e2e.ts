import { updateCustomer } from '@tenantry/contract/customers.ts'
import { createDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { figures, ownType, rowOf } from './harness/licenses.ts'
import { test } from './harness/test.ts'

describe('licenses of a customer (EC4, EC6, EC7, IF7, IF15, RI6)', () => {
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
    // Another part of the customer, which is not what the choice is about.
    await administrator.api(updateCustomer, { params: { id }, body: { domain: 'airtel.in' } }, { ifMatch: '*' })
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
})
