import { describe, expect, it } from 'vitest'
import { bindText, errorsOfUnchanged, type FormPart, partOf, writePath } from './form-part.ts'

const values = { company: { name: 'Airtel', location: { city: 'Albany' } }, account: { isActive: true } }

/** A form in memory whose values can be looked at. */
function form() {
  const state = { now: values, changes: 0 }
  const part: FormPart<typeof values> = {
    values,
    errors: { 'company.name': 'Too short', 'account.isActive': 'No' },
    update: (change) => {
      const changed = change(state.now)
      if (changed !== state.now) state.changes += 1
      state.now = changed
    },
  }
  return { state, part }
}

describe('a part of a form', () => {
  it('has its own values and errors', () => {
    const company = partOf(form().part, 'company')
    expect(company.values.name).toBe('Airtel')
    expect(company.errors).toEqual({ name: 'Too short' })
  })

  it('changes the whole form, and nothing where nothing changes', () => {
    const { state, part } = form()
    const company = partOf(part, 'company')
    company.update((now) => now)
    expect(state.changes).toBe(0)
    company.update((now) => writePath(now, 'location.city', 'New York'))
    expect(state.now).toEqual({ ...values, company: { name: 'Airtel', location: { city: 'New York' } } })
  })

  it('marks the labels of required fields, its own among them', () => {
    const whole = { ...form().part, required: new Set(['company.location.city']) }
    expect(bindText(whole)('company.location.city')).toHaveProperty('required', true)
    const company: FormPart<(typeof values)['company']> = partOf(whole, 'company')
    expect(bindText(company)('location.city')).toHaveProperty('required', true)
    expect(bindText(whole)('company.name')).not.toHaveProperty('required')
  })

  it('binds a text with its value and error', () => {
    const { part } = form()
    expect(bindText(part)('company.name')).toMatchObject({ value: 'Airtel', error: 'Too short', name: 'company.name' })
  })

  it('binds a path to the same handler each time, so that a field that stays need not be drawn again', () => {
    const { part } = form()
    const later = { ...part, values: writePath(values, 'account.isActive', false) }
    expect(bindText(later)('company.name').onChange).toBe(bindText(part)('company.name').onChange)
    expect(bindText(part)('company.location.city').onChange).not.toBe(bindText(part)('company.name').onChange)
    expect(partOf(later, 'company').update).toBe(partOf(part, 'company').update)
    expect(bindText(form().part)('company.name').onChange).not.toBe(bindText(part)('company.name').onChange)
  })
})

describe('errors', () => {
  it('go with the value that they were about', () => {
    const after = writePath(values, 'company.location.city', 'Berlin')
    const errors = { 'company.location.city': 'Unknown', 'company.name': 'Too short' }
    expect(errorsOfUnchanged(errors, values, after)).toEqual({ 'company.name': 'Too short' })
  })

  it('go with the country that they were about, and those of a phone’s country with its number', () => {
    const address = { country: 'US', postalCode: '1010' }
    const before = { location: address, billing: address, phone: { country: '', number: '1' } }
    const errors = { 'location.postalCode': 'No', 'billing.postalCode': 'No', 'phone.country': 'Missing' }
    const moved = writePath(before, 'location.country', 'AT')
    expect(Object.keys(errorsOfUnchanged(errors, before, moved))).toEqual(['billing.postalCode', 'phone.country'])
    const called = writePath(before, 'phone.number', '+1')
    expect(Object.keys(errorsOfUnchanged(errors, before, called))).not.toContain('phone.country')
  })
})
