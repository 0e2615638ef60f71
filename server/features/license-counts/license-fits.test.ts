/** Which of many things get licenses: the same ones as when each of them asks alone, one after the other. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId, systemClock } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { type LicenseChange, writeLimits, writeThatFit } from './license-counts.queries.ts'

let world: World
/** The provider, a partner, customers of both, and an enterprise with its divisions. */
let places: string[]

beforeAll(async () => {
  world = await createWorld()
  const { api } = world.first.admin
  const add = async (code: string, more: object = {}) =>
    (await added(api, { name: `Fits ${code}`, code, ...more })).body.id
  const partner = await add('FP', { type: 'partner' })
  const enterprise = await add('FE', { type: 'enterprise', parentId: partner })
  const division = await add('FD', { type: 'division', parentId: enterprise })
  const below = await add('FDD', { type: 'division', parentId: division })
  const others = [await add('FC'), await add('FPC', { parentId: partner })]
  places = [world.first.providerId, partner, enterprise, division, below, ...others]
})
afterAll(() => world.close())

const types = ['it_assets', 'mobile_devices', 'trial_devices'] as const
const place = fc.nat(6)
const limit = fc.record({
  at: place,
  type: fc.constantFrom(...types),
  limit: fc.nat(6),
  overage: fc.nat(2),
})
const thing = fc.record({ at: place, types: fc.subarray([...types], { minLength: 1 }) })

/** In a transaction that is rolled back. */
function tried<Result>(work: (context: Context) => Promise<Result>): Promise<Result> {
  const scope = systemScope(world.first.providerId)
  const actor = { kind: 'system' as const, name: 'Somebody', scope }
  return world.installation.database.within(
    scope,
    (tx) => work({ tx, actor, clock: systemClock, origin: { id: newId(), source: null } }),
    { dryRun: true },
  )
}

async function limitAll(
  context: Context,
  limits: readonly { at: number; type: string; limit: number; overage: number }[],
) {
  for (const { at, ...each } of limits)
    await writeLimits(context, places[at] ?? '', [each], { reason: 'limits.changed', isConfirmed: true })
}

it('are those that would get one alone, in their order, and each is told the same (EC1)', async () => {
  const property = fc.asyncProperty(
    fc.uniqueArray(limit, { maxLength: 8, selector: ({ at, type }) => `${at} ${type}` }),
    fc.array(thing, { minLength: 2, maxLength: 25 }),
    async (limits, things) => {
      // Nothing above is short of what is set aside below it.
      const inOrder = limits.toSorted((one, other) => one.at - other.at)
      const takes = things.map(({ at, types: taken }): LicenseChange[] => {
        const subject = { kind: 'device' as const, id: newId(), name: null }
        return taken.toSorted().map((type) => ({ organizationId: places[at] ?? '', type, count: 1, subject }))
      })
      const together = (context: Context) => writeThatFit(context, 'device.created', takes.flat())
      const alone = async (context: Context) => {
        const refused: unknown[] = []
        for (const each of takes) refused.push(...(await writeThatFit(context, 'device.created', each)))
        return refused
      }
      const answer = async (take: typeof alone) => {
        const work = async (context: Context) => {
          await limitAll(context, inOrder)
          return take(context)
        }
        return (await Promise.allSettled([tried(work)]))[0]
      }
      const [all, each] = [await answer(together), await answer(alone)]
      // Limits that cannot be set one below the other are refused both times.
      expect(all.status).toBe(each.status)
      if (all.status === 'fulfilled' && each.status === 'fulfilled') expect(all.value).toEqual(each.value)
    },
  )
  await fc.assert(property, { numRuns: 60 })
})
