import { ApiError } from '@tenantry/contract/client.ts'
import { describe, expect, it } from 'vitest'
import { withUncounted } from './left-above.ts'
import {
  filledLimits,
  type LimitValues,
  limitErrors,
  limitValuesOf,
  noLimits,
  shortageErrors,
  shortErrors,
  toLicensesInput,
  toLimitPaths,
  uncountedErrors,
  withLimit,
} from './limit-values.ts'
import { noAlerts, typedAlertErrors } from './typed-alerts.ts'

const allocated: LimitValues = {
  mode: 'allocated',
  limits: {
    users: { limit: '0', overage: '' },
    it_assets: { limit: ' 10 ', overage: '2' },
    technicians: { limit: '', overage: '5' },
  },
}

describe('limits in a form (EC4, EC7, IF15)', () => {
  it('are sent where a limit is typed: an empty one is none, 0 forbids', () => {
    expect(toLicensesInput(allocated)).toEqual({
      mode: 'allocated',
      types: [
        { type: 'it_assets', limit: 10, overage: 2 },
        { type: 'users', limit: 0, overage: 0 },
      ],
    })
  })

  it('stay typed and are not sent while the mode is unlimited', () => {
    const values = { ...allocated, mode: 'unlimited' }
    expect(toLicensesInput(values)).toEqual({ mode: 'unlimited', types: [] })
    expect(limitErrors({ ...values, limits: { users: { limit: 'many', overage: '' } } })).toEqual({})
  })

  it('come back as they were sent', () => {
    expect(toLicensesInput(filledLimits(toLicensesInput(allocated)))).toEqual(toLicensesInput(allocated))
    expect(limitValuesOf('allocated', [{ type: 'users', limit: null, overage: 0 }])).toEqual({
      mode: 'allocated',
      limits: { users: { limit: '', overage: '' } },
    })
  })

  it('are whole numbers of a size that can be bought', () => {
    const errors = (limit: string, overage = '') =>
      limitErrors(withLimit({ ...noLimits, mode: 'allocated' }, 'users', { limit, overage }))
    expect(errors('12')).toEqual({})
    expect(errors('1,200')).toEqual({})
    expect(errors('')).toEqual({})
    expect(Object.keys(errors('1.5'))).toEqual(['limits.users.limit'])
    expect(Object.keys(errors('-1'))).toEqual(['limits.users.limit'])
    expect(Object.keys(errors('99999999'))).toEqual(['limits.users.limit'])
    // Too many is told as that, however many digits it has.
    expect(errors('10000000001')).toEqual(errors('99999999'))
    expect(Object.keys(errors('1', 'x'))).toEqual(['limits.users.overage'])
    expect(errors('', 'x')).toEqual({})
  })

  it('that take more than there is above say so at their field, and only in the allocated mode', () => {
    const row = { type: 'it_assets', name: 'IT assets', used: null, demand: 0, held: 0, available: 9, total: 9 }
    expect(shortErrors(allocated, [row])).toEqual({ 'limits.it_assets.limit': 'Only 9 left' })
    expect(shortErrors(allocated, [{ ...row, available: 0 }])).toEqual({
      'limits.it_assets.limit': 'Not enough is left',
    })
    // What is free is told as everywhere, beside what it has already.
    expect(shortErrors(allocated, [{ ...row, held: 4 }])).toEqual({
      'limits.it_assets.limit': '9 at most: 4 that it has, 5 free',
    })
    for (const available of [10, null]) expect(shortErrors(allocated, [{ ...row, available }])).toEqual({})
    expect(shortErrors({ ...allocated, mode: 'unlimited' }, [row])).toEqual({})
  })

  it('of types that are not counted any more are shown, and say that they have to go', () => {
    const row = { type: 'it_assets', name: 'IT assets', used: null, demand: 0, held: 0, available: null, total: null }
    expect(withUncounted([row], ['it_assets', 'backup_agents'])).toEqual([
      row,
      { ...row, type: 'backup_agents', name: 'backup agents', isUncounted: true },
    ])
    expect(uncountedErrors(allocated, [row])).toEqual({
      'limits.users.limit': 'Not counted any more: remove this limit',
    })
    for (const known of [undefined, [row, { ...row, type: 'users' }]])
      expect(uncountedErrors(allocated, known)).toEqual({})
    expect(uncountedErrors({ ...allocated, mode: 'unlimited' }, [row])).toEqual({})
  })

  it('carry what the API has against them, at the type that it means', () => {
    expect(
      toLimitPaths({ 'types.0.limit': 'A', 'types.1.overage': 'B', 'types.1.type': 'C', mode: 'D' }, allocated),
    ).toEqual({
      'limits.it_assets.limit': 'A',
      'limits.users.overage': 'B',
      'limits.users.limit': 'C',
      mode: 'D',
    })
  })

  it('say how many are left, at the mode where the type has no limit', () => {
    const errors = Object.entries({ it_assets: 3, users: null, technicians: 0 }).map(([path, free]) => ({
      path,
      code: 'license_exhausted',
      message: 'in another language',
      params: { free },
    }))
    const refusal = new ApiError({
      type: '',
      title: '',
      status: 409,
      code: 'license_exhausted',
      params: { type: 'it_assets', free: 3 },
      errors,
    })
    expect(toLimitPaths(shortageErrors(refusal), allocated)).toEqual({
      'limits.it_assets.limit': 'Only 3 left',
      'limits.users.limit': 'Not enough is left',
      mode: 'Not enough is left of technicians',
    })
    expect(shortageErrors(refusal, () => 10)['types.it_assets']).toBe('13 at most: 10 that it has, 3 free')
    expect(shortageErrors(new Error('other'))).toEqual({})
  })
})

it.each(['1e1', '0x10', '-5', '7.5', 'ten'])('a threshold of %s is none', (threshold) => {
  expect(typedAlertErrors({ ...noAlerts, threshold })).toHaveProperty(['alerts.threshold'])
})

it('each recipient that is no address is named at the field', () => {
  expect(typedAlertErrors({ ...noAlerts, recipients: 'Ada; ada@cust.example King' })).toEqual({
    'alerts.recipients': 'Ada is no email address; King is no email address',
  })
})

it('of many recipients that are no addresses the first are named', () => {
  expect(typedAlertErrors({ ...noAlerts, recipients: 'Ada Bo Cy Di Ed' })['alerts.recipients']).toBe(
    'Ada is no email address; Bo is no email address; Cy is no email address; …',
  )
})

it('more recipients than there may be are told of in our words', () => {
  const recipients = Array.from({ length: 21 }, (_, index) => `ada${index}@cust.example`).join(', ')
  expect(typedAlertErrors({ ...noAlerts, recipients })).toEqual({ 'alerts.recipients': 'At most 20' })
})
