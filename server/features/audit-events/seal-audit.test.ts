import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { type Jobs, startJobs } from '../../platform/jobs/jobs.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { type AuditWorld, openAuditWorld, someChange } from './audit.fixture.ts'
import { ensureAuditPartitionsTask, sealAuditTask } from './audit-tasks.ts'
import { recordAudit } from './record-audit.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const begin = new Date('2026-03-04T05:06:07.890Z')
let world: AuditWorld
let provider: string

beforeAll(async () => {
  world = await openAuditWorld(begin)
})

afterAll(() => world.close())

beforeEach(() => {
  provider = newId()
  world.time = begin
})

const seal = (everything = false) => sealAudit(world.installation.database, provider, { everything })

const verify = async () => {
  const now = new Date(world.time.getTime() + 3_600_000)
  const [report] = await verifyAudit(world.installation.database, [provider], { now })
  return report?.breaks ?? []
}

describe('sealing', () => {
  test('numbers and chains what was committed, once', async () => {
    await world.record(provider, [{}, {}, {}])
    expect(await seal()).toMatchObject({ number: 3, added: 3 })
    expect(await seal()).toMatchObject({ number: 3, added: 0 })
    await world.record(provider, [{}])
    expect(await seal()).toMatchObject({ number: 4, added: 1 })
    expect(await verify()).toEqual([])
  })

  test('gives rows that were committed late the next numbers', async () => {
    const late = gate()
    const open = world.inside(systemScope(provider), async (context) => {
      await recordAudit(context, someChange(provider))
      late.begun()
      await late.opened
    })
    await late.hasBegun
    await world.record(provider, [{}, {}])
    const sealedBefore = await seal().finally(late.open)
    await open
    expect(sealedBefore).toMatchObject({ number: 2 })
    expect(await seal()).toMatchObject({ number: 3, added: 1 })
    expect(await verify()).toEqual([])
  })

  test('finds by its own event a row that was committed hours late', async () => {
    const late = gate()
    const open = world.inside(systemScope(provider), async (context) => {
      await recordAudit(context, someChange(provider))
      late.begun()
      await late.opened
    })
    await late.hasBegun
    world.time = new Date(begin.getTime() + 3 * 3_600_000)
    await world.record(provider, [{}])
    await seal().finally(late.open)
    await open
    expect(await seal()).toMatchObject({ number: 1, added: 0 })
    await whileJobsRun(() => eventuallySealed([provider], 2))
    expect((await verify()).map(({ kind }) => kind)).toEqual(['backdated'])
  })

  test('never forks when several do it at once', async () => {
    await world.inside(systemScope(provider), async (context) => {
      for (let i = 0; i < 1100; i++) await recordAudit(context, someChange(provider))
    })
    const sealed = await Promise.all(Array.from({ length: 4 }, () => seal()))
    expect(sealed.reduce((sum, each) => sum + each.added, 0)).toBe(1100)
    expect(Math.max(...sealed.map((each) => each.number))).toBe(1100)
    expect(await verify()).toEqual([])
  })

  test('follows a change by itself, for each provider', async () => {
    const second = newId()
    await whileJobsRun(async (jobs) => {
      await world.record(provider, [{}, {}])
      await world.record(second, [{}])
      jobs.wake()
      await eventuallySealed([provider, second], 3)
    })
    expect(await verify()).toEqual([])
  })

  async function whileJobsRun(work: (jobs: Jobs) => Promise<void>): Promise<void> {
    const { jobsUrl, database, clock, log } = world.installation
    const jobs = await startJobs({ jobsUrl, tenantDb: database, clock, log, tasks: [sealAuditTask] })
    await work(jobs).finally(() => jobs.stop())
  }

  async function eventuallySealed(providers: string[], sealed: number): Promise<void> {
    const count = 'SELECT count(*)::int AS sealed FROM audit_seals WHERE provider_id = ANY($1)'
    await vi.waitFor(async () => expect((await world.owner.query(count, [providers])).rows).toEqual([{ sealed }]), {
      timeout: 5_000,
      interval: 10,
    })
  }

  /** Holds a transaction open until others are done. */
  function gate() {
    let [begun, open] = [() => {}, () => {}]
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve
    })
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    return { begun, open, hasBegun, opened }
  }
})

describe('partitions', () => {
  test('are made for the coming months, and rows that came before them move in', async () => {
    world.time = new Date('2031-05-31T23:59:59.999Z')
    await world.record(provider, [{}, {}])
    await seal()
    const { jobsUrl, database, log } = world.installation
    const clock = { now: () => new Date('2031-05-15T00:00:00Z') }
    const jobs = await startJobs({
      jobsUrl,
      tenantDb: database,
      clock,
      log,
      tasks: [ensureAuditPartitionsTask],
      atStart: [ensureAuditPartitionsTask.name],
    })
    const parts =
      'SELECT tableoid::regclass::text AS part FROM audit_events WHERE provider_id = $1 ORDER BY occurred_at'
    await vi.waitFor(
      async () =>
        expect((await world.owner.query(parts, [provider])).rows).toEqual([
          { part: 'audit_events_2031_05' },
          { part: 'audit_events_2031_06' },
        ]),
      { timeout: 8_000, interval: 20 },
    )
    await jobs.stop()
    expect(await verify()).toEqual([])
    const made = await world.owner.query("SELECT audit.ensure_partitions('2031-05-01', 4) AS made")
    expect(made.rows).toEqual([{ made: 0 }])
    const walls = await world.owner.query(
      "SELECT count(*)::int AS walled FROM pg_class WHERE relname LIKE 'audit_events_2031%' AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity",
    )
    expect(walls.rows).toEqual([{ walled: 4 }])
  })
})
