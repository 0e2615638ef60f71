/** `npm run bench`: measures the product against its floors and prints one table. */
import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../platform/project-root.ts'
import { standardFolder } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { benchCheckIn } from './check-in.bench.ts'
import { benchCreateCustomer } from './create-customer.bench.ts'
import { benchCustomersPage } from './customers-page.bench.ts'
import { benchEnroll } from './enroll.bench.ts'
import { benchExport } from './export.bench.ts'
import { benchGrowth } from './growth.bench.ts'
import { benchImport } from './import.bench.ts'
import { LargeInstallation } from './large-installation.ts'
import type { BenchRow } from './measure.ts'
import { benchNamedProviders } from './named-providers.bench.ts'
import { benchNoisyNeighbour } from './noisy-neighbour.bench.ts'
import { benchReadingWhileImporting } from './reading-while-importing.bench.ts'
import { benchRoundTrip, mostTaken } from './round-trip.bench.ts'
import { benchStart } from './start.bench.ts'
import { benchTakeLicense } from './take-license.bench.ts'
import { benchThroughput } from './throughput.bench.ts'
import { benchWeb } from './web.bench.ts'

/** What brings its own installations, so that the large one is not needed for it. */
const apart: Record<string, (parts: Pick<Bench, 'sparePort'>) => Promise<BenchRow[]>> = {
  P4: () => benchTakeLicense(),
  P8: (parts) => benchCheckIn(parts),
  P6: (parts) => benchImport(parts, customers),
  P9: (parts) => benchNoisyNeighbour(parts),
  enroll: () => benchEnroll(),
  'round-trip': (parts) => benchRoundTrip(parts, Math.min(customers, mostTaken)),
}

const benches: Record<string, (bench: Bench) => Promise<BenchRow[]>> = {
  P1: benchCustomersPage,
  P2: benchThroughput,
  P3: benchGrowth,
  P5: benchCreateCustomer,
  ...apart,
  P6r: (parts) => benchReadingWhileImporting(parts, customers),
  P7: benchExport,
  P10: benchStart,
  P11: benchWeb,
  P12: benchNamedProviders,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(benches).join(',') },
    customers: { type: 'string', default: '100000' },
    devices: { type: 'string', default: '1000000' },
    port: { type: 'string', default: '8180' },
    'data-dir': { type: 'string' },
    'grown-dir': { type: 'string' },
  },
})
const [customers, devices, port] = [Number(values.customers), Number(values.devices), Number(values.port)]
const dataDir = path.resolve(values['data-dir'] ?? (await standardFolder({ customers, devices })))

const rows = await run(values.only.split(','))
process.stdout.write(`${table(rows)}\n`)
const file = path.join(
  projectRoot,
  'bench-results',
  `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.json`,
)
await mkdir(path.dirname(file), { recursive: true })
await writeFile(
  file,
  `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), customers, devices, rows }, null, 2)}\n`,
)
process.stdout.write(`\n${file}\n`)

async function run(ids: string[]): Promise<BenchRow[]> {
  if (!ids.every((id) => apart[id])) return runOnLarge(ids)
  const rows: BenchRow[] = []
  for (const id of ids) {
    process.stdout.write(`${id} …\n`)
    rows.push(...((await apart[id]?.({ sparePort: port + 1 }).catch((error: Error) => [failed(id, error)])) ?? []))
  }
  return rows
}

async function runOnLarge(ids: string[]): Promise<BenchRow[]> {
  const large = new LargeInstallation({ customers, devices, dataDir, port, grownDir: values['grown-dir'] })
  try {
    const rows: BenchRow[] = []
    await large.start()
    for (const id of ids) rows.push(...(await measured(id, large)))
    return rows
  } finally {
    await large.stop()
  }
}

async function measured(id: string, large: LargeInstallation): Promise<BenchRow[]> {
  const measure = benches[id]
  if (!measure) throw new TypeError(`There is no benchmark ${id}; there are ${Object.keys(benches).join(', ')}`)
  process.stdout.write(`${id} …\n`)
  const begunAt = new Date()
  try {
    return await measure(large.bench)
  } catch (error) {
    return [failed(id, error as Error)]
  } finally {
    await large.tidyUp(begunAt).catch((error: Error) => {
      process.stderr.write(`What ${id} has written is left there: ${error.message}\n`)
    })
  }
}

/** What fails is a line of the result, so that the others are not lost. */
function failed(id: string, error: Error): BenchRow {
  const nothing = { ours: null, floor: null, unit: 'ms', ratio: null } as const
  return { id, name: 'could not be measured', ...nothing, bar: '', holds: false, note: error.message.slice(0, 300) }
}

function table(rows: BenchRow[]): string {
  const cells = rows.map((row) => [
    row.id,
    row.name,
    shown(row.ours, row.unit),
    shown(row.floor, row.unit),
    row.ratio?.toFixed(2) ?? '—',
    row.bar,
    row.holds ? 'yes' : 'NO',
    row.note ?? '',
  ])
  const all = [['id', 'name', 'ours', 'floor', 'ratio', 'bar', 'holds', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function shown(value: number | null, unit: string): string {
  return value === null ? '—' : `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`
}

function machine() {
  const [cpu] = os.cpus()
  return {
    cpu: cpu?.model ?? '',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    load: os.loadavg(),
  }
}
