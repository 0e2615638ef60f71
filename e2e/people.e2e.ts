import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { mailTo } from './harness/mailbox.ts'
import { fillPrimary, peopleOf, pickAdmin } from './harness/people.ts'
import { test } from './harness/test.ts'
import { Wizard } from './harness/wizard.ts'

/** EC2, EC3, IF8, MH4, MH5, MH6, MH8, OM1, RI5, B28: the step People. */
describe('the people of a new customer', () => {
  test('Airtel is added with everybody, who stand in the review, on its page and among its users', async ({
    page,
    administrator,
  }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord().toLowerCase()
    const name = `Airtel ${word}`
    await wizard.openAtPeople(name)
    await fillPrimary(wizard)
    await wizard.fill({ Extension: '42' }, 'Primary contact')
    await wizard.group('Primary contact').getByRole('button', { name: 'Add fax number' }).click()
    await wizard.fill({ Fax: '212 867 5310' }, 'Primary contact')
    await wizard.button('Add billing contact').click()
    await wizard.button('Import contact info from the primary contact').click()
    await expect.poll(() => wizard.field('Email', 'Billing contact').inputValue()).toBe('priya.sharma@airtel.com')
    await wizard.fill({ 'First name': 'Vikram', Email: 'billing@airtel.com' }, 'Billing contact')
    await wizard.dialog.getByRole('switch', { name: 'Create user' }).check({ force: true })
    await wizard.fill(
      {
        'First name': 'Asha',
        'Last name': 'Rao',
        'Login email': `asha-${word}@airtel.com`,
        'Additional communication email': `asha-${word}@straße.example`,
      },
      'Administrator',
    )
    await expect.poll(() => wizard.field('Display name').inputValue()).toBe('Asha Rao')
    await wizard.field('Display name').fill('Asha at Airtel')
    await wizard.dialog.getByRole('radio', { name: 'Later' }).check()
    await wizard.button('Add contact').click()
    await wizard.choose('Role', 'Emergency', 'Contact 1')
    await wizard.fill({ 'First name': 'Night', 'Last name': 'Desk', Phone: '212 867 5311' }, 'Contact 1')
    await pickAdmin(page, wizard.choice('Technicians'))
    await wizard.fill({ 'Account manager’s email': 'manager@northwind.example' })
    await wizard.button('Add representative').click()
    await wizard.fill({ Email: 'sam@northwind.example', Phone: '212 867 5312' }, 'Representative 1')
    await wizard.choice('Name', 'Representative 1').fill('Sam Seller')
    await wizard.toReview()
    const review = wizard.dialog.getByRole('region', { name: 'People', exact: true })
    for (const shown of [
      'Priya Sharma',
      'Fax +1 212 867 5310',
      'billing@airtel.com',
      'Asha at Airtel',
      'No invitation is sent yet',
      'Night Desk',
      'manager@northwind.example',
      'Sam Seller',
    ])
      await review.getByText(shown).first().waitFor()
    await checkPage(page)
    const id = await wizard.create(name)
    expect(await peopleOf(administrator, id)).toMatchObject({
      primary: {
        firstName: 'Priya',
        lastName: 'Sharma',
        email: 'priya.sharma@airtel.com',
        phone: '+12128675309',
        phoneExtension: '42',
        fax: '+12128675310',
      },
      billing: { firstName: 'Vikram', lastName: 'Sharma', email: 'billing@airtel.com' },
      admin: {
        firstName: 'Asha',
        displayName: 'Asha at Airtel',
        email: `asha-${word}@airtel.com`,
        communicationEmail: `asha-${word}@xn--strae-oqa.example`,
        status: 'pending',
      },
      others: [{ role: 'Emergency', firstName: 'Night', phone: '+12128675311' }],
      accountManagerEmail: 'manager@northwind.example',
      assignedUserIds: [expect.any(String)],
      salesRepresentatives: [{ name: 'Sam Seller', email: 'sam@northwind.example', phone: '+12128675312' }],
    })
    const people = page.getByRole('region', { name: 'People' })
    for (const shown of ['Priya Sharma', 'Vikram Sharma', 'Night Desk', 'Asha at Airtel', 'Not invited yet'])
      await people.getByText(shown).first().waitFor()
    const team = page.getByRole('region', { name: 'Looked after by' })
    for (const shown of ['admin@northwind.example', 'manager@northwind.example', 'Sam Seller'])
      await team.getByText(shown).first().waitFor()
    await page.getByRole('navigation', { name }).getByRole('link', { name: 'Users' }).click()
    const row = page.getByRole('row').filter({ hasText: `asha-${word}@airtel.com` })
    await row.getByText('Pending').last().waitFor()
  })

  test('wrong values are named at their fields, and the first of them has the focus, also when only the server refuses it', async ({
    page,
  }) => {
    page.watched.allow(/^422 POST \/api\/v1\/customers$/)
    const wizard = new Wizard(page)
    const word = uniqueWord()
    await wizard.openAtPeople(`Wrong ${word}`)
    // There are three representatives at most, and who removes one keeps the focus near.
    const add = wizard.button('Add representative')
    for (const place of [1, 2, 3]) {
      await add.click()
      await focused(wizard.choice('Name', `Representative ${place}`)).waitFor()
      await page.keyboard.type(`Seller ${place}`)
    }
    await add.waitFor({ state: 'hidden' })
    await wizard.button('Remove Seller 2').click()
    await focused(wizard.button('Remove Seller 3')).waitFor()
    await page.keyboard.press('Enter')
    await focused(wizard.button('Remove Seller 1')).waitFor()
    await page.keyboard.press('Enter')
    await focused(add).waitFor()

    await wizard.choose('Country code', 'Japan +81', 'Primary contact')
    await wizard.fill({ 'First name': 'Priya', Phone: '555' }, 'Primary contact')
    await wizard.button('Add contact').click()
    await wizard.choice('Role').fill('VIP')
    await wizard.dialog.getByRole('switch', { name: 'Create user' }).check({ force: true })
    await wizard.fill({ 'Account manager’s email': 'nobody' })
    await add.click()
    await wizard.choice('Name', 'Representative 1').fill('Sam Seller')
    await wizard.next()
    const phone = wizard.field('Phone', 'Primary contact')
    await focused(phone).waitFor()
    for (const field of [
      phone,
      wizard.field('Login email'),
      wizard.field('First name', 'Administrator'),
      wizard.field('First name', 'Contact 1'),
      wizard.field('Account manager’s email'),
      wizard.field('Email', 'Representative 1'),
    ])
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await wizard.button(/^People \(needs attention\)$/).waitFor()
    await checkPage(page)
    await wizard.dialog.getByText('Must be a complete phone number, like +81 90 1234 5678').waitFor()
    await phone.fill('+1 (212) 867-5309')
    await wizard.next()
    await focused(wizard.field('First name', 'Administrator')).waitFor()

    await wizard.fill({ 'First name': 'Asha', 'Login email': `late-${word.toLowerCase()}@airtel.com` }, 'Administrator')
    await wizard.dialog.getByRole('radio', { name: 'On a date' }).check()
    const day = wizard.dialog.getByLabel('Day of the invitation')
    await day.fill('2020-01-31')
    await wizard.fill({ 'First name': 'Night' }, 'Contact 1')
    await wizard.fill({ 'Account manager’s email': 'manager@northwind.example' })
    await wizard.fill({ Email: 'sam@northwind.example' }, 'Representative 1')
    await wizard.toReview()
    await wizard.button('Create').click()
    await focused(day).waitFor()
    await wizard.dialog.getByText('The day of the invitation lies in the past').waitFor()
    await wizard.button(/^People \(needs attention\)$/).waitFor()
  })

  test('everything goes by keyboard, and one person in three roles is typed once', async ({ page, administrator }) => {
    const wizard = new Wizard(page)
    const word = uniqueWord().toLowerCase()
    const name = `Keys ${word}`
    const email = `p-${word}@airtel.com`
    await wizard.openAtPeople(name)
    const type = async (field: ReturnType<Wizard['field']>, text: string) => {
      await tabTo(page, field)
      await page.keyboard.type(text)
    }
    const press = async (button: ReturnType<Wizard['field']>, key = 'Enter') => {
      await tabTo(page, button)
      await page.keyboard.press(key)
    }
    // The last answer, after which the choice no longer changes.
    const onlyAdminFound = () =>
      expect.poll(() => page.getByRole('option').allTextContents()).toEqual([expect.stringContaining('admin@')])
    await type(wizard.field('First name', 'Primary contact'), 'Priya')
    await type(wizard.field('Last name', 'Primary contact'), 'Sharma')
    await type(wizard.field('Email', 'Primary contact'), email)
    await press(wizard.button('Add fax number'))
    await focused(wizard.field('Fax')).waitFor()
    await page.keyboard.type('2128675310')
    await press(wizard.dialog.getByRole('checkbox', { name: 'Also the billing contact' }), 'Space')
    await wizard.dialog.getByText('Priya Sharma is asked about invoices, too.').waitFor()
    await press(wizard.dialog.getByRole('checkbox', { name: /^Also the administrator/ }), 'Space')
    await wizard.dialog.getByText(`signs in with ${email}`).waitFor()
    await expect.poll(() => wizard.field('Display name').inputValue()).toBe('Priya Sharma')
    await tabTo(page, wizard.dialog.getByRole('radio', { name: 'Now' }))
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => wizard.dialog.getByRole('radio', { name: 'Later' }).isChecked()).toBe(true)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => wizard.dialog.getByRole('radio', { name: 'Now' }).isChecked()).toBe(true)
    await press(wizard.button('Add contact'))
    await focused(wizard.choice('Role', 'Contact 1')).waitFor()
    await page.keyboard.type('Approver')
    await type(wizard.field('Last name', 'Contact 1'), 'Rao')
    await tabTo(page, wizard.choice('Technicians'))
    await page.keyboard.type('admin')
    await onlyAdminFound()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await press(wizard.button('Add representative'))
    await focused(wizard.choice('Name', 'Representative 1')).waitFor()
    await page.keyboard.type('admin')
    await onlyAdminFound()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => wizard.field('Email', 'Representative 1').inputValue()).toBe('admin@northwind.example')
    await press(wizard.button('Next: Entities'))
    await press(wizard.button('Next: Licenses'))
    await press(wizard.button('Next: Review'))
    await press(wizard.button('Create'))
    const { primary, billing, admin, others, assignedUserIds, salesRepresentatives } = await peopleOf(
      administrator,
      await wizard.created(name),
    )
    expect(billing).toEqual(primary)
    expect(admin).toMatchObject({
      firstName: 'Priya',
      lastName: 'Sharma',
      displayName: 'Priya Sharma',
      email,
    })
    expect(others).toMatchObject([{ role: 'Approver', lastName: 'Rao' }])
    expect(salesRepresentatives).toMatchObject([{ name: 'admin', membershipId: assignedUserIds?.[0] }])
    await mailTo(inject('ready').dataDir, email)
  })

  test('who was typed is kept by a reload and by a lost connection, apart from another tab, changed from the review, and nobody of the next', async ({
    page,
    open,
    administrator,
  }) => {
    page.watched.allow(/^net::ERR_CONNECTION_RESET POST/)
    const wizard = new Wizard(page)
    const [first, second] = [`Kept ${uniqueWord()}`, `Next ${uniqueWord()}`]
    await wizard.openAtPeople(first)
    await fillPrimary(wizard)
    await wizard.dialog.getByRole('checkbox', { name: 'Also the billing contact' }).check()
    for (const [place, person] of ['Ada', 'Grace'].entries()) {
      await wizard.button('Add contact').click()
      await focused(wizard.choice('Role', `Contact ${place + 1}`)).waitFor()
      await page.keyboard.type('VIP')
      await wizard.field('First name', `Contact ${place + 1}`).fill(person)
    }
    await pickAdmin(page, wizard.choice('Technicians'))
    const beside = new Wizard(await open({ as: administrator, beside: page }))
    const other = `Beside ${uniqueWord()}`
    await beside.openAtPeople(other)
    await expect.poll(() => beside.field('First name', 'Primary contact').inputValue()).toBe('')
    await beside.fill({ 'First name': 'Righty' }, 'Primary contact')
    await page.reload()
    await wizard.group('Primary contact').waitFor()
    await expect.poll(() => wizard.field('First name', 'Primary contact').inputValue()).toBe('Priya')
    await expect.poll(() => wizard.field('First name', 'Contact 2').inputValue()).toBe('Grace')
    await wizard.group('Who looks after it').getByText('admin', { exact: true }).waitFor()
    await wizard.toReview()
    await wizard.button('Change People').click()
    await wizard.fill({ 'First name': 'Asha' }, 'Primary contact')
    await wizard.toReview()
    // The server creates it, but its first answer never arrives.
    let isBroken = true
    await page.route('**/api/v1/customers', async (route) => {
      if (!isBroken) return route.fallback()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await wizard.button('Create and add another').click()
    await wizard.dialog.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor()
    isBroken = false
    await wizard.button('Create and add another').click()

    // The next one has nobody but the technicians, and needs nobody.
    await wizard.next()
    await wizard.field('Name').fill(second)
    await wizard.next()
    await expect.poll(() => wizard.field('First name', 'Primary contact').inputValue()).toBe('')
    await wizard.fill({ 'Account manager’s email': 'manager@northwind.example' })
    expect(await peopleOf(administrator, await wizard.create(second))).toMatchObject({
      primary: null,
      billing: null,
      admin: null,
      others: [],
      accountManagerEmail: 'manager@northwind.example',
      assignedUserIds: [expect.any(String)],
    })
    expect((await peopleOf(administrator, await beside.create(other))).primary?.firstName).toBe('Righty')
    const { items } = (await administrator.api(listCustomers, { query: { q: first } })).data
    expect(items).toHaveLength(1)
    expect(await peopleOf(administrator, items[0]?.id ?? '')).toMatchObject({
      primary: { firstName: 'Asha', lastName: 'Sharma' },
      billing: { firstName: 'Asha', email: 'priya.sharma@airtel.com' },
      others: [{ firstName: 'Ada' }, { firstName: 'Grace' }],
      assignedUserIds: [expect.any(String)],
    })
  })
})
