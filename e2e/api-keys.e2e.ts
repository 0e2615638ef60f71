import { listApiKeys } from '@tenantry/contract/api-keys.ts'
import { createClient } from '@tenantry/contract/client.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { describe, expect, inject } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { signInByApi, uniqueWord } from './harness/api.ts'
import { sendOverBrokenLine } from './harness/broken-line.ts'
import { createProvider } from './harness/create-provider.ts'
import { admin } from './harness/global-setup.ts'
import { focused } from './harness/keyboard.ts'
import { test } from './harness/test.ts'

describe('API keys', () => {
  test('are shown once, work until they are revoked, and no longer', async ({ open }) => {
    const { url, dataDir } = inject('ready')
    const word = uniqueWord()
    const who = { email: `keys-${word.toLowerCase()}@wingtip.example`, password: admin.password }
    await createProvider(dataDir, `Wingtip ${word}`, who)
    const page = await open({ as: await signInByApi(url, who) })
    await page.goto('/settings/api-keys')
    await page.getByText('No keys yet').waitFor()
    await checkPage(page)

    await page.getByRole('button', { name: 'Create key' }).click()
    const panel = page.getByRole('dialog', { name: 'Create an API key' })
    await panel.getByRole('button', { name: 'Create key' }).click()
    await focused(panel.getByRole('textbox', { name: 'Name' })).waitFor()
    await expect.poll(() => panel.getByLabel('Name').getAttribute('required')).toBe('')
    await panel.getByRole('textbox', { name: 'Name' }).fill(`Import ${word}`)
    await panel.getByRole('button', { name: 'Create key' }).click()
    const created = page.getByRole('dialog', { name: 'Copy your key now' })
    const key = await created.getByRole('textbox', { name: 'API key' }).inputValue()
    await checkPage(page)
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 300)
    await expect.poll(() => created.getByRole('button', { name: 'Close' }).count()).toBe(0)
    await expect.poll(() => created.getByRole('textbox', { name: 'API key' }).inputValue()).toBe(key)
    await created.getByRole('button', { name: 'I have copied it' }).click()
    await created.waitFor({ state: 'detached' })
    const program = createClient(url, { authorization: `Bearer ${key}` })
    expect((await program(listCustomers)).data.items).toEqual([])
    const made = await program(createCustomer, { body: { name: `Made ${word}` } })

    await page
      .getByRole('row')
      .filter({ hasText: `Import ${word}` })
      .waitFor()
    await expect.poll(() => page.content()).not.toContain(key)
    await page.getByRole('button', { name: `Revoke Import ${word}` }).click()
    const question = page.getByRole('dialog', { name: `Revoke “Import ${word}”?` })
    await question.waitFor()
    await checkPage(page)
    await question.getByRole('button', { name: 'Revoke key' }).click()
    await page.getByText('No keys yet').waitFor()
    await expect(program(listCustomers)).rejects.toMatchObject({ code: 'not_signed_in' })

    await page.goto(`/customers/${made.data.id}/audit`)
    await page.getByText(`API key “Import ${word}”`).first().waitFor()
  })

  test('of which the answer got lost are told of at the next try, to be revoked', async ({ page, administrator }) => {
    const name = `Lost ${uniqueWord()}`
    const keys = async () => (await administrator.api(listApiKeys)).data.items.filter((key) => key.name === name).length
    await page.goto('/settings/api-keys')
    await page.getByRole('button', { name: 'Create key' }).click()
    const panel = page.getByRole('dialog', { name: 'Create an API key' })
    await panel.getByRole('textbox', { name: 'Name' }).fill(name)
    const create = panel.getByRole('button', { name: 'Create key' })
    await sendOverBrokenLine(page, { method: 'POST', address: '**/api/v1/api-keys', send: () => create.click() })
    await panel.getByRole('alert').filter({ hasText: 'Check your connection' }).waitFor()
    await expect.poll(keys).toBe(1)
    page.watched.allow(/^409 POST .*\/api-keys$/)
    await create.click()
    await panel.getByText(`“${name}” was created already`).waitFor()
    await checkPage(page)
    expect(await keys()).toBe(1)
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await panel.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: `Revoke ${name}` }).click()
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await expect.poll(keys).toBe(0)
    await page.getByRole('button', { name: 'Create key' }).click()
    await panel.getByRole('textbox', { name: 'Name' }).fill(name)
    await create.click()
    await page.getByRole('dialog', { name: 'Copy your key now' }).waitFor()
    expect(await keys()).toBe(1)
  })
})
