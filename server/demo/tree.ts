/** Makes the organization tree of a generated provider: who lies below whom, since when, and how it is called. */
import { suggestCode } from '@tenantry/contract/fields/codes.ts'
import type { OrganizationStatus, OrganizationType } from '@tenantry/contract/organizations.ts'
import type { City, Country } from './country.ts'
import { idAt } from './ids.ts'
import { companyName } from './names.ts'
import { countries } from './places.ts'
import { type Random, skewedShares, weightedPicker } from './random.ts'

/** One organization of the tree, with the counts that its counters must show in the end. */
export interface Node {
  id: string
  parent: Node | null
  type: OrganizationType
  status: OrganizationStatus
  depth: number
  createdAtMs: number
  name: string
  code: string | null
  codeScopeId: string
  country: Country
  city: City
  devices: number
  users: number
  entityIds: string[]
}

/** How many of what the tree holds. */
export interface TreeSize {
  customers: number
  partners: number
  enterprises: number
  /** Customers directly below the first partner, which has nothing else below it. */
  customersOfFirstPartner: number
}

/** A finished tree: the provider first, then everything else by age, so that parents come before their children. */
export interface Tree {
  root: Node
  partners: Node[]
  customers: Node[]
  nodes: Node[]
}

const yearMs = 365 * 86_400_000
const countryOf = weightedPicker(countries.map((country) => [country, country.weight] as const))
const statusOf = weightedPicker<OrganizationStatus>([
  ['active', 900],
  ['disabled', 40],
  ['suspended', 25],
  ['offboarding', 10],
  ['archived', 25],
])

/** Makes a tree that has grown over the two years before `nowMs`. */
export function growTree(random: Random, size: TreeSize, providerName: string, nowMs: number): Tree {
  const grower = new Grower(random, nowMs)
  const root = grower.plantRoot(providerName)
  const partners: Node[] = []
  for (let index = 0; index < size.partners; index++) {
    const nested = index > 2 && random.chance(0.25)
    partners.push(grower.add('partner', nested ? random.pick(partners.slice(1)) : root, 0.2))
  }
  const others = partners.slice(1)
  for (let index = 0; index < size.enterprises; index++) {
    const enterprise = grower.add(
      'enterprise',
      others.length > 0 && random.chance(0.2) ? random.pick(others) : root,
      0.5,
    )
    addDivisions(random, grower, enterprise)
  }
  const customers = addCustomers(random, grower, { root, first: partners[0], others }, size)
  return {
    root,
    partners,
    customers: customers.sort((a, b) => a.createdAtMs - b.createdAtMs),
    nodes: grower.nodes.sort((a, b) => a.createdAtMs - b.createdAtMs || a.depth - b.depth),
  }
}

function addDivisions(random: Random, grower: Grower, enterprise: Node): void {
  const divisions: Node[] = []
  for (let count = random.between(3, 12); count > 0; count--) {
    const parent = divisions.length > 0 && random.chance(0.3) ? random.pick(divisions) : enterprise
    divisions.push(grower.add('division', parent, 0.6))
  }
}

function addCustomers(
  random: Random,
  grower: Grower,
  places: { root: Node; first: Node | undefined; others: Node[] },
  size: TreeSize,
): Node[] {
  const { root, first, others } = places
  const ofFirst = first ? Math.min(size.customersOfFirstPartner, size.customers) : 0
  const resold = others.length > 0 ? Math.round((size.customers - ofFirst) * 0.3) : 0
  const shares = skewedShares(random, others.length, resold, 1)
  const parents = [
    ...Array.from({ length: ofFirst }, () => first ?? root),
    ...others.flatMap((partner, index) => Array.from({ length: shares[index] ?? 0 }, () => partner)),
  ]
  while (parents.length < size.customers) parents.push(root)
  return parents.map((parent) => grower.add('customer', parent, 1))
}

class Grower {
  readonly nodes: Node[] = []
  readonly #random: Random
  readonly #nowMs: number
  readonly #attempts = new Map<string, number>()

  constructor(random: Random, nowMs: number) {
    this.#random = random
    this.#nowMs = nowMs
  }

  plantRoot(name: string): Node {
    const createdAtMs = this.#nowMs - 2 * yearMs
    const id = idAt(this.#random, createdAtMs)
    const country = countries[0] as Country
    const root: Node = {
      ...empty,
      id,
      name,
      createdAtMs,
      codeScopeId: id,
      country,
      city: country.cities[0] as City,
      entityIds: [],
    }
    this.nodes.push(root)
    return root
  }

  /** @param until the part of the time since the parent was made in which the child was */
  add(type: OrganizationType, parent: Node, until: number): Node {
    const random = this.#random
    const age = this.#nowMs - parent.createdAtMs
    const createdAtMs = parent.createdAtMs + 1 + Math.floor(random.next() * until * (age - 2))
    const country = type === 'division' ? parent.country : countryOf(random)
    const city = type === 'division' ? parent.city : random.pick(country.cities)
    const name = type === 'division' ? divisionName(random, parent) : companyName(random, country.language, city[0])
    const codeScopeId = parent.type === 'partner' || parent.type === 'provider' ? parent.id : parent.codeScopeId
    const node: Node = {
      ...empty,
      id: idAt(random, createdAtMs),
      parent,
      type,
      status: type === 'customer' ? statusOf(random) : 'active',
      depth: parent.depth + 1,
      createdAtMs,
      name,
      code: this.#freeCode(name),
      codeScopeId,
      country,
      city,
      entityIds: [],
    }
    this.nodes.push(node)
    return node
  }

  /** A code may come again below each partner; people who look at all of them would rather it did not. */
  #freeCode(name: string): string {
    const beginning = suggestCode(name).slice(0, -3)
    const attempt = (this.#attempts.get(beginning) ?? 0) + 1
    this.#attempts.set(beginning, attempt)
    return suggestCode(name, attempt)
  }
}

const empty = {
  parent: null,
  type: 'provider',
  status: 'active',
  depth: 0,
  code: null,
  devices: 0,
  users: 0,
} as const satisfies Partial<Node>

const divisions = [
  'Retail',
  'Wholesale',
  'Manufacturing',
  'Research',
  'Logistics',
  'Healthcare',
  'Financial Services',
  'Energy',
]
const areas = ['North', 'South', 'East', 'West', 'Central', 'EMEA', 'Americas', 'Asia Pacific']

function divisionName(random: Random, parent: Node): string {
  return `${parent.name.split(' ').slice(0, 2).join(' ')} ${random.pick(divisions)} ${random.pick(areas)}`
}
