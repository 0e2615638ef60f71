import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { WatchedPage } from './test.ts'

/** How far to the right it reaches, in pixels; nowhere while it is not drawn. */
export async function rightEdge(locator: Locator): Promise<number> {
  const box = await locator.boundingBox()
  return box ? box.x + box.width : Number.NaN
}

/** The list of customers, as a person sees it. */
export class CustomerList {
  readonly #page: WatchedPage
  readonly table: Locator
  readonly search: Locator

  constructor(page: WatchedPage) {
    this.#page = page
    this.table = page.getByRole('table', { name: 'Customers' })
    this.search = page.getByRole('searchbox', { name: 'Search by name or code' })
  }

  async open(query = ''): Promise<void> {
    await this.#page.goto(`/customers${query}`)
    await this.#page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
  }

  /** The names in the table, in its order, as far as they are drawn. */
  async names(): Promise<string[]> {
    return this.table.locator('a:not([data-license])').allTextContents()
  }

  /** Waits until the table, no longer loading, shows these names. */
  async shows(names: readonly string[], inOrder = false): Promise<void> {
    const ordered = (list: readonly string[]) => (inOrder ? [...list] : [...list].sort())
    await expect.poll(async () => ordered(await this.names()), { timeout: 10_000 }).toEqual(ordered(names))
  }

  /** Puts a condition together in the filter builder. */
  async filter(column: string, condition: string, values: readonly string[]): Promise<void> {
    await this.#page.getByRole('button', { name: 'Filter', exact: true }).click()
    const builder = this.#page.getByRole('dialog', { name: 'Filter' })
    await builder.getByLabel('Column').selectOption({ label: column })
    await builder.getByLabel('Condition').selectOption({ label: condition })
    await this.#fillValues(builder, values)
    await builder.getByRole('button', { name: 'Apply' }).click()
    await builder.waitFor({ state: 'hidden' })
  }

  chip(condition: string): Locator {
    return this.#page.getByRole('button', { name: `Remove the condition: ${condition}` })
  }

  async #fillValues(builder: Locator, values: readonly string[]): Promise<void> {
    const field = builder.getByLabel(/^Values?$/).and(builder.locator('input, select'))
    if (await field.and(builder.locator('select')).count()) {
      await field.selectOption({ label: values[0] ?? '' })
      return
    }
    // One of many that are offered: Enter takes the first that is found.
    const isOffered = values.length === 1 && (await field.getAttribute('aria-haspopup')) === 'listbox'
    for (const value of values) {
      await field.fill(value)
      if (isOffered) await builder.locator('[role="option"][data-combobox-selected]').waitFor()
      if (isOffered || values.length > 1) await field.press('Enter')
    }
  }
}
