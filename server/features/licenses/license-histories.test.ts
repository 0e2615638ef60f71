/** Random histories of licenses against a simple model, one after the other and at once. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../chaos/contradictions.ts'
import { createWorld, type World } from '../../testing/world.ts'
import {
  clearTree,
  countedTypes,
  doStep,
  type Held,
  type LicensedTree,
  limited,
  places,
  plantTree,
  type Step,
  shownMetered,
  shownMonth,
  shownPool,
} from './license-histories.fixture.ts'
import { LicenseModel } from './license-model.fixture.ts'

let world: World
let tree: LicensedTree
let now = new Date('2027-01-10T12:00:00Z')

/** Steps never fall into one moment, and months pass. */
function wait(forMonths = 0): void {
  now = new Date(now.getTime() + 1000)
  now.setUTCMonth(now.getUTCMonth() + forMonths)
}
const month = () => now.toISOString().slice(0, 7)

beforeAll(async () => {
  world = await createWorld({ clock: { now: () => now } })
  tree = await plantTree(world)
})
afterAll(() => world.close())

const small = fc.integer({ min: 0, max: 6 })
const watched = fc.record({ availability: fc.boolean(), performance: fc.boolean() })
const ofType = fc.constantFrom(...countedTypes)
const placed = fc.record({ at: fc.constantFrom(...places), watched })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('take' as const), at: fc.constantFrom(...places), watched }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('watch' as const), at: fc.constantFrom(...places), watched }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      rows: fc.array(placed, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('give' as const), at: fc.constantFrom(...places) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retire' as const), at: fc.constantFrom(...places) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const), at: fc.constantFrom(...places) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('carry' as const),
      at: fc.constantFrom(...places),
      to: fc.constantFrom(...places),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('limit' as const),
      at: fc.constantFrom(...limited),
      type: ofType,
      limit: fc.option(small, { nil: null }),
      overage: fc.constantFrom(0, 0, 1, 3),
      confirm: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('unlimited' as const), at: fc.constantFrom(...limited) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('own' as const),
      type: ofType,
      quantity: fc.integer({ min: 1, max: 12 }),
      confirm: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      what: fc.constantFrom('customer' as const, 'other' as const),
      to: fc.constantFrom('provider' as const, 'partner' as const, 'reseller' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      what: fc.constantFrom('division' as const, 'office' as const),
      to: fc.constantFrom('enterprise' as const, 'works' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      what: fc.constant('office' as const),
      to: fc.constant('division' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('archive' as const),
      what: fc.constantFrom('customer' as const, 'other' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restore' as const),
      what: fc.constantFrom('customer' as const, 'other' as const),
    }),
  },
)

const noDevices = () => Object.fromEntries(places.map((place) => [place, { live: [], retired: [] }])) as unknown as Held
const differences = async () =>
  (await world.test.owner.query(contradictions['counters of licenses'], [world.first.providerId])).rows

describe('any history of licenses (B9)', () => {
  it('comes to what the rules say (B4, EC4, EC7, IF7, IF15), step by step, leaves counters, ledger and live things the same, and each month that has ended as it was metered (EC5)', async () => {
    const history = fc.array(fc.array(step, { maxLength: 15 }), { minLength: 2, maxLength: 4 })
    const property = fc.asyncProperty(history, async (months) => {
      await clearTree(world, tree)
      const model = new LicenseModel()
      const devices = noDevices()
      const { api } = world.first.admin
      const ended: [string, ReturnType<typeof model.endMonth>][] = []
      for (const steps of months) {
        for (const each of steps) {
          wait()
          const outcome = await doStep(world, tree, each, devices)
          expect([each, outcome]).toEqual([each, model.do(each)])
          expect(await shownPool(api)).toEqual(model.pool())
        }
        expect(await shownMetered(api)).toEqual(model.metered())
        ended.push([month(), model.endMonth()])
        wait(1)
      }
      expect(await differences()).toEqual([])
      for (const [of, metered] of ended) expect([of, await shownMonth(api, tree, of)]).toEqual([of, metered])
    })
    await fc.assert(property, { numRuns: 6, endOnFailure: true })
  }, 240_000)

  it('of 32 at once never hands out one too many, and keeps everything that was said to be done', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 8, maxLength: 8 }), { minLength: 32, maxLength: 32 }),
      async (clients) => {
        await clearTree(world, tree)
        const made = await Promise.all(
          clients.map(async (steps) => {
            const devices = noDevices()
            for (const each of steps) await doStep(world, tree, each, devices)
            return Object.values(devices).flatMap(({ live, retired }) => [...live, ...retired])
          }),
        )
        expect(await differences()).toEqual([])
        const { rows: used } = await world.test.owner.query(
          `SELECT type, sum(used)::int AS used FROM license_counters WHERE organization_id = ANY ($1) AND organization_id <> $2 GROUP BY 1`,
          [Object.values(tree.ids), tree.ids.provider],
        )
        const usedOf = (type: string) => used.find((each) => each.type === type)?.used ?? 0
        expect(await shownMetered(world.first.admin.api)).toEqual(countedTypes.map(usedOf))
        const { rows } = await world.test.owner.query(
          'SELECT id FROM devices WHERE organization_id = ANY ($1) ORDER BY id',
          [Object.values(tree.ids)],
        )
        expect(made.flat().sort()).toEqual(rows.map(({ id }) => id))
        // What is over its capacity was made so by a smaller limit, and nothing has been added since.
        const { rows: raised } = await world.test.owner.query(
          `SELECT * FROM (SELECT l.*, lag(limit_after) OVER w AS limit_before, lag(overage_after) OVER w AS overage_before FROM license_ledger l
           WHERE organization_id = ANY ($1) WINDOW w AS (PARTITION BY organization_id, type ORDER BY number)) l
         WHERE kind = 'take' AND type <> 'trial_devices' AND used_after > limit_after + overage_after`,
          [Object.values(tree.ids)],
        )
        expect(raised).toEqual([])
      },
    )
    await fc.assert(property, { numRuns: 1, endOnFailure: true })
  }, 240_000)
})
