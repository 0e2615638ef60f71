import { getCustomer } from '@tenantry/contract/customers.ts'
import { describe, expect } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, uniqueWord } from './harness/api.ts'
import { focused, pressOn } from './harness/keyboard.ts'
import { CustomerList } from './harness/list.ts'
import { test } from './harness/test.ts'

/** B25 */
describe('the ids of a customer in other systems', () => {
  test('are kept in its profile, stand on its page and find it', async ({ page, administrator }) => {
    page.watched.allow(/^422 PATCH \/api\/v1\/customers\//)
    const [word, taken] = [uniqueWord(), uniqueWord()]
    const ids = (value: string) => [{ system: 'connectwise', value }]
    await addCustomer(administrator, { name: `Holder ${word}`, externalIds: ids(taken) })
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}` })
    await page.goto(`/customers/${id}/profile`)
    const group = page.getByRole('group', { name: 'IDs in other systems' })
    await pressOn(group.getByRole('button', { name: 'Add ID' }))
    await focused(group.getByLabel('System')).waitFor()
    await page.keyboard.type('connect')
    await page.getByRole('option', { name: 'ConnectWise' }).click()
    await group.getByRole('textbox', { name: 'ID', exact: true }).fill(taken)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await group.getByText(`Holder ${word}`).waitFor()
    await checkPage(page)
    await group.getByRole('textbox', { name: 'ID', exact: true }).fill(`cw-${word}`)
    await group.getByRole('button', { name: 'Add ID' }).click()
    const second = group.getByRole('group', { name: 'ID 2' })
    await second.getByLabel('System').fill('Our books')
    await second.getByRole('textbox', { name: 'ID', exact: true }).fill('0042')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(`Airtel ${word} is saved`).waitFor()
    const { data } = await administrator.api(getCustomer, { params: { id } })
    expect(data.externalIds).toEqual([...ids(`cw-${word}`), { system: 'Our books', value: '0042' }])

    await page.getByRole('link', { name: 'Overview' }).click()
    const company = page.getByRole('region', { name: 'Company' })
    await company.getByText('ConnectWise ID').waitFor()
    await expect.poll(() => company.getByText(`cw-${word}`).count()).toBe(1)
    const list = new CustomerList(page)
    await list.open(`?q=CW-${word}`)
    await list.shows([`Airtel ${word}`])

    // A column of the list, once somebody wants it.
    await page.goto(`/customers?q=CW-${word}&columns=status,externalIds`)
    await page.getByRole('cell', { name: `ConnectWise cw-${word}, Our books 0042` }).waitFor()
  })
})
