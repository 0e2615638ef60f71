import { expect, it } from 'vitest'
import { AlertSettingsInput } from './license-alert-settings.ts'

it('keeps each recipient once, whatever its case, and refuses a part of a percent (OM3)', () => {
  const recipients = ['ada@x.example', 'bo@x.example', 'ADA@X.example']
  expect(AlertSettingsInput.parse({ recipients }).recipients).toEqual(['ada@x.example', 'bo@x.example'])
  expect(AlertSettingsInput.safeParse({ threshold: 50.5 }).success).toBe(false)
})
