import type { Clock } from '../clock/clock.ts'
import { AppError } from '../errors.ts'

const minuteMs = 60_000
/** So many keys are remembered; of more, those that came last. */
const mostKeys = 10_000

/** Limits how often something is used within a minute, in this process. */
export class MinuteLimit {
  readonly #perMinute: number
  readonly #clock: Clock
  readonly #minutes = new Map<string, { endsAt: number; uses: number }>()

  /** @param perMinute 0 for no limit */
  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute
    this.#clock = clock
  }

  /**
   * Counts a use.
   * @throws rate_limited (429) with `retryAfterSeconds` when there were as many within the minute as may be
   */
  take(key: string): void {
    if (this.#perMinute === 0) return
    const now = this.#clock.now().getTime()
    const known = this.#minutes.get(key)
    if (!known || known.endsAt <= now) this.#begin(key, now)
    else if (known.uses < this.#perMinute) known.uses++
    else throw new AppError('rate_limited', { params: { retryAfterSeconds: Math.ceil((known.endsAt - now) / 1000) } })
  }

  #begin(key: string, now: number): void {
    // Behind the others, so that the first of them is the oldest.
    this.#minutes.delete(key)
    this.#minutes.set(key, { endsAt: now + minuteMs, uses: 1 })
    const [oldest] = this.#minutes.keys()
    if (this.#minutes.size > mostKeys && oldest !== undefined) this.#minutes.delete(oldest)
  }
}
