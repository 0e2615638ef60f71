import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Pool } from 'pg'

/** What is tried; each kind is counted apart. */
export type AttemptKind = 'sign-in' | 'reset'

/** Most tries within one window of minutes. */
export interface AttemptLimits {
  /** Of one client for one account: who guesses at it is stopped here. */
  perClient: number
  /** Of one client for any account. */
  perAddress: number
  /** Of everybody together for one account; more of them have to wait longer and longer, but are not shut out. */
  perAccount: number
  /** Mails with a link for one account. */
  perMailbox: number
  windowMinutes: number
}

/**
 * In a quarter of an hour ten of a client for an account, thirty of a client, a hundred for an account. A small limit for
 * an account alone would let anybody lock its owner out from anywhere (OWASP Authentication Cheat Sheet).
 */
export const defaultLimits: AttemptLimits = {
  perClient: 10,
  perAddress: 30,
  perAccount: 100,
  perMailbox: 10,
  windowMinutes: 15,
}

const longestWaitSeconds = 60
const knownForSeconds = 30 * 24 * 60 * 60

/** A try that was let through, or how long to wait. */
export type Attempt = { allowed: true; succeeded: () => Promise<void> } | { allowed: false; retryAfterSeconds: number }

/**
 * Counts tries in fixed windows, in the database, so that several servers count together. A try is counted before its
 * outcome is known, so that many at once cannot slip through; `succeeded` takes it off again and remembers the client,
 * whom tries from elsewhere do not hold up for the next thirty days.
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
    const network = networkOf(address)
    const client = hash(`${kind} address ${network}`)
    if (!(await this.#count(client, this.#limits.perAddress))) return this.#refused(client)
    if (email === null) return { allowed: true, succeeded: () => this.#giveBack([client]) }
    const key = (subject: string) => keyOf(kind, email, subject)
    const account = key('all')
    if (kind === 'reset') {
      if (!(await this.#count(account, this.#limits.perMailbox))) return this.#refused(account)
      return { allowed: true, succeeded: () => this.#giveBack([client, account]) }
    }
    const pair = key(`from ${network}`)
    if (!(await this.#count(pair, this.#limits.perClient))) return this.#refused(pair)
    const known = key(`known ${network}`)
    const over = ((await this.#count(account)) ?? 0) - this.#limits.perAccount
    if (over > 0 && !(await this.#isOpen(known))) {
      const wait = key('wait')
      if (!(await this.#count(wait, 1, waitSeconds(over)))) return this.#refused(wait)
    }
    return {
      allowed: true,
      succeeded: async () => {
        await this.#giveBack([client, pair, account])
        await this.#count(known, 1, knownForSeconds)
      },
    }
  }

  /** Forgets the tries for an account whose owner has proven to be it by choosing a new password. */
  async forget(email: string): Promise<void> {
    for (const kind of ['sign-in', 'reset'] as const) {
      const first = accountPart(kind, email)
      const range = [Buffer.concat([first, Buffer.alloc(16)]), Buffer.concat([first, Buffer.alloc(16, 0xff)])]
      await this.#pool.query('DELETE FROM auth.attempts WHERE key BETWEEN $1 AND $2', range)
    }
  }

  /** The tries of the window with this one; null when there were `most` already. */
  async #count(
    key: Buffer,
    most = 2_000_000_000,
    windowSeconds = this.#limits.windowMinutes * 60,
  ): Promise<number | null> {
    const { rows } = await this.#pool.query<{ count: number }>(
      `INSERT INTO auth.attempts AS a (key, count, window_ends_at) VALUES ($1, 1, now() + make_interval(secs => $3))
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN a.window_ends_at <= now() THEN 1 ELSE a.count + 1 END,
         window_ends_at = CASE WHEN a.window_ends_at <= now() THEN excluded.window_ends_at ELSE a.window_ends_at END
       WHERE a.window_ends_at <= now() OR a.count < $2
       RETURNING a.count`,
      [key, most, windowSeconds],
    )
    return rows[0]?.count ?? null
  }

  async #isOpen(key: Buffer): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'SELECT 1 FROM auth.attempts WHERE key = $1 AND window_ends_at > now()',
      [key],
    )
    return rowCount === 1
  }

  async #refused(key: Buffer): Promise<Attempt> {
    const { rows } = await this.#pool.query<{ seconds: number }>(
      'SELECT ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds FROM auth.attempts WHERE key = $1',
      [key],
    )
    return { allowed: false, retryAfterSeconds: Math.max(1, rows[0]?.seconds ?? 1) }
  }

  async #giveBack(keys: Buffer[]): Promise<void> {
    await this.#pool.query('UPDATE auth.attempts SET count = greatest(count - 1, 0) WHERE key = ANY($1)', [keys])
  }
}

/** One second for the first five tries over the limit, twice as long for the next five, and so on to a minute. */
function waitSeconds(over: number): number {
  return over > 30 ? longestWaitSeconds : Math.min(longestWaitSeconds, 2 ** Math.floor((over - 1) / 5))
}

/** Removes what has run out: windows, sessions, reset links. */
export async function tidySignIn(pool: Pool): Promise<void> {
  await pool.query('DELETE FROM auth.attempts WHERE window_ends_at <= now()')
  await pool.query('DELETE FROM auth.sessions WHERE expires_at <= now()')
  await pool.query('DELETE FROM auth.verifications WHERE expires_at <= now()')
}

/** Keys of one account begin alike, so that they can be forgotten together. */
function keyOf(kind: AttemptKind, email: string, subject: string): Buffer {
  return Buffer.concat([accountPart(kind, email), hash(subject).subarray(0, 16)])
}

function accountPart(kind: AttemptKind, email: string): Buffer {
  return hash(`${kind} account ${email}`).subarray(0, 16)
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
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
