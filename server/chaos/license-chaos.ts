/**
 * Many clients add, enroll, import and delete devices at the end of a pool while managers change limits, purchases and places
 * in the tree, and server and database are killed in turns. Afterwards everything is counted anew.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { seeded } from '../cli/writers.fixture.ts'
import { newId } from '../platform/clock/clock.ts'
import { type SmtpProcess, startSmtpServer } from '../testing/smtp/smtp-process.ts'
import { findWrongAlerts, findWrongMails } from './alert-checks.ts'
import { Crew, type CrewPlan } from './crew.ts'
import type { ImportEnds } from './importer.ts'
import { KilledProduct, type Victim } from './killed-product.ts'
import { CounterWatch, findContradictions } from './license-checks.ts'
import { type LicenseTree, plantLicenseTree, recipientOf } from './license-tree.ts'
import type { Answer, Line } from './line.ts'

/** How much of it. */
export interface ChaosPlan extends CrewPlan {
  /** Answers, of clients and managers together. */
  actions: number
  /** Of server and database, in turns. */
  kills: number
  /** Licenses that are left when everybody races for the last ones. */
  lastOnes: number
  /** How long an import that was cut off may take to go on by itself, within a minute as it should; then it is ended. */
  patienceMs: number
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
  /** How imports ended. */
  imports: ImportEnds
  /** Customers that have become part of others. */
  merges: number
  /** How often customers have reached what somebody is told of, and in how many mails; how many came a second time. */
  alerts: { fired: number; mails: number; twice: number }
  /** How often the counters were looked at while everybody worked. */
  looks: number
  /** How many licenses the last race was for, and how many it gave. */
  race: { free: number; taken: number }
  wrong: string[]
}

/** Runs it on a data folder of its own, which goes with it. */
export async function runLicenseChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const [product, smtp] = await Promise.all([KilledProduct.create(), startSmtpServer()])
  try {
    return await new LicenseChaos(plan, product, smtp).run()
  } finally {
    await product.end()
    await smtp.kill()
  }
}

class LicenseChaos {
  readonly #plan: ChaosPlan
  readonly #product: KilledProduct
  readonly #smtp: SmtpProcess
  readonly #random: () => number
  readonly #kinds: Record<string, number> = {}
  readonly #wrong: string[] = []
  readonly #watch = new CounterWatch()
  #providerId = ''
  #answers = 0

  constructor(plan: ChaosPlan, product: KilledProduct, smtp: SmtpProcess) {
    this.#plan = plan
    this.#product = product
    this.#smtp = smtp
    this.#random = seeded(plan.seed)
  }

