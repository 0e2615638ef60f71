import { reaches } from '@tenantry/contract/me.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../clock/clock.ts'
import { type Scope, scopeStatements } from './scope.ts'

const scope = (): Scope => ({ providerId: newId(), organizationId: newId(), membershipId: newId(), reach: 'subtree' })
const fields = ['providerId', 'organizationId', 'membershipId', 'reach'] as const

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', "'", "x'; RESET ROLE; --", 'ALL', 'all ', 'constructor'),
  fc.uuid().map((id) => `${id}'`),
  fc.uuid().map((id) => `${id}\n`),
  fc.uuid().map((id) => ` ${id}`),
  fc.uuid().map((id) => `{${id}}`),
)

describe('the statements of a scope', () => {
  it('set the four values for the running transaction only', () => {
    const given = scope()
    expect(scopeStatements(given).split('; ')).toEqual([
      `SET LOCAL app.provider_id = '${given.providerId}'`,
      `SET LOCAL app.organization_id = '${given.organizationId}'`,
      `SET LOCAL app.membership_id = '${given.membershipId}'`,
      "SET LOCAL app.reach = 'subtree'",
    ])
  })

  it('take any UUID and any reach', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...reaches), (id, reach) => {
        expect(scopeStatements({ providerId: id, organizationId: id, membershipId: id, reach })).toContain(id)
      }),
    )
  })

  it('take nothing but UUIDs and known words, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fields), hostile, (field, value) => {
        fc.pre(field !== 'reach' || !reaches.some((reach) => reach === value))
        expect(() => scopeStatements({ ...scope(), [field]: value })).toThrow(TypeError)
      }),
      { numRuns: 1000 },
    )
  })

  it('take neither an array nor an object that reads like a UUID', () => {
    for (const value of [[newId()], { toString: () => newId() }, null, undefined, 7])
      for (const field of fields)
        expect(() => scopeStatements({ ...scope(), [field]: value } as Scope)).toThrow(TypeError)
  })
})
