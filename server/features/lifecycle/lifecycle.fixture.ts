/** Short ways to change a status and to look at what is behind it, for tests that go through HTTP. */
import { changeCustomerStatus, getCustomerStatus, purgeCustomer } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type pg from 'pg'
import { newId } from '../../platform/clock/clock.ts'
import { createPool } from '../../platform/database/pools.ts'
import { jobContext, type Task } from '../../platform/jobs/tasks.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import type { HttpCaller, TestAnswer } from '../../testing/http-caller.ts'
import { takeLicense, type World } from '../../testing/world.ts'

interface Options {
  ifMatch?: string
  dryRun?: boolean
  reason?: string
}

/** Asks for a status and gives back the whole answer. */
export function setStatus(
  api: HttpCaller,
  id: string,
  status: OrganizationStatus,
  { reason, ...options }: Options = {},
): Promise<TestAnswer<typeof changeCustomerStatus>> {
  const body = { status, ...(reason === undefined ? {} : { reason }) }
  return api.call(changeCustomerStatus, { params: { id: id as never }, body }, options)
}

/** Sets a status that must be possible. */
export async function mustSet(api: HttpCaller, id: string, ...statuses: OrganizationStatus[]): Promise<void> {
  for (const status of statuses) {
    const answer = await setStatus(api, id, status)
    if (answer.status !== 200) throw new TypeError(answer.raw.body)
  }
}

/** Reads the status of one. */
export async function statusOf(api: HttpCaller, id: string): Promise<TestAnswer<typeof getCustomerStatus>> {
  return api.call(getCustomerStatus, { params: { id: id as never } })
}

/** Deletes one for good, as far as the typed code lets. */
export function purge(
  api: HttpCaller,
  id: string,
  code: string,
  options: { dryRun?: boolean; idempotencyKey?: string } = {},
): Promise<TestAnswer<typeof purgeCustomer>> {
  return api.call(purgeCustomer, { params: { id: id as never }, body: { code } }, options)
}

/** Puts a person into an organization who has not accepted the invitation yet. */
export async function addPending({ test }: World, providerId: string, organizationId: string): Promise<string> {
  const id = newId()
  await test.owner.query(
    `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
     SELECT $1, $2, $3, $4, r.id, 'subtree', 'Invited', 'invited', 'invited@people.example', 'pending', now()
     FROM roles r WHERE r.provider_id = $1 AND r.key = 'partner_administrator'`,
    [providerId, id, organizationId, newId()],
  )
  await test.owner.query(
    'UPDATE organization_counters SET users = users + 1 WHERE provider_id = $1 AND organization_id = $2',
    [providerId, organizationId],
  )
  const person = { providerId, organizationId, membershipId: id, name: 'Invited' }
  await test.installation.database.within(systemScope(providerId), (tx) => takeLicense(tx, person))
  return id
}

/** The content of every table but the given ones, as texts, to compare before and after. */
export async function contentOf(
  { test: { owner } }: { test: { owner: pg.Pool } },
  except: readonly string[] = [],
): Promise<Record<string, string[]>> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'auth') ORDER BY 1`,
  )
  const content: Record<string, string[]> = {}
  for (const { name } of rows) {
    if (except.includes(name)) continue
    const found = await owner.query<{ row: string }>(`SELECT r::text AS row FROM ${name} r ORDER BY 1`)
    content[name] = found.rows.map(({ row }) => row)
  }
  return content
}

/** Runs a job that takes no payload, as the worker does; answers what it had to warn of, or to alarm about. */
export async function runTask<Payload extends object>(
  { installation }: World,
  task: Task<Payload>,
  payload: Payload = {} as Payload,
): Promise<object[]> {
  const { jobsUrl, database, clock } = installation
  const pool = createPool({ connectionString: jobsUrl, max: 1 }, () => {})
  const warnings: object[] = []
  const warn = (each: object) => void warnings.push(each)
  const log = { debug: () => {}, info: () => {}, warn, error: warn }
  const query = async <Row>(text: string, values?: unknown[]) => (await pool.query(text, values)).rows as Row[]
  const environment = { tenantDb: database, clock, log, query }
  await task.run(jobContext(environment, { id: '1', signal: new AbortController().signal }), payload)
  await pool.end()
  return warnings
}
