import { externalKey } from '@tenantry/contract/external-ids.ts'
import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { DeviceId, EntityId, MembershipId, OrganizationId } from '@tenantry/contract/ids.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { mostHits, type SearchHits } from '@tenantry/contract/search.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { escapeLike } from '../../platform/list/conditions.ts'
import { findKnownBy } from '../external-ids/public.ts'
import { findFavourites, nearView } from '../favourites/public.ts'
import { houseOfPartner, isOwnSide } from '../own-side/public.ts'
import { best } from './rank.ts'
import {
  findDeviceIds,
  findDevices,
  findEntities,
  findEntityIds,
  findOrganizationIds,
  findOrganizations,
  findUserIds,
  findUsers,
  type Sought,
} from './search.queries.ts'

/** Below three characters there is no trigram to look up. */
const shortestInside = 3

/**
 * Finds customers, entities, devices and users by what is typed, the best few of each kind that the caller may see: within
 * reach, and of the kinds that the role may read.
 * @param q the text as somebody typed it
 */
export async function searchEverything(context: CallContext, q: string): Promise<SearchHits> {
  const term = searchKey(q)
  const sought: Sought = {
    term,
    pattern: [...term].length < shortestInside ? null : escapeLike(term),
    providerId: context.caller.scope.providerId,
  }
  const may = (permission: Permission) => term !== '' && context.caller.permissions.has(permission)
  const [customers, entities, devices, users] = await Promise.all([
    may('customers.read') ? findCustomers(context, sought, q) : [],
    may('customers.read') ? entityHits(context, sought) : [],
    may('devices.read') ? deviceHits(context, sought) : [],
    may('users.read') ? people(context, sought) : [],
  ])
  return {
    customers,
    entities: entities.map((row) => ({ ...homeOf(row), id: row.id as EntityId })),
    devices: devices.map((row) => ({ ...homeOf(row), id: row.id as DeviceId })),
    users,
  }
}

const noIds: readonly string[] = []

async function findCustomers(
  { tx, caller }: CallContext,
  sought: Sought,
  typed: string,
): Promise<SearchHits['customers']> {
  const { term } = sought
  const [found, known, favourites] = await Promise.all([
    findOrganizationIds(tx, sought),
    // What other systems call an organization is kept from its own people.
    isOwnSide(caller)
      ? noIds
      : findKnownBy(tx, externalKey(typed.trim()), { most: mostHits, except: houseOfPartner(caller) }),
    findFavourites(tx),
  ])
  const near = new Set(favourites.map(({ id }) => id))
  const rows = await findOrganizations(tx, [...new Set([...found, ...known, ...near])])
  const hits = new Set([...found, ...known])
  const named = rows.filter(({ id, name_key, code_key }) => hits.has(id) || `${name_key}\n${code_key}`.includes(term))
  return best(
    named,
    term,
    mostHits,
    ({ id, name_key, code_key }) => [name_key, code_key, known.includes(id) ? term : null],
    ({ id }) => near.has(id),
  ).map((row) => ({ ...nearView(row), isFavourite: near.has(row.id) }))
}

async function people({ tx }: CallContext, sought: Sought): Promise<SearchHits['users']> {
  const rows = await findUsers(tx, await findUserIds(tx, sought))
  return best(rows, sought.term, mostHits, ({ name_key, email }) => [name_key, email]).map((row) => ({
    ...homeOf(row),
    id: row.id as MembershipId,
    email: row.email,
  }))
}

async function entityHits({ tx }: CallContext, sought: Sought) {
  const rows = await findEntities(tx, await findEntityIds(tx, sought))
  return best(rows, sought.term, mostHits, ({ name_key, code_key }) => [name_key, code_key])
}

async function deviceHits({ tx }: CallContext, sought: Sought) {
  const rows = await findDevices(tx, await findDeviceIds(tx, sought))
  return best(rows, sought.term, mostHits, ({ name_key }) => [name_key])
}

interface PlacedRow {
  id: string
  name: string
  name_key: string
  organization_id: string
  organization_name: string
}

function homeOf({ name, organization_id, organization_name }: PlacedRow) {
  return { name, organizationId: organization_id as OrganizationId, organizationName: organization_name }
}
