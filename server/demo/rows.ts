/** Turns the tree of a generated provider into rows of its tables. */
import { codeKey } from '@tenantry/contract/fields/codes.ts'
import { normalizePostalCode } from '@tenantry/contract/fields/postal-codes.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Random } from './random.ts'
import type { Node } from './tree.ts'

type Row = readonly (string | number | boolean | Date | null)[]

const dayMs = 86_400_000

/** Columns of {@link organizationRows}, in their order. */
export const organizationColumns = [
  'provider_id',
  'id',
  'parent_id',
  'type',
  'depth',
  'status',
  'status_since',
  'archived_until',
  'name',
  'name_key',
  'code',
  'code_key',
  'code_scope_id',
  'domain',
  'business_email',
  'phone',
  'website',
  'subscription_id',
  'location_name',
  'country',
  'region',
  'state',
  'city',
  'postal_code',
  'line1',
  'billing_profile_name',
  'billing_same_as_company',
  'plan_kind',
  'trial_licenses',
  'plan_expires_on',
  'created_at',
  'updated_at',
] as const

/** Rows of organizations: nine in ten with an address that is right for its country, the others as short as allowed. */
export function* organizationRows(
  random: Random,
  nodes: readonly Node[],
  providerId: string,
  nowMs: number,
): Generator<Row> {
  const domains = new Map<string, number>()
  for (const node of nodes) {
    const isCustomer = node.type === 'customer'
    const domain = node.type === 'provider' || random.chance(0.9) ? freeDomain(domains, node) : null
    yield [
      providerId,
      node.id,
      node.parent?.id ?? null,
      node.type,
      node.depth,
      node.status,
      ...standing(node, nowMs),
      node.name,
      sortKey(node.name),
      node.code,
      node.code === null ? null : codeKey(node.code),
      node.codeScopeId,
      domain,
      domain && random.chance(0.8) ? `info@${domain}` : null,
      random.chance(0.7) ? filled(random, node.country.phone) : null,
      domain && random.chance(0.6) ? `https://www.${domain}/` : null,
      isCustomer && random.chance(0.3) ? `SUB${random.between(100_000, 999_999)}` : null,
      ...addressRow(random, node),
      isCustomer && random.chance(0.2) ? 'Accounts payable' : null,
      isCustomer && random.chance(0.8),
      ...plan(random, node, nowMs),
      new Date(node.createdAtMs),
      new Date(changedAt(random, node.createdAtMs, nowMs)),
    ]
  }
}

/** Since when it stands as it does, and until when it can be restored: a year, as for a provider that sets nothing else. */
function standing({ status, createdAtMs }: Node, nowMs: number): Row {
  if (status === 'active') return [null, null]
  const sinceMs = nowMs - Math.min(90 * dayMs, (nowMs - createdAtMs) / 2)
  return [new Date(sinceMs), status === 'archived' ? new Date(sinceMs + 365 * dayMs) : null]
}

/** Name, country, region, state, city, postal code and street of a place; of one in ten nothing is known. */
export function addressRow(
  random: Random,
  { country, city: home, name }: Pick<Node, 'country' | 'city' | 'name'>,
): (string | null)[] {
  if (random.chance(0.1)) return [null, null, null, null, null, null, null]
  const [city, state, pattern] = home
  const number = random.between(1, 240)
  const street = random.pick(country.streets)
  const postalCode = pattern === null ? null : normalizePostalCode(filled(random, pattern), country.code)
  const line = country.numberFirst ? `${number} ${street}` : `${street} ${number}`
  return [random.chance(0.5) ? name : null, country.code, country.region, state, city, postalCode, line]
}

function plan(random: Random, node: Node, nowMs: number): Row {
  if (node.type !== 'customer' || !random.chance(0.08)) return ['purchased', null, null]
  const lastDay = new Date(nowMs + random.between(-10, 30) * dayMs).toISOString().slice(0, 10)
  return ['trial', random.pick([5, 5, 5, 10, 25]), lastDay]
}

function freeDomain(taken: Map<string, number>, { name, country }: Node): string {
  const words = sortKey(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .split('-')
    .slice(0, 2)
    .join('-')
  const label = words === '' ? `company-${country.code.toLowerCase()}` : words
  const count = (taken.get(label) ?? 0) + 1
  taken.set(label, count)
  return `${label}${count === 1 ? '' : `-${count}`}.example`
}

/** Fills the digits and letters of a pattern. */
export function filled(random: Random, pattern: string): string {
  return pattern.replace(/[#@]/g, (sign) => (sign === '#' ? String(random.below(10)) : random.pick([...'ABCEGHJ'])))
}

/** When something was changed last: for half of all things when it was made. */
export function changedAt(random: Random, createdAtMs: number, nowMs: number): number {
  return random.chance(0.5) ? createdAtMs : createdAtMs + Math.floor(random.next() * (nowMs - createdAtMs))
}

/** Rows (provider, ancestor, descendant, distance) of the whole tree. */
export function* closureRows(nodes: readonly Node[], providerId: string): Generator<Row> {
  for (const node of nodes) {
    let distance = 0
    for (let above: Node | null = node; above; above = above.parent) yield [providerId, above.id, node.id, distance++]
  }
}

/** Rows (provider, organization, key of its name, key of its parent's, devices, users, entities). */
export function* counterRows(nodes: readonly Node[], providerId: string): Generator<Row> {
  for (const node of nodes)
    yield [
      providerId,
      node.id,
      sortKey(node.name),
      node.parent && sortKey(node.parent.name),
      node.devices,
      node.users,
      node.entityIds.length,
    ]
}

/** Rows (provider, organization, name, value): the provider's own and, abroad, what differs there. */
export function* settingRows(random: Random, nodes: readonly Node[], providerId: string): Generator<Row> {
  for (const { id, type, country } of nodes) {
    if (type !== 'provider' && (country.code === 'US' || !random.chance(0.6))) continue
    yield [providerId, id, 'timeZone', country.timeZone]
    yield [providerId, id, 'locale', country.locale]
    yield [providerId, id, 'currency', country.currency]
  }
}
