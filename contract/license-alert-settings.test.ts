import { expect, it } from 'vitest'
import { AlertSettingsInput, recipientsIn } from './license-alert-settings.ts'

it('keeps each recipient once, whatever its case, and refuses a part of a percent (OM3)', () => {
  const recipients = ['ada@x.example', 'bo@x.example', 'ADA@X.example']
  expect(AlertSettingsInput.parse({ recipients }).recipients).toEqual(['ada@x.example', 'bo@x.example'])
  expect(AlertSettingsInput.safeParse({ threshold: 50.5 }).success).toBe(false)
})

it('takes recipients as they are pasted, and names each that is no address (OM3)', () => {
  const pasted = 'Ada King <ada@x.example>; bo@x.example\tcy@x.example\r\ndi@x.example ed@x.example,,'
  expect(recipientsIn(pasted)).toEqual([
    'ada@x.example',
    'bo@x.example',
    'cy@x.example',
    'di@x.example',
    'ed@x.example',
  ])
  expect(AlertSettingsInput.parse({ recipients: pasted }).recipients).toHaveLength(5)
  // A name in quotes may hold anything, and a list may name people, too.
  expect(recipientsIn('"King, Ada" <ada@x.example>, "Bo; B" <bo@x.example>')).toEqual(['ada@x.example', 'bo@x.example'])
  const named = AlertSettingsInput.parse({ recipients: ['Ada King <ada@x.example>', 'bo@x.example'] })
  expect(named.recipients).toEqual(['ada@x.example', 'bo@x.example'])
  for (const none of ['', 'Ada King'])
    expect(AlertSettingsInput.safeParse({ recipients: [none] }).error?.issues).toHaveLength(1)
  const wrong = AlertSettingsInput.safeParse({ recipients: 'Ada King\tada@x.example\nbo@x' })
  expect(wrong.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
    'recipients.0: Ada is no email address',
    'recipients.1: King is no email address',
    'recipients.3: bo@x is no email address',
  ])
  const long = AlertSettingsInput.safeParse({ recipients: 'x'.repeat(1001) })
  expect(long.error?.issues.map(({ message }) => message)).toEqual([`${'x'.repeat(59)}… is no email address`])
})
