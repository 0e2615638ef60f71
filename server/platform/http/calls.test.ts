import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import Fastify from 'fastify'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createWorld, type World } from '../../testing/world.ts'
import type { Caller } from '../auth/caller.ts'
import { systemClock } from '../clock/clock.ts'
import { createPool } from '../database/pools.ts'
import { TenantDatabase, type TenantTransaction } from '../database/tenant-database.ts'
import { AppError } from '../errors.ts'
import { jobContext } from '../jobs/tasks.ts'
import { systemScope } from '../tenancy/scope.ts'
import { expireIdempotencyKeysTask } from './expire-idempotency-keys.ts'
import { registerRoutes } from './register-routes.ts'
import type { Route } from './route.ts'
import { createServer } from './server.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Waits for next to nothing, so that a test sees what others see after seconds. */
class HastyDatabase extends TenantDatabase {
  override within: TenantDatabase['within'] = (scope, work, options) =>
    super.within(scope, work, { ...options, statementTimeoutMs: 200, lockTimeoutMs: 100 })
}

const operation: Operation = {
  id: 'tryOut',
  method: 'POST',
  path: '/tries',
  tag: 'tries',
  summary: 'Tries something out',
  access: 'session',
  response: z.object({ done: z.string() }),
  status: 200,
  errors: ['filter_too_broad', 'idempotency_in_progress'],
}

/** Whom the credential of a request is good for, now and the last time. */
interface Asked {
  now: () => Promise<Caller | null>
  last: () => Caller | null
}

/** An app with one operation; calling it gives its status, or the code of its error. */
function serve(
  method: 'GET' | 'POST',
  database: TenantDatabase,
  work: (tx: TenantTransaction, caller: Caller) => Promise<unknown>,
  asked: Asked = { now: async () => program(), last: () => null },
) {
  const app = Fastify()
  const codes: string[] = []
  const route: Route = {
    operation: { ...operation, method },
    handle: async ({ tx, caller }) => {
      await work(tx, caller)
      return { body: { done: 'yes' } as never, object: { table: 'organizations', id: world.first.customerId } }
    },
  }
  registerRoutes(app, [route.operation], [route], {
    database,
    clock: systemClock,
    authenticate: asked.now,
    lastCaller: asked.last,
    origins: { allowed: [] },
    onCommitted: () => {},
    onError: (_, { code }) => codes.push(code),
  })
  return async (headers: Record<string, string> = {}) => {
    const { statusCode } = await app.inject({ method, url: '/api/v1/tries', headers })
    return statusCode === 200 ? 200 : (codes.pop() ?? statusCode)
  }
}

function program(of = world.first): Caller {
  return {
    kind: 'api_key',
    name: 'a program',
    accountId: of.providerId,
    email: 'program@first.example',
    organization: { id: of.providerId, name: 'A Provider', type: 'provider' },
    roleName: 'A program',
    sessionId: null,
    apiKey: null,
    scope: { ...systemScope(of.providerId), membershipId: of.admin.membershipId },
    permissions: new Set(),
  }
}

const count = (tx: TenantTransaction, organizationId: string) =>
  tx
    .updateTable('organization_counters')
    .set((eb) => ({ users: eb('users', '+', 1) }))
    .where('organization_id', '=', organizationId)
    .execute()

