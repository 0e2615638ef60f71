import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AccountId, DeviceId, MembershipId, OrganizationId } from './ids.ts'

const lower = '0198a000-0000-7000-8000-00000000000a'

describe('an id', () => {
  it.each([OrganizationId, DeviceId, MembershipId, AccountId])('is one, however its letters are written', (schema) => {
    expect(schema.parse(lower.toUpperCase())).toBe(lower)
    expect(schema.parse(lower)).toBe(lower)
  })

  it.each([`${lower} `, lower.replaceAll('-', ''), `{${lower}}`, '', 'ALL'])('is not "%s"', (text) => {
    expect(OrganizationId.safeParse(text).success).toBe(false)
  })

  it.each(['input', 'output'] as const)('is described as a UUID (%s)', (io) => {
    expect(z.toJSONSchema(OrganizationId, { io })).toMatchObject({
      type: 'string',
      format: 'uuid',
      description: 'Id of an organization',
    })
  })
})
