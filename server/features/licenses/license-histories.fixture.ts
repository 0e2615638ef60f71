/** A tree whose licenses random histories change. */
import { createDevice, deleteDevice, moveDevice, updateDevice } from '@tenantry/contract/devices.ts'
import { createLicensePurchase, updateLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { listLicenseUsage } from '@tenantry/contract/license-usage.ts'
import { getLicensePool, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { changeCustomerStatus } from '@tenantry/contract/lifecycle.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import type { World } from '../../testing/world.ts'
import { added } from '../customers/customers.fixture.ts'
import { imported } from '../imports/imports.fixture.ts'

/** The types that all of it is about: what a server takes, and what watching it takes. */
export const countedTypes = ['it_assets', 'availability_monitors', 'performance_monitors'] as const
export type CountedType = (typeof countedTypes)[number]

/** How a device is watched. */
export interface Watched {
  availability: boolean
  performance: boolean
}

/** One step of a history. Places are names of the tree; whatever does not fit the moment is passed over. */
export type Step =
  | { do: 'take'; at: Place; watched: Watched }
  | { do: 'watch'; at: Place; watched: Watched }
  | { do: 'import'; rows: { at: Place; watched: Watched }[] }
  | { do: 'give'; at: Place }
  | { do: 'retire'; at: Place }
  | { do: 'return'; at: Place }
  | { do: 'carry'; at: Place; to: Place }
  | { do: 'limit'; at: Limited; type: CountedType; limit: number | null; overage: number; confirm: boolean }
  | { do: 'unlimited'; at: Limited }
  | { do: 'own'; type: CountedType; quantity: number; confirm: boolean }
  | { do: 'move'; what: 'customer' | 'other'; to: 'provider' | 'partner' | 'reseller' }
  | { do: 'move'; what: 'division' | 'office'; to: 'enterprise' | 'works' }
  | { do: 'move'; what: 'office'; to: 'division' }
  | { do: 'archive'; what: 'customer' | 'other' }
  | { do: 'restore'; what: 'customer' | 'other' }

/** Partners below the provider and below each other, customers, an enterprise with divisions, and one without. */
export const places = [
  'provider',
  'partner',
  'reseller',
  'customer',
  'other',
  'enterprise',
  'division',
  'office',
  'works',
] as const
export type Place = (typeof places)[number]
/** Who has limits and is metered by itself. */
export const limited = ['partner', 'reseller', 'customer', 'other', 'enterprise', 'works'] as const
export type Limited = (typeof limited)[number]

export const firstParents: Record<Exclude<Place, 'provider'>, Place> = {
  partner: 'provider',
  reseller: 'partner',
  customer: 'reseller',
  other: 'provider',
  enterprise: 'partner',
  division: 'enterprise',
  office: 'division',
  works: 'provider',
}

const codeOf = (place: Place) => `HIST-${place}`.toUpperCase()

/** The tree in a world. */
export interface LicensedTree {
  ids: Record<Place, string>
  purchases: Record<CountedType, string>
}

/** Makes the tree, with a purchase of 5 of each type. */
export async function plantTree({ first }: World): Promise<LicensedTree> {
  const { api } = first.admin
  const ids = { provider: first.providerId } as Record<Place, string>
  const typeOf: Partial<Record<Place, string>> = {
    partner: 'partner',
    reseller: 'partner',
    enterprise: 'enterprise',
    works: 'enterprise',
    division: 'division',
    office: 'division',
  }
  for (const place of places) {
    if (place === 'provider') continue
    const body = {
      name: `The ${place}`,
      code: codeOf(place),
      type: typeOf[place] ?? 'customer',
      parentId: ids[firstParents[place]],
    }
    ids[place] = (await added(api, body as never)).body.id
  }
  const purchases = {} as LicensedTree['purchases']
  for (const type of countedTypes) {
    const body = { type, quantity: 5, startsOn: '2020-01-01' }
    purchases[type] = (await api.call(createLicensePurchase, { body })).body.id
  }
  return { ids, purchases }
}

/** Lets a history begin anew: as after {@link plantTree}. */
export async function clearTree(world: World, { ids, purchases }: LicensedTree): Promise<void> {
  const { owner } = world.test
  const { api } = world.first.admin
  const all = [Object.values(ids)]
  await owner.query("UPDATE organizations SET status = 'active', license_mode = 'unlimited' WHERE id = ANY ($1)", all)
  await owner.query('DELETE FROM devices WHERE organization_id = ANY ($1)', all)
  await owner.query('UPDATE organization_counters SET devices = 0 WHERE organization_id = ANY ($1)', all)
  for (const table of ['license_ledger', 'license_counters', 'former_accounts'])
    await owner.query(`DELETE FROM ${table} WHERE organization_id = ANY ($1) AND type = ANY ($2)`, [
      ...all,
      [...countedTypes, 'trial_devices'],
    ])
  for (const place of ['customer', 'other', 'division', 'office'] as const)
    await api.call(
      moveOrganization,
      { params: { id: ids[place] as never }, body: { parentId: ids[firstParents[place]] as never } },
      { ifMatch: '*' },
    )
  await owner.query('UPDATE license_purchases SET quantity = 1 WHERE id = ANY ($1)', [Object.values(purchases)])
  for (const id of Object.values(purchases))
    await api.call(updateLicensePurchase, { params: { id }, body: { quantity: 5 } }, { ifMatch: '*' })
}

/** The devices of a place, by their ids. */
export type Held = Record<Place, { live: string[]; retired: string[] }>

/** What a step has come to; of an import, how many rows came in. */
export type Outcome = 'done' | 'refused' | 'passed' | number

/** Does a step in the product. */
export async function doStep(world: World, tree: LicensedTree, step: Step, devices: Held): Promise<Outcome> {
  if (step.do === 'import') return bringIn(world, step.rows, devices)
  const { api } = world.first.admin
  const { ids } = tree
  const answer = await (async () => {
    const any = { ifMatch: '*' }
    switch (step.do) {
      case 'take': {
        const made = await api.call(createDevice, {
          body: { organizationId: ids[step.at] as never, name: 'box', class: 'server', ...flagsOf(step.watched) },
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
      case 'watch': {
        const id = devices[step.at].live.at(-1)
        if (id === undefined) return null
        return api.call(updateDevice, { params: { id: id as never }, body: flagsOf(step.watched) }, any)
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
        const types = [{ type: step.type, limit: step.limit, overage: step.limit === null ? 0 : step.overage }]
        return api.call(
          setCustomerLicenses,
          { params: { id: ids[step.at] as never }, body: { mode: 'allocated', types, confirm: step.confirm } },
          any,
        )
      }
      case 'unlimited':
        return api.call(
          setCustomerLicenses,
          { params: { id: ids[step.at] as never }, body: { mode: 'unlimited', types: [] } },
          any,
        )
      case 'own':
        return api.call(
          updateLicensePurchase,
          { params: { id: tree.purchases[step.type] }, body: { quantity: step.quantity, confirm: step.confirm } },
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

const flagsOf = ({ availability, performance }: Watched) => {
  return { monitorsAvailability: availability, monitorsPerformance: performance }
}

const yesOrNo = (is: boolean) => (is ? 'yes' : 'no')
let files = 0

/** Brings rows in as a file, and finds what has become of them. */
async function bringIn(world: World, rows: readonly { at: Place; watched: Watched }[], devices: Held): Promise<number> {
  const word = `file${++files}`
  const lines = rows.map(({ at, watched: { availability, performance } }, index) => {
    const code = at === 'provider' ? '' : codeOf(at)
    return `${code},${word}-${index},Server,${yesOrNo(availability)},${yesOrNo(performance)}`
  })
  const file = ['Customer code,Name,Class,Availability monitoring,Performance monitoring', ...lines].join('\n')
  const { first, test } = world
  const { progress } = await imported(world, first.providerId, first.admin, file, { kind: 'devices' })
  const { rows: made } = await test.owner.query<{ id: string; name: string }>(
    "SELECT id, name FROM devices WHERE starts_with(name, $1 || '-') ORDER BY name",
    [word],
  )
  for (const { id, name } of made) {
    const at = rows[Number(name.split('-')[1])]?.at
    if (at) devices[at].live.push(id)
  }
  return progress.created
}

const setStatus = (api: HttpCaller, id: string, status: 'active' | 'offboarding' | 'archived' | 'disabled') =>
  api.call(changeCustomerStatus, { params: { id: id as never }, body: { status } }, { ifMatch: '*' })

/** What is in use of each type at the end of the month that has begun, added up over all who are metered. */
export async function shownMetered(api: HttpCaller) {
  const { items } = (await api.call(listLicenseUsage, { query: { limit: 200 } })).body
  return countedTypes.map((counted) =>
    items.reduce((sum, { types }) => sum + (types.find(({ type }) => type === counted)?.atEnd ?? 0), 0),
  )
}

/** What all who are metered come to for a month, as the months that they had: account, type and number. */
export async function shownMonth(api: HttpCaller, { ids }: LicensedTree, month: string) {
  const { items } = (await api.call(listLicenseUsage, { query: { month, limit: 200 } })).body
  return limited.map((place) => {
    const of = items.find(({ id }) => (id as string) === ids[place])?.types
    return [place, countedTypes.map((counted) => of?.find(({ type }) => type === counted)?.quantity ?? 0)]
  })
}

/** What the pool shows of each type. */
export async function shownPool(api: HttpCaller) {
  const { items } = (await api.call(getLicensePool)).body
  return countedTypes.map((counted) => {
    const item = items.find(({ type }) => type === counted)
    return { owned: item?.owned, used: item?.used, free: item?.free, overBy: item?.overBy }
  })
}
