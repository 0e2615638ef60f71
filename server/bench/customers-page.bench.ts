import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../platform/project-root.ts'
import { type MeasuredReach, reaches } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { customersPagePath, floorPlans, readPage, readPageFloor, requireSamePage } from './customers-page-floor.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, median, timeInTurns } from './measure.ts'

const mostMs = 100
/** The memory that a database is given when it starts makes the same page up to twice as slow from start to start. */
const starts = 5

/** P1: the customers page, filtered and sorted, with counts and total, for each reach. */
export async function benchCustomersPage(bench: Bench): Promise<BenchRow[]> {
  const connection = await bench.connect()
  const plans: string[] = []
  for (const reach of reaches) plans.push(await floorPlans(connection, await readPageFloor(bench.bench, reach)))
  await writeFile(path.join(projectRoot, 'server/bench/floors/customers-page.plans.txt'), plans.join('\n'))

  const ofAll = [await timePage(bench, 'all')]
  const others: BenchRow[] = []
  for (const reach of reaches) if (reach !== 'all') others.push(rowOfP95(`${reach}: p95`, await timePage(bench, reach)))
  for (let running = bench; ofAll.length < starts; ) {
    running = await running.restart()
    ofAll.push(await timePage(running, 'all'))
  }
  const middle = median(ofAll.map(ratioOf))
  const { ours, floor } = ofAll.find((timing) => ratioOf(timing) === middle) as BothTimings
  const slowest = ofAll.reduce((one, other) => (other.ours.p95Ms > one.ours.p95Ms ? other : one))
  const ofMedian: BenchRow = {
    id: 'P1',
    unit: 'ms',
    name: `customers page, reach all: median, of ${starts} starts`,
    ours: ours.medianMs,
    floor: floor.medianMs,
    ratio: middle,
    bar: 'ratio ≤ 1.6',
    holds: middle <= 1.6,
    note: ofAll.map((timing) => ratioOf(timing).toFixed(2)).join(', '),
  }
  return [ofMedian, rowOfP95(`all: p95, of the slowest of ${starts} starts`, slowest), ...others]
}

type BothTimings = Awaited<ReturnType<typeof timeInTurns>>

const ratioOf = ({ ours, floor }: BothTimings) => ours.medianMs / floor.medianMs

async function timePage({ bench, app, connect }: Bench, reach: MeasuredReach): Promise<BothTimings> {
  const connection = await connect()
  const client = new HttpClient(app.url)
  await client.signIn(bench.members[reach].email, bench.password)
  const floor = await readPageFloor(bench, reach)
  requireSamePage((await client.send('GET', customersPagePath)).body, await readPage(connection, floor))
  const timing = await timeInTurns(
    () => client.send('GET', customersPagePath),
    () => readPage(connection, floor),
  )
  client.close()
  return timing
}

function rowOfP95(of: string, { ours, floor }: BothTimings): BenchRow {
  return {
    id: 'P1',
    unit: 'ms',
    name: `customers page, reach ${of}`,
    ours: ours.p95Ms,
    floor: floor.p95Ms,
    ratio: ours.p95Ms / floor.p95Ms,
    bar: `≤ ${mostMs} ms`,
    holds: ours.p95Ms <= mostMs,
  }
}
