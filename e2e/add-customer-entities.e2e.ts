import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { uniqueWord } from './harness/api.ts'
import { entitiesOf } from './harness/entities.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { still } from './harness/still.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

describe('adding a customer with entities (IF10)', () => {
  test('they are edited in place, survive loading the page, have to be right, and are stored with contact and location', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const name = `Airtel ${uniqueWord()}`
    await wizard.open()
    await wizard.dialog.getByRole('radio', { name: 'Partner' }).check()
    await goToEntities(wizard)
    await wizard.dialog.getByText('A partner has no entities of its own; its customers have.').waitFor()
    await wizard.button(/^\d*Account/).click()
    await wizard.dialog.getByRole('radio', { name: 'Customer' }).check()
    await wizard.next()
    await wizard.field('Name').fill(name)
    await wizard.choose('Country', 'United States', 'Location')
    await wizard.choose('State', 'New York', 'Location')
    await wizard.fill({ City: 'New York', 'ZIP code': '10036' }, 'Location')
    await goToEntities(wizard)

    await wizard.button('Add entity').click()
    await focused(wizard.field('Name')).waitFor()
    await wizard.next()
    await wizard.dialog.getByText('Enter a name, or remove this entity').waitFor()
    await wizard.field('Name').fill('Uptown desk')
    await page.reload()
    await expect.poll(() => wizard.field('Name').inputValue()).toBe('Uptown desk')
    await wizard.button(/^Contact and location/).click()
    await wizard.button('Same address as the company').click()
    await expect.poll(() => wizard.field('City', 'Location').inputValue()).toBe('New York')
    // A postal code that cannot be one opens its line and has the focus.
    await wizard.field('ZIP code', 'Location').fill('1003')
    await wizard.button(/^Contact and location/).click()
    await wizard.next()
    const code = wizard.field('ZIP code', 'Location')
    await focused(code).waitFor()
    await expect.poll(() => code.getAttribute('aria-invalid')).toBe('true')
    await checkPage(page)
    await code.fill('10036')
    await wizard.group('Uptown desk').getByRole('textbox', { name: 'Name', exact: true }).fill('Uptown')
    await wizard.button(/^Contact and location/).click()

    await wizard.button('Add entity').click()
    const second = wizard.group('Entity 2').getByRole('textbox', { name: 'Name' })
    await second.fill('UPTOWN')
    await wizard.next()
    await wizard.dialog.getByText('Another entity here has this name').waitFor()
    const last = wizard.dialog.getByRole('textbox', { name: 'Name' }).last()
    await focused(last).waitFor()
    await last.fill('Delhi')
    const delhi = wizard.group('Delhi')
    await delhi.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Department' }).click()
    await delhi.getByRole('button', { name: /^Contact and location/ }).click()
    const field = (group: string, role: 'textbox' | 'combobox', name: string) =>
      delhi.getByRole('group', { name: group, exact: true }).getByRole(role, { name, exact: true })
    await field('Contact', 'textbox', 'First name').fill('Asha')
    await field('Contact', 'textbox', 'Last name').fill('Rao')
    await field('Contact', 'textbox', 'Email').fill('delhi@airtel.com')
    for (const [name, option] of [
      ['Country', 'India'],
      ['State', 'Delhi'],
    ] as const) {
      await field('Location', 'combobox', name).click()
      await field('Location', 'combobox', name).fill(option)
      const found = page.getByRole('option', { name: option, exact: true })
      await still(found)
      await found.click()
    }
    await field('Location', 'textbox', 'City').fill('New Delhi')
    await field('Location', 'textbox', 'PIN code').fill('110001')
    await wizard.toReview()
    const review = wizard.dialog.getByRole('region', { name: 'Entities', exact: true })
    await review.getByText('Department · Asha Rao · New Delhi, India').waitFor()
    const id = await wizard.create(name)
    expect(await entitiesOf(administrator, id)).toMatchObject([
      {
        name: 'Delhi',
        kind: 'department',
        contact: { firstName: 'Asha', lastName: 'Rao', email: 'delhi@airtel.com', phone: null },
        location: { country: 'IN', state: 'IN-DL', city: 'New Delhi', postalCode: '110001' },
      },
      {
        name: 'Uptown',
        kind: 'branch',
        location: { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' },
      },
    ])
  })

  test('everything works by keyboard alone, and the focus follows what comes and goes', async ({ page }) => {
    const wizard = new Wizard(page)
    await openAtEntities(wizard, `Keys ${uniqueWord()}`)
    const add = wizard.button('Add entity')
    for (const entity of ['Mistake', 'Finance']) {
      await tabTo(page, add)
      await page.keyboard.press('Enter')
      await focused(wizard.dialog.getByRole('textbox', { name: 'Name' }).last()).waitFor()
      await page.keyboard.type(entity)
    }
    const remove = wizard.button('Remove Mistake')
    await tabTo(page, remove, 'Shift+Tab')
    await page.keyboard.press('Enter')
    await focused(wizard.button('Remove Finance')).waitFor()
    await tabTo(page, wizard.group('Finance').getByRole('combobox', { name: 'Kind' }), 'Shift+Tab')
    await page.keyboard.press('ArrowDown')
    const department = page.getByRole('option', { name: 'Department' })
    await department.waitFor()
    const marked = async () => {
      if (!(await isHighlighted(department))) await page.keyboard.press('ArrowDown')
      return isHighlighted(department)
    }
    await expect.poll(marked).toBe(true)
    await page.keyboard.press('Enter')
    await tabTo(page, wizard.group('Finance').getByRole('button', { name: /^Contact and location/ }))
    await page.keyboard.press('Enter')
    await tabTo(page, wizard.group('Finance').getByRole('textbox', { name: 'Email' }))
    await page.keyboard.type('finance@airtel.com')
    for (const step of ['Licenses', 'Review']) {
      await tabTo(page, wizard.button(`Next: ${step}`))
      await page.keyboard.press('Enter')
    }
    const review = wizard.dialog.getByRole('region', { name: 'Entities', exact: true })
    await review.getByText('Finance', { exact: true }).waitFor()
    await review.getByText('Department · finance@airtel.com').waitFor()
    await expect.poll(() => review.getByText('Mistake').count()).toBe(0)
  })
})

async function isHighlighted(option: Locator): Promise<boolean> {
  return (await option.getAttribute('data-combobox-selected')) !== null
}

async function openAtEntities(wizard: Wizard, name: string): Promise<void> {
  await wizard.openAtCompany()
  await wizard.field('Name').fill(name)
  await goToEntities(wizard)
}

async function goToEntities(wizard: Wizard): Promise<void> {
  await wizard.button(/^\d*Entities/).click()
  await wizard.dialog.getByRole('heading', { name: 'Which parts does it have?' }).waitFor()
}
