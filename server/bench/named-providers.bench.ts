import type { FastifyInstance } from 'fastify'
import { createApp } from '../app.ts'
import { createPool } from '../platform/database/pools.ts'
import { connectionStringFor } from '../platform/database/roles.ts'
import { TenantDatabase } from '../platform/database/tenant-database.ts'
import { walledTables } from '../platform/tenancy/walled-tables.ts'
import { type BenchInstallation, reaches } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import type { BenchRow } from './measure.ts'

/**
 * P12: of the statements that the API sends about tenants' rows, the share that names the provider, so that a
 * distributed PostgreSQL could send it to one shard. The app runs in this process, over a pool that writes down what
 * it is asked.
 */
export async function benchNamedProviders({ bench }: Pick<Bench, 'bench'>): Promise<BenchRow[]> {
  const { installation } = bench
  const { ownerUrl, secret } = installation
  const appPool = createPool(
    { connectionString: connectionStringFor(ownerUrl, 'tenantry_app', secret), max: 4 },
    () => {},
  )
  const sent: string[] = []
  appPool.on('connect', (client) => {
    const query = client.query.bind(client) as (statement: { text: string } | string, ...rest: unknown[]) => unknown
    Object.assign(client, {
      query: (statement: { text: string } | string, ...rest: unknown[]) => {
        sent.push(typeof statement === 'string' ? statement : statement.text)
        return query(statement, ...rest)
      },
    })
  })
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
    for (const reach of reaches) await takeTour(app, bench, bench.members[reach].email)
  } finally {
    await app.close()
    await appPool.end()
  }
  return [rowOf(sent.filter(isAboutTenants))]
}

const tables = new RegExp(`"(${Object.keys(walledTables).join('|')})"|search\\.\\w+_ids`)

function isAboutTenants(statement: string): boolean {
  return tables.test(statement)
}

function namesProvider(statement: string): boolean {
  return /provider_id"? (=|in) |^insert into "\w+" \([^)]*"provider_id"|search\.\w+_ids\(\$\d+::uuid, /.test(statement)
}

function rowOf(statements: string[]): BenchRow {
  const without = new Set(
    statements.filter((statement) => !namesProvider(statement)).map((statement) => statement.slice(0, 60)),
  )
  const share = (100 * statements.filter(namesProvider).length) / statements.length
  const note = `${statements.length} statements, ${new Set(statements).size} different${without.size > 0 ? `; without: ${[...without].join(' · ')}` : ''}`
  return {
    id: 'P12',
    name: 'tenant statements that name the provider',
    ours: share,
    floor: null,
    unit: '%',
    ratio: null,
    bar: '100 %',
    holds: share === 100,
    note,
  }
}

async function takeTour(app: FastifyInstance, { password }: BenchInstallation, email: string): Promise<void> {
  const headers: Record<string, string> = { host: 'localhost', origin: 'http://localhost' }
  const send = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    more: Record<string, string> = {},
  ) => {
    const response = await app.inject({
      method,
      url,
      headers: { ...headers, ...more },
      ...(payload ? { payload } : {}),
    })
    if (response.statusCode >= 400)
      throw new Error(`${method} ${url} answered ${response.statusCode}: ${response.body}`)
    return response
  }
  const signedIn = await send('POST', '/api/auth/sign-in/email', { email, password })
  headers.cookie = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const lists = [
    'customers',
    'customers?q=steuerber',
    'customers?sort=-devices',
    'devices',
    'devices?q=fal',
    'organizations',
    'api-keys',
    'me',
  ]
  for (const list of lists) await send('GET', `/api/v1/${list}`)
  const page = (
    await send('GET', '/api/v1/customers?limit=1&filter[type][eq]=customer&filter[status][eq]=active')
  ).json<{
    items: { id: string }[]
  }>()
  const id = page.items[0]?.id ?? ''
  const { etag } = (await send('GET', `/api/v1/customers/${id}`)).headers
  await send('PATCH', `/api/v1/customers/${id}`, { subscriptionId: `SUB${Date.now()}` }, { 'if-match': String(etag) })
  const device = (
    await send('POST', '/api/v1/devices', { organizationId: id, name: 'bench-01', class: 'server' })
  ).json<{ id: string }>()
  await send('GET', `/api/v1/devices/${device.id}`)
  await send('DELETE', `/api/v1/devices/${device.id}`)
  const added = { name: 'Bench Tour', plan: { kind: 'purchased' }, currency: 'EUR' }
  await send('POST', '/api/v1/customers?dryRun=true', added, { 'idempotency-key': `bench-${Date.now()}` })
}
