import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { enrollmentKeyOf } from './reported.ts'

describe('what tells devices apart that enroll themselves (RI8)', () => {
  it('is the hardware id, or else the serial number, without regard to case', () => {
    expect(enrollmentKeyOf({ hardwareId: 'ABC-1', serialNumber: 'S1' })).toBe(enrollmentKeyOf({ hardwareId: 'abc-1' }))
    expect(enrollmentKeyOf({ serialNumber: 'czc-1' })).toBe(enrollmentKeyOf({ serialNumber: 'CZC-1' }))
    expect(enrollmentKeyOf({ hardwareId: 'x1' })).not.toBe(enrollmentKeyOf({ serialNumber: 'x1' }))
  })

  it.each([null, '', 'To be filled by O.E.M.', 'Default string', '0', '00000000', 'None', 'X', 'xxxx'])(
    'is not the serial number %j, which many have',
    (serialNumber) => expect(enrollmentKeyOf({ serialNumber })).toBeNull(),
  )

  it.each([
    '00000000-0000-0000-0000-000000000000',
    '{FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF}',
    '03000200-0400-0500-0006-000700080009',
    'None',
    '0',
  ])('is not the hardware id %j, which many have: the serial number is', (hardwareId) => {
    expect(enrollmentKeyOf({ hardwareId })).toBeNull()
    expect(enrollmentKeyOf({ hardwareId, serialNumber: 'S1' })).toBe(enrollmentKeyOf({ serialNumber: 's1' }))
  })

  it('is told to whoever reads how devices are enrolled: each of these is none', () => {
    const guide = readFileSync(new URL('../../../docs/enrollment.md', import.meta.url), 'utf8')
    const [, told = ''] = /What makers leave in their place is none([\s\S]*?)like an id of zeros/.exec(guide) ?? []
    const named = [...told.matchAll(/`([^`]+)`/g)].map(([, each = '']) => each)
    expect(named).toHaveLength(12)
    for (const serialNumber of named)
      expect([serialNumber, enrollmentKeyOf({ serialNumber })]).toEqual([serialNumber, null])
  })
})
