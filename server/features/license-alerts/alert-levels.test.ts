/** When alerts fire, against a simple model, and that each is mailed once whatever dies (EC6). */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { changeLicenses, renewAlerts, setLimits } from '../license-counts/public.ts'
import { writeLine } from './alert-settings.queries.ts'
import { mailAlerts } from './mail-alerts.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const type = 'it_assets'

async function within<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const { database, clock } = world.installation
  const scope = systemScope(world.first.providerId)
  const actor = { kind: 'system', name: 'Test', scope } as const
  return database.within(scope, (tx) => work({ tx, clock, actor, origin: { id: 'test', source: null } }))
}

let homes = 0
const customer = async (accountManagerEmail = 'manager@msp.example') => {
  const name = `Walked ${++homes}`
  return (
    await added(world.first.admin.api, {
      name,
      code: `WALK${homes}`,
      accountManagerEmail,
      licenses: { mode: 'allocated' } as never,
    })
  ).body.id as string
}
const limit = (organizationId: string, amount: number | null) =>
  within((context) =>
    setLimits(context, organizationId, [{ type, limit: amount, overage: amount === null ? 0 : 100 }], {
      reason: 'limits.changed',
      isConfirmed: true,
    }),
  )
const change = (organizationId: string, count: number) =>
  within((context) =>
    changeLicenses(
      context,
      'device.created',
      Array.from({ length: Math.abs(count) }, () => ({
        organizationId,
        type,
        count: Math.sign(count),
        subject: { kind: 'device' as const, id: newId(), name: null },
      })),
    ),
  )
const threshold = (organizationId: string, percent: number) =>
  within(async (context) => {
    const nothing = { is_on: null, type_thresholds: {}, recipients: null, subject: null, body: null }
    await writeLine(context, { organizationId, audience: 'own', ...nothing, threshold: percent })
    await renewAlerts(context, organizationId)
  })

/** What the rules say, in fractions and not in counts. */
class Model {
  demand = 0
  limit: number | null = null
  percent = 80
  fired: string[] = []
  readonly #reached = { threshold: false, full: false }

  look(): void {
    if (this.limit === null) Object.assign(this.#reached, { threshold: false, full: false })
    if (this.limit === null || this.limit === 0) return
    const level = (this.demand / this.limit) * 100
    const at = { threshold: this.percent, full: 100 }
    for (const each of ['threshold', 'full'] as const) {
      if (each === 'threshold' && this.percent === 100) this.#reached.threshold = false
      else if (!this.#reached[each] && level >= at[each] - 1e-9) {
        this.#reached[each] = true
        this.fired.push(each)
      } else if (this.#reached[each] && level <= Math.max(0, at[each] - 5) + 1e-9) this.#reached[each] = false
    }
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ by: fc.integer({ min: -6, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ limit: fc.option(fc.integer({ min: 0, max: 25 })) }) },
  { weight: 1, arbitrary: fc.record({ percent: fc.constantFrom(1, 4, 50, 80, 96, 100) }) },
)

it('any walk of use, limit and threshold fires as often as the rules say', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    const id = await customer()
    const model = new Model()
    for (const each of steps) {
      if ('by' in each) {
        const room = model.limit === null ? 6 : Math.max(0, model.limit + 100 - model.demand)
        const by = Math.max(-model.demand, Math.min(each.by, room))
        if (by === 0) continue
        await change(id, by)
        model.demand += by
      } else if ('limit' in each) {
        await limit(id, each.limit)
        model.limit = each.limit
      } else {
        await threshold(id, each.percent)
        model.percent = each.percent
      }
      model.look()
    }
    const { rows } = await world.test.owner.query<{ level: string }>(
      'SELECT level FROM license_alerts WHERE organization_id = $1',
      [id],
    )
    expect(rows.map(({ level }) => level).sort()).toEqual(model.fired.sort())
    await change(id, -model.demand || 0)
  })
  await fc.assert(property, { numRuns: 25, endOnFailure: true })
}, 120_000)

it('is armed again at 5 points below, and not by one license more', async () => {
  const id = await customer()
  await limit(id, 100)
  const fired = async () => {
    const all = 'SELECT level FROM license_alerts WHERE organization_id = $1 ORDER BY id'
    return (await world.test.owner.query<{ level: string }>(all, [id])).rows.map(({ level }) => level)
  }
  await change(id, 80)
  for (const by of [-4, 4]) await change(id, by)
  expect(await fired()).toEqual(['threshold'])
  for (const by of [-5, 5]) await change(id, by)
  expect(await fired()).toEqual(['threshold', 'threshold'])
  await change(id, 20)
  for (const by of [-4, 4]) await change(id, by)
  expect((await fired()).slice(2)).toEqual(['full'])
  for (const by of [-5, 5]) await change(id, by)
  expect((await fired()).slice(2)).toEqual(['full', 'full'])
})

it('each is mailed once, however often a worker dies before it is done, and however many work at once', async () => {
  await within((context) => mailAlerts(context, 'https://msp.example'))
  const id = await customer('once@msp.example')
  await limit(id, 10)
  await change(id, 8)
  const mails = async () => {
    const { rows } = await world.test.owner.query("SELECT 1 FROM mails WHERE to_address = 'once@msp.example'")
    return rows.length
  }
  const dying = within(async (context) => {
    expect(await mailAlerts(context, 'https://msp.example')).toEqual({ told: 1, last: null })
    await context.tx.selectNoFrom(sql`pg_terminate_backend(pg_backend_pid())`.as('killed')).execute()
  })
  await expect(dying).rejects.toThrow()
  expect(await mails()).toBe(0)
  const told = await Promise.all(
    Array.from({ length: 4 }, () => within((context) => mailAlerts(context, 'https://msp.example'))),
  )
  expect(told.map((each) => each.told).sort()).toEqual([0, 0, 0, 1])
  expect(await mails()).toBe(1)
})

it('what one transaction reaches and leaves again is told to nobody', async () => {
  const id = await customer()
  await limit(id, 10)
  const subject = { kind: 'device' as const, id: newId(), name: null }
  await within(async (context) => {
    for (const count of [1, -1]) {
      const many = Array.from({ length: 8 }, () => ({ organizationId: id, type, count, subject }))
      await context.tx.selectFrom('organizations').select('id').limit(1).execute()
      await changeLicenses(context, 'device.created', many)
    }
  })
  const { rows } = await world.test.owner.query('SELECT 1 FROM license_alerts WHERE organization_id = $1', [id])
  expect(rows).toEqual([])
})
