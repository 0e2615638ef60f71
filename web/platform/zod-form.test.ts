import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { ApiError } from '@tenantry/contract/client.ts'
import { CustomerInput } from '@tenantry/contract/customers.ts'
import { setUp } from '@tenantry/contract/setup.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { formTexts } from './form-texts.ts'
import { inputOf, schemaErrors, serverErrors, zodForm } from './zod-form.ts'

describe('form errors from the contract', () => {
  it('finds nothing wrong with a valid input', () => {
    expect(schemaErrors(CustomerInput, { name: 'Airtel' })).toEqual({})
  })

  it('names nested fields by dotted paths', () => {
    const errors = schemaErrors(CustomerInput, { name: 'Airtel', location: { country: 'ZZ' } })
    expect(Object.keys(errors)).toEqual(['location.country'])
  })

  it('asks for what is empty instead of telling how long it has to be', () => {
    expect(
      schemaErrors(inputOf(setUp), { providerName: '', adminName: ' ', adminEmail: '', adminPassword: 'short' }),
    ).toEqual({
      providerName: formTexts.missing,
      adminName: formTexts.missing,
      adminEmail: formTexts.missing,
      adminPassword: 'Use at least 12 characters',
    })
  })

  it('words limits of numbers itself', () => {
    const validate = zodForm(inputOf(createApiKey), (days: number) => ({ name: 'Sync', expiresInDays: days }))
    expect(validate(90)).toEqual({})
    expect(validate(0)).toEqual({ expiresInDays: formTexts.atLeast(1, false) })
    expect(validate(1000)).toEqual({ expiresInDays: formTexts.atMost(730, false) })
  })

  // The built app leaves out the library's sentences: each problem is then the same one.
  it.each([
    ['with', undefined],
    ['without', () => undefined],
  ])('says the same %s the words of the library', (_, localeError) => {
    const { localeError: before } = z.config()
    if (localeError) z.config({ localeError })
    onTestFinished(() => void z.config({ localeError: before }))
    const schema = z.strictObject({ days: z.number().min(1).max(730), on: z.enum(['a', 'b']), at: z.uuid() })
    expect(schemaErrors(schema, { days: 0, on: 'c', at: 'x' })).toEqual({
      days: formTexts.atLeast(1, false),
      on: formTexts.wrong,
      at: formTexts.wrong,
    })
    expect(schemaErrors(schema, { days: 731, on: 'a', at: '0192f3a0-0000-7000-8000-000000000000', more: 1 })).toEqual({
      days: formTexts.atMost(730, false),
      '': formTexts.wrong,
    })
  })

  it('takes the fields that the API refused, the first problem of each', () => {
    const error = new ApiError({
      type: 'about:blank',
      title: 'Some fields need attention',
      status: 422,
      code: 'invalid_input',
      errors: [
        { path: 'location.postalCode', code: 'postal_code_invalid', message: 'Is no postal code of the country' },
        { path: 'location.postalCode', code: 'text_too_long', message: 'At most 20 characters' },
      ],
    })
    expect(serverErrors(error)).toEqual({ 'location.postalCode': 'Is no postal code of the country' })
    expect(serverErrors(new TypeError('Failed to fetch'))).toEqual({})
  })
})
