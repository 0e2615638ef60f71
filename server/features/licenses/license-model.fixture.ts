/** What a simple model says must become of licenses: the rules as one would say them, without counters. */
import {
  type CountedType,
  countedTypes,
  firstParents,
  limited,
  type Outcome,
  type Place,
  places,
  type Step,
  type Watched,
} from './license-histories.fixture.ts'

/** What an organization may use of a type. */
interface Allowed {
  limit: number | null
  overage: number
}

/** What an organization of the model has; of devices how each is watched, the last added last. */
interface Counted {
  parent: Place | null
  live: readonly Watched[]
  retired: readonly Watched[]
  allowed: Record<CountedType, Allowed>
  isArchived: boolean
}

type All = Record<Place, Counted>

/** The highest numbers of a month, of who is metered by itself. */
type Peaks = Map<Place, readonly number[]>

const allOf = <Value>(value: Value) =>
  Object.fromEntries(countedTypes.map((type) => [type, value])) as Record<CountedType, Value>

/** Every demand is added up from the leaves. */
export class LicenseModel {
  #places: All
  #peaks: Peaks

  constructor() {
    const counted = (place: Place): Counted => ({
      parent: place === 'provider' ? null : firstParents[place],
      live: [],
      retired: [],
      allowed: allOf({ limit: place === 'provider' ? 5 : null, overage: 0 }),
      isArchived: false,
    })
    this.#places = Object.fromEntries(places.map((place) => [place, counted(place)])) as All
    this.#peaks = this.#inUse()
  }

