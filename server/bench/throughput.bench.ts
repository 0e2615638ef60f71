import autocannon from 'autocannon'
import { startProcess } from './app-process.ts'
import type { Bench } from './bench-types.ts'
import { customersPagePath, readPageFloor, requireSamePage } from './customers-page-floor.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, median } from './measure.ts'

const connections = 32
const runs = 5
const secondsPerRun = 4

/** P2: how many such pages a second the server answers to 32 connections. */
export async function benchThroughput({ bench, app, sparePort }: Bench): Promise<BenchRow[]> {
  const client = new HttpClient(app.url)
  await client.signIn(bench.members.all.email, bench.password)
  const environment = {
    BENCH_DATABASE_URL: bench.installation.ownerUrl,
    BENCH_FLOOR: JSON.stringify(await readPageFloor(bench, 'all')),
  }
  const floorServer = await startProcess(
    ['server/run.mjs', 'server/bench/floor-server.ts'],
    sparePort,
    environment,
    '/',
  )
  const ours: number[] = []
  const floor: number[] = []
  try {
    await requireSameAnswers(client, floorServer.url)
    await Promise.all([load(app.url, client.cookie, 2), load(floorServer.url, '', 2)])
    for (let run = 0; run < runs; run++) {
      ours.push(await load(app.url, client.cookie, secondsPerRun))
      floor.push(await load(floorServer.url, '', secondsPerRun))
    }
  } finally {
    client.close()
    await floorServer.stop()
  }
  const ratio = median(ours) / median(floor)
  return [
    {
      id: 'P2',
      name: `customers page, ${connections} connections`,
      ours: median(ours),
      floor: median(floor),
      unit: 'requests/s',
      ratio,
      bar: 'ratio ≥ 0.6',
      holds: ratio >= 0.6,
    },
  ]
}

async function requireSameAnswers(client: HttpClient, floorUrl: string): Promise<void> {
  const floor = new HttpClient(floorUrl)
  try {
    const [ours, theirs] = await Promise.all([client, floor].map((each) => each.send('GET', customersPagePath)))
    requireSamePage(ours?.body ?? '', JSON.parse(theirs?.body ?? ''))
  } finally {
    floor.close()
  }
}

async function load(url: string, cookie: string, seconds: number): Promise<number> {
  const result = await autocannon({
    url: `${url}${customersPagePath}`,
    connections,
    duration: seconds,
    headers: { cookie },
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`)
  return result['2xx'] / result.duration
}
