/** Somebody who changes what organizations may use while others use it: limits, purchases, places in the tree, statuses. */
import { newId } from '../platform/clock/clock.ts'
import { PatientWorker, type Shift, type Step } from './asker.ts'
import type { LicenseTree, Place } from './license-tree.ts'
import type { Answer, Sent } from './line.ts'

type Kind = 'limits' | 'unlimited' | 'own' | 'move' | 'status' | 'invite' | 'withdraw'

const kinds: readonly Kind[] = [
  'limits',
  'limits',
  'limits',
  'unlimited',
  'own',
  'move',
  'status',
  'status',
  'invite',
  'withdraw',
]
const types = ['it_assets', 'mobile_devices', 'non_it_assets', 'users'] as const
/** What may follow a status: away into the archive and back again, or stopped on the way. */
const nextStatuses: Record<string, readonly string[]> = {
  active: ['offboarding'],
  offboarding: ['archived', 'archived', 'active'],
  archived: ['disabled'],
  disabled: ['active'],
}

/** What must have become of an organization that nobody else moves or archives. */
export interface KnownPlace {
  place: Place
  /** null as long as the answer to the last move is missing. */
  parentId: string | null
  /** null as long as the answer to the last change is missing. */
  status: string | null
  moves: number
  statusChanges: number
  /** Moves and changes whose answer never came. */
  unknown: number
}

/** One of the managers. */
export class LicenseManager extends PatientWorker {
  readonly known: KnownPlace[]
  readonly #tree: LicenseTree
  readonly #movable: KnownPlace[]
  readonly #archivable: KnownPlace[]
  #invited: string[] = []
  #made = 0
  readonly #name: string

  /** @param own what it alone moves and archives */
  constructor(name: string, tree: LicenseTree, own: { movable: Place[]; archivable: Place[] }, random: () => number) {
    super(random)
    this.#name = name
    this.#tree = tree
    const counted = { moves: 0, statusChanges: 0, unknown: 0 }
    const knownOf = (place: Place): KnownPlace => {
      return { place, parentId: tree.parentOf.get(place.id) ?? null, status: 'active', ...counted }
    }
    this.#movable = own.movable.map(knownOf)
    this.#archivable = own.archivable.map(knownOf)
    this.known = [...this.#movable, ...this.#archivable]
  }

  async work({ line, mayGoOn, onAnswer, mayLower }: Shift): Promise<void> {
    await this.settle(line, 0.8)
    while (mayGoOn() && !this.asker.isWaiting) {
      const kind = this.pick(kinds)
      // An archive leaves nothing over, but what comes back from it may be over its own limit.
      if (!mayLower && kind === 'status') continue
      const step = this.#step(kind, mayLower)
      const answer = step && (await this.asker.ask(line, step))
      if (answer) onAnswer(answer)
    }
  }

  #step(kind: Kind, mayLower: boolean): Step | null {
    switch (kind) {
      case 'limits':
        return plain(put(`/customers/${this.pick(this.#tree.limited).id}/licenses`, this.#limits(mayLower)))
      case 'unlimited':
        return plain(put(`/customers/${this.pick(this.#tree.limited).id}/licenses`, { mode: 'unlimited', types: [] }))
      case 'own': {
        const { id } = this.pick(this.#tree.purchases)
        const body = { quantity: 50 + this.below(400), confirm: mayLower }
        return plain({ ...put(`/license-purchases/${id}`, body), method: 'PATCH' })
      }
      case 'move':
        return this.#move()
      case 'status':
        return this.#setStatus()
      case 'invite':
        return this.#invite()
      case 'withdraw': {
        const id = this.#invited.shift()
        return id === undefined ? null : plain({ method: 'DELETE', path: `/users/${id}/invitation`, key: newId() })
      }
    }
  }

  #limits(confirm: boolean) {
    const some = types.filter(() => this.random() < 0.6)
    const limits = some.map((type) => ({ type, limit: this.below(40), overage: this.below(3) }))
    return { mode: 'allocated', types: limits, confirm }
  }

  #move(): Step | null {
    const known = this.pick(this.#movable)
    if (!known) return null
    const before = known.parentId
    const to = this.pick(this.#tree.parents.filter(({ id }) => id !== before)).id
    known.parentId = null
    known.unknown++
    return {
      request: put(`/organizations/${known.place.id}/parent`, { parentId: to }),
      done: ({ status }) => {
        known.unknown--
        known.parentId = status === 200 ? to : before
        if (status === 200 && before !== null) known.moves++
        // It may have been there already.
        else if (status === 200) known.unknown++
      },
    }
  }

  #setStatus(): Step | null {
    const known = this.pick(this.#archivable)
    if (!known) return null
    const before = known.status
    const to = this.pick(before === null ? Object.keys(nextStatuses) : (nextStatuses[before] ?? []))
    known.status = null
    known.unknown++
    return {
      request: put(`/customers/${known.place.id}/status`, { status: to }),
      done: ({ status }) => {
        known.unknown--
        known.status = status === 200 ? to : before
        if (status === 200 && before !== null) known.statusChanges++
        else if (status === 200) known.unknown++
      },
    }
  }

  #invite(): Step {
    const name = `${this.#name} ${this.#made++} ${this.below(1e6)}`
    const admin = { firstName: 'Ada', email: `ada-${name.toLowerCase().replaceAll(' ', '-')}@people.example` }
    const body = { name, parentId: this.pick(this.#tree.parents).id, contacts: { admin } }
    return {
      request: { method: 'POST', path: '/customers', body, key: newId() },
      done: (answer) => {
        if (answer.status === 201) this.#invited.push(administratorOf(answer))
      },
    }
  }
}

/** Whose answer nothing depends on. */
const plain = (request: Sent): Step => ({ request, done: () => {} })

const put = (path: string, body: object): Sent => ({ method: 'PUT', path, body, key: newId() })

const administratorOf = ({ body }: Answer) => (body as { contacts: { admin: { id: string } } }).contacts.admin.id
