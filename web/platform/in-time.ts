/** No answer came in time: the line was lost and nobody has said so, or the server does not get on. */
export class NoAnswer extends TypeError {
  override name = 'NoAnswer'
}

/**
 * Longer than the server lets anybody wait: for what it reads, for a change, which ends when one statement of it takes half a
 * minute, and for a change of many such statements.
 */
export const patienceMs = { read: 30_000, change: 35_000, longChange: 60_000 }

/**
 * Works with a signal that ends the work when it takes too long, so that no page waits for ever; or when `also` says so.
 * @throws NoAnswer after `limitMs`
 */
export async function inTime<Result>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
  also?: AbortSignal,
): Promise<Result> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new NoAnswer()), limitMs)
  try {
    return await work(also ? AbortSignal.any([late.signal, also]) : late.signal)
  } finally {
    clearTimeout(timer)
  }
}
