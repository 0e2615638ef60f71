import { createEnrollmentToken, enrollDevices } from '@tenantry/contract/enrollments.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused } from './harness/keyboard.ts'
import { newProvider } from './harness/own-provider.ts'
import { test, type WatchedPage } from './harness/test.ts'

describe('rules that license devices which wait (RI8)', () => {
  test('are made, tried where nothing is left, put in order, and run once there is a license', async ({ open }) => {
    const word = uniqueWord()
    // So that no other test meets its pool.
    const person = await newProvider('Rules')
    await buy(person, 2)
    const { id, name } = await addCustomer(person, { name: `Site ${word}` })
    expect(await enroll(person, id, word)).toEqual(['enrolled', 'enrolled', 'refused'])
    const page = await open({ as: person })

    await page.goto('/seen-devices')
    await page.getByText(`lt-${word}-c`, { exact: true }).waitFor()
    await page.getByRole('link', { name: 'License rules' }).click()
    await page.getByText('No rules yet').waitFor()
    await addRuleForOne(page, 'Computers', name)
    await addRule(page, 'Printers', 'Printer')
    await checkPage(page)
    await putInOrder(page)

    await chooseAction(page, 'Computers', 'Try')
    const edited = page.getByRole('dialog', { name: 'Edit Computers' })
    await edited.getByText('No license is left for the devices').waitFor()
    await edited.getByRole('button', { name: 'Cancel' }).click()
    await edited.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Try', exact: true }).click()
    const trial = page.getByRole('dialog', { name: 'What the rules would do' })
    await trial.getByText('No license is left for the devices').waitFor()
    await checkPage(page)
    await trial.getByRole('button', { name: 'Close', exact: true }).last().click()
    await trial.waitFor({ state: 'detached' })

    await chooseAction(page, 'Printers', 'Delete')
    const question = page.getByRole('dialog', { name: 'Delete “Printers”?' })
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await focused(page.getByRole('button', { name: 'Actions for Printers' })).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await question.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'Printers', exact: true }).waitFor({ state: 'detached' })
    await focused(page.locator('#content')).waitFor()

    await buy(person, 1)
    await page.getByRole('button', { name: 'Run now' }).click()
    const run = page.getByRole('dialog', { name: 'The rules have run' })
    await run.waitFor()
    await run.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByText('1 device licensed so far').waitFor()
    await page.goto(`/customers/${id}/devices`)
    await page.getByText(`lt-${word}-c`, { exact: true }).waitFor()
  })
})

async function buy({ api }: Person, quantity: number): Promise<void> {
  await api(createLicensePurchase, { body: { type: 'it_assets', quantity, startsOn: '2026-01-01' } })
}

/** Reports three computers as a program at the site does; what became of each. */
async function enroll({ api }: Person, id: OrganizationId, word: string): Promise<string[]> {
  const { token } = (await api(createEnrollmentToken, { params: { id }, body: { name: 'Head office' } })).data
  const devices = ['a', 'b', 'c'].map((box) => ({
    hardwareId: `${word}-${box}`,
    name: `lt-${word}-${box}`,
    class: 'computer',
  }))
  const answer = await fetch(`${inject('ready').url}/api/v1${enrollDevices.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ devices }),
  })
  const { items } = (await answer.json()) as { items: { result: string }[] }
  return items.map(({ result }) => result)
}

async function addRule(page: WatchedPage, name: string, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add rule' }).first().click()
  const panel = page.getByRole('dialog', { name: 'Add rule' })
  await panel.getByRole('textbox', { name: 'Name' }).fill(name)
  await panel.getByRole('checkbox', { name: kind }).check()
  await panel.getByRole('button', { name: 'Add', exact: true }).click()
  await panel.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name, level: 2 }).waitFor()
}

/** With a range that is none, which is said at its field. */
async function addRuleForOne(page: WatchedPage, name: string, customer: string): Promise<void> {
  await page.getByRole('button', { name: 'Add rule' }).first().click()
  const panel = page.getByRole('dialog', { name: 'Add rule' })
  await panel.getByRole('checkbox', { name: 'Computer' }).check()
  const ranges = panel.getByRole('combobox', { name: 'Address ranges' })
  await ranges.fill('192.0.2.0/33')
  await ranges.press('Enter')
  await panel.getByRole('combobox', { name: 'Add a customer' }).fill(customer)
  await page.getByRole('option', { name: customer }).click()
  await panel.getByRole('list', { name: 'Customers' }).getByText(customer).waitFor()
  await panel.getByRole('button', { name: 'Add', exact: true }).click()
  await panel.getByText('192.0.2.0/33 is no range').waitFor()
  await checkPage(page)
  await ranges.press('Backspace')
  // Tried before it is saved or has a name, and what was shown goes with the next change.
  const trial = panel.getByRole('region', { name: 'What it would do' })
  await trial.getByRole('button', { name: 'Try' }).click()
  const outcome = trial.getByText('No license is left for the devices')
  await outcome.waitFor()
  // It comes below what the panel shows, and is brought into sight.
  await expect
    .poll(() => outcome.evaluate((node) => node.getBoundingClientRect().bottom <= innerHeight - 60))
    .toBe(true)
  await panel.getByRole('checkbox', { name: 'Printer' }).check()
  await outcome.waitFor({ state: 'detached' })
  await panel.getByRole('checkbox', { name: 'Printer' }).uncheck()
  await panel.getByRole('textbox', { name: 'Name' }).fill(name)
  await panel.getByRole('button', { name: 'Add', exact: true }).click()
  await panel.waitFor({ state: 'detached' })
  await page.getByText(`Computer · ${customer}`).waitFor()
}

/** By a button, and back by the keyboard, which the focus stays for. */
async function putInOrder(page: WatchedPage): Promise<void> {
  const rules = page.getByRole('list', { name: 'Rules in their order' }).getByRole('heading')
  const up = page.getByRole('button', { name: 'Move Printers up' })
  await up.click()
  await expect.poll(() => rules.allTextContents()).toEqual(['Printers', 'Computers'])
  await focused(up).waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => rules.allTextContents()).toEqual(['Computers', 'Printers'])
  await page.getByText('Printers is number 2 of 2').waitFor()
}
