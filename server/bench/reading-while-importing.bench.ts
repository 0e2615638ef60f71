/** P6r: a page of customers that a hundred people ask for at once, while a long import runs and while none does. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Import } from '@tenantry/contract/imports.ts'
import autocannon from 'autocannon'
import { type AppProcess, startApp } from './app-process.ts'
import { openBenchInstallation } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import { customersFile, sendFile } from './import.bench.ts'
import { type BenchRow, growthRow, median, percentile } from './measure.ts'

const people = 100
const secondsOfRun = 8
const runs = 5
const page = '/api/v1/customers?sort=name&limit=50'
/** As many that the page's total is past what is counted before the import begins: the page itself does not grow. */
const there = { customers: 20_000, devices: 20_000 }

/** An installation of its own, so that nothing of the import stays. */
export async function benchReadingWhileImporting(
  { sparePort }: Pick<Bench, 'sparePort'>,
  customers: number,
): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-reading-'))
  try {
    const bench = await openBenchInstallation({ ...there, dataDir })
    try {
      const { ownerUrl, secret } = bench.installation
      const env = { DATABASE_URL: ownerUrl, TENANTRY_SECRET: secret, TENANTRY_DATA_DIR: dataDir }
      const app = await startApp(sparePort, env)
      const client = new HttpClient(app.url)
      try {
        await client.signIn(bench.members.all.email, bench.password)
        return await measured(app, client, customers)
      } finally {
        client.close()
        await app.stop()
      }
    } finally {
      await bench.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measured(app: AppProcess, client: HttpClient, customers: number): Promise<BenchRow[]> {
  await asked(app.url, client.cookie)
  const quiet: number[][] = []
  for (let run = 0; run < runs; run++) quiet.push(await asked(app.url, client.cookie))
  const taken = await sendFile(app, client, customersFile('IMP', customers))
  await client.send('POST', `/api/v1/imports/${taken.id}/start`)
  const meanwhile: number[][] = []
  let brought = 0
  for (let run = 0; run < runs; run++) {
    const times = await asked(app.url, client.cookie)
    const { state, progress } = JSON.parse((await client.send('GET', `/api/v1/imports/${taken.id}`)).body) as Import
    // Where it ended meanwhile, part of the run was quiet.
    if (state !== 'running') break
    brought = progress.created
    meanwhile.push(times)
  }
  if (brought === 0) throw new Error('No row came in while pages were asked for')
  const note = `${brought} of ${customers} came in meanwhile`
  return [
    { ...row('median', median(meanwhile.flat()), median(quiet.flat())), note },
    row('p95', percentile(meanwhile.flat(), 0.95), percentile(quiet.flat(), 0.95)),
  ]
}

/** The milliseconds of all pages that people get who ask again as soon as they have one. */
async function asked(url: string, cookie: string): Promise<number[]> {
  const times: number[] = []
  const asking = { url: `${url}${page}`, connections: people, duration: secondsOfRun, headers: { cookie } }
  await new Promise<void>((resolve, reject) => {
    const load = autocannon(asking, (error, { non2xx, errors }) => {
      if (error || non2xx + errors > 0) reject(error ?? new Error(`${non2xx + errors} pages failed`))
      else resolve()
    })
    load.on('response', (_client, _status, _bytes, responseTime) => times.push(responseTime))
  })
  return times
}

function row(what: string, ours: number, floor: number): BenchRow {
  const name = `page for ${people} people at once during an import and before it: ${what}`
  return growthRow({ id: 'P6r', name, ours, floor })
}
