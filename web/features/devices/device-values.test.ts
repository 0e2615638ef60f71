import type { Device } from '@tenantry/contract/devices.ts'
import { DeviceId, OrganizationId } from '@tenantry/contract/ids.ts'
import { describe, expect, it } from 'vitest'
import { changedDeviceFields, changeErrors, detailsOf, deviceErrors, placeDeviceErrors } from './device-values.ts'

const organization = { id: '01890000-0000-7000-8000-000000000001', name: 'Airtel', type: 'customer' as const }
const device: Device = {
  id: DeviceId.parse('01890000-0000-7000-8000-000000000002'),
  organizationId: OrganizationId.parse(organization.id),
  organizationName: 'Airtel',
  entityId: null,
  entityName: null,
  name: 'nyc-srv-01',
  class: 'server',
  status: 'in_use',
  serialNumber: null,
  maker: null,
  model: null,
  operatingSystem: null,
  ipAddresses: [],
  macAddresses: [],
  userId: null,
  userName: null,
  purchasedOn: null,
  warrantyEndsOn: null,
  monitorsAvailability: false,
  monitorsPerformance: false,
  notes: null,
  customData: {},
  tags: [{ id: '01890000-0000-7000-8000-000000000003' as never, name: 'Key', color: 'red' }],
  lastSeenAt: null,
  hostName: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}

const same = {
  organization,
  entity: null,
  name: 'nyc-srv-01',
  class: 'server' as const,
  details: detailsOf(device),
  tagIds: device.tags.map(({ id }) => id as string),
}

describe('the form of a device', () => {
  it('needs customer, name and class', () => {
    expect(
      Object.keys(
        deviceErrors({ organization: null, entity: null, name: '', class: '', details: detailsOf(null), tagIds: [] }),
      ).sort(),
    ).toEqual(['class', 'name', 'organization'])
    expect(deviceErrors({ ...same, organization })).toEqual({})
  })

  it('sends only what changed', () => {
    expect(changedDeviceFields(device, same)).toEqual({})
    expect(changedDeviceFields(device, { ...same, class: 'printer' })).toEqual({ class: 'printer' })
    expect(changedDeviceFields(device, { ...same, tagIds: [] })).toEqual({ tagIds: [] })
    const details = { ...same.details, ipAddresses: '10.0.0.1 10.0.0.2', customData: [{ name: ' Rack', value: 'B2' }] }
    expect(changedDeviceFields(device, { ...same, details })).toEqual({
      ipAddresses: ['10.0.0.1', '10.0.0.2'],
      customData: { Rack: 'B2' },
    })
  })
})

it('lets what is there be as it is, and refuses what is typed', () => {
  const stored = { ...same, details: { ...same.details, purchasedOn: '1970-01-01' } }
  expect(changeErrors({ ...stored, name: 'nyc-srv-02' }, stored)).toEqual({})
  expect(Object.keys(changeErrors({ ...stored, name: '' }, stored))).toEqual(['name'])
  const details = { ...stored.details, purchasedOn: '1971-01-01' }
  expect(Object.keys(changeErrors({ ...stored, details }, stored))).toEqual(['purchasedOn'])
})

it('says at its field what is wrong with one of several addresses', () => {
  const details = { ...same.details, ipAddresses: '10.0.0.1, 10.0.0.300' }
  expect(Object.keys(deviceErrors({ ...same, details }))).toEqual(['ipAddresses'])
})

describe('problems that the API names', () => {
  const errors = { '': 'Archived', name: 'Too long', organizationId: 'Not growing' }

  it('stand at their fields, or apart where no field shows them', () => {
    expect(placeDeviceErrors(errors, true)).toEqual({
      placed: { name: 'Too long', organization: 'Not growing' },
      unplaced: ['Archived'],
    })
  })

  it('of a customer that the form does not ask for stand apart', () => {
    expect(placeDeviceErrors(errors, false).unplaced).toEqual(['Archived', 'Not growing'])
  })
})
