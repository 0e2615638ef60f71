/**
 * Many clients add and delete devices at the end of a pool while managers change limits, purchases and places in the tree,
 * and server and database are killed in turns. Afterwards everything is counted anew.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { Client, firstAdmin, type Product, startProduct } from '../cli/product.fixture.ts'
import { seeded } from '../cli/writers.fixture.ts'
import { newId } from '../platform/clock/clock.ts'
import { processesIn } from '../platform/postgres/processes.ts'
import { CounterWatch, findContradictions, findLostAnswers } from './license-checks.ts'
import { LicenseClient } from './license-client.ts'
import { LicenseManager } from './license-manager.ts'
import { type LicenseTree, plantLicenseTree } from './license-tree.ts'
import { type Answer, Line } from './line.ts'

/** How much of it. */
export interface ChaosPlan {
  seed: number
  /** Answers, of clients and managers together. */
  actions: number
  clients: number
  managers: number
  /** Of server and database, in turns. */
  kills: number
  /** Told of each round. */
  say: (line: string) => void
}

/** What came of it; all is well where `wrong` is empty. */
export interface ChaosReport {
  seed: number
  answers: number
  seconds: number
  /** By what was killed. */
  kills: Record<Victim, number>
  /** How many answers of each kind: a status, with the code of a problem. */
  kinds: Record<string, number>
  /** Requests whose answer never came and that were not sent again. */
  unknown: number
  /** How often the counters were looked at while everybody worked. */
  looks: number
  /** How many licenses the last race was for, and how many it gave. */
  race: { free: number; taken: number }
  wrong: string[]
}

type Victim = 'server' | 'database'

/** Licenses that are left when everybody races for the last ones. */
const lastOnes = 200

/** Runs it on a data folder of its own, which goes with it. */
export async function runLicenseChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tenantry-chaos-'))
  await chmod(dataDir, 0o755)
  const chaos = new LicenseChaos(plan, dataDir)
  try {
    return await chaos.run()
  } finally {
    await chaos.end()
    await rm(dataDir, { recursive: true, force: true })
  }
}

class LicenseChaos {
  readonly #plan: ChaosPlan
  readonly #dataDir: string
  readonly #random: () => number
  readonly #kinds: Record<string, number> = {}
  readonly #kills: Record<Victim, number> = { server: 0, database: 0 }
  readonly #wrong: string[] = []
  readonly #watch = new CounterWatch()
  #product: Product | null = null
  #owner: pg.Pool | null = null
  #cookie = ''
  #providerId = ''
  #answers = 0
  #clients: LicenseClient[] = []
  #managers: LicenseManager[] = []

  constructor(plan: ChaosPlan, dataDir: string) {
    this.#plan = plan
    this.#dataDir = dataDir
    this.#random = seeded(plan.seed)
  }

  async run(): Promise<ChaosReport> {
    const began = performance.now()
    const { seed, kills, actions } = this.#plan
    const tree = await this.#prepare()
    for (let round = 0; round <= kills; round++) {
      const victim = round === kills ? null : round % 2 === 0 ? 'server' : 'database'
      await this.#round(Math.round((actions * (round + 1)) / (kills + 1)), victim, round % 3 === 2)
      this.#plan.say(`${this.#answers} answers, ${round + (victim ? 1 : 0)} kills, ${this.#wrong.length} wrong`)
    }
    const race = await this.#race(tree)
    const devices = this.#clients.flatMap((client) => client.devices)
    this.#wrong.push(...(await findLostAnswers(this.#pool, this.#providerId, devices)), ...this.#watch.found)
    return {
      seed,
      answers: this.#answers,
      seconds: Math.round((performance.now() - began) / 1000),
      kills: this.#kills,
      kinds: this.#kinds,
      unknown: devices.filter(({ state }) => state === 'maybe').length,
      looks: this.#watch.looks,
      race,
      wrong: this.#wrong,
    }
  }

