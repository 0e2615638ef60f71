import { describe, expect, it } from 'vitest'
import { enrollmentKeyOf } from './reported.ts'

describe('what tells devices apart that enroll themselves (RI8)', () => {
  it('is the hardware id, or else the serial number, without regard to case', () => {
    expect(enrollmentKeyOf({ hardwareId: 'ABC-1', serialNumber: 'S1' })).toBe(enrollmentKeyOf({ hardwareId: 'abc-1' }))
    expect(enrollmentKeyOf({ serialNumber: 'czc-1' })).toBe(enrollmentKeyOf({ serialNumber: 'CZC-1' }))
    expect(enrollmentKeyOf({ hardwareId: 'x1' })).not.toBe(enrollmentKeyOf({ serialNumber: 'x1' }))
  })

  it.each([null, '', 'To be filled by O.E.M.', 'Default string', '0', '00000000', 'None', 'xxxx'])(
    'is not the serial number %j, which many have',
    (serialNumber) => expect(enrollmentKeyOf({ serialNumber })).toBeNull(),
  )
})
