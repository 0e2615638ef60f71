/** Which texts of alerts are written as English writes, and which in the language of the organization (OM4). */
import { defaultAlertTemplate, defaultPoolTemplate } from '@tenantry/contract/license-alert-templates.ts'
import { expect, it } from 'vitest'
import { filledAlert, inEnglish } from './alert-texts.ts'

const about = {
  name: 'Airtel',
  code: 'AIR',
  providerName: 'Northwind',
  link: 'https://msp.example/licenses',
  locale: 'de',
  timeZone: 'Europe/Berlin',
}
const numbers = { typeName: 'Users', limit: 2000, used: 1950, threshold: 80, at: new Date('2026-03-31T22:30:00Z') }
const filled = (subject: string, body: string) =>
  filledAlert({ subject: { value: subject }, body: { value: body } }, about, numbers)

it.each([defaultAlertTemplate, defaultPoolTemplate])('the shipped texts have English numbers and days', (shipped) => {
  const { subject, text, values } = filled(shipped.subject, shipped.body)
  expect(subject).toContain('97 %')
  expect(text).toMatch(/1,950 .*2,000/)
  expect(text).toContain('1 April 2026 at 00:30 CEST')
  expect(values.used).toBe('1,950')
})

it('a text of one’s own has those of the organization, whatever the other one is', () => {
  const { subject, text, values } = filled(defaultAlertTemplate.subject, '{{used}} am {{time}}')
  expect(text).toBe('1.950 am 1. April 2026 um 00:30 MESZ')
  expect(values.used).toBe('1.950')
  expect(subject).toBe('Airtel uses 97 % of its Users')
  expect(filled('{{limit}} sind voll', defaultAlertTemplate.body)).toMatchObject({
    subject: '2.000 sind voll',
    text: expect.stringContaining('1,950 of 2,000'),
  })
})

it('an organization that reads English has its own', () => {
  expect(inEnglish(about).locale).toBe('en-GB')
  expect(['en', 'en-US', 'EN-in', 'eng'].map((locale) => inEnglish({ ...about, locale }).locale)).toEqual([
    'en',
    'en-US',
    'EN-in',
    'en-GB',
  ])
})
