import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../platform/project-root.ts'
import { reaches } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { customersPagePath, floorPlans, readPage, readPageFloor, requireSamePage } from './customers-page-floor.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, timeInTurns } from './measure.ts'

const mostMs = 100

/** P1: the customers page, filtered and sorted, with counts and total, for each reach. */
export async function benchCustomersPage({ bench, app, connect }: Bench): Promise<BenchRow[]> {
  const connection = await connect()
  const rows: BenchRow[] = []
  const plans: string[] = []
  for (const reach of reaches) {
    const client = new HttpClient(app.url)
    await client.signIn(bench.members[reach].email, bench.password)
    const floor = await readPageFloor(bench, reach)
    plans.push(await floorPlans(connection, floor))
    requireSamePage((await client.send('GET', customersPagePath)).body, await readPage(connection, floor))
    const timing = await timeInTurns(
      () => client.send('GET', customersPagePath),
      () => readPage(connection, floor),
    )
    client.close()
    const ratio = timing.ours.medianMs / timing.floor.medianMs
    const common = { id: 'P1', unit: 'ms', ratio } as const
    if (reach === 'all')
      rows.push({
        ...common,
        name: 'customers page, reach all: median',
        ours: timing.ours.medianMs,
        floor: timing.floor.medianMs,
        bar: 'ratio ≤ 1.6',
        holds: ratio <= 1.6,
      })
    rows.push({
      ...common,
      name: `customers page, reach ${reach}: p95`,
      ours: timing.ours.p95Ms,
      floor: timing.floor.p95Ms,
      ratio: timing.ours.p95Ms / timing.floor.p95Ms,
      bar: `≤ ${mostMs} ms`,
      holds: timing.ours.p95Ms <= mostMs,
    })
  }
  await writeFile(path.join(projectRoot, 'server/bench/floors/customers-page.plans.txt'), plans.join('\n'))
  return rows
}
