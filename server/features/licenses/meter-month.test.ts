/** Metering against a model that looks at every moment of a month (RI6, EC5). */
import { meteringBases } from '@tenantry/contract/license-usage.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MeteredMonth, type MeterRow, meterMonth, plansOf, type Standing } from './meter-month.ts'

const startsAt = new Date('2026-11-01T00:00:00Z')
const at = (moment: number) => new Date(startsAt.getTime() + moment)
const own = 'account'
const trial = 'trial_devices'

/** What happens at a moment: things come or go, a limit is set, the plan changes. */
type Action =
  | { do: 'use'; moment: number; organizationId: string; type: string; count: number }
  | { do: 'limit'; moment: number; type: string; limit: number | null }
  | { do: 'plan'; moment: number; isTrial: boolean }

const moment = fc.integer({ min: 0, max: 30 })
const type = fc.constantFrom('users', 'it_assets')
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('use' as const),
      moment,
      organizationId: fc.constantFrom(own, 'division'),
      type,
      count: fc.integer({ min: -3, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('limit' as const),
      moment,
      type,
      limit: fc.option(fc.nat(9), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('plan' as const), moment, isTrial: fc.boolean() }) },
)
const history = fc.record({
  basis: fc.constantFrom(...meteringBases),
  isTrial: fc.boolean(),
  used: fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }),
  limit: fc.option(fc.nat(9), { nil: null }),
  actions: fc.array(action, { maxLength: 25 }),
})
type History = typeof history extends fc.Arbitrary<infer T> ? T : never

function monthOf({ basis, isTrial, used, limit, actions }: History): MeteredMonth<MeterRow> {
  const standing: Standing[] = ['users', 'it_assets'].flatMap((each, index) => [
    { organizationId: own, type: each, used: used[index] ?? 0, limit },
    { organizationId: 'division', type: each, used: used[index + 2] ?? 0, limit: null },
  ])
  const left = new Map(standing.map((each) => [`${each.organizationId} ${each.type}`, each.used]))
  const numbers = new Map<string, number>()
  const rows = [...actions]
    .sort((one, other) => one.moment - other.moment)
    .map((each): MeterRow => {
      const organizationId = each.do === 'use' ? each.organizationId : own
      const of = each.do === 'plan' ? trial : each.type
      const key = `${organizationId} ${of}`
      const number = (numbers.get(key) ?? 0) + 1
      numbers.set(key, number)
      const row = { organizationId, type: of, number, happenedAt: at(each.moment), reason: 'any' }
      if (each.do !== 'use')
        return {
          ...row,
          kind: 'limit',
          count: 0,
          limitAfter: each.do === 'limit' ? each.limit : each.isTrial ? 5 : null,
        }
      // Nobody gives back what was not taken.
      const count = Math.max(each.count, -(left.get(key) ?? 0))
      left.set(key, (left.get(key) ?? 0) + count)
      return { ...row, kind: count < 0 ? 'give' : 'take', count, limitAfter: null }
    })
  return {
    accountId: own,
    basis,
    startsAt,
    standing: [...standing, { organizationId: own, type: trial, used: 0, limit: isTrial ? 5 : null }],
    rows,
  }
}

/** The same, told by asking at every moment how things stand. */
function modelOf({ basis, standing, rows }: MeteredMonth<MeterRow>, of: string): number {
  const until = (moment: number) => rows.filter(({ happenedAt }) => happenedAt <= at(moment))
  const limitAt = (moment: number, counted: string) => {
    const set = until(moment).filter((row) => row.type === counted && row.kind === 'limit')
    const before = standing.find((each) => each.type === counted && each.organizationId === own)?.limit ?? null
    return set.length === 0 ? before : (set.at(-1)?.limitAfter ?? null)
  }
  const usedAt = (moment: number) =>
    standing.filter((each) => each.type === of).reduce((sum, { used }) => sum + used, 0) +
    until(moment)
      .filter((row) => row.type === of)
      .reduce((sum, { count }) => sum + count, 0)
  const billedAt = (moment: number) => {
    if (limitAt(moment, trial) !== null) return 0
    return basis === 'allocated' ? Math.max(usedAt(moment), limitAt(moment, of) ?? 0) : usedAt(moment)
  }
  if (basis === 'month_end') return billedAt(31)
  return Math.max(...Array.from({ length: 33 }, (_, index) => billedAt(index - 1)))
}

