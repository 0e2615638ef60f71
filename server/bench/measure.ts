/** Measuring: a warm-up, several runs that take turns with the floor's, and medians of them. */

/** One line of the result. */
export interface BenchRow {
  id: string
  name: string
  /** In `unit`; null where it could not be measured, with the reason in `note`. */
  ours: number | null
  floor: number | null
  unit: 'ms' | 'requests/s' | 'KB' | 'MB' | '%' | 'lines'
  ratio: number | null
  /** In words, e.g. `ratio ≤ 1.6`. */
  bar: string
  holds: boolean
  note?: string
}

/** How much longer something may take where there is more of everything, or where others are at work. */
const mostGrowth = 2

/** A line of times in milliseconds that may not grow to more than twice what they are otherwise. */
export function growthRow(row: Pick<BenchRow, 'id' | 'name' | 'note'> & { ours: number; floor: number }): BenchRow {
  const ratio = row.ours / row.floor
  return { ...row, unit: 'ms', ratio, bar: `ratio ≤ ${mostGrowth}`, holds: ratio <= mostGrowth }
}

/** Times of single calls in milliseconds. */
export interface Timing {
  /** The median of the runs' medians. */
  medianMs: number
  p95Ms: number
}

export const runs = 7
export const callsPerRun = 30
/** What has just started still compiles itself; how long a start takes is measured by itself. */
export const warmUpRuns = 60

/** Times two kinds of work in alternating runs, so that whatever else the machine does strikes both. */
export async function timeInTurns(
  ours: () => Promise<unknown>,
  floor: () => Promise<unknown>,
): Promise<{ ours: Timing; floor: Timing }> {
  for (let run = 0; run < warmUpRuns; run++) {
    await timesOf(ours)
    await timesOf(floor)
  }
  const [ourRuns, floorRuns]: [number[][], number[][]] = [[], []]
  for (let run = 0; run < runs; run++) {
    ourRuns.push(await timesOf(ours))
    floorRuns.push(await timesOf(floor))
  }
  return { ours: timingOf(ourRuns), floor: timingOf(floorRuns) }
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let call = 0; call < callsPerRun; call++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return times
}

function timingOf(timesByRun: number[][]): Timing {
  return { medianMs: median(timesByRun.map(median)), p95Ms: percentile(timesByRun.flat(), 0.95) }
}

/** The middle of some values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** The value that a share of all values lies at or below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
