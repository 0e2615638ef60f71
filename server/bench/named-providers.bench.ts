import type { FastifyInstance } from 'fastify'
import { createApp } from '../app.ts'
import { createPool } from '../platform/database/pools.ts'
import { connectionStringFor } from '../platform/database/roles.ts'
import { TenantDatabase } from '../platform/database/tenant-database.ts'
import { StatementWatch } from '../platform/tenancy/statement-watch.ts'
import { type BenchInstallation, reaches } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import type { BenchRow } from './measure.ts'
import { type Send, takeTour } from './tour.ts'

/**
 * P12: of the statements that the API sends about tenants' rows, the share that names the provider, so that a
 * distributed PostgreSQL could send it to one shard; judged as in the tests. The app runs in this process, over a pool
 * that is watched.
 */
export async function benchNamedProviders({ bench }: Pick<Bench, 'bench'>): Promise<BenchRow[]> {
  const { installation } = bench
  const { ownerUrl, secret } = installation
  const appPool = createPool(
    { connectionString: connectionStringFor(ownerUrl, 'tenantry_app', secret), max: 4 },
    () => {},
  )
  const watch = new StatementWatch()
  watch.watch(appPool)
  const app = await createApp(
    { ...installation, appPool, database: new TenantDatabase(appPool) },
    {
      version: 'bench',
      webDir: null,
      mailer: { deliver: async () => ({ messageId: '' }) },
      onCommitted: () => {},
      localUrl: () => 'http://localhost',
    },
  )
  try {
    const visited = new Set<string>()
    for (const reach of reaches)
      for (const id of await takeTour(await signIn(app, bench, bench.members[reach].email))) visited.add(id)
    return [rowOf(watch, visited.size)]
  } finally {
    await app.close()
    await appPool.end()
  }
}

function rowOf({ touching, offending, offences }: StatementWatch, operations: number): BenchRow {
  const share = (100 * (touching - offending)) / touching
  const without = [...offences].map((offence) => offence.slice(0, 80))
  const note = `${touching} statements of ${operations} reading operations and some that write`
  return {
    id: 'P12',
    name: 'tenant statements that name the provider',
    ours: share,
    floor: null,
    unit: '%',
    ratio: null,
    bar: '100 %',
    holds: share === 100,
    note: [note, ...without].join('; without: '),
  }
}

async function signIn(app: FastifyInstance, { password }: BenchInstallation, email: string): Promise<Send> {
  const headers: Record<string, string> = { host: 'localhost', origin: 'http://localhost' }
  const send: Send = async (method, url, body, more) => {
    const payload = body ? { payload: body } : {}
    const answer = await app.inject({ method, url, headers: { ...headers, ...more }, ...payload })
    headers.cookie ??= answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    return { status: answer.statusCode, body: answer.body, etag: String(answer.headers.etag ?? '') }
  }
  await send('POST', '/api/auth/sign-in/email', { email, password })
  return send
}
