import { startApp } from './app-process.ts'
import { openBenchInstallation, standardFolder } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { type GrowthCase, otherCases, quickCases } from './growth-cases.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, percentile } from './measure.ts'

const small = { customers: 1_000, devices: 1_000 }
const grown = { customers: 1_000_000, devices: 1_000_000 }
const mostGrowth = 2
const mostOtherMs = 500
const calls = { warmUp: 20, measured: 60 }

/**
 * P3: what people ask the customers list for all day, at a thousand customers and at a million; and every other column
 * at the size of the other benchmarks.
 */
export async function benchGrowth({ bench, app, sparePort, grownDir }: Bench): Promise<BenchRow[]> {
  const others = await timesOf(app.url, bench, otherCases)
  const before = await timesAt({ ...small, dataDir: await standardFolder(small) }, sparePort)
  const after = await timesAt({ ...grown, dataDir: grownDir ?? (await standardFolder(grown)) }, sparePort)
  return [
    ...[...after].map(([name, ours]) => growthRow(name, ours, before.get(name) ?? Number.NaN)),
    ...[...others].map(([name, ours]) => otherRow(name, ours)),
  ]
}

type Size = Parameters<typeof openBenchInstallation>[0]

/** The p95 of each quick case, by its name, on a provider of a size. */
async function timesAt(size: Size, port: number): Promise<Map<string, number>> {
  const bench = await openBenchInstallation(size)
  try {
    const { ownerUrl, secret } = bench.installation
    const app = await startApp(port, {
      DATABASE_URL: ownerUrl,
      TENANTRY_SECRET: secret,
      TENANTRY_DATA_DIR: size.dataDir,
    })
    try {
      return await timesOf(app.url, bench, quickCases)
    } finally {
      await app.stop()
    }
  } finally {
    await bench.close()
  }
}

async function timesOf(
  url: string,
  { members, password }: Bench['bench'],
  casesFor: (client: HttpClient) => Promise<GrowthCase[]>,
): Promise<Map<string, number>> {
  const client = new HttpClient(url)
  try {
    await client.signIn(members.all.email, password)
    const times = new Map<string, number>()
    for (const { name, path } of await casesFor(client)) times.set(name, await p95(() => client.send('GET', path)))
    return times
  } finally {
    client.close()
  }
}

async function p95(work: () => Promise<unknown>): Promise<number> {
  for (let call = 0; call < calls.warmUp; call++) await work()
  const times: number[] = []
  for (let call = 0; call < calls.measured; call++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return percentile(times, 0.95)
}

function growthRow(name: string, ours: number, floor: number): BenchRow {
  const ratio = ours / floor
  return {
    id: 'P3',
    name: `a thousand to a million, ${name}: p95`,
    ours,
    floor,
    unit: 'ms',
    ratio,
    bar: `ratio ≤ ${mostGrowth}`,
    holds: ratio <= mostGrowth,
  }
}

function otherRow(name: string, ours: number): BenchRow {
  const bar = `≤ ${mostOtherMs} ms`
  return { id: 'P3', name: `${name}: p95`, ours, floor: null, unit: 'ms', ratio: null, bar, holds: ours <= mostOtherMs }
}
