/** A tree whose licenses random histories change, and what a simple model says must become of them. */
import { createDevice, deleteDevice, moveDevice, updateDevice } from '@tenantry/contract/devices.ts'
import {
  createLicensePurchase,
  getLicensePool,
  setCustomerLicenses,
  updateLicensePurchase,
} from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import type { World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'

/** The type that all of it is about. */
export const countedType = 'it_assets'

/** One step of a history. Places are names of the tree; whatever does not fit the moment is passed over. */
export type Step =
  | { do: 'take'; at: Place }
  | { do: 'give'; at: Place }
  | { do: 'retire'; at: Place }
  | { do: 'return'; at: Place }
  | { do: 'carry'; at: Place; to: Place }
  | { do: 'limit'; at: Limited; limit: number | null; overage: number; confirm: boolean }
  | { do: 'own'; quantity: number; confirm: boolean }
  | { do: 'move'; what: 'customer' | 'other'; to: 'provider' | 'partner' | 'reseller' }
  | { do: 'archive'; what: 'customer' | 'other' }
  | { do: 'restore'; what: 'customer' | 'other' }

/** Partners below the provider and below each other, customers, an enterprise with divisions. */
export const places = [
  'provider',
  'partner',
  'reseller',
  'customer',
  'other',
  'enterprise',
  'division',
  'office',
] as const
export type Place = (typeof places)[number]
export const limited = ['partner', 'reseller', 'customer', 'other', 'enterprise'] as const
export type Limited = (typeof limited)[number]

const firstParents: Record<Exclude<Place, 'provider'>, Place> = {
  partner: 'provider',
  reseller: 'partner',
  customer: 'reseller',
  other: 'provider',
  enterprise: 'partner',
  division: 'enterprise',
  office: 'division',
}

/** The tree in a world. */
export interface LicensedTree {
  ids: Record<Place, string>
  purchaseId: string
}

/** Makes the tree, with a purchase of 5. */
export async function plantTree({ first }: World): Promise<LicensedTree> {
  const { api } = first.admin
  const ids = { provider: first.providerId } as Record<Place, string>
  const typeOf: Partial<Record<Place, string>> = {
    partner: 'partner',
    reseller: 'partner',
    enterprise: 'enterprise',
    division: 'division',
    office: 'division',
  }
  for (const place of places) {
    if (place === 'provider') continue
    const body = {
      name: `The ${place}`,
      code: `HIST-${place}`,
      type: typeOf[place] ?? 'customer',
      parentId: ids[firstParents[place]],
    }
    ids[place] = (await added(api, body as never)).body.id
  }
  const bought = await api.call(createLicensePurchase, {
    body: { type: countedType, quantity: 5, startsOn: '2020-01-01' },
  })
  return { ids, purchaseId: bought.body.id }
}

/** Lets a history begin anew: as after {@link plantTree}. */
export async function clearTree(world: World, { ids, purchaseId }: LicensedTree): Promise<void> {
  const { owner } = world.test
  const { api } = world.first.admin
  const all = [Object.values(ids)]
  await owner.query("UPDATE organizations SET status = 'active', license_mode = 'unlimited' WHERE id = ANY ($1)", all)
  for (const place of ['customer', 'other'] as const)
    await api.call(
      moveOrganization,
      { params: { id: ids[place] as never }, body: { parentId: ids[firstParents[place]] as never } },
      { ifMatch: '*' },
    )
  await owner.query('DELETE FROM devices WHERE organization_id = ANY ($1)', all)
  await owner.query('UPDATE organization_counters SET devices = 0 WHERE organization_id = ANY ($1)', all)
  for (const table of ['license_ledger', 'license_counters'])
    await owner.query(
      `DELETE FROM ${table} WHERE organization_id = ANY ($1) AND type IN ('it_assets', 'trial_devices')`,
      all,
    )
  await owner.query('UPDATE license_purchases SET quantity = 1 WHERE id = $1', [purchaseId])
  await api.call(updateLicensePurchase, { params: { id: purchaseId }, body: { quantity: 5 } }, { ifMatch: '*' })
}

/** The devices of a place, by their ids. */
export type Held = Record<Place, { live: string[]; retired: string[] }>

/** What a step has come to. */
export type Outcome = 'done' | 'refused' | 'passed'

/** Does a step in the product. */
export async function doStep(api: HttpCaller, tree: LicensedTree, step: Step, devices: Held): Promise<Outcome> {
  const { ids } = tree
  const answer = await (async () => {
    const any = { ifMatch: '*' }
    switch (step.do) {
      case 'take': {
        const made = await api.call(createDevice, {
          body: { organizationId: ids[step.at] as never, name: 'box', class: 'server' },
        })
        if (made.status === 201) devices[step.at].live.push(made.body.id)
        return made
      }
      case 'give': {
        const id = devices[step.at].live.at(-1)
        if (id === undefined) return null
        const gone = await api.call(deleteDevice, { params: { id: id as never } }, any)
        if (gone.status === 204) devices[step.at].live.pop()
        return gone
      }
      case 'retire':
      case 'return': {
        const { live, retired } = devices[step.at]
        const [from, to] = step.do === 'retire' ? [live, retired] : [retired, live]
        const id = from.at(-1)
        if (id === undefined) return null
        const status = step.do === 'retire' ? 'retired' : 'in_use'
        const changed = await api.call(updateDevice, { params: { id: id as never }, body: { status } }, any)
        if (changed.status === 200) to.push(from.pop() ?? '')
        return changed
      }
      case 'carry': {
        const id = devices[step.at].live.at(-1)
        if (id === undefined) return null
        const body = { organizationId: ids[step.to] as never }
        const moved = await api.call(moveDevice, { params: { id: id as never }, body }, any)
        if (moved.status === 200) devices[step.to].live.push(devices[step.at].live.pop() ?? '')
        return moved
      }
      case 'limit': {
        const types = [{ type: countedType, limit: step.limit, overage: step.overage }]
        return api.call(
          setCustomerLicenses,
          { params: { id: ids[step.at] as never }, body: { mode: 'allocated', types, confirm: step.confirm } },
          any,
        )
      }
      case 'own':
        return api.call(
          updateLicensePurchase,
          { params: { id: tree.purchaseId }, body: { quantity: step.quantity, confirm: step.confirm } },
          any,
        )
      case 'move':
        return api.call(
          moveOrganization,
          { params: { id: ids[step.what] as never }, body: { parentId: ids[step.to] as never } },
          any,
        )
      case 'archive':
        for (const status of ['active', 'offboarding', 'archived'] as const)
          await setStatus(api, ids[step.what], status)
        return null
      case 'restore':
        return setStatus(api, ids[step.what], 'disabled')
    }
  })()
  if (answer === null) return 'done'
  if (answer.status < 300) return 'done'
  const { code } = JSON.parse(answer.raw.body) as { code: string }
  if (code === 'license_exhausted' || code === 'license_limit_below_use') return 'refused'
  if (answer.status < 500) return 'passed'
  throw new TypeError(answer.raw.body)
}

const setStatus = (api: HttpCaller, id: string, status: 'active' | 'offboarding' | 'archived' | 'disabled') =>
  api.call(changeCustomerStatus, { params: { id: id as never }, body: { status } }, { ifMatch: '*' })

/** What an organization of the model has. */
interface Counted {
  parent: Place | null
  used: number
  retired: number
  limit: number | null
  overage: number
  isArchived: boolean
}

/** The rules as one would say them, without counters: every demand is added up from the leaves. */
export class LicenseModel {
  readonly #places: Record<Place, Counted>

  constructor() {
    this.#places = Object.fromEntries(
      places.map((place) => [
        place,
        {
          parent: place === 'provider' ? null : firstParents[place],
          used: 0,
          retired: 0,
          limit: place === 'provider' ? 5 : null,
          overage: 0,
          isArchived: false,
        },
      ]),
    ) as Record<Place, Counted>
  }

  /** Does a step, or says why not. */
  do(step: Step): Outcome {
    switch (step.do) {
      case 'take': {
        if (this.#places[step.at].isArchived) return 'passed'
        return this.#try({ [step.at]: { used: this.#places[step.at].used + 1 } })
      }
      case 'give': {
        const { used, isArchived } = this.#places[step.at]
        if (isArchived && used > 0) return 'passed'
        return used === 0 ? 'done' : this.#try({ [step.at]: { used: used - 1 } })
      }
      case 'retire': {
        const { used, retired, isArchived } = this.#places[step.at]
        if (used === 0) return 'done'
        return isArchived ? 'passed' : this.#try({ [step.at]: { used: used - 1, retired: retired + 1 } })
      }
      case 'return': {
        const { used, retired, isArchived } = this.#places[step.at]
        if (retired === 0) return 'done'
        return isArchived ? 'passed' : this.#try({ [step.at]: { used: used + 1, retired: retired - 1 } })
      }
      case 'carry': {
        const [from, to] = [this.#places[step.at], this.#places[step.to]]
        if (from.used === 0) return 'done'
        if (step.at === step.to || from.isArchived || to.isArchived) return 'passed'
        return this.#try({ [step.at]: { used: from.used - 1 }, [step.to]: { used: to.used + 1 } })
      }
      case 'limit': {
        if (this.#places[step.at].isArchived) return 'passed'
        const { limit } = step
        return this.#tryLimit(step.at, { limit, overage: limit === null ? 0 : step.overage }, step.confirm)
      }
      case 'own':
        return this.#tryLimit('provider', { limit: step.quantity, overage: 0 }, step.confirm)
      case 'move':
        return this.#places[step.what].isArchived ? 'passed' : this.#try({ [step.what]: { parent: step.to } })
      case 'archive':
        return this.#places[step.what].isArchived ? 'done' : this.#try({ [step.what]: { isArchived: true } })
      case 'restore':
        // What was over its own limit is over it again.
        return this.#places[step.what].isArchived
          ? this.#try({ [step.what]: { isArchived: false } }, step.what)
          : 'done'
    }
  }

  /** What the pool must show. */
  pool() {
    const { limit } = this.#places.provider
    const demand = this.#demand(this.#places, 'provider')
    const used = places.reduce((sum, place) => sum + (this.#places[place].isArchived ? 0 : this.#places[place].used), 0)
    return { owned: limit, used, free: Math.max(0, (limit ?? 0) - demand), overBy: Math.max(0, demand - (limit ?? 0)) }
  }

  #tryLimit(place: Place, limit: Pick<Counted, 'limit' | 'overage'>, isConfirmed: boolean): Outcome {
    const demand = this.#demand(this.#places, place)
    const over = (each: Pick<Counted, 'limit' | 'overage'>) =>
      each.limit === null ? 0 : Math.max(0, demand - each.limit - each.overage)
    if (over(limit) > over(this.#places[place]) && !isConfirmed) return 'refused'
    return this.#try({ [place]: limit }, place)
  }

  /** Takes a change over unless it raises a demand above its capacity; the place aside whose own limit changes or comes back. */
  #try(change: Partial<Record<Place, Partial<Counted>>>, except?: Place): Outcome {
    const next = Object.fromEntries(
      places.map((place) => [place, { ...this.#places[place], ...change[place] }]),
    ) as Record<Place, Counted>
    for (const place of places) {
      const { limit, overage } = next[place]
      if (place === except || limit === null || next[place].isArchived) continue
      const [before, after] = [this.#demand(this.#places, place), this.#demand(next, place)]
      if (after > before && after > limit + overage) return 'refused'
    }
    Object.assign(this.#places, next)
    return 'done'
  }

  #demand(all: Record<Place, Counted>, place: Place): number {
    if (all[place].isArchived) return 0
    return places.reduce(
      (sum, each) => (all[each].parent === place ? sum + this.#charge(all, each) : sum),
      all[place].used,
    )
  }

  #charge(all: Record<Place, Counted>, place: Place): number {
    if (all[place].isArchived) return 0
    return Math.max(all[place].limit ?? 0, this.#demand(all, place))
  }
}

/** What the pool shows. */
export async function shownPool(api: HttpCaller) {
  const item = (await api.call(getLicensePool)).body.items.find(({ type }) => type === countedType)
  return { owned: item?.owned, used: item?.used, free: item?.free, overBy: item?.overBy }
}
