import { describe, expect, it } from 'vitest'
import { emptyEntity, withFollowedPhone as entityWith } from '../entities/entity-values.ts'
import { emptyCompany, withFollowedPhone } from './company-values.ts'

describe('the country code of a phone', () => {
  const before = emptyCompany('US')
  const moved = (phone = before.phone) => ({ ...before, phone, location: { ...before.location, country: 'DE' } })

  it('follows the country of the address while no number is typed', () => {
    expect(withFollowedPhone(before, moved()).phone).toEqual({ country: 'DE', number: '' })
    const entity = emptyEntity('US')
    const elsewhere = { ...entity, location: { ...entity.location, country: 'IN' } }
    expect(entityWith(entity, elsewhere).contact.phone.country).toBe('IN')
  })

  it('stays where a number is typed, where another one was chosen since, and where a country has no code', () => {
    const typed = { country: 'US', number: '212 867 5309' }
    expect(withFollowedPhone(before, moved(typed)).phone).toEqual(typed)
    const chosen = moved({ country: 'FR', number: '' })
    expect(withFollowedPhone(chosen, { ...chosen, name: 'Airtel' }).phone.country).toBe('FR')
    const cleared = { ...moved(), location: before.location }
    expect(withFollowedPhone(moved(), cleared).phone.country).toBe('US')
  })
})
