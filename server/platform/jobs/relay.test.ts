import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '../clock/clock.ts'
import { collector, emit, eventually, thingMade, useJobsWorld } from './jobs.fixture.ts'
import { emitEvents } from './outbox.ts'
import { relayBatch, startRelay } from './relay.ts'
import { defineTask, type Task } from './tasks.ts'

const world = useJobsWorld()
const provider = newId()
/** Longer than any test. */
const hourMs = 3_600_000

describe('an event', () => {
  test('leads to each of its tasks once, after the commit only', async () => {
    const [first, second]: [number[], number[]] = [[], []]
    const jobs = await world.start({ tasks: [collector('first', first), collector('second', second)] })
    await world.inTransaction(provider, async (context) => {
      await emit(context, 1)
      await emit(context, 2)
      await emit(context, 3, 'thing.forgotten')
    })
    const rolledBack = world.inTransaction(provider, async (context) => {
      await emit(context, 4)
      throw new TypeError('changed its mind')
    })
    await expect(rolledBack).rejects.toThrow('changed its mind')
    jobs.wake()
    await eventually(async () => {
      expect([first.length, second.length]).toEqual([2, 2])
      expect([await world.jobCount(), await world.outboxCount()]).toEqual([0, 0])
    })
    expect([first.sort(), second.sort()]).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  test('that takes long leaves room for others, however many there are', async () => {
    const seen: number[] = []
    const begun: string[] = []
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const slow = defineTask({
      name: 'slow',
      payload: z.object({ eventId: z.string(), providerId: z.string() }),
      triggers: [{ event: 'list.wanted', oncePer: 'event' }],
      isLong: true,
      run: async (_context, { providerId }) => {
        begun.push(providerId)
        await gate
      },
    })
    const jobs = await world.start({ tasks: [slow, collector('first', seen)] })
    for (const providerId of [provider, provider, ...Array.from({ length: 4 }, newId)])
      await world.inTransaction(providerId, (context) => emit(context, 1, 'list.wanted'))
    jobs.wake()
    await eventually(() => expect(begun.length).toBeGreaterThan(0))
    await world.inTransaction(provider, (context) => emit(context, 2))
    jobs.wake()
    await eventually(() => expect(seen).toEqual([2]))
    expect(begun.filter((each) => each === provider).length).toBeLessThanOrEqual(1)
    open()
    await eventually(() => expect(begun).toHaveLength(6))
  })

  test('that takes seconds does not wait behind one of the same provider that takes minutes', async () => {
    const done: number[] = []
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const list = defineTask({
      name: 'list',
      payload: z.object({ payload: z.object({ n: z.number() }) }),
      triggers: [{ event: 'list.wanted', oncePer: 'event' }],
      isLong: true,
      isShort: ({ n }) => Number(n) < 10,
      run: async (_context, { payload: { n } }) => {
        if (n >= 10) await gate
        done.push(n)
      },
    })
    const jobs = await world.start({ tasks: [list] })
    for (const n of [10, 11, 1, 2]) await world.inTransaction(provider, (context) => emit(context, n, 'list.wanted'))
    jobs.wake()
    await eventually(() => expect(done).toEqual([1, 2]))
    open()
    await eventually(() => expect(done).toEqual([1, 2, 10, 11]))
  })

  test('of a provider that has many waiting lets those of other providers go in turns', async () => {
    const [first, second] = [newId(), newId()]
    const done: string[] = []
    const list = defineTask({
      name: 'list',
      payload: z.object({ providerId: z.string(), payload: z.object({ n: z.number() }) }),
      triggers: [{ event: 'list.wanted', oncePer: 'event' }],
      isLong: true,
      // One lane for all providers.
      isShort: () => true,
      run: async (_context, { providerId, payload: { n } }) => {
        done.push(`${providerId === first ? 'first' : 'second'} ${n}`)
      },
    })
    const relayed = async (providerId: string, ...numbers: number[]) => {
      for (const n of numbers) await world.inTransaction(providerId, (context) => emit(context, n, 'list.wanted'))
      await relayBatch(world.pool, [list])
    }
    await relayed(first, 1, 2, 3, 4)
    await relayed(second, 1)
    // What went in the first turn is done; who comes back then has not gained by coming late.
    await world.pool.query('DELETE FROM graphile_worker._private_jobs WHERE priority = 0')
    await relayed(second, 2, 3)
    await world.start({ tasks: [list] })
    await eventually(() => expect(done).toEqual(['first 2', 'second 2', 'first 3', 'second 3', 'first 4']))
  })

  test('is found without being woken for', async () => {
    const seen: number[] = []
    await world.start({ tasks: [collector('first', seen)] })
    await world.inTransaction(newId(), (context) => emit(context, 7))
    await eventually(() => expect(seen).toEqual([7]))
  })

  test('of one provider joins the waiting job when its task runs once per provider', async () => {
    const task = collector('once', [], 'provider')
    for (const providerId of [provider, provider, newId()])
      await world.inTransaction(providerId, (context) => emit(context, 1))
    expect(await relayBatch(world.pool, [task])).toBe(3)
    expect(await world.jobCount()).toBe(2)
    await world.inTransaction(provider, (context) => emit(context, 1))
    await relayBatch(world.pool, [task])
    expect(await world.jobCount()).toBe(2)
  })

  test('joins the waiting job of events that say the same when its task runs once per payload', async () => {
    const task = collector('once', [], 'payload')
    for (const n of [1, 1, 2]) await world.inTransaction(provider, (context) => emit(context, n))
    await world.inTransaction(newId(), (context) => emit(context, 1))
    await relayBatch(world.pool, [task])
    expect(await world.jobCount()).toBe(3)
  })

  test('waits for more where its task says so, and more of them do not put it off', async () => {
    const task = defineTask({
      name: 'gathering',
      payload: z.object({ providerId: z.string() }),
      triggers: [{ event: 'thing.made', oncePer: 'provider', gatherMs: 60_000 }],
      run: async () => {},
    })
    const due = async () => (await world.pool.query('SELECT run_at FROM graphile_worker._private_jobs')).rows
    await world.inTransaction(provider, (context) => emit(context, 1))
    await relayBatch(world.pool, [task])
    const [first] = await due()
    expect(first.run_at.getTime() - Date.now()).toBeGreaterThan(50_000)
    await world.inTransaction(provider, (context) => emit(context, 2))
    await relayBatch(world.pool, [task])
    expect(await due()).toEqual([first])
  })

  test.each([
    ['rests from one before', { gatherMs: 0, restMs: hourMs }],
    ['gathers them', { gatherMs: hourMs, restMs: hourMs }],
  ])('of a burst waits for the others while the relay %s', async (_, options) => {
    const happen = (n: number) => world.inTransaction(provider, (context) => emit(context, n))
    await happen(1)
    const relay = startRelay({ pool: world.pool, tasks: [collector('once', [])], log: world.log, ...options })
    await eventually(async () => expect(await world.outboxCount()).toBe(0))
    for (let n = 1; n <= 20; n++) {
      await happen(n)
      relay.wake()
    }
    // Stopped, it takes none any more: how long all this took does not count.
    await relay.stop()
    expect([await world.outboxCount(), await world.jobCount()]).toEqual([20, 1])
  })

  test('is neither lost nor doubled wherever the relay dies', async () => {
    const tasks: readonly Task<unknown>[] = [collector('first', []), collector('second', [])]
    let died = 0
    for (let step = 1; step <= 7; step++) {
      await world.inTransaction(provider, (context) => emit(context, step))
      const taken = await relayBatch(dyingAt(step), tasks).catch(() => null)
      if (taken === null) {
        died++
        await eventually(async () => expect([await world.outboxCount(), await world.jobCount()]).toEqual([1, 0]))
        expect(await relayBatch(world.pool, tasks)).toBe(1)
      }
      expect([await world.outboxCount(), await world.jobCount()]).toEqual([0, 2])
      expect(await relayBatch(world.pool, tasks)).toBe(0)
      expect(await world.jobCount()).toBe(2)
      await world.pool.query('DELETE FROM graphile_worker._private_jobs')
    }
    expect(died).toBe(6)
  })

  test('is taken by one of several relays', async () => {
    const events = Array.from({ length: 1200 }, (_, n) => thingMade(provider, n))
    await world.inTransaction(provider, (context) => emitEvents(context, events))
    const relays = Array.from({ length: 5 }, () => relayBatch(world.pool, [collector('first', [])]))
    const taken = await Promise.all(relays)
    expect(taken.reduce((sum, each) => sum + each)).toBe(1200)
    expect([await world.jobCount(), await world.outboxCount()]).toEqual([1200, 0])
  })
})

/** A pool whose connection the server cuts right before the given statement. */
function dyingAt(step: number): Pick<pg.Pool, 'connect'> {
  const connect = async () => {
    const client = await world.pool.connect()
    client.on('error', () => {})
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    let statements = 0
    const query = async (text: string, values?: unknown[]) => {
      if (++statements === step) await world.pool.query('SELECT pg_terminate_backend($1, 2000)', [rows[0]?.pid])
      return client.query(text, values)
    }
    return Object.assign(Object.create(client), { query, release: client.release.bind(client) }) as pg.PoolClient
  }
  return { connect } as Pick<pg.Pool, 'connect'>
}