  async run(): Promise<ChaosReport> {
    const began = performance.now()
    const { seed, kills, actions } = this.#plan
    const { tree, crew } = await this.#prepare()
    let told = 0
    for (let round = 0; round <= kills; round++) {
      const victim = round === kills ? null : round % 2 === 0 ? 'server' : 'database'
      await this.#round(crew, Math.round((actions * (round + 1)) / (kills + 1)), victim, round % 3 === 2)
      this.#plan.say(`${this.#answers} answers, ${round + (victim ? 1 : 0)} kills, ${this.#wrong.length} wrong`)
      // At once: the rest may take a quarter of an hour.
      for (; told < this.#wrong.length; told++) this.#plan.say(`WRONG ${this.#wrong[told]}`)
    }
    const mayGive = await this.#finishImports(crew)
    const race = await this.#race(tree, crew, mayGive)
    const alerts = await this.#compareAlerts(tree)
    this.#wrong.push(...(await crew.findWrong(this.#product.owner, this.#providerId)), ...this.#watch.found)
    return {
      seed,
      answers: this.#answers,
      seconds: Math.round((performance.now() - began) / 1000),
      kills: this.#product.kills,
      kinds: this.#kinds,
      unknown: crew.unknown,
      imports: crew.imports,
      merges: crew.merges,
      alerts,
      looks: this.#watch.looks,
      race,
      wrong: this.#wrong,
    }
  }

  async #prepare(): Promise<{ tree: LicenseTree; crew: Crew }> {
    const line = await this.#product.line()
    const { rows } = await this.#product.owner.query('SELECT provider_id FROM providers')
    this.#providerId = rows[0].provider_id
    const tree = await plantLicenseTree(line, this.#providerId, this.#smtp.port)
    return { tree, crew: await Crew.gather(this.#plan, tree, line) }
  }

  /** Everybody works until there are so many answers, and then something is killed; afterwards everything is checked. */
  async #round(crew: Crew, untilAnswers: number, victim: Victim | null, mayLower: boolean): Promise<void> {
    const line = await this.#product.line()
    let isOver = false
    const mayGoOn = () => !isOver
    const onAnswer = (answer: Answer) => {
      this.#note(answer)
      if (this.#answers < untilAnswers || isOver) return
      isOver = victim === null
      if (victim) void this.#product.kill(victim, line, this.#random() * 50)
    }
    const watching = this.#watchWhile(mayGoOn, mayLower)
    await Promise.all(crew.all.map((worker) => worker.work({ line, mayGoOn, onAnswer, mayLower })))
    isOver = true
    await watching
    this.#wrong.push(...line.failures)
    if (victim) await this.#product.afterDeath()
    const settled = await this.#product.line()
    await Promise.all(crew.all.map((worker) => worker.settle(settled, 0.8)))
    this.#wrong.push(...crew.takeWrong())
    await this.#compare(settled)
  }

  /** @returns whether some are still being taken back */
  async #finishImports({ importers }: Crew): Promise<boolean> {
    const line = await this.#product.line()
    const going = await Promise.all(importers.map((importer) => importer.finish(line, this.#plan.patienceMs)))
    this.#wrong.push(...line.failures)
    return going.includes(true)
  }

  /** Everybody and so many licenses: each is given once, and none above them. */
  async #race(
    { free, purchases, limited }: LicenseTree,
    { clients }: Crew,
    mayGive: boolean,
  ): Promise<ChaosReport['race']> {
    const { lastOnes } = this.#plan
    const line = await this.#product.line()
    const put = (where: string, body: object, method: 'PUT' | 'PATCH' = 'PUT') =>
      line.send({ method, path: where, body, key: newId() })
    for (const { id } of limited) await put(`/customers/${id}/licenses`, { mode: 'unlimited', types: [] })
    const demand = await this.#product.owner.query(
      "SELECT demand FROM license_counters WHERE provider_id = $1 AND organization_id = $1 AND type = 'it_assets'",
      [this.#providerId],
    )
    const hot = purchases.find(({ type }) => type === 'it_assets')
    await put(`/license-purchases/${hot?.id}`, { quantity: demand.rows[0].demand + lastOnes }, 'PATCH')
    const each = await Promise.all(clients.map((client) => client.takeAll(line, free)))
    const taken = each.reduce((sum, count) => sum + count, 0)
    // What an import gives back meanwhile is taken, too.
    if (mayGive ? taken < lastOnes : taken !== lastOnes)
      this.#wrong.push(`of the last ${lastOnes} licenses ${taken} were given`)
    await this.#compare(line)
    return { free: lastOnes, taken }
  }

  async #compareAlerts({ free }: LicenseTree): Promise<ChaosReport['alerts']> {
    const { owner } = this.#product
    const { fired, wrong } = await findWrongAlerts(owner, this.#providerId)
    const {
      mails,
      twice,
      wrong: astray,
    } = await findWrongMails(owner, this.#providerId, this.#smtp.mails, recipientOf(free))
    this.#wrong.push(...wrong, ...astray)
    return { fired, mails, twice }
  }

  async #compare({ failures }: Line): Promise<void> {
    this.#wrong.push(...failures, ...(await findContradictions(this.#product.owner, this.#providerId)))
  }

  #note({ status, code }: Answer): void {
    this.#answers++
    const kind = code ? `${status} ${code}` : `${status}`
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1
  }

  async #watchWhile(mayGoOn: () => boolean, mayLower: boolean): Promise<void> {
    while (mayGoOn()) {
      await this.#watch.look(this.#product.owner, this.#providerId, mayLower).catch(() => {})
      await delay(250)
    }
  }
}
