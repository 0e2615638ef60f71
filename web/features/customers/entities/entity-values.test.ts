import { EntityInput } from '@tenantry/contract/entities.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { EntityId, OrganizationId } from '@tenantry/contract/ids.ts'
import { describe, expect, it } from 'vitest'
import { entityErrors, entityListErrors, toListPaths } from './entity-errors.ts'
import { contactText, summaryText } from './entity-text.ts'
import {
  changedEntityFields,
  type EntityListValues,
  type EntityValues,
  emptyEntity,
  entityValuesOf,
  isEmptyEntity,
  toEntityRequest,
  withAddress,
} from './entity-values.ts'

const nowhere = { name: null, region: null, district: null, landmark: null, line1: null, line2: null }
const delhi: Entity = {
  id: EntityId.parse('01890000-0000-7000-8000-000000000001'),
  organizationId: OrganizationId.parse('01890000-0000-7000-8000-000000000002'),
  name: 'Airtel Delhi',
  kind: 'branch',
  code: 'DEL-01',
  contact: { firstName: 'Asha', lastName: 'Rao', email: null, phone: '+911123456789', phoneExtension: null },
  location: { ...nowhere, country: 'IN', state: 'IN-DL', city: 'New Delhi', postalCode: '110001' },
  tags: [],
  counts: { devices: 0, users: 0 },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

const empty = emptyEntity('US')
const named = (name: string): EntityValues => ({ ...empty, name })
const listed = (...entities: EntityValues[]): EntityListValues => ({
  phoneCountry: 'US',
  entities: Object.fromEntries(entities.map((entity, index) => [`n${index + 1}`, entity])),
})

describe('an entity in a form', () => {
  it('shows the email address with its domain in letters, and asks for the same one', () => {
    const values = entityValuesOf({ ...delhi, contact: { email: 'asha@xn--mnchen-3ya.de' } }, 'IN')
    expect(values.contact.email).toBe('asha@münchen.de')
    expect(EntityInput.parse(toEntityRequest(values)).contact?.email).toBe('asha@xn--mnchen-3ya.de')
    expect(contactText(values.contact)).toBe('asha@münchen.de')
  })

  it('is asked for as it was read, and changes nothing then', () => {
    const values = entityValuesOf(delhi, 'US')
    expect(values.contact.phone).toEqual({ country: 'IN', number: '1123456789' })
    expect(toEntityRequest(values)).toMatchObject({
      name: 'Airtel Delhi',
      contact: delhi.contact,
      location: delhi.location,
    })
    expect(changedEntityFields(values, values)).toEqual({})
  })

  it('asks for what differs only, within a group too', () => {
    const before = entityValuesOf(delhi, 'US')
    const after = { ...before, code: ' ', location: { ...before.location, city: 'Delhi' } }
    expect(changedEntityFields(before, after)).toEqual({ code: null, location: { city: 'Delhi' } })
  })

  it('can be sent with a name alone', () => {
    expect(entityErrors(named('Finance'))).toEqual({})
    expect(EntityInput.safeParse(toEntityRequest(named('Finance'))).success).toBe(true)
    expect(Object.keys(entityErrors(empty))).toEqual(['name'])
  })

  it('has its errors where they were typed', () => {
    const wrong = {
      ...named('Delhi'),
      contact: { ...empty.contact, email: 'nobody', phone: { country: 'US', number: '12' } },
      location: { ...empty.location, country: 'US', postalCode: 'x' },
    }
    expect(Object.keys(entityErrors(wrong)).sort()).toEqual([
      'contact.email',
      'contact.phone.number',
      'location.postalCode',
      'location.state',
    ])
  })

  it('takes the address of the company and keeps the name of its own place', () => {
    const own = { ...empty.location, name: 'Second floor' }
    expect(withAddress(own, delhi.location)).toMatchObject({ name: 'Second floor', city: 'New Delhi', line1: '' })
  })

  it('says in short whom to talk to and where', () => {
    expect(summaryText(entityValuesOf(delhi, 'US'))).toBe('Asha Rao · New Delhi, India')
    expect(summaryText(named('Finance'))).toBe('')
  })
})

describe('entities in the wizard', () => {
  it('ask what is meant by a line in which nothing was typed, and leave none out', () => {
    expect(isEmptyEntity(empty)).toBe(true)
    const values = listed(named('First'), empty, named('Second'))
    expect(entityListErrors(values)).toEqual({ 'entities.n2.name': 'Enter a name, or remove this entity' })
  })

  it('find the errors of an answer at their lines, whichever were removed', () => {
    const { n1: _, ...entities } = listed(empty, named('First'), named('Second')).entities
    const values = { phoneCountry: 'US', entities }
    const errors = { 'entities.1.name': 'Taken', 'entities.0.contact.phone': 'Wrong', entities: 'None here' }
    expect(toListPaths(errors, values)).toEqual({
      'entities.n3.name': 'Taken',
      'entities.n2.contact.phone.number': 'Wrong',
      entities: 'None here',
    })
  })

  it('need a name as soon as something was typed or chosen', () => {
    for (const begun of [
      { ...empty, kind: 'region' as const },
      { ...empty, code: 'X' },
    ])
      expect(entityListErrors(listed(begun))).toEqual({ 'entities.n1.name': 'Enter a name' })
  })

  it('name the country code at its field where the number stands alone', () => {
    const alone = { ...named('Delhi'), contact: { ...empty.contact, phone: { country: '', number: '112 345' } } }
    expect(Object.keys(entityErrors(alone))).toEqual(['contact.phone.country'])
    expect(Object.keys(entityListErrors(listed(alone)))).toEqual(['entities.n1.contact.phone.country'])
  })

  it('need a name each, and no name twice', () => {
    const nameless = { ...empty, code: 'X' }
    expect(Object.keys(entityListErrors(listed(named('Café'), nameless, named('CAFE')))).sort()).toEqual([
      'entities.n2.name',
      'entities.n3.name',
    ])
    const many = listed(...Array.from({ length: 101 }, (_, index) => named(`Branch ${index}`)))
    expect(Object.keys(entityListErrors(many))).toEqual(['entities'])
  })
})
