/** Customers that somebody keeps near. Nobody else reads of it, so that it leaves no trace in the audit log. */
import { mostFavourites, mostRecents } from '@tenantry/contract/favourites.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { seesOrganization } from '../organizations/public.ts'
import {
  countFavourites,
  deleteFavourite,
  insertFavourite,
  type OwnMark,
  trimRecents,
  upsertRecent,
} from './favourites.queries.ts'

/**
 * Makes a customer a favourite of the caller; it may be one already.
 * @throws not_found (404) when the caller cannot see the customer
 * @throws conflict (409) for one more than a person may have
 */
export async function addFavourite(context: CallContext, id: string): Promise<void> {
  const { tx, clock } = context
  const mark = await markOf(context, id)
  await insertFavourite(tx, mark, clock.now())
  if ((await countFavourites(tx)) > mostFavourites)
    throw new AppError('conflict', { detail: `There are ${mostFavourites} favourites already; take one out first` })
}

/**
 * Takes a customer out of the caller's favourites, among which it need not be.
 * @throws not_found (404) when the caller cannot see the customer
 */
export async function removeFavourite(context: CallContext, id: string): Promise<void> {
  await markOf(context, id)
  await deleteFavourite(context.tx, id)
}

/**
 * Notes that the caller has opened a customer, and forgets what was opened long before.
 * @throws not_found (404) when the caller cannot see the customer
 */
export async function recordRecent(context: CallContext, id: string): Promise<void> {
  const { tx, clock } = context
  const mark = await markOf(context, id)
  await upsertRecent(tx, mark, clock.now())
  await trimRecents(tx, mostRecents)
}

async function markOf({ tx, caller }: CallContext, organizationId: string): Promise<OwnMark> {
  if (!(await seesOrganization(tx, organizationId))) throw new AppError('not_found')
  const { providerId, membershipId } = caller.scope
  return { providerId, membershipId, organizationId }
}
