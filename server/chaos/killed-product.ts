/** The product on a data folder of its own, as an operator starts it, to be killed and started again. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { Client, firstAdmin, type Product, startProduct } from '../cli/product.fixture.ts'
import { processesIn } from '../platform/postgres/processes.ts'
import { Line } from './line.ts'

/** What is killed. */
export type Victim = 'server' | 'database'

// Mails go to a server of this machine.
const settings = { TENANTRY_LOG_LEVEL: 'error', TENANTRY_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1' }

/** One data folder with what runs on it. */
export class KilledProduct {
  readonly kills: Record<Victim, number> = { server: 0, database: 0 }
  readonly #dataDir: string
  #product: Product | null = null
  #owner: pg.Pool | null = null
  #cookie = ''

  private constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  static async create(): Promise<KilledProduct> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'tenantry-chaos-'))
    await chmod(dataDir, 0o755)
    return new KilledProduct(dataDir)
  }

  /** Whoever sees behind the walls of its database. */
  get owner(): pg.Pool {
    if (!this.#owner) throw new TypeError('The product has not been started')
    return this.#owner
  }

  /** A way to it for its administrator; it is started where it does not run. */
  async line(): Promise<Line> {
    const url = await (this.#owner && this.#product ? this.#product.url() : this.#start())
    if (this.#cookie === '') {
      const first = new Client(url)
      await first.signIn(firstAdmin)
      this.#cookie = first.cookie
    }
    return new Line(url, this.#cookie)
  }

  /** Kills a part of it once for each line. */
  async kill(victim: Victim, line: Line, afterMs: number): Promise<void> {
    if (line.isBroken) return
    line.isBroken = true
    this.kills[victim]++
    await delay(afterMs)
    if (victim === 'server') this.#product?.process.kill('SIGKILL')
    else for (const pid of await processesIn(path.join(this.#dataDir, 'postgres'))) killNow(pid)
  }

  /** Waits for the end of what was killed: a server without its database ends, too. */
  async afterDeath(): Promise<void> {
    await this.#product?.ended()
    await this.#owner?.end()
    this.#product = null
    this.#owner = null
  }

  /** Ends it and takes its folder away. */
  async end(): Promise<void> {
    if (this.#owner && !this.#owner.ended) await this.#owner.end()
    if (this.#product && !this.#product.hasEnded()) await this.#product.stop()
    await rm(this.#dataDir, { recursive: true, force: true })
  }

  async #start(): Promise<string> {
    this.#product ??= startProduct(this.#dataDir, settings)
    const url = await this.#product.url()
    const connectionString = await readFile(path.join(this.#dataDir, 'secrets/running-database'), 'utf8')
    this.#owner = new pg.Pool({ connectionString, max: 2 })
    // Its connections break with the database.
    this.#owner.on('error', () => {})
    return url
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone with the one before.
  }
}
