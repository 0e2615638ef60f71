/** Short ways to customers for tests that go through HTTP. */
import { createCustomer, getCustomer } from '@tenantry/contract/customers.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import type { HttpCaller, TestAnswer } from '../../testing/http-caller.ts'
import type { World } from '../../testing/world.ts'

/** What is sent to add a customer. */
export type NewCustomer = RequestOf<typeof createCustomer>['body']

/** Adds a customer and gives back the whole answer. */
export function add(api: HttpCaller, body: NewCustomer): Promise<TestAnswer<typeof createCustomer>> {
  return api.call(createCustomer, { body })
}

/** Adds a customer that must succeed, and reads it back. */
export async function added(api: HttpCaller, body: NewCustomer): Promise<TestAnswer<typeof getCustomer>> {
  const created = await add(api, body)
  if (created.status !== 201) throw new TypeError(created.raw.body)
  return api.call(getCustomer, { params: { id: created.body.id } })
}

/** The problems of a refused input as `path: code`. */
export function problems(answer: { status: number; problem: TestAnswer<typeof createCustomer>['problem'] }): string[] {
  if (answer.status !== 422)
    throw new TypeError(`${answer.status} is no refused input: ${JSON.stringify(answer.problem)}`)
  return (answer.problem.errors ?? []).map(({ path, code }) => `${path}: ${code}`)
}

/** The number of rows of every table, whoever they belong to. */
export async function rowCounts({ test: { owner } }: World): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string }>(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
  )
  const counts: Record<string, number> = {}
  for (const { name } of rows) {
    const counted = await owner.query<{ count: string }>(`SELECT count(*) AS count FROM ${name}`)
    counts[name] = Number(counted.rows[0]?.count)
  }
  return counts
}
