import { listFavourites } from '@tenantry/contract/favourites.ts'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { addCustomer, type Person, signInByApi, uniqueWord } from './harness/api.ts'
import { focused, tabTo } from './harness/keyboard.ts'
import { createProvider } from './harness/product.ts'
import { test as base, type WatchedPage } from './harness/test.ts'

/** What is opened elsewhere pushes out what was opened here, so that this file has a provider of its own. */
const test = base.extend<{ person: Person; own: WatchedPage }>({
  person: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const { url, dataDir } = inject('ready')
      const who = { email: `${uniqueWord()}@near.example`, password: 'a long sentence to remember' }
      await createProvider(dataDir, `Near ${uniqueWord()}`, who)
      await use(await signInByApi(url, who))
    },
    { scope: 'file' },
  ],
  own: async ({ open, person }, use) => use(await open({ as: person })),
})

describe('what somebody keeps near (IF3)', () => {
  test('favourites and what was opened last stand first in the palette and the switcher, by mouse and by keyboard', async ({
    own: page,
    person,
  }) => {
    const word = uniqueWord()
    const admin = { firstName: `Asha ${word}`, email: `asha-${word.toLowerCase()}@airtel.com` }
    const one = await addCustomer(person, {
      name: `Airtel ${word}`,
      entities: [{ name: `Delhi ${word}` }],
      contacts: { admin },
    })
    const other = await addCustomer(person, {
      name: `Bharti ${word}`,
      externalIds: [{ system: 'Autotask', value: `AT/${word}` }],
    })
    const mine = async () => {
      const { items } = (await person.api(listFavourites, {})).data
      return items.map(({ name }) => name).filter((name) => name.includes(word))
    }
    const palette = page.getByRole('dialog', { name: 'Find anything' })
    const searched = palette.getByRole('textbox')
    const line = (name: string) => palette.getByRole('button', { name })
    const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()

    await page.goto(`/customers?q=${word}&view=table`)
    const star = page.getByRole('button', { name: `Add ${other.name} to your favourites` })
    await star.click()
    await page.getByRole('button', { name: `Take ${other.name} out of your favourites` }).waitFor()
    await expect.poll(mine).toEqual([other.name])
    await checkPage(page)
    await page.goto(`/customers?q=${word}&view=cards`)
    await page.getByRole('button', { name: `Take ${other.name} out of your favourites` }).waitFor()
    await checkPage(page)

    await page.goto(`/customers/${one.id}`)
    await page.getByRole('button', { name: `Add ${one.name} to your favourites` }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(mine).toEqual([one.name, other.name])
    await page.getByRole('button', { name: `Take ${one.name} out of your favourites` }).waitFor()

    await page.keyboard.press('Control+k')
    await line(other.name).waitFor()
    await checkPage(page)
    await searched.fill(`take ${one.name} out`)
    await line(`Take ${one.name} out of your favourites`).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(mine).toEqual([other.name])

    await page.goto('/devices')
    await heading('Devices')
    await page.keyboard.press('Control+k')
    await line(`${one.name} ${one.code}`).waitFor()
    await page.keyboard.press('Escape')
    const switcher = page.getByRole('button', { name: 'Switch customer' })
    await tabTo(page, switcher)
    await page.keyboard.press('Enter')
    const choice = page.getByRole('dialog', { name: 'Switch customer' })
    await choice.getByRole('button', { name: other.name }).waitFor()
    await checkPage(page)
    await choice.getByRole('textbox').fill(word)
    await choice.getByRole('button', { name: one.name }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await heading(one.name)
    await focused(page.getByRole('main')).waitFor()

    await page.keyboard.press('Control+k')
    await searched.fill(`Delhi ${word}`)
    await line(`Delhi ${word} ${one.name}`).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: `Delhi ${word}`, exact: true }).waitFor()

    await page.keyboard.press('Control+k')
    await searched.fill(admin.email)
    await line(`${admin.firstName} ${admin.email}`).click()
    await page.getByRole('dialog', { name: admin.firstName }).waitFor()
    await page.keyboard.press('Escape')

    // What another system calls a customer finds it, too; and pages that no navigation names are found.
    await page.keyboard.press('Control+k')
    await searched.fill(`AT/${word}`)
    await line(other.name).waitFor()
    await searched.fill('tags')
    await line('Tags').waitFor()
    await page.keyboard.press('Enter')
    await heading('Tags')

    await page.keyboard.press('Control+k')
    await searched.fill('add customer')
    await line('Add customer').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Add customer' }).waitFor()
  })

  test('a phone has the star and the switcher, too', async ({ open, person }) => {
    const { id, name } = await addCustomer(person, { name: `Pocket ${uniqueWord()}` })
    const page = await open({ as: person, viewport: { width: 390, height: 844 }, hasTouch: true })
    await page.goto(`/customers/${id}`)
    await page.getByRole('button', { name: `Add ${name} to your favourites` }).tap()
    await page.getByRole('button', { name: `Take ${name} out of your favourites` }).waitFor()
    await page.goto('/devices')
    await page.getByRole('button', { name: 'Switch customer' }).tap()
    await page.getByRole('dialog', { name: 'Switch customer' }).getByRole('button', { name }).tap()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