describe('a month is metered (RI6, EC5)', () => {
  it('as somebody would who looks at every moment of it, whatever happens', () => {
    fc.assert(
      fc.property(history, (random) => {
        const month = monthOf(random)
        // What stood before the first moment counts as well: the model looks there first.
        const shifted = { ...month, startsAt: at(-1) }
        for (const [of, metered] of meterMonth(shifted)) {
          expect([of, metered.quantity]).toEqual([of, modelOf(month, of)])
          expect(metered.atEnd).toBe(metered.atStart + metered.taken - metered.given)
          expect(metered.moment === null).toBe(metered.quantity === 0)
        }
      }),
      { numRuns: 1000 },
    )
  })

  const row = (moment: number, number: number, more: Partial<MeterRow>): MeterRow => ({
    organizationId: own,
    type: 'users',
    number,
    happenedAt: at(moment),
    kind: 'take',
    count: 1,
    limitAfter: null,
    reason: 'any',
    ...more,
  })
  const meter = (rows: MeterRow[], more: Partial<MeteredMonth<MeterRow>> = {}) =>
    meterMonth({ accountId: own, basis: 'peak', startsAt, standing: [], rows, ...more }).get('users')

  it('by the ledger’s order where a clock was read before its turn: nothing is told that never was', () => {
    const rows = [row(1, 1, {}), row(20, 2, { kind: 'give', count: -1 }), row(10, 3, {})]
    expect(meter(rows)).toMatchObject({ quantity: 1, atEnd: 1 })
  })

  it('at 0 while it is a trial, and from the moment of its purchase with what is in use then', () => {
    const standing = [{ organizationId: own, type: trial, used: 0, limit: 5 }]
    const rows = [row(1, 1, {}), row(2, 2, {}), row(3, 3, { kind: 'give', count: -1 })]
    expect(meter(rows, { standing })).toMatchObject({ quantity: 0, why: 'trial', moment: null })
    const bought = row(5, 1, { type: trial, kind: 'limit', count: 0 })
    expect(meter([...rows, bought], { standing })).toMatchObject({
      quantity: 1,
      why: 'converted',
      moment: at(5),
      row: null,
    })
    const month = { accountId: own, basis: 'peak' as const, startsAt, standing, rows: [...rows, bought] }
    expect(plansOf(month, at(-9))).toEqual([
      { kind: 'trial', from: startsAt },
      { kind: 'purchased', from: at(5) },
    ])
    const created = row(3, 1, { type: trial, kind: 'limit', count: 0, limitAfter: 5 })
    expect(plansOf({ ...month, standing: [], rows: [created] }, at(3))).toEqual([{ kind: 'trial', from: at(3) }])
    const later = { ...created, happenedAt: at(4), reason: 'customer.created' }
    expect(plansOf({ ...month, standing: [], rows: [later] }, at(3))).toEqual([{ kind: 'trial', from: at(3) }])
  })

  it('up to its archive, in the middle of it', () => {
    const rows = [row(1, 1, {}), row(2, 2, {}), row(9, 3, { kind: 'give', count: -2 })]
    expect(meter(rows)).toMatchObject({ quantity: 2, why: 'peak', moment: at(2), atEnd: 0 })
    expect(meter(rows, { basis: 'month_end' })).toMatchObject({ quantity: 0, why: 'none' })
    const limit = row(0, 1, { kind: 'limit', count: 0, limitAfter: 7 })
    const none = row(9, 4, { kind: 'limit', count: 0 })
    const renumbered = [limit, ...rows.map((each) => ({ ...each, number: each.number + 1 })), { ...none, number: 5 }]
    expect(meter(renumbered, { basis: 'allocated' })).toMatchObject({ quantity: 7, why: 'allocated', limit: null })
  })
})
