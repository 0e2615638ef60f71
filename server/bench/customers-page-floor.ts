/** The floor of the customers page: hand-written SQL by the bare driver, as the owner, whom no row is hidden from. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { projectRoot } from '../platform/project-root.ts'
import type { BenchInstallation, MeasuredReach } from './bench-installation.ts'

/** What is asked for, of ours and of the floor. */
export const measuredFilter = { status: 'active', country: 'DE' }

/** The page's address in the product. */
export const customersPagePath = `/api/v1/customers?filter[status][eq]=${measuredFilter.status}&filter[country][eq]=${measuredFilter.country}&sort=name&limit=50`

interface Statement {
  name: string
  text: string
  values: string[]
}

/** The statements of one page: its rows and its total. */
export interface PageFloor {
  page: Statement
  total: Statement
}

const folder = path.join(projectRoot, 'server/bench/floors')

/** Reads the floor's statements for a reach. */
export async function readPageFloor(bench: BenchInstallation, reach: MeasuredReach): Promise<PageFloor> {
  const { organizationId, membershipId } = bench.members[reach]
  const own = { all: [], subtree: [organizationId], selected: [membershipId] }[reach]
  const values = [bench.providerId, measuredFilter.status, measuredFilter.country, ...own]
  const read = async (part: string): Promise<Statement> => {
    const name = `customers-${part}-${reach}`
    return { name, text: await readFile(path.join(folder, `${name}.sql`), 'utf8'), values }
  }
  return { page: await read('page'), total: await read('total') }
}

/** A page as far as ours and the floor's are alike. */
interface Page {
  items: { id: string }[]
  total: number | null
}

/**
 * Compares the answer of the product with the floor's page: a floor that reads something else would prove nothing.
 * @throws Error when they hold other rows, another order or another total, or nothing at all
 */
export function requireSamePage(answer: string, floor: Page): void {
  const ours = JSON.parse(answer) as Page
  const [mine, theirs] = [ours, floor].map(({ items }) => items.map(({ id }) => id).join())
  if (mine === '' || mine !== theirs || ours.total !== floor.total)
    throw new Error('The floor reads other rows than the product')
}

/** Reads a page with its total; both statements go out at once where the connection is pipelined. */
export async function readPage(connection: pg.ClientBase, { page, total }: PageFloor) {
  const [rows, counted] = await Promise.all([connection.query(page), connection.query<{ count: number }>(total)])
  return { items: rows.rows.slice(0, 50), total: counted.rows[0]?.count ?? 0 }
}

/** The plans that the floor runs by, as text. */
export async function floorPlans(connection: pg.ClientBase, { page, total }: PageFloor): Promise<string> {
  const plans: string[] = []
  for (const { name, text, values } of [page, total]) {
    const { rows } = await connection.query({
      text: `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) ${text.replace(/^--.*\n/, '')}`,
      values,
    })
    plans.push(`-- ${name}`, ...rows.map((row) => row['QUERY PLAN']), '')
  }
  return plans.join('\n')
}
