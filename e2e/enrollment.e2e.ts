import { enrollDevices, listEnrollmentTokens } from '@tenantry/contract/enrollments.ts'
import { setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { sendOverBrokenLine } from './harness/broken-line.ts'
import { focused } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'
import { walkTo } from './harness/walk.ts'

describe('enrolling devices (RI8)', () => {
  test('begins with a token that is shown once; what finds no license waits and is given one', async ({
    page,
    administrator,
  }) => {
    const { url } = inject('ready')
    const word = uniqueWord()
    const { id, name } = await addCustomer(administrator, { name: `Rollout ${word}` })
    const limit = (count: number) =>
      administrator.api(
        setCustomerLicenses,
        { params: { id }, body: { mode: 'allocated', types: [{ type: 'it_assets', limit: count, overage: 0 }] } },
        { ifMatch: '*' },
      )
    await limit(1)
    await page.goto(`/customers/${id}/devices`)
    await page.getByRole('button', { name: 'Enroll devices' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Enroll devices' })
    await panel.getByText('No token works now.').waitFor()
    await panel.getByRole('button', { name: 'Create token' }).click()
    await panel.locator('[aria-invalid="true"]').first().waitFor()
    await panel.getByRole('textbox', { name: 'Name' }).fill('Branch office')
    const most = panel.getByRole('textbox', { name: 'At most so many devices' })
    await most.fill('1.5')
    await panel.getByRole('button', { name: 'Create token' }).click()
    await panel.getByText('A whole number from 1 to 1,000,000').waitFor()
    await expect.poll(() => most.inputValue()).toBe('1.5')
    await most.fill('50')
    await checkPage(page)
    await panel.getByRole('button', { name: 'Create token' }).click()
    await panel.getByText('Copy the token now').waitFor()
    await checkPage(page)
    await focused(panel.getByRole('textbox', { name: 'Token' })).waitFor()
    const token = await panel.getByRole('textbox', { name: 'Token' }).inputValue()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const copy = panel.getByRole('button', { name: 'Copy the example with the token in it' })
    const cut = ({ scrollWidth, clientWidth }: Element) => scrollWidth - clientWidth
    await expect.poll(() => copy.locator('.mantine-Button-label').evaluate(cut)).toBe(0)
    await copy.click()
    await panel.getByRole('button', { name: 'Copied' }).waitFor()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(`Bearer ${token}'`)
    await panel.getByRole('button', { name: 'Done' }).click()
    await panel.getByText('0 of 50 enrolled').waitFor()
    await panel.getByRole('textbox', { name: 'Name' }).fill('Stock')
    await panel.getByRole('radio', { name: 'Waits for one' }).check()
    await expect.poll(() => most.count()).toBe(0)
    await panel.getByRole('button', { name: 'Create token' }).click()
    await panel.getByText('Copy the token now').waitFor()
    const waitingToken = await panel.getByRole('textbox', { name: 'Token' }).inputValue()
    await panel.getByRole('button', { name: 'Done' }).click()
    await panel.getByText('what is new waits').waitFor()
    await panel.getByRole('button', { name: 'Close' }).last().click()

    const enroll = async (by: string, boxes: string[]) => {
      const answer = await fetch(`${url}/api/v1${enrollDevices.path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${by}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          devices: boxes.map((box) => ({
            name: `box-${word}-${box}`,
            class: 'server',
            serialNumber: `${word}-${box}`,
          })),
        }),
      })
      expect(answer.status, answer.ok ? '' : await answer.clone().text()).toBe(200)
      return ((await answer.json()) as { items: { result: string }[] }).items.map(({ result }) => result)
    }
    expect(await enroll(token, ['a', 'b', 'c'])).toEqual(['enrolled', 'refused', 'refused'])
    expect(await enroll(waitingToken, ['d'])).toEqual(['waiting'])

    await page.reload()
    await page.getByText(`box-${word}-a`, { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Seen, without license, 3 waiting' }).click()
    await page.getByRole('heading', { name: 'Seen, without license' }).waitFor()
    await page.getByText(`box-${word}-b`, { exact: true }).waitFor()
    const ofCustomer = page.url()
    await page.getByRole('link', { name }).first().waitFor()
    await page.getByRole('cell', { name: 'Its token lets it wait', exact: true }).waitFor()
    // On a phone, whose and why stand below the name.
    await page.setViewportSize({ width: 390, height: 844 })
    const onPhone = page.getByRole('row').filter({ hasText: `box-${word}-d` })
    await onPhone.getByRole('cell').filter({ hasText: name }).getByText('Its token lets it wait').first().waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    // Of a disabled customer it is shown with the others on request.
    const setStatus = (status: 'disabled' | 'active') =>
      administrator.api(changeCustomerStatus, { params: { id }, body: { status } }, { ifMatch: '*' })
    await setStatus('disabled')
    await page.goto(`/seen-devices?q=box-${word}`)
    await page.getByText('Those of disabled and archived customers are not shown.').waitFor()
    await page.getByRole('switch', { name: 'Show disabled and archived' }).press('Space')
    await page.getByText(`box-${word}-d`, { exact: true }).waitFor()
    await setStatus('active')
    const list = new CustomerList(page)
    await list.filter('Why it waits', 'is', ['No license was left'])
    await page.getByText(`box-${word}-d`, { exact: true }).waitFor({ state: 'detached' })
    await limit(2)
    await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).press('Space')
    await page.getByText('2 chosen').waitFor()
    await checkPage(page)
    await page.getByRole('button', { name: 'Give licenses to 2' }).click()
    await page.getByText('One device got no license').waitFor()
    await focused(page.locator('#content')).waitFor()
    await expect.poll(() => page.getByRole('cell', { name: 'No license was left', exact: true }).count()).toBe(1)
    await page.getByRole('button', { name: `Actions for box-${word}-` }).click()
    await page.getByRole('menuitem', { name: 'Forget' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: `box-${word}-` })
      .waitFor({ state: 'detached' })
    const { id: otherId } = await addCustomer(administrator, { name: `Other ${word}` })
    await walkTo(page, ofCustomer.replace(id, otherId))
    await page.getByText('Nothing waits for a license').waitFor()
    await walkTo(page, `/customers/${id}/devices`, name)
    const rows = page.getByRole('row').filter({ hasText: `box-${word}-` })
    await expect.poll(() => rows.count()).toBe(2)

    await page.getByRole('button', { name: 'Enroll devices' }).first().click()
    await panel.getByRole('button', { name: 'Revoke Branch office' }).click()
    const question = page.getByRole('dialog', { name: 'Revoke Branch office?' })
    await question.getByText('The 2 devices that it has enrolled stay').waitFor()
    await question.getByRole('button', { name: 'Revoke token' }).click()
    await panel.getByRole('button', { name: 'Revoke Branch office' }).waitFor({ state: 'detached' })
    // What asked is gone with what it was about: the panel has the focus.
    await expect.poll(() => panel.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await panel.getByRole('button', { name: 'Revoke Stock' }).waitFor()
  })

  test('a token of which the answer got lost is told of at the next try, with the list to revoke it', async ({
    page,
    administrator,
  }) => {
    const { id } = await addCustomer(administrator, { name: `Lost token ${uniqueWord()}` })
    const tokens = async () => (await administrator.api(listEnrollmentTokens, { params: { id } })).data.items.length
    await page.goto(`/customers/${id}/devices`)
    await page.getByRole('button', { name: 'Enroll devices' }).first().click()
    const panel = page.getByRole('dialog', { name: 'Enroll devices' })
    await panel.getByRole('textbox', { name: 'Name' }).fill('Branch office')
    const create = panel.getByRole('button', { name: 'Create token' })
    const address = `**/api/v1/customers/${id}/enrollment-tokens`
    await sendOverBrokenLine(page, { method: 'POST', address, send: () => create.click() })
    await panel.getByRole('button', { name: 'Revoke Branch office' }).waitFor()
    page.watched.allow(/^409 POST .*\/enrollment-tokens$/)
    await create.click()
    await panel.getByText('“Branch office” was created already').waitFor()
    await checkPage(page)
    expect(await tokens()).toBe(1)
    await panel.getByRole('button', { name: 'Revoke Branch office' }).click()
    await page.getByRole('button', { name: 'Revoke token' }).click()
    await panel.getByText('No token works now.').waitFor()
    await create.click()
    await panel.getByText('Copy the token now').waitFor()
    expect(await tokens()).toBe(1)
  })
})
