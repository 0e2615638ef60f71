import type { CustomerMerge } from '@tenantry/contract/customer-merges.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { recordAudit } from '../audit-events/public.ts'
import { auditedCustomer } from '../customers/public.ts'

/**
 * Writes a merge down where each of the two is looked up: the source's log ends with all that it was, the target's tells
 * which customer came, so that the other log is found from there, and what changed by it. Who lost a place gets a row of
 * their own.
 */
export async function recordMerge(
  context: CallContext,
  before: Record<'source' | 'target', Customer>,
  after: Customer,
  merge: CustomerMerge,
): Promise<void> {
  const { source, target } = before
  const named = ({ id, name, code }: Customer) => ({ id, name, code })
  const { entitiesRenamed, contactsLeftOut, salesRepresentativesLeftOut } = merge
  // Not everybody who reads the log sees notes, technicians, drafts, ids of other systems, or how devices enroll.
  const { devices, entities, users, invitations, contacts, salesRepresentatives, redirects } = merge.counts
  const counts = { devices, entities, users, invitations, contacts, salesRepresentatives, redirects }
  for (const { membershipId, name, email } of merge.usersWithdrawn)
    await recordAudit(context, {
      action: 'user.withdrawn',
      organizationId: target.id,
      objectType: 'membership',
      objectId: membershipId,
      before: { name, email },
      after: null,
    })
  await recordAudit(context, {
    action: 'customer.merged_away',
    organizationId: source.id,
    objectType: 'organization',
    objectId: source.id,
    before: auditedCustomer(source),
    after: { mergedInto: named(target) },
  })
  await recordAudit(context, {
    action: 'customer.merged',
    organizationId: target.id,
    objectType: 'organization',
    objectId: target.id,
    before: auditedCustomer(target),
    after: {
      ...auditedCustomer(after),
      merged: named(source),
      mergedCounts: counts,
      entitiesRenamed,
      contactsLeftOut,
      salesRepresentativesLeftOut,
    },
  })
}
