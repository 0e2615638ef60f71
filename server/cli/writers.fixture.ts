/**
 * People who change customers of their own without a pause while the product is killed, and who know what was answered:
 * where an answer never came they ask again, with the same key, and from then on know that as well.
 */
import { newId } from '../platform/clock/clock.ts'
import type { Client } from './product.fixture.ts'

/** What one of them does with a customer. */
export type Kind = 'create' | 'status' | 'move' | 'device' | 'merge' | 'purge'

/** What must be there of a customer. */
export interface Known {
  id: string
  code: string
  parentId: string
  status: 'active' | 'disabled' | 'suspended' | 'offboarding' | 'archived'
  entities: number
  devices: number
  /** Rows of its log. */
  statusChanges: number
  moves: number
  mergedInto: Known | null
  isPurged: boolean
}

interface Step {
  kind: Kind
  method: 'POST' | 'PUT'
  path: string
  body: object
  key: string
  done: (answer: { id: string }) => void
}

/** Whoever is told of every request just before it goes out. */
export type Listener = (kind: Kind) => void

const entitiesEach = 2
const usual = { active: ['disabled', 'suspended', 'offboarding'], disabled: ['active'], suspended: ['active'] } as const
const kinds: Kind[] = ['create', 'status', 'status', 'status', 'move', 'move', 'device', 'merge']

/** One of the people; the customers are nobody else's, the partners above them are everybody's. */
export class Writer {
  readonly customers: Known[] = []
  readonly refusals: string[] = []
  answered = 0
  readonly #name: string
  readonly #partners: readonly string[]
  readonly #random: () => number
  #unanswered: Step | null = null

  constructor(name: string, partners: readonly string[], random: () => number) {
    this.#name = name
    this.#partners = partners
    this.#random = random
  }

  /** Goes on until an answer does not come. */
  async work(client: Client, onSend: Listener): Promise<void> {
    while (!this.#unanswered) {
      const step = this.#next()
      onSend(step.kind)
      await this.#take(client, step)
    }
  }

  /** Repeats the request that got no answer; returns the kind of what was repeated. */
  async askAgain(client: Client): Promise<Kind | undefined> {
    const step = this.#unanswered
    this.#unanswered = null
    if (step) await this.#take(client, step)
    return step?.kind
  }

  async #take(client: Client, step: Step): Promise<void> {
    const headers = { 'if-match': '*', 'idempotency-key': step.key }
    const answer = await client.request(step.method, `/api/v1${step.path}`, step.body, headers).catch(() => null)
    const text = await answer?.text().catch(() => null)
    if (!answer || text === null || text === undefined || answer.status >= 500) {
      this.#unanswered = step
      return
    }
    // The report of a deletion is not kept, so that whoever repeats one is told that it was answered.
    const isDone = answer.ok || (step.kind === 'purge' && answer.status === 409 && text.includes('"conflict"'))
    if (!isDone) this.refusals.push(`${step.kind} ${answer.status} ${text}`)
    else step.done(answer.ok ? JSON.parse(text) : { id: '' })
    this.answered++
  }

  #next(): Step {
    const living = this.customers.filter((each) => !each.isPurged && !each.mergedInto)
    const leaving =
      living.find(({ status }) => status === 'archived') ?? living.find((each) => each.status === 'offboarding')
    if (leaving && this.#random() < 0.6)
      return leaving.status === 'archived' ? this.#purge(leaving) : this.#setStatus(leaving, 'archived')
    const active = living.filter(({ status }) => status === 'active')
    const kind = this.#pick(kinds)
    const [one, other] = [this.#pick(active), this.#pick(active)]
    if (!one || !other || active.length < 3 || kind === 'create') return this.#create()
    if (kind === 'move') return this.#move(one)
    if (kind === 'device') return this.#addDevice(one)
    if (kind === 'merge' && one !== other) return this.#merge(one, other)
    const changing = this.#pick(living.filter(({ status }) => status in usual)) ?? one
    return this.#setStatus(changing, this.#pick(usual[changing.status as keyof typeof usual]))
  }

  #create(): Step {
    const code = `${this.#name}-${this.customers.length}-${Math.floor(this.#random() * 1e6)}`
    const parentId = this.#pick(this.#partners)
    const admin = { firstName: 'Ada', email: `ada-${code.toLowerCase()}@people.example` }
    const entities = Array.from({ length: entitiesEach }, (_, index) => ({ name: `Branch ${index}` }))
    const contacts = { primary: { firstName: 'Sunil', email: 'enterprise@airtel.com' }, admin }
    const salesRepresentatives = [{ name: 'Sunil', email: 'enterprise@airtel.com' }]
    const body = { name: `Customer ${code}`, code, parentId, contacts, entities, salesRepresentatives }
    const fresh = { status: 'active', entities: entitiesEach, devices: 0, statusChanges: 0, moves: 0 } as const
    return this.#step('create', 'POST', '/customers', body, ({ id }) =>
      this.customers.push({ ...fresh, id, code, parentId, mergedInto: null, isPurged: false }),
    )
  }

  #setStatus(customer: Known, status: Known['status']): Step {
    return this.#step('status', 'PUT', `/customers/${customer.id}/status`, { status }, () => {
      customer.status = status
      customer.statusChanges++
    })
  }

  #move(customer: Known): Step {
    const parentId = this.#pick(this.#partners.filter((id) => id !== customer.parentId))
    return this.#step('move', 'PUT', `/organizations/${customer.id}/parent`, { parentId }, () => {
      customer.parentId = parentId
      customer.moves++
    })
  }

  #addDevice(customer: Known): Step {
    const body = { organizationId: customer.id, name: 'srv', class: 'server' }
    return this.#step('device', 'POST', '/devices', body, () => customer.devices++)
  }

  #merge(source: Known, target: Known): Step {
    return this.#step('merge', 'POST', `/customers/${source.id}/merge`, { intoId: target.id, intoVersion: '*' }, () => {
      source.mergedInto = target
      target.entities += source.entities
      target.devices += source.devices
    })
  }

  #purge(customer: Known): Step {
    return this.#step('purge', 'POST', `/customers/${customer.id}/purge`, { code: customer.code }, () => {
      for (const each of this.customers) if (endOf(each) === customer) each.isPurged = true
    })
  }

  #step(kind: Kind, method: Step['method'], path: string, body: object, done: Step['done']): Step {
    return { kind, method, path, body, key: newId(), done }
  }

  #pick<Each>(from: readonly Each[]): Each {
    return from[Math.floor(this.#random() * from.length)] as Each
  }
}

/** Where what a customer had is found now. */
export function endOf(customer: Known): Known {
  return customer.mergedInto ? endOf(customer.mergedInto) : customer
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
