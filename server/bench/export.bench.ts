import { readFile, writeFile } from 'node:fs/promises'
import http from 'node:http'
import { requestUrl } from '@tenantry/contract/client.ts'
import { exportCustomers } from '@tenantry/contract/exports.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, median } from './measure.ts'

const runs = 5
const mostMb = 100

/**
 * P7: taking out all customers with all their columns, as CSV and as a spreadsheet with a sheet of entities: by how much
 * the server's memory grows at its peak. Read from the kernel, which is asked to forget the peak of before.
 */
export async function benchExport({ bench, app }: Bench): Promise<BenchRow[]> {
  const client = new HttpClient(app.url)
  await client.signIn(bench.members.all.email, bench.password)
  const rows: BenchRow[] = []
  for (const [name, query] of [
    ['CSV', { format: 'csv' }],
    ['spreadsheet', { format: 'xlsx', sheets: ['entities'] }],
  ] as [string, { format: 'csv' | 'xlsx'; sheets?: 'entities'[] }][]) {
    const url = requestUrl(exportCustomers, { query })
    await take(app.url + url, client.cookie)
    const taken: { growthMb: number; ms: number; bytes: number }[] = []
    for (let run = 0; run < runs; run += 1)
      taken.push(await measured(app.pid, () => take(app.url + url, client.cookie)))
    const ours = Math.max(...taken.map(({ growthMb }) => growthMb))
    const seconds = median(taken.map(({ ms }) => ms)) / 1_000
    rows.push({
      id: 'P7',
      name: `export as ${name}, peak growth of memory`,
      ours,
      floor: null,
      unit: 'MB',
      ratio: null,
      bar: `≤ ${mostMb} MB`,
      holds: ours <= mostMb,
      note: `${seconds.toFixed(1)} s, ${Math.round((taken[0]?.bytes ?? 0) / 1e6)} MB`,
    })
  }
  client.close()
  return rows
}

async function measured(pid: number, act: () => Promise<number>) {
  // 5 sets the peak back to what is resident now; see proc(5).
  await writeFile(`/proc/${pid}/clear_refs`, '5')
  const before = await statusMb(pid, 'VmRSS')
  const begun = performance.now()
  const bytes = await act()
  const ms = performance.now() - begun
  return { growthMb: (await statusMb(pid, 'VmHWM')) - before, ms, bytes }
}

async function statusMb(pid: number, name: string): Promise<number> {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8'))
  if (!line) throw new Error(`The kernel does not tell ${name}`)
  return Number(line[1]) / 1_024
}

/** Takes a file and throws it away. */
function take(url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { cookie }, agent: false }, (response) => {
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
        })
        response.on('error', reject)
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(bytes)
            : reject(new Error(`The export answered ${response.statusCode}`)),
        )
      })
      .on('error', reject)
  })
}
