import { startApp } from './app-process.ts'
import { openBenchInstallation, standardFolder } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { otherCases, quickCases } from './growth-cases.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, growthRow, percentile } from './measure.ts'

const small = { customers: 1_000, devices: 1_000 }
const grown = { customers: 1_000_000, devices: 1_000_000 }
const mostOtherMs = 500
const calls = { warmUp: 20, measured: 100 }

/**
 * P3: what people ask the customers list for all day, of a provider of a thousand customers and of one of a million in
 * turns, so that whatever else the machine does strikes both; and every other column at the size of the other benchmarks.
 */
export async function benchGrowth({ bench, app, sparePort, grownDir }: Bench): Promise<BenchRow[]> {
  const before = { ...small, dataDir: await standardFolder(small) }
  const after = { ...grown, dataDir: grownDir ?? (await standardFolder(grown)) }
  const rows: BenchRow[] = []
  await running(before, sparePort, (little) =>
    running(after, sparePort + 1, async (large) => {
      const pathsBefore = new Map((await quickCases(little)).map(({ name, path }) => [name, path]))
      for (const { name, path } of await quickCases(large)) {
        const pathBefore = pathsBefore.get(name) ?? ''
        const [floor = Number.NaN, ours = Number.NaN] = await p95OfEach([
          () => little.send('GET', pathBefore),
          () => large.send('GET', path),
        ])
        rows.push(growthRow({ id: 'P3', name: `a thousand to a million, ${name}: p95`, ours, floor }))
      }
    }),
  )
  await asked({ bench, app }, async (client) => {
    for (const { name, path } of await otherCases(client)) {
      const [p95 = Number.NaN] = await p95OfEach([() => client.send('GET', path)])
      rows.push(otherRow(name, p95))
    }
  })
  return rows
}

type Size = Parameters<typeof openBenchInstallation>[0]
type Served = Pick<Bench, 'bench' | 'app'>

/** Serves a provider of a size while somebody who sees all of it asks. */
async function running(size: Size, port: number, ask: (client: HttpClient) => Promise<void>): Promise<void> {
  const bench = await openBenchInstallation(size)
  try {
    const { ownerUrl, secret } = bench.installation
    const env = { DATABASE_URL: ownerUrl, TENANTRY_SECRET: secret, TENANTRY_DATA_DIR: size.dataDir }
    const app = await startApp(port, env)
    try {
      await asked({ bench, app }, ask)
    } finally {
      await app.stop()
    }
  } finally {
    await bench.close()
  }
}

async function asked({ bench, app }: Served, ask: (client: HttpClient) => Promise<void>): Promise<void> {
  const client = new HttpClient(app.url)
  try {
    await client.signIn(bench.members.all.email, bench.password)
    await ask(client)
  } finally {
    client.close()
  }
}

/** The p95 of each kind of work, whose calls take turns. */
async function p95OfEach(kinds: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  for (let call = 0; call < calls.warmUp; call++) for (const work of kinds) await work()
  const times = kinds.map((): number[] => [])
  for (let call = 0; call < calls.measured; call++)
    for (const [kind, work] of kinds.entries()) {
      const begun = performance.now()
      await work()
      times[kind]?.push(performance.now() - begun)
    }
  return times.map((each) => percentile(each, 0.95))
}

function otherRow(name: string, ours: number): BenchRow {
  const bar = `≤ ${mostOtherMs} ms`
  return { id: 'P3', name: `${name}: p95`, ours, floor: null, unit: 'ms', ratio: null, bar, holds: ours <= mostOtherMs }
}