describe('a call', () => {
  it('runs again when it and another stand in each other’s way', async () => {
    const { customerId, otherCustomerId } = world.first
    let attempts = 0
    const { promise: bothHold, resolve } = barrier()
    const inOrder = (first: string, second: string) =>
      serve('POST', world.installation.database, async (tx) => {
        await count(tx, first)
        if (++attempts === 2) resolve()
        await bothHold
        await count(tx, second)
      })
    const calls = [inOrder(customerId, otherCustomerId), inOrder(otherCustomerId, customerId)]
    expect(await Promise.all(calls.map((call) => call()))).toEqual([200, 200])
    expect(attempts).toBeGreaterThan(2)
    const { rows } = await world.test.owner.query(
      'SELECT users FROM organization_counters WHERE organization_id = ANY($1)',
      [[customerId, otherCustomerId]],
    )
    expect(rows).toEqual([{ users: 2 }, { users: 2 }])
  })

  it('runs again when the database could not put it in order, and not for ever', async () => {
    const failing = (times: number) => {
      let attempts = 0
      return serve('POST', world.installation.database, async () => {
        if (++attempts <= times) throw Object.assign(new TypeError('not in order'), { code: '40001' })
      })
    }
    expect(await failing(1)()).toBe(200)
    expect(await failing(100)()).toBe('unavailable')
  })

  it('is told to come back, and has done nothing, when the disk of the database is full', async () => {
    const full = serve('POST', world.installation.database, async (tx) => {
      await count(tx, world.first.partnerCustomerId)
      throw Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' })
    })
    expect(await full()).toBe('unavailable')
    const { rows } = await world.test.owner.query(
      'SELECT users FROM organization_counters WHERE organization_id = $1 AND users > 0',
      [world.first.partnerCustomerId],
    )
    expect(rows).toEqual([])
  })

  it('is told to come back while the database is only read, as a standby is', async () => {
    const { options } = world.installation.appPool
    const pool = createPool({ connectionString: options.connectionString ?? '', max: 1 }, () => {})
    pool.on('connect', (client) => void client.query('SET default_transaction_read_only = on'))
    const onStandby = serve('POST', new TenantDatabase(pool), (tx) => count(tx, world.first.customerId))
    expect(await onStandby()).toBe('unavailable')
    await pool.end()
  })

  it('is told that the first one with its key still runs', async () => {
    const started = barrier()
    const release = barrier()
    const slow = serve('POST', world.installation.database, async () => {
      started.resolve()
      await release.promise
    })
    const first = slow({ 'idempotency-key': 'slow' })
    await started.promise
    const hasty = serve('POST', new HastyDatabase(world.installation.appPool), async () => {})
    expect(await hasty({ 'idempotency-key': 'slow' })).toBe('idempotency_in_progress')
    release.resolve()
    expect(await first).toBe(200)
    expect(await hasty({ 'idempotency-key': 'slow' })).toBe(200)
  })

  it('of a list is told when its filter takes too long', async () => {
    const list = serve('GET', new HastyDatabase(world.installation.appPool), (tx) =>
      tx.selectFrom('providers').select(sql`pg_sleep(30)`.as('nothing')).execute(),
    )
    expect(await list()).toBe('filter_too_broad')
  })
})

describe('what is read for whom the credential was good for the last time', () => {
  const providers = (tx: TenantTransaction) => tx.selectFrom('organizations').select('provider_id').distinct().execute()

  it('is begun before it is known whom it is good for now, and read once', async () => {
    const caller = program()
    const begun = barrier()
    let reads = 0
    const read = serve(
      'GET',
      world.installation.database,
      async (tx) => {
        reads++
        await providers(tx)
        begun.resolve()
      },
      {
        last: () => caller,
        now: async () => {
          await begun.promise
          return caller
        },
      },
    )
    expect(await read()).toBe(200)
    expect(reads).toBe(1)
  })

  it('is thrown away, and so is what went wrong, where it is somebody else by now', async () => {
    const shown: unknown[] = []
    const read = serve(
      'GET',
      world.installation.database,
      async (tx, caller) => {
        shown.push([caller.organization.id, await providers(tx)])
        if (caller.organization.id === world.second.providerId) throw new AppError('forbidden')
      },
      { last: () => program(world.second), now: async () => program() },
    )
    expect(await read()).toBe(200)
    expect(shown.at(-1)).toEqual([world.first.providerId, [{ provider_id: world.first.providerId }]])
  })

  it('is shown to nobody where it is good for nobody any more', async () => {
    const read = serve('GET', world.installation.database, providers, {
      last: () => program(),
      now: async () => null,
    })
    expect(await read()).toBe('not_signed_in')
  })

  it('waits for the question whom it is good for now where there is one connection, and ends with the pool', async () => {
    const pool = new pg.Pool({ ...world.installation.appPool.options, max: 1 })
    const order: string[] = []
    const read = serve(
      'GET',
      new TenantDatabase(pool),
      async (tx) => {
        await providers(tx)
        order.push('read')
        await tx.selectFrom('providers').select(sql`pg_sleep(0.1)`.as('nothing')).execute()
        order.push('read to its end')
        throw new AppError('forbidden')
      },
      {
        last: () => program(),
        now: async () => {
          await pool.query('SELECT 1')
          order.push('asked')
          return null
        },
      },
    )
    expect(await read()).toBe('not_signed_in')
    await expect.poll(() => order).toContain('read')
    await pool.end()
    expect(order).toEqual(['asked', 'read', 'read to its end'])
  })

  it('is shown to nobody where nobody can be asked', async () => {
    const read = serve('GET', world.installation.database, providers, {
      last: () => program(),
      now: async () => {
        throw Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' })
      },
    })
    expect(await read()).toBe('unavailable')
  })

  it('is never a change', async () => {
    let begun = 0
    const change = serve('POST', world.installation.database, async () => begun++, {
      last: () => program(),
      now: async () => null,
    })
    expect(await change()).toBe('not_signed_in')
    expect(begun).toBe(0)
  })
})

