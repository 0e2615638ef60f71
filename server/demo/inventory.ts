/** Devices of generated organizations. */
import type { BuiltInClass } from '@tenantry/contract/devices.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { idAt } from './ids.ts'
import { type Random, skewedShares, weightedPicker } from './random.ts'
import { changedAt } from './rows.ts'
import type { Node } from './tree.ts'

type Row = readonly (string | Date | null)[]

const classOf = weightedPicker<BuiltInClass>([
  ['computer', 52],
  ['server', 9],
  ['network_device', 14],
  ['printer', 8],
  ['phone', 9],
  ['tablet', 5],
  ['non_it_asset', 3],
])

const words: Readonly<Record<BuiltInClass, readonly string[]>> = {
  computer: ['pc', 'nb', 'ws', 'laptop'],
  server: ['srv', 'dc', 'sql', 'file', 'web', 'mail'],
  network_device: ['sw', 'fw', 'ap', 'rtr'],
  printer: ['prn', 'mfp'],
  phone: ['phone', 'mobile'],
  tablet: ['tab', 'ipad'],
  non_it_asset: ['projector', 'ups', 'badge-reader', 'camera', 'coffee machine'],
}

/** Spreads devices over all that may have some, a few large and many small; archived ones have none. */
export function spreadDevices(random: Random, nodes: readonly Node[], devices: number): void {
  const owners = nodes.filter((node) => node.status !== 'archived')
  const shares = skewedShares(random, owners.length, devices, 1.4)
  owners.forEach((node, index) => {
    node.devices = shares[index] ?? 0
  })
}

/** Rows (provider, id, organization, entity, name, name_key, class, created_at, updated_at), oldest first. */
export function* deviceRows(random: Random, nodes: readonly Node[], providerId: string, nowMs: number): Generator<Row> {
  for (const { node, createdAtMs } of byAge(random, nodes, nowMs)) {
    const deviceClass = classOf(random)
    const name = deviceName(random, node, deviceClass)
    const entityId = node.entityIds.length > 0 && random.chance(0.6) ? random.pick(node.entityIds) : null
    const createdAt = new Date(createdAtMs)
    const updatedAt = new Date(changedAt(random, createdAtMs, nowMs))
    yield [
      providerId,
      idAt(random, createdAtMs),
      node.id,
      entityId,
      name,
      sortKey(name),
      deviceClass,
      createdAt,
      updatedAt,
    ]
  }
}

/** Rows of a table lie in the order in which they were made; so do these. */
function* byAge(random: Random, nodes: readonly Node[], nowMs: number) {
  const total = nodes.reduce((sum, node) => sum + node.devices, 0)
  const [owners, instants] = [new Uint32Array(total), new Float64Array(total)]
  let at = 0
  nodes.forEach((node, index) => {
    for (let left = node.devices; left > 0; left--, at++) {
      owners[at] = index
      instants[at] = node.createdAtMs + Math.floor(random.next() * (nowMs - node.createdAtMs))
    }
  })
  const order = Uint32Array.from({ length: total }, (_, index) => index).sort(
    (a, b) => (instants[a] ?? 0) - (instants[b] ?? 0),
  )
  for (const index of order) yield { node: nodes[owners[index] ?? 0] as Node, createdAtMs: instants[index] ?? 0 }
}

function deviceName(random: Random, node: Node, deviceClass: BuiltInClass): string {
  const number = String(random.between(1, Math.max(node.devices, 20))).padStart(3, '0')
  const word = random.pick(words[deviceClass])
  if (random.chance(0.06)) return `${random.pick(node.country.cities)[0]} ${word} ${number}`
  return `${(node.code ?? 'house').toLowerCase()}-${word}-${number}`
}
