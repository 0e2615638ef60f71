import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startApp } from './app-process.ts'
import type { Bench } from './bench-types.ts'
import { timedClone } from './clone.ts'
import { type BenchRow, median } from './measure.ts'

const runs = 5

/**
 * P10: from the command to the first served page with the embedded database, on a fresh data folder and again; and from
 * nothing but the repository to a server that is ready.
 */
export async function benchStart({ sparePort }: Pick<Bench, 'sparePort'>): Promise<BenchRow[]> {
  const [first, second]: [number[], number[]] = [[], []]
  await timedStarts(sparePort)
  for (let run = 0; run < runs; run++) {
    const [fresh, again] = await timedStarts(sparePort)
    first.push(fresh)
    second.push(again)
  }
  return [
    row('second start', median(second), 4_000),
    row('first start, after install and build', median(first), 20_000),
    row('clone to ready', await timedClone(sparePort), 180_000),
  ]
}

function row(name: string, ours: number, mostMs: number): BenchRow {
  return {
    id: 'P10',
    name,
    ours,
    floor: null,
    unit: 'ms',
    ratio: null,
    bar: `≤ ${mostMs / 1000} s`,
    holds: ours <= mostMs,
  }
}

async function timedStarts(port: number): Promise<[number, number]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-start-'))
  try {
    return [await timedStart(port, dataDir), await timedStart(port, dataDir)]
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function timedStart(port: number, dataDir: string): Promise<number> {
  const begun = performance.now()
  const app = await startApp(port, { TENANTRY_DATA_DIR: dataDir })
  const took = performance.now() - begun
  await app.stop()
  return took
}
