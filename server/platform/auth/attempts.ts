import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Pool } from 'pg'

/** What is tried; each kind is counted apart. */
export type AttemptKind = 'sign-in' | 'reset'

/** Most tries within one window. */
export interface AttemptLimits {
  perAccount: number
  perAddress: number
  windowMinutes: number
}

/** Ten per account and thirty per address of the client, in a quarter of an hour. */
export const defaultLimits: AttemptLimits = { perAccount: 10, perAddress: 30, windowMinutes: 15 }

/** A try that was let through, or how long to wait. */
export type Attempt = { allowed: true; giveBack: () => Promise<void> } | { allowed: false; retryAfterSeconds: number }

/**
 * Counts tries in fixed windows, in the database, so that several servers count together. A try is counted before its
 * outcome is known, so that many at once cannot slip through; `giveBack` takes one that succeeded off again.
 * @param pool of the role `tenantry_auth`
 */
export class Attempts {
  readonly #pool: Pool
  readonly #limits: AttemptLimits

  constructor(pool: Pool, limits: AttemptLimits = defaultLimits) {
    this.#pool = pool
    this.#limits = limits
  }

  /** Counts one try by the client at `address`, and for the account of `email`, which need not exist. */
  async take(kind: AttemptKind, address: string, email: string | null): Promise<Attempt> {
    const counted: Buffer[] = []
    const wanted: [Buffer, number][] = [[keyOf(kind, `address ${networkOf(address)}`), this.#limits.perAddress]]
    if (email !== null) wanted.push([keyOf(kind, `account ${email}`), this.#limits.perAccount])
    for (const [key, most] of wanted) {
      if (!(await this.#count(key, most))) return { allowed: false, retryAfterSeconds: await this.#secondsLeft(key) }
      counted.push(key)
    }
    return { allowed: true, giveBack: () => this.#giveBack(counted) }
  }

  /** Forgets the tries for an account whose owner has proven to be it by choosing a new password. */
  async forget(email: string): Promise<void> {
    const keys = [keyOf('sign-in', `account ${email}`), keyOf('reset', `account ${email}`)]
    await this.#pool.query('DELETE FROM auth.attempts WHERE key = ANY($1)', [keys])
  }

  async #count(key: Buffer, most: number): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `INSERT INTO auth.attempts AS a (key, count, window_ends_at) VALUES ($1, 1, now() + make_interval(mins => $3))
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN a.window_ends_at <= now() THEN 1 ELSE a.count + 1 END,
         window_ends_at = CASE WHEN a.window_ends_at <= now() THEN excluded.window_ends_at ELSE a.window_ends_at END
       WHERE a.window_ends_at <= now() OR a.count < $2`,
      [key, most, this.#limits.windowMinutes],
    )
    return rowCount === 1
  }

  async #secondsLeft(key: Buffer): Promise<number> {
    const { rows } = await this.#pool.query<{ seconds: number }>(
      'SELECT ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds FROM auth.attempts WHERE key = $1',
      [key],
    )
    return Math.max(1, rows[0]?.seconds ?? 1)
  }

  async #giveBack(keys: Buffer[]): Promise<void> {
    await this.#pool.query('UPDATE auth.attempts SET count = greatest(count - 1, 0) WHERE key = ANY($1)', [keys])
  }
}

/** Removes what has run out: windows, sessions, reset links. */
export async function tidySignIn(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM auth.attempts WHERE window_ends_at <= now()')
  await pool.query('DELETE FROM auth.sessions WHERE expires_at <= now()')
  await pool.query('DELETE FROM auth.verifications WHERE expires_at <= now()')
}

function keyOf(kind: AttemptKind, subject: string): Buffer {
  return createHash('sha256').update(`${kind} ${subject}`).digest()
}

/** One IPv6 customer holds a whole /64; counted by single address, it would never run out of tries. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [start = '', end] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1).split('::')
  const left = start === '' ? [] : start.split(':')
  const right = end ? end.split(':') : []
  const zeros = end === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
