/** What previews of changes tell of licenses, for whoever may see these. */
import { type Context, mayActor } from '../../platform/http/context.ts'
import { findCharged, findLimits } from './license-counts.queries.ts'

/** The limits of an organization; none for who may not see them. */
export async function limitsTold({ tx, actor }: Context, organizationId: string) {
  if (!mayActor(actor, 'licenses.read')) return []
  const rows = await findLimits(tx, organizationId)
  return rows.map(({ type, name, limit_count, overage }) => ({ type, name, limit: limit_count ?? 0, overage }))
}

/** What an organization takes of those above it; nothing for who may not see that. */
export async function chargesTold({ tx, actor }: Context, organizationId: string) {
  return mayActor(actor, 'licenses.read') ? findCharged(tx, organizationId) : []
}
