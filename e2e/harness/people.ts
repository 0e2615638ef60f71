import { getCustomer } from '@tenantry/contract/customers.ts'
import type { Locator, Page } from 'playwright-core'
import type { Person } from './api.ts'
import type { Wizard } from './wizard.ts'

/** The people of a customer as the API tells them. */
export async function peopleOf({ api }: Person, id: string) {
  const { contacts, salesRepresentatives, accountManagerEmail, assignedUserIds } = (
    await api(getCustomer, { params: { id } })
  ).data
  return { ...contacts, salesRepresentatives, accountManagerEmail, assignedUserIds }
}

/** Fills the primary contact. */
export async function fillPrimary(wizard: Wizard, email = 'priya.sharma@airtel.com'): Promise<void> {
  const values = { 'First name': 'Priya', 'Last name': 'Sharma', Email: email, Phone: '(212) 867-5309' }
  await wizard.fill(values, 'Primary contact')
}

/** Picks the provider's administrator, whom every list of users has, from a list of choices. */
export async function pickAdmin(page: Page, box: Locator): Promise<void> {
  await box.click()
  await box.fill('admin')
  await page.getByRole('option', { name: /admin@northwind/ }).click()
}
