import { expect, it } from 'vitest'
import { alertErrors, nothingSet, recipientsError, toFormErrors } from './alert-values.ts'

const pasted = { ...nothingSet, recipients: ['Ada', 'King', 'ada@cust.example', 'bo@cust'] }

it('each recipient that is no address is named at the field (OM3)', () => {
  const recipients = 'Ada, King, bo@cust are no email addresses'
  expect(alertErrors(pasted)).toEqual({ recipients })
  expect(recipientsError(pasted)).toBe(recipients)
  expect(toFormErrors({ 'recipients.1': 'x', 'recipients.3': 'y' }, pasted)).toEqual({
    recipients: 'King, bo@cust are no email addresses',
  })
  expect(recipientsError({ ...pasted, recipients: ['Ada'] })).toBe('Ada is no email address')
  expect(recipientsError({ ...pasted, recipients: ['ada@cust.example'] })).toBeUndefined()
  const many = Array.from({ length: 5 }, () => 'x'.repeat(500))
  const named = `${'x'.repeat(59)}…`
  expect(recipientsError({ ...pasted, recipients: many })).toBe(
    `${named}, ${named}, ${named} and 2 more are no email addresses`,
  )
  expect(recipientsError(nothingSet)).toBeUndefined()
})

it('more recipients than a list holds stay typed and are told too many', () => {
  const recipients = Array.from({ length: 21 }, (_, index) => `a${index}@cust.example`)
  expect(alertErrors({ ...nothingSet, recipients })).toEqual({ recipients: 'Enter no more than 20' })
})
