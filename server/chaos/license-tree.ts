/** The organizations that clients work in, and what their managers change. */
import { newId } from '../platform/clock/clock.ts'
import type { Line } from './line.ts'

/** An organization of the tree. */
export interface Place {
  id: string
  name: string
  /** Empty for the provider, as files of devices name it. */
  code: string
  type: 'provider' | 'partner' | 'customer' | 'enterprise' | 'division'
}

/** The tree, by what may be done to its parts. */
export interface LicenseTree {
  /** Where devices are added. */
  places: Place[]
  /** What may have limits. */
  limited: Place[]
  /** What is moved from one of {@link parents} to another. */
  movable: Place[]
  /** What is archived and restored. */
  archivable: Place[]
  parents: Place[]
  /** Where each lies to begin with. */
  parentOf: ReadonlyMap<string, string>
  /** Customers that others become part of. */
  mergeable: Place[]
  /** Where programs report devices. */
  enrolled: Place[]
  /** A customer that has no limits and whose parents have none. */
  free: Place
  /** The purchases, by their type; `it_assets` is the hot one. */
  purchases: { id: string; type: string }[]
}

/** What the provider owns to begin with: little enough that clients meet its end all the time. */
export const owned = { it_assets: 300, mobile_devices: 200, non_it_assets: 100, users: 40 } as const

/** Makes a tree of five levels: partners below partners, customers, trials, enterprises with divisions of divisions. */
export async function plantLicenseTree(line: Line, providerId: string, smtpPort: number): Promise<LicenseTree> {
  const smtp = { host: '127.0.0.1', port: smtpPort, security: 'none', senderAddress: 'noreply@msp.example' }
  await putMust(line, '/mail-settings', { smtp })
  const parentOf = new Map<string, string>()
  const make = async (name: string, type: Place['type'], parent: Place, more: object = {}): Promise<Place> => {
    const body = { name, code: codeOf(name), type, parentId: parent.id, ...more }
    const place = placeOf(await idOf(line, '/customers', body), name, type)
    parentOf.set(place.id, parent.id)
    return place
  }
  const provider: Place = { id: providerId, name: 'the provider', code: '', type: 'provider' }
  const north = await make('North', 'partner', provider)
  const south = await make('South', 'partner', provider)
  const reseller = await make('Reseller', 'partner', north)
  const free = await make('Free', 'customer', provider)
  const customers = [
    await make('Ash', 'customer', north),
    await make('Birch', 'customer', north),
    await make('Cedar', 'customer', reseller),
    await make('Elm', 'customer', south),
    await make('Fir', 'customer', provider),
  ]
  const leaving = [await make('Hazel', 'customer', south), await make('Ivy', 'customer', reseller)]
  const trial = { plan: { kind: 'trial', trialLicenses: 5 } }
  const trials = [await make('Juniper', 'customer', north, trial), await make('Larch', 'enterprise', south, trial)]
  const enterprises = [await make('Maple', 'enterprise', reseller), await make('Oak', 'enterprise', provider)]
  const divisions: Place[] = []
  for (const enterprise of [...enterprises, ...trials.slice(1)]) {
    const division = await make(`${enterprise.name} sales`, 'division', enterprise)
    divisions.push(division, await make(`${enterprise.name} sales east`, 'division', division))
  }
  const purchases: LicenseTree['purchases'] = []
  for (const [type, quantity] of Object.entries(owned))
    purchases.push({ id: await idOf(line, '/license-purchases', { type, quantity, startsOn: '2020-01-01' }), type })
  for (const place of [free, ...customers])
    await putMust(line, `/customers/${place.id}/license-alerts`, { recipients: recipientOf(place) })
  const accounts = [...customers, ...leaving, ...trials, ...enterprises]
  return {
    places: [provider, north, free, ...accounts, ...divisions],
    limited: [north, south, reseller, ...accounts],
    movable: [...customers, ...enterprises.slice(0, 1), ...trials.slice(0, 1)],
    archivable: leaving,
    parents: [provider, north, south, reseller],
    parentOf,
    mergeable: customers.slice(0, 4),
    enrolled: [...customers.slice(0, 1), ...leaving.slice(0, 1), ...trials, ...enterprises],
    free,
    purchases,
  }
}

/** Who is told of alerts of an organization. */
export const recipientOf = ({ code }: Place) => `alerts-${code.toLowerCase()}@cust.example`

async function putMust(line: Line, path: string, body: object): Promise<void> {
  const answer = await line.send({ method: 'PUT', path, body, key: newId() })
  if (answer?.status !== 200) throw new TypeError(`PUT ${path} answered ${JSON.stringify(answer)}`)
}

/** A place as files name it. */
export function placeOf(id: string, name: string, type: Place['type']): Place {
  return { id, name, code: codeOf(name), type }
}

const codeOf = (name: string) => name.toUpperCase().replaceAll(' ', '-')

async function idOf(line: Line, path: string, body: object): Promise<string> {
  const answer = await line.send({ method: 'POST', path, body, key: newId() })
  if (answer?.status !== 201) throw new TypeError(`POST ${path} answered ${JSON.stringify(answer)}`)
  return (answer.body as { id: string }).id
}
