/** Entities of generated organizations, each with a contact and a location. */
import type { EntityKind } from '@tenantry/contract/entity-list.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { PoolClient } from 'pg'
import type { City } from './country.ts'
import { idAt } from './ids.ts'
import { mailName, personName } from './names.ts'
import type { Random } from './random.ts'
import { addressRow, changedAt, filled } from './rows.ts'
import type { Node } from './tree.ts'

/** Columns of {@link entityRows}, in their order. */
export const entityColumns = [
  'provider_id',
  'id',
  'organization_id',
  'name',
  'name_key',
  'kind',
  'code',
  'code_key',
  'contact_first_name',
  'contact_last_name',
  'contact_email',
  'contact_phone',
  'location_name',
  'country',
  'region',
  'state',
  'city',
  'postal_code',
  'line1',
  'created_at',
  'updated_at',
] as const

type Row = readonly (string | Date | null)[]

const departments = [
  'Finance',
  'Sales',
  'Production',
  'Warehouse',
  'Human Resources',
  'Front Desk',
  'Research',
  'Service',
  'Purchasing',
  'Board',
]
const sides = ['Centre', 'North', 'South', 'East', 'West', 'Annex']
const businessUnits = new Set(['Production', 'Service', 'Research'])

/**
 * Rows of entities; fills the nodes' entity ids.
 * @param details decides what contacts and locations are, apart from how many entities there are and of what name
 */
export function* entityRows(
  random: Random,
  details: Random,
  nodes: readonly Node[],
  provider: { id: string; nowMs: number },
): Generator<Row> {
  for (const node of nodes) {
    if (node.type === 'provider' || node.type === 'partner') continue
    const count = node.type === 'enterprise' ? random.between(5, 30) : Math.floor(Math.exp(random.normal() * 0.9) * 0.9)
    const names = new Map<string, number>()
    for (let index = 0; index < count; index++) {
      const createdAtMs = node.createdAtMs + Math.floor(random.next() * (provider.nowMs - node.createdAtMs))
      const id = idAt(random, createdAtMs)
      const city = random.chance(0.5) ? random.pick(node.country.cities) : null
      const name = freeName(names, city ? city[0] : random.pick(departments))
      node.entityIds.push(id)
      yield [
        provider.id,
        id,
        node.id,
        name,
        sortKey(name),
        ...describe(details, node, { name, city, number: index + 1 }),
        new Date(createdAtMs),
        new Date(changedAt(details, createdAtMs, provider.nowMs)),
      ]
    }
  }
}

/** Counts the devices of each entity, once all devices are there. */
export async function countEntityDevices(client: PoolClient, providerId: string): Promise<void> {
  await client.query(
    `UPDATE entities e SET devices = counted.devices FROM (SELECT entity_id, count(*)::int AS devices FROM devices
      WHERE provider_id = $1 AND entity_id IS NOT NULL GROUP BY entity_id) AS counted
    WHERE e.provider_id = $1 AND e.id = counted.entity_id`,
    [providerId],
  )
}

/** No two entities of an organization have one name: further ones lie elsewhere in the place or the company. */
function freeName(taken: Map<string, number>, name: string): string {
  const count = taken.get(name) ?? 0
  taken.set(name, count + 1)
  return [name, sides[count - 1] ?? count].slice(0, count + 1).join(' ')
}

function describe(random: Random, node: Node, entity: { name: string; city: City | null; number: number }): Row {
  const { country } = node
  const kind: EntityKind = entity.city ? 'branch' : businessUnits.has(entity.name) ? 'business_unit' : 'department'
  const code = random.chance(0.4) ? `${node.code}-${String(entity.number).padStart(2, '0')}` : null
  const hasContact = random.chance(0.7)
  const place = { country, city: entity.city ?? node.city, name: entity.name }
  const hasPlace = entity.city !== null || random.chance(0.3)
  return [
    kind,
    code,
    code && sortKey(code),
    ...(hasContact ? contact(random, node) : [null, null, null, null]),
    ...(hasPlace ? addressRow(random, place) : [null, null, null, null, null, null, null]),
  ]
}

function contact(random: Random, { country, code }: Node): (string | null)[] {
  const whole = personName(random, country.language)
  const parts = whole.split(' ')
  const last = parts.length > 1 ? (parts.pop() ?? null) : null
  const domain = `${(code ?? '').toLowerCase()}.example`
  const email = random.chance(0.8) ? `${mailName(whole, `contact-${random.between(100, 999)}`)}@${domain}` : null
  return [parts.join(' '), last, email, random.chance(0.6) ? filled(random, country.phone) : null]
}
