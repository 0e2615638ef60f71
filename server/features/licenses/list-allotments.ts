import type { LicenseAllotment } from '@tenantry/contract/license-allotments.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import { AppError } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { requireProvider } from '../settings/public.ts'
import { findAllotments, planAllotments } from './allotments.queries.ts'
import { findLicensed, findTypes } from './licenses.queries.ts'
import type { UsesOf } from './uses.queries.ts'

/**
 * Pages what is set aside of a type below an organization, as far as the caller sees it: the story of that number (IF7).
 * @throws not_found (404) when the organization does not exist for the caller, or the type is not counted
 * @throws invalid_input (422) for a cursor of another list
 */
export async function listAllotments(
  context: CallContext,
  of: UsesOf,
  query: ListQuery,
): Promise<Page<LicenseAllotment>> {
  if (!(await findLicensed(context.tx, of.id))) throw new AppError('not_found')
  return pageOf(context, of, query)
}

/**
 * The same of the provider's pool.
 * @throws forbidden (403) for people who do not see the provider itself
 * @throws not_found (404) when the type is not counted
 */
export async function listPoolAllotments(
  context: CallContext,
  type: string,
  query: ListQuery,
): Promise<Page<LicenseAllotment>> {
  await requireProvider(context)
  return pageOf(context, { id: context.caller.scope.providerId, type }, query)
}

async function pageOf(context: CallContext, of: UsesOf, query: ListQuery): Promise<Page<LicenseAllotment>> {
  const types = await findTypes(context.tx)
  // Trials hold what lies in them and take nothing of what lies above.
  if (!types.some(({ code, is_on }) => code === of.type && is_on)) throw new AppError('not_found')
  const plan = planAllotments(context, query, of)
  const { rows, counted } = await findAllotments(context.tx, plan, of)
  return toPage(plan, rows, counted, (row) => ({
    organizationId: row.id as LicenseAllotment['organizationId'],
    organizationName: row.name,
    limit: row.limit_count ?? 0,
    overage: row.overage,
    demand: row.demand,
    setAside: row.set_aside,
  }))
}
