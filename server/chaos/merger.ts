/** Somebody who adds customers, lets others fill them with devices, and merges them into others. */
import { newId } from '../platform/clock/clock.ts'
import { PatientWorker, type Shift, type Step } from './asker.ts'
import { type LicenseTree, type Place, placeOf } from './license-tree.ts'

/** A customer of theirs. */
export interface MergedCustomer extends Place {
  state: 'there' | 'merged' | 'maybe merged'
  /** Into which, last asked for. */
  intoId: string | null
}

const mostLiving = 4

/** One of those who work; what they have added is everybody's to add devices to. */
export class Merger extends PatientWorker {
  readonly customers: MergedCustomer[] = []
  readonly #name: string
  readonly #tree: LicenseTree
  #made = 0

  constructor(name: string, tree: LicenseTree, random: () => number) {
    super(random)
    this.#name = name
    this.#tree = tree
  }

  async work({ line, mayGoOn, onAnswer }: Shift): Promise<void> {
    await this.settle(line, 0.8)
    while (mayGoOn() && !this.asker.isWaiting) {
      const answer = await this.asker.ask(line, this.#next())
      if (answer) onAnswer(answer)
    }
  }

  #next(): Step {
    const living = this.customers.filter(({ state }) => state === 'there')
    const [oldest] = living
    if (oldest && living.length >= mostLiving) return this.#merge(oldest)
    const kind = this.random()
    const any = this.pick(living)
    return any && kind < 0.4 ? this.#limit(any) : this.#create()
  }

  #create(): Step {
    const name = `${this.#name} ${this.#made++}`
    const body = { name, code: placeOf('', name, 'customer').code, parentId: this.pick(this.#tree.parents).id }
    return this.#step('/customers', body, ({ id }) => {
      const place = placeOf(id, name, 'customer')
      this.customers.push({ ...place, state: 'there', intoId: null })
      this.#tree.places.push(place)
    })
  }

  #limit({ id }: Place): Step {
    const limit = Math.floor(this.random() * 6)
    const body = { mode: 'allocated', types: [{ type: 'it_assets', limit, overage: 0 }] }
    return { request: { method: 'PUT', path: `/customers/${id}/licenses`, body, key: newId() }, done: () => {} }
  }

  #merge(source: MergedCustomer): Step {
    const others = this.customers.filter(({ state }) => state === 'there')
    const into = this.pick(this.random() < 0.3 ? others.filter((each) => each !== source) : this.#tree.mergeable)
    source.intoId = into.id
    source.state = 'maybe merged'
    const path = `/customers/${source.id}/merge`
    return {
      request: { method: 'POST', path, body: { intoId: into.id, intoVersion: '*' }, key: newId() },
      done: ({ status }) => {
        source.state = status === 200 ? 'merged' : 'there'
        if (status === 200) this.#leave(source)
        // What cannot be merged today makes room for another one.
        else this.customers.push(...this.customers.splice(this.customers.indexOf(source), 1))
      },
    }
  }

  #leave({ id }: Place): void {
    const at = this.#tree.places.findIndex((place) => place.id === id)
    if (at >= 0) this.#tree.places.splice(at, 1)
  }

  #step(path: string, body: object, done: (made: { id: string }) => void): Step {
    return {
      request: { method: 'POST', path, body, key: newId() },
      done: ({ status, body: made }) => {
        if (status === 201) done(made as { id: string })
      },
    }
  }
}
