import { createLicenseType, updateLicenseType } from '@tenantry/contract/licenses.ts'
import type { Locator } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { type Person, uniqueWord } from './api.ts'

/** A type of its own, so that no other test meets its limits; not counted any more afterwards. */
export async function ownType(person: Person) {
  const word = uniqueWord()
  const code = `agents_${word.toLowerCase()}`
  const name = `Agents ${word}`
  await person.api(createLicenseType, { body: { code, name } })
  onTestFinished(() => stopCounting(person, code))
  return { word, code, name }
}

/** Switches a type off, whatever uses it. */
export async function stopCounting({ api }: Person, code: string): Promise<void> {
  await api(updateLicenseType, { params: { code }, body: { isOn: false, confirm: true } }, { ifMatch: '*' })
}

/** The row of a table that tells of a type. */
export const rowOf = (table: Locator, name: string) => table.getByRole('row').filter({ hasText: name })

/** Waits until the numbers of a type's line are these, but for what is above limits: a column while another test has any. */
export async function figures(table: Locator, name: string, expected: readonly string[]): Promise<void> {
  const cells = rowOf(table, name).locator('td[data-heading]:not([data-heading="Above limits"])')
  await expect.poll(() => cells.allTextContents(), { timeout: 15_000 }).toEqual(expected)
}
