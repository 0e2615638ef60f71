import { createDeviceClass, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { createDevice, deleteDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseType, updateLicenseType } from '@tenantry/contract/licenses.ts'
import { describe, expect, onTestFinished } from 'vitest'
import { checkPage } from './harness/accessibility.ts'
import { chooseAction } from './harness/actions.ts'
import { addCustomer, type Person, uniqueWord } from './harness/api.ts'
import { focused, pressOn } from './harness/keyboard.ts'
import { stopCounting } from './harness/licenses.ts'
import { test, type WatchedPage } from './harness/test.ts'

describe('types of licenses and classes of devices (IF7, IF15)', () => {
  test('that are one’s own are added, renamed, switched off, and deleted where they were never used', async ({
    page,
    administrator,
  }) => {
    const word = uniqueWord()
    await administrator.api(createLicenseType, {
      body: { code: `idle_${word.toLowerCase()}`, name: `Idle ${word}` },
    })
    await page.goto('/license-pool')
    await page.getByRole('button', { name: 'License types' }).first().click()
    await page.getByText('Your own people take none, whatever their role.').waitFor()
    const panel = page.getByRole('dialog', { name: 'License types' })
    const technicians = panel.getByRole('listitem').filter({ hasText: 'technicians' })
    await technicians.getByText('Each person of a partner who may sign in takes one').waitFor()
    // What is missing is marked before, is said at its field in like words, and has the focus first.
    const nameOfAdded = panel.getByRole('textbox', { name: 'Name' })
    await expect.poll(() => nameOfAdded.getAttribute('required')).not.toBeNull()
    await pressOn(panel.getByRole('button', { name: 'Add type' }))
    await panel.getByText('Enter a name').waitFor()
    await panel.getByText('Enter a code').waitFor()
    await focused(nameOfAdded).waitFor()
    await nameOfAdded.fill('Backup '.repeat(40))
    await pressOn(panel.getByRole('button', { name: 'Add type' }))
    await panel.getByText('At most 255 characters').waitFor()
    await nameOfAdded.fill(`Backup ${word}`)
    await expect
      .poll(() => panel.getByRole('textbox', { name: 'Code' }).inputValue())
      .toBe(`backup_${word.toLowerCase()}`)
    await panel.getByRole('button', { name: 'Add type' }).click()
    await panel.getByRole('switch', { name: `Count Backup ${word}` }).waitFor()
    const code = { code: `backup_${word.toLowerCase()}` }
    onTestFinished(() => stopCounting(administrator, code.code))
    // Escape and Cancel end the renaming alone, and closing asks before what was typed is lost.
    const rename = (name: string) => panel.getByRole('button', { name: `Rename ${name} ${word}` })
    const typed = panel.getByRole('textbox', { name: `Rename Backup ${word}` })
    await pressOn(rename('Backup'))
    await typed.fill(`Backups ${word}`)
    await panel.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.keyboard.press('Escape')
    await focused(panel.getByRole('button', { name: 'Close' })).waitFor()
    await pressOn(typed, 'Escape')
    await focused(rename('Backup')).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => typed.inputValue()).toBe(`Backup ${word}`)
    await typed.fill(' ')
    await pressOn(panel.getByRole('button', { name: 'Save' }))
    await panel.getByText('Enter a name').waitFor()
    await focused(typed).waitFor()
    // Too much is not cut without a word.
    await page.keyboard.insertText('Backup '.repeat(40))
    await pressOn(panel.getByRole('button', { name: 'Save' }))
    await panel.getByText('At most 255 characters').waitFor()
    await pressOn(panel.getByRole('button', { name: 'Cancel' }))
    await focused(rename('Backup')).waitFor()
    await page.keyboard.press('Enter')
    await typed.fill(`Backups ${word}`)
    // Somebody else renames it meanwhile: that is told before it is put away.
    page.watched.allow(/^412 PATCH .*\/license-types\//)
    await administrator.api(updateLicenseType, { params: code, body: { name: `Agents ${word}` } }, { ifMatch: '*' })
    await page.keyboard.press('Enter')
    await panel.getByText(`it is called “Agents ${word}” and is counted`).waitFor()
    await checkPage(page)
    await page.keyboard.press('Enter')
    const toggle = panel.getByRole('switch', { name: `Count Backups ${word}` })
    await focused(rename('Backups')).waitFor()

    const types = [{ type: `backup_${word.toLowerCase()}`, limit: 3 }]
    const { id } = await addCustomer(administrator, { name: `Airtel ${word}`, licenses: { mode: 'allocated', types } })
    page.watched.allow(/^409 PATCH .*\/license-types\//, /^422 PATCH .*\/license-types\//)
    await rename('Backups').click()
    await panel.getByRole('textbox', { name: `Rename Backups ${word}` }).fill('IT ASSETS')
    await page.keyboard.press('Enter')
    await panel.getByText('There is a type with this name').waitFor()
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await pressOn(toggle, 'Space')
    await page.getByText('In use: 0. Limits of it: 1.').waitFor()
    await page.keyboard.press('Escape')
    await focused(toggle).waitFor()
    await page.keyboard.press('Space')
    await page.getByText('In use: 0. Limits of it: 1.').waitFor()
    await page
      .getByRole('dialog', { name: `Stop counting Backups ${word}?` })
      .getByRole('button', { name: 'Switch off' })
      .click()
    await expect.poll(() => toggle.isChecked()).toBe(false)
    // What asks nothing leaves the focus where it is.
    await pressOn(toggle, 'Space')
    for (const isOn of [true, false]) {
      await expect.poll(() => toggle.isChecked()).toBe(isOn)
      await focused(toggle).waitFor()
      if (isOn) await page.keyboard.press('Space')
    }

    // On again with more devices than were bought meanwhile: asked, with by how much.
    await usedBeyondPurchase(administrator, code.code, id)
    await toggle.click({ force: true })
    const over = page.getByRole('dialog', { name: 'More is in use or set aside than that' })
    await over.getByText(`Backups ${word}: 2 in use or set aside, over by 1`).waitFor()
    await over.getByRole('button', { name: 'Switch on anyway' }).click()
    await expect.poll(() => toggle.isChecked()).toBe(true)
    // Off again where it is in use: asked, with by how much.
    await toggle.click({ force: true })
    await page.getByText('In use: 2. Limits of it: 0.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await expect.poll(() => toggle.isChecked()).toBe(false)

    page.watched.allow(/^409 DELETE .*\/license-types\//)
    await panel.getByRole('button', { name: `Delete Backups ${word}` }).click()
    const removal = page.getByRole('dialog', { name: `Delete Backups ${word}?` })
    await removal.getByRole('button', { name: 'Delete' }).click()
    await removal.getByText(/^It was used\. .*Purchases: 1\. .*Switch it off instead/).waitFor()
    await removal.getByRole('button', { name: 'Close' }).click()
    const idle = panel.getByRole('switch', { name: `Count Idle ${word}` })
    await panel.getByRole('button', { name: `Delete Idle ${word}` }).click()
    await page
      .getByRole('dialog', { name: `Delete Idle ${word}?` })
      .getByRole('button', { name: 'Delete' })
      .click()
    await idle.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })

    await deviceClassesWalk(page, word, administrator)
    // A view from before opens without a class that is gone, and says so.
    for (const list of ['devices', 'seen-devices']) {
      await page.goto(`/${list}?filter[class][in]=camera_${word.toLowerCase()}&filter[name][contains]=Door ${word}`)
      await page.getByText('Left out, not known here: class').waitFor()
      await page.getByText('Nothing matches').waitFor()
    }
  })
})

/** One license of a type is bought, and two devices take it that come while it is switched off. */
async function usedBeyondPurchase({ api }: Person, type: string, organizationId: string): Promise<void> {
  const turn = (isOn: boolean) => api(updateLicenseType, { params: { code: type }, body: { isOn } }, { ifMatch: '*' })
  await turn(true)
  await api(createLicensePurchase, { body: { type, quantity: 1, startsOn: '2026-01-01' } })
  const made = await api(createDeviceClass, { body: { name: `Box ${type}`, icon: 'server', licenseTypes: [type] } })
  await turn(false)
  for (const name of ['One', 'Two'])
    await api(createDevice, { body: { organizationId, class: made.data.code, name: `${name} ${type}` } })
}

/** Classes of devices of one's own: made, chosen for a device, renamed, kept while it is there, archived, deleted (IF15). */
async function deviceClassesWalk(page: WatchedPage, word: string, administrator: Person): Promise<void> {
  const { id: customerId } = await addCustomer(administrator, { name: `Doors ${word}` })
  await page.getByRole('button', { name: 'Device classes' }).click()
  const panel = page.getByRole('dialog', { name: 'Device classes' })
  const form = panel.getByRole('form', { name: 'Add a class of your own' })
  await pressOn(form.getByRole('button', { name: 'Add class' }))
  await form.getByText('Enter a name').waitFor()
  await focused(form.getByRole('textbox', { name: 'Name' })).waitFor()
  page.watched.allow(
    /^422 POST .*\/device-classes/,
    /^412 PATCH .*\/device-classes\//,
    /^409 DELETE .*\/device-classes\//,
  )
  await form.getByRole('textbox', { name: 'Name' }).fill('PRINTER')
  await form.getByRole('button', { name: 'Add class' }).click()
  await form.getByText('There is a class with this name').waitFor()
  await checkPage(page)
  await form.getByRole('textbox', { name: 'Name' }).fill(`Camera ${word}`)
  await form.getByRole('combobox', { name: 'Picture' }).click()
  await page.getByRole('option', { name: 'Phone' }).click()
  await form.getByRole('button', { name: 'Add class' }).click()
  const line = panel.getByRole('listitem').filter({ hasText: `Camera ${word}` })
  await line.getByText(`camera_${word.toLowerCase()}`).waitFor()

  // What each device of a class takes is asked about first, with how many that changes.
  await line.getByRole('combobox', { name: `What each takes: Camera ${word}` }).click({ force: true })
  await page.getByRole('option', { name: `Backups ${word}` }).waitFor()
  await page.getByRole('option', { name: 'Network resources (switched off)' }).click()
  const question = page.getByRole('dialog', { name: `Camera ${word}: change what each takes?` })
  await question.getByText(/devices give back what is no longer taken/).waitFor()
  await question.getByRole('button', { name: 'Change' }).click()
  await question.waitFor({ state: 'detached' })
  await line.getByText('Network resources (switched off)').waitFor()

  const params = { code: `camera_${word.toLowerCase()}` }
  const device = await administrator.api(createDevice, {
    body: { organizationId: customerId, class: params.code, name: `Door ${word}` },
  })
  await chooseAction(page, `Camera ${word}`, 'Edit')
  const editing = panel.getByRole('form', { name: /^Edit / })
  const typed = editing.getByRole('textbox', { name: 'Name' })
  await typed.fill(`Eye ${word}`)
  // Escape ends the editing alone, in a list that is open that list; and closing asks before what was typed is lost.
  await panel.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
  await editing.getByRole('combobox', { name: 'Picture' }).click()
  await page.getByRole('option', { name: 'Phone' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('option', { name: 'Phone' }).waitFor({ state: 'hidden' })
  await focused(editing.getByRole('combobox', { name: 'Picture' })).waitFor()
  await page.keyboard.press('Escape')
  await focused(panel.getByRole('button', { name: `Actions for Camera ${word}` })).waitFor()
  await chooseAction(page, `Camera ${word}`, 'Edit')
  await typed.fill('')
  await pressOn(editing.getByRole('button', { name: 'Save' }))
  await editing.getByText('Enter a name').waitFor()
  await focused(typed).waitFor()
  await typed.fill(`Eye ${word}`)
  // Somebody else renames it meanwhile and changes its picture: that is told, and what was typed stays.
  const theirs = { name: `Lens ${word}`, icon: 'tablet' as const }
  await administrator.api(updateDeviceClass, { params, body: theirs }, { ifMatch: '*' })
  await page.keyboard.press('Enter')
  await editing.getByText(`It is now called “Lens ${word}”, its picture is “Tablet”.`).waitFor()
  await expect.poll(() => typed.inputValue()).toBe(`Eye ${word}`)
  await expect.poll(() => editing.getByRole('combobox', { name: 'Picture' }).inputValue()).toBe('Tablet')
  await pressOn(editing.getByRole('button', { name: 'Save' }))
  await focused(panel.getByRole('button', { name: `Actions for Eye ${word}` })).waitFor()
  const renamed = panel.getByRole('listitem').filter({ hasText: `Eye ${word}` })
  // Where its devices are listed it goes by its new name, and new ones may be of it.
  await renamed.getByRole('link', { name: '1 device' }).click()
  await page.getByText(`Class is one of Eye ${word}`).waitFor()
  await chooseAction(page, `Door ${word}`, 'Delete')
  await page.getByRole('dialog').getByText(`(Eye ${word})`).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Add device' }).first().click()
  await page.getByRole('dialog', { name: 'Add device' }).getByRole('combobox', { name: 'Class' }).click()
  await page.getByRole('option', { name: `Eye ${word}` }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Device classes' }).click()
  await chooseAction(page, `Eye ${word}`, 'Delete')
  const leaving = page.getByRole('dialog', { name: `Delete Eye ${word}?` })
  await leaving.getByRole('button', { name: 'Delete' }).click()
  await leaving.getByText('Devices that have it: 1.').waitFor()
  await leaving.getByRole('button', { name: 'Archive instead' }).click()
  await renamed.getByText('Archived').waitFor()
  await administrator.api(deleteDevice, { params: { id: device.data.id } }, { ifMatch: '*' })
  await chooseAction(page, `Eye ${word}`, 'Delete')
  await leaving.getByRole('button', { name: 'Delete' }).click()
  await renamed.waitFor({ state: 'detached' })
}