  /** Does a step, or says why not. */
  do(step: Step): Outcome {
    const outcome = this.#doStep(step)
    const before = this.#peaks
    this.#peaks = new Map(
      [...this.#inUse()].map(([place, used]) => [
        place,
        used.map((each, index) => Math.max(each, before.get(place)?.[index] ?? 0)),
      ]),
    )
    return outcome
  }

  /** What each was metered of each type for the month up to now, by its peak; another one begins. */
  endMonth() {
    const ended = limited.map((place) => [place, this.#peaks.get(place)])
    this.#peaks = this.#inUse()
    return ended
  }

  #doStep(step: Step): Outcome {
    if (step.do === 'import')
      return step.rows.filter((row) => this.#isNamed(row.at) && this.#doStep({ do: 'take', ...row }) === 'done').length
    if (step.do === 'own')
      return this.#tryLimit('provider', { [step.type]: { limit: step.quantity, overage: 0 } }, step.confirm)
    if (step.do === 'move')
      return this.#places[step.what].isArchived ? 'passed' : this.#try({ [step.what]: { parent: step.to } })
    if (step.do === 'archive' || step.do === 'restore') {
      const isArchived = step.do === 'archive'
      if (this.#places[step.what].isArchived === isArchived) return 'done'
      // What was over its own limit is over it again.
      return this.#try({ [step.what]: { isArchived } }, step.what)
    }
    if (step.do !== 'limit' && step.do !== 'unlimited') return this.#doDevice(step)
    if (this.#places[step.at].isArchived) return 'passed'
    if (step.do === 'unlimited') return this.#tryLimit(step.at, {}, true)
    const { limit } = step
    const allowed = { limit, overage: limit === null ? 0 : step.overage }
    return this.#tryLimit(step.at, { [step.type]: allowed }, step.confirm)
  }

  /** What the pool must show of each type. */
  pool() {
    return countedTypes.map((type) => {
      const limit = this.#places.provider.allowed[type].limit ?? 0
      const demand = this.#demand(this.#places, 'provider', type)
      const used = places.reduce((sum, place) => sum + this.#used(this.#places[place], type), 0)
      return { owned: limit, used, free: Math.max(0, limit - demand), overBy: Math.max(0, demand - limit) }
    })
  }

  /** What is metered of each type, all accounts together: all that lies below the provider. */
  metered(): number[] {
    const below = places.filter((place) => place !== 'provider')
    return countedTypes.map((type) => below.reduce((sum, place) => sum + this.#used(this.#places[place], type), 0))
  }

  /** What is in use by each that is metered by itself, with its divisions. */
  #inUse(): Peaks {
    const accountOf = (place: Place): Place =>
      place === 'division' || place === 'office' ? accountOf(this.#places[place].parent ?? place) : place
    const of = (account: Place, type: CountedType) =>
      places
        .filter((place) => accountOf(place) === account)
        .reduce((sum, place) => sum + this.#used(this.#places[place], type), 0)
    return new Map(limited.map((account) => [account, countedTypes.map((type) => of(account, type))]))
  }

  /** A code means something within the nearest partner or provider; a file of the provider names none below a partner. */
  #isNamed(place: Place): boolean {
    const { parent } = this.#places[place]
    return parent === null || (!['partner', 'reseller'].includes(parent) && this.#isNamed(parent))
  }

  #doDevice(
    step: Extract<Step, { at: Place; do: 'take' | 'watch' | 'give' | 'retire' | 'return' | 'carry' }>,
  ): Outcome {
    const { live, retired, isArchived } = this.#places[step.at]
    const last = (step.do === 'return' ? retired : live).at(-1)
    if (step.do !== 'take' && last === undefined) return 'done'
    if (isArchived) return 'passed'
    const [less, lessRetired] = [live.slice(0, -1), retired.slice(0, -1)]
    switch (step.do) {
      case 'take':
        return this.#try({ [step.at]: { live: [...live, step.watched] } })
      case 'watch':
        return this.#try({ [step.at]: { live: [...less, step.watched] } })
      case 'give':
        return this.#try({ [step.at]: { live: less } })
      case 'retire':
        return this.#try({ [step.at]: { live: less, retired: [...retired, last as Watched] } })
      case 'return':
        return this.#try({ [step.at]: { live: [...live, last as Watched], retired: lessRetired } })
      case 'carry': {
        const to = this.#places[step.to]
        if (step.at === step.to || to.isArchived) return 'passed'
        return this.#try({ [step.at]: { live: less }, [step.to]: { live: [...to.live, last as Watched] } })
      }
    }
  }

  /** Types that are not named have no limit; of the provider, what it owns of them stays. */
  #tryLimit(place: Place, named: Partial<Record<CountedType, Allowed>>, isConfirmed: boolean): Outcome {
    const before = this.#places[place].allowed
    const others = place === 'provider' ? before : allOf({ limit: null, overage: 0 })
    const allowed = { ...others, ...named }
    const isLess = countedTypes.some((type) => {
      const demand = this.#demand(this.#places, place, type)
      const over = ({ limit, overage }: Allowed) => (limit === null ? 0 : Math.max(0, demand - limit - overage))
      return over(allowed[type]) > over(before[type])
    })
    return isLess && !isConfirmed ? 'refused' : this.#try({ [place]: { allowed } }, place)
  }

  /** Takes a change over unless it raises a demand above its capacity; the place aside whose own limit changes or comes back. */
  #try(change: Partial<Record<Place, Partial<Counted>>>, except?: Place): Outcome {
    const next = Object.fromEntries(places.map((place) => [place, { ...this.#places[place], ...change[place] }])) as All
    for (const place of places)
      for (const type of countedTypes) {
        const { limit, overage } = next[place].allowed[type]
        if (place === except || limit === null || next[place].isArchived) continue
        const [before, after] = [this.#demand(this.#places, place, type), this.#demand(next, place, type)]
        if (after > before && after > limit + overage) return 'refused'
      }
    this.#places = next
    return 'done'
  }

  #used({ live, isArchived }: Counted, type: CountedType): number {
    if (isArchived) return 0
    if (type === 'it_assets') return live.length
    return live.filter((each) => (type === 'availability_monitors' ? each.availability : each.performance)).length
  }

  #demand(all: All, place: Place, type: CountedType): number {
    if (all[place].isArchived) return 0
    const below = places.filter((each) => all[each].parent === place)
    return below.reduce((sum, each) => sum + this.#charge(all, each, type), this.#used(all[place], type))
  }

  #charge(all: All, place: Place, type: CountedType): number {
    return all[place].isArchived ? 0 : Math.max(all[place].allowed[type].limit ?? 0, this.#demand(all, place, type))
  }
}
