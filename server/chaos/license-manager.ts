/** Somebody who changes what organizations may use while others use it: limits, purchases, places in the tree, statuses. */
import { newId } from '../platform/clock/clock.ts'
import type { LicenseTree, Place } from './license-tree.ts'
import type { Answer, Line, Sent } from './line.ts'

type Kind = 'limits' | 'unlimited' | 'own' | 'move' | 'archive' | 'restore' | 'invite' | 'withdraw'

const kinds: readonly Kind[] = [
  'limits',
  'limits',
  'limits',
  'unlimited',
  'own',
  'move',
  'archive',
  'restore',
  'invite',
  'withdraw',
]
const types = ['it_assets', 'mobile_devices', 'non_it_assets', 'users'] as const

/** One of the managers; whatever gets no answer is left as it is. */
export class LicenseManager {
  readonly #tree: LicenseTree
  readonly #random: () => number
  #invited: string[] = []
  #made = 0
  readonly #name: string

  constructor(name: string, tree: LicenseTree, random: () => number) {
    this.#name = name
    this.#tree = tree
    this.#random = random
  }

  /**
   * Works until an answer does not come, or until it is told to stop.
   * @param mayLower whether what is in use may be left over by something
   */
  async work(line: Line, mayGoOn: () => boolean, onAnswer: (answer: Answer) => void, mayLower: boolean): Promise<void> {
    while (mayGoOn()) {
      const kind = this.#pick(kinds)
      // An archive leaves nothing over, but what comes back from it may be over its own limit.
      if (!mayLower && (kind === 'archive' || kind === 'restore')) continue
      const request = this.#request(kind, mayLower)
      if (!request) continue
      const answer = await line.send(request)
      if (!answer) return
      if (kind === 'invite' && answer.status === 201) this.#invited.push(administratorOf(answer.body))
      onAnswer(answer)
    }
  }

  #request(kind: Kind, mayLower: boolean): Sent | null {
    switch (kind) {
      case 'limits':
        return this.#put(`/customers/${this.#pick(this.#tree.limited).id}/licenses`, this.#limits(mayLower))
      case 'unlimited':
        return this.#put(`/customers/${this.#pick(this.#tree.limited).id}/licenses`, { mode: 'unlimited', types: [] })
      case 'own': {
        const { id } = this.#pick(this.#tree.purchases)
        const quantity = 50 + this.#below(400)
        return { ...this.#put(`/license-purchases/${id}`, { quantity, confirm: mayLower }), method: 'PATCH' }
      }
      case 'move':
        return this.#put(`/organizations/${this.#pick(this.#tree.movable).id}/parent`, {
          parentId: this.#pick(this.#tree.parents).id,
        })
      case 'archive':
        return this.#setStatus(this.#pick(['offboarding', 'archived']))
      case 'restore':
        return this.#setStatus(this.#pick(['disabled', 'active']))
      case 'invite':
        return { method: 'POST', path: '/customers', body: this.#newcomer(), key: newId() }
      case 'withdraw': {
        const id = this.#invited.shift()
        return id === undefined ? null : { method: 'DELETE', path: `/users/${id}/invitation`, key: newId() }
      }
    }
  }

  #limits(confirm: boolean) {
    const some = types.filter(() => this.#random() < 0.6)
    const limits = some.map((type) => ({ type, limit: this.#below(40), overage: this.#below(3) }))
    return { mode: 'allocated', types: limits, confirm }
  }

  #newcomer() {
    const name = `${this.#name} ${this.#made++} ${this.#below(1e6)}`
    const admin = { firstName: 'Ada', email: `ada-${name.toLowerCase().replaceAll(' ', '-')}@people.example` }
    return { name, parentId: this.#pick(this.#tree.parents).id, contacts: { admin } }
  }

  #setStatus(status: string): Sent {
    return this.#put(`/customers/${this.#pick(this.#tree.archivable).id}/status`, { status })
  }

  #put(path: string, body: object): Sent {
    return { method: 'PUT', path, body, key: newId() }
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #pick<Each = Place>(from: readonly Each[]): Each {
    return from[this.#below(from.length)] as Each
  }
}

const administratorOf = (made: unknown) => (made as { contacts: { admin: { id: string } } }).contacts.admin.id