describe('a repeated request for a secret', () => {
  it('is told that it was answered, and shows no secret', async () => {
    const ask = () =>
      world.first.admin.api.call(
        createApiKey,
        { body: { name: 'once', expiresInDays: 1 } },
        { idempotencyKey: 'a-secret' },
      )
    const first = await ask()
    expect(first.status).toBe(201)
    const again = await ask()
    expect([again.status, again.problem.code]).toEqual([409, 'conflict'])
    expect(again.problem.params).toEqual({ reason: 'shown_once' })
    expect(again.raw.body).not.toContain(first.body.key.slice(-20))
    const { rows } = await world.test.owner.query("SELECT status, body FROM idempotency_keys WHERE key = 'a-secret'")
    expect(rows).toEqual([{ status: 201, body: null }])
  })
})

describe('the task that forgets repeated requests', () => {
  it('removes what is older than a day, of every provider, and nothing else', async () => {
    const { first, second, test, installation } = world
    for (const { admin } of [first, second])
      for (const idempotencyKey of ['old', 'new'])
        await admin.api.call(createCustomer, { body: { name: 'Kept' } }, { idempotencyKey })
    await test.owner.query("UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'old'")
    const jobs = new pg.Pool({ connectionString: installation.jobsUrl, max: 1 })
    const query = async <Row>(text: string, values?: unknown[]) => (await jobs.query(text, values)).rows as Row[]
    const log = installation.log
    const job = { id: '1', signal: new AbortController().signal }
    try {
      const context = jobContext({ tenantDb: installation.database, clock: systemClock, log, query }, job)
      await expireIdempotencyKeysTask.run(context, {})
    } finally {
      await jobs.end()
    }
    const { rows } = await test.owner.query("SELECT key FROM idempotency_keys WHERE key IN ('old', 'new')")
    expect(rows).toEqual([{ key: 'new' }, { key: 'new' }])
  })
})

describe('an answer', () => {
  it.each([true, false])('asks browsers for https only where people come by https: %s', async (secure) => {
    const app = await createServer({
      logger: world.installation.log,
      trustProxy: 0,
      secure,
      requestLimit: { perMinute: 0, knownCaller: () => null },
    })
    app.get('/', async () => ({}))
    for (const url of ['/', '/nothing', '/%ff']) {
      const { headers } = await app.inject({ url })
      expect(headers['strict-transport-security']).toBe(secure ? 'max-age=31536000; includeSubDomains' : undefined)
    }
    await app.close()
  })
})

describe('/metrics', () => {
  it('tells durations by operation, and nobody’s ids', async () => {
    const { customerId, admin } = world.first
    await admin.api.request('GET', `/api/v1/customers/${customerId}`)
    const { body } = await world.anonymous.request('GET', '/metrics')
    expect(body).toMatch(/tenantry_request_duration_seconds_count\{operation="getCustomer",status="200"\} [1-9]/)
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(body).not.toContain(customerId)
  })

  it('tells how the process does, of each application in it', async () => {
    const other = await createWorld()
    for (const { anonymous } of [world, other]) {
      const { body } = await anonymous.request('GET', '/metrics')
      expect(body).toMatch(/^process_cpu_seconds_total \d/m)
      expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m)
    }
    const { body } = await other.anonymous.request('GET', '/metrics')
    await other.close()
    expect(body).not.toContain('operation="getCustomer"')
  })
})

/** A promise that is kept from outside. */
function barrier(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