  async end(): Promise<void> {
    if (this.#owner && !this.#owner.ended) await this.#owner.end()
    if (this.#product && !this.#product.hasEnded()) await this.#product.stop()
  }

  get #pool(): pg.Pool {
    if (!this.#owner) throw new TypeError('The product has not been started')
    return this.#owner
  }

  async #prepare(): Promise<LicenseTree> {
    const { seed, clients, managers } = this.#plan
    const url = await this.#start()
    const first = new Client(url)
    await first.signIn(firstAdmin)
    this.#cookie = first.cookie
    this.#providerId = (await this.#pool.query('SELECT provider_id FROM providers')).rows[0].provider_id
    const tree = await plantLicenseTree(new Line(url, this.#cookie), this.#providerId)
    const each = <Made>(count: number, make: (index: number) => Made) =>
      Array.from({ length: count }, (_, i) => make(i))
    this.#clients = each(clients, (i) => new LicenseClient(`c${i}`, tree.places, seeded(seed + 1 + i)))
    this.#managers = each(managers, (i) => new LicenseManager(`M${i}`, tree, seeded(seed + 1000 + i)))
    return tree
  }

  async #start(): Promise<string> {
    this.#product ??= startProduct(this.#dataDir, { TENANTRY_LOG_LEVEL: 'error' })
    const url = await this.#product.url()
    const connectionString = await readFile(path.join(this.#dataDir, 'secrets/running-database'), 'utf8')
    this.#owner = new pg.Pool({ connectionString, max: 2 })
    // Its connections break with the database.
    this.#owner.on('error', () => {})
    return url
  }

  /** Everybody works until there are so many answers, and then something is killed; afterwards everything is checked. */
  async #round(untilAnswers: number, victim: Victim | null, mayLower: boolean): Promise<void> {
    const line = new Line(await this.#again(), this.#cookie)
    let isOver = false
    const mayGoOn = () => !isOver
    const onAnswer = (answer: Answer) => {
      this.#note(answer)
      if (this.#answers < untilAnswers || isOver) return
      isOver = victim === null
      if (victim) void this.#kill(victim, line)
    }
    const watching = this.#watchWhile(mayGoOn, mayLower)
    await Promise.all([
      ...this.#clients.map((client) => client.work(line, mayGoOn, onAnswer)),
      ...this.#managers.map((manager) => manager.work(line, mayGoOn, onAnswer, mayLower)),
    ])
    isOver = true
    await watching
    this.#wrong.push(...line.failures)
    if (victim) await this.#afterDeath()
    const settled = new Line(await this.#again(), this.#cookie)
    for (const client of this.#clients) await client.settle(settled, 0.8)
    this.#wrong.push(...settled.failures, ...(await findContradictions(this.#pool, this.#providerId)))
  }

  /** 32 people and so many licenses: each is given once, and none above them. */
  async #race({ free, purchases, limited }: LicenseTree): Promise<ChaosReport['race']> {
    const line = new Line(await this.#again(), this.#cookie)
    const put = (where: string, body: object, method: 'PUT' | 'PATCH' = 'PUT') =>
      line.send({ method, path: where, body, key: newId() })
    for (const { id } of limited) await put(`/customers/${id}/licenses`, { mode: 'unlimited', types: [] })
    const demand = await this.#pool.query(
      "SELECT demand FROM license_counters WHERE provider_id = $1 AND organization_id = $1 AND type = 'it_assets'",
      [this.#providerId],
    )
    const hot = purchases.find(({ type }) => type === 'it_assets')
    await put(`/license-purchases/${hot?.id}`, { quantity: demand.rows[0].demand + lastOnes }, 'PATCH')
    const each = await Promise.all(this.#clients.map((client) => client.takeAll(line, free)))
    const taken = each.reduce((sum, count) => sum + count, 0)
    if (taken !== lastOnes) this.#wrong.push(`of the last ${lastOnes} licenses ${taken} were given`)
    this.#wrong.push(...line.failures, ...(await findContradictions(this.#pool, this.#providerId)))
    return { free: lastOnes, taken }
  }

  #note({ status, code }: Answer): void {
    this.#answers++
    const kind = code ? `${status} ${code}` : `${status}`
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1
  }

  async #watchWhile(mayGoOn: () => boolean, mayLower: boolean): Promise<void> {
    while (mayGoOn()) {
      await this.#watch.look(this.#pool, this.#providerId, mayLower).catch(() => {})
      await delay(250)
    }
  }

  async #kill(victim: Victim, line: Line): Promise<void> {
    if (line.isBroken) return
    line.isBroken = true
    this.#kills[victim]++
    await delay(this.#random() * 50)
    if (victim === 'server') this.#product?.process.kill('SIGKILL')
    else for (const pid of await processesIn(path.join(this.#dataDir, 'postgres'))) killNow(pid)
  }

  async #afterDeath(): Promise<void> {
    await this.#product?.ended()
    await this.#owner?.end()
    this.#product = null
    this.#owner = null
  }

  /** Where the product is, started where it is not. */
  async #again(): Promise<string> {
    return this.#owner ? ((await this.#product?.url()) ?? '') : this.#start()
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone with the one before.
  }
}
