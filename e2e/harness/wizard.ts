import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { still } from './still.ts'
import type { WatchedPage } from './test.ts'

/** The panel that adds a customer, as a person sees it. */
export class Wizard {
  readonly #page: WatchedPage
  readonly dialog: Locator

  constructor(page: WatchedPage) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: 'Add customer' })
  }

  /** Opens it from the list of customers, of which none is shown: each costs the page work as long as the panel is open. */
  async open(): Promise<void> {
    await this.#page.goto('/customers?q=nobody+of+this+name')
    await this.#page.getByRole('button', { name: 'Add customer' }).first().click()
    await this.dialog.waitFor()
  }

  /** Opens it and goes on to the step Company. */
  async openAtCompany(): Promise<void> {
    await this.open()
    await this.next()
    await this.field('Name').waitFor()
  }

  field(name: string, group?: string): Locator {
    return this.#within(group).getByRole('textbox', { name, exact: true })
  }

  /** The labels that carry the mark of a field that must be filled in. */
  async marked(): Promise<string[]> {
    const labels = await this.dialog.locator('label:has([aria-hidden]:text("*"))').allTextContents()
    return labels.map((label) => label.replace(/\s*\*$/, ''))
  }

  choice(name: string, group?: string): Locator {
    return this.#within(group).getByRole('combobox', { name, exact: true })
  }

  async fill(values: Record<string, string>, group?: string): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name, group).fill(value)
  }

  /** Waits for the code that a name suggests: one that is typed before it comes would be mixed with it. */
  async suggestedCode(): Promise<string> {
    const code = this.field('Code')
    await expect.poll(() => code.inputValue()).not.toBe('')
    return code.inputValue()
  }

  /** Types into a list of choices and takes one of what it finds. */
  async choose(name: string, option: string, group?: string): Promise<void> {
    const box = this.choice(name, group)
    await box.click()
    await box.fill(option)
    const found = this.#page.getByRole('option', { name: option, exact: true })
    await still(found)
    await found.click()
  }

  async next(): Promise<void> {
    await this.button(/^Next/).click()
  }

  /** Opens it, names the customer, and goes on to the step People. */
  async openAtPeople(name: string): Promise<void> {
    await this.openAtCompany()
    await this.field('Name').fill(name)
    await this.next()
    await this.group('Primary contact').waitFor()
  }

  /** Goes on, step by step, until the review. */
  async toReview(): Promise<void> {
    const next = this.button(/^Next/)
    for (let step = 0; step < 10 && (await next.count()) > 0; step += 1) {
      const name = (await next.textContent()) ?? ''
      await next.click()
      // The step that it leads to is drawn after the press.
      await this.button(name).waitFor({ state: 'detached' })
    }
    await this.dialog.getByRole('heading', { name: 'Is everything right?' }).waitFor()
  }

  group(name: string): Locator {
    return this.dialog.getByRole('group', { name, exact: true })
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
  }

  /** Creates and waits for the customer's page. @returns the id of the customer */
  async create(name: string): Promise<string> {
    await this.dialog.getByRole('button', { name: /^Create( now)?$/ }).click()
    return this.created(name)
  }

  /** Waits for the page of the customer that was created. @returns its id */
  async created(name: string): Promise<string> {
    await this.#page.getByRole('heading', { name, level: 1, exact: true }).waitFor()
    const id = /\/customers\/([0-9a-f-]{36})\//.exec(this.#page.url())?.[1]
    if (!id) throw new Error(`${this.#page.url()} is no page of a customer`)
    return id
  }

  #within(group: string | undefined): Locator {
    return group === undefined ? this.dialog : this.group(group)
  }
}
