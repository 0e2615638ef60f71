import type { LedgerEntry } from '@tenantry/contract/license-ledger.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { isOwnSide } from '../own-side/public.ts'
import { requireKnownTypes } from './known-types.ts'
import { findLedgerRows, findMergedNames, planLedger } from './ledger.queries.ts'

/**
 * Pages what has become of licenses, of the organizations that the caller sees: what stands behind each number (IF7).
 * @throws invalid_input (422) for a type that there is not for the caller, and for a cursor of another list
 */
export async function listLedger(context: CallContext, query: ListQuery): Promise<Page<LedgerEntry>> {
  const { caller } = context
  await requireKnownTypes(context, query)
  const plan = planLedger(caller, query)
  const { rows, counted } = await findLedgerRows(context.tx, plan)
  const unnamed = rows.flatMap((row) => (row.organization_name === null ? [row.organization_id] : []))
  const merged = await findMergedNames(context, [...new Set(unnamed)])
  return toPage(plan, rows, counted, (row) => ({
    id: row.id,
    organizationId: row.organization_id as LedgerEntry['organizationId'],
    organizationName: row.organization_name ?? merged.get(row.organization_id) ?? '',
    type: row.type,
    typeName: row.type_name,
    number: row.number,
    happenedAt: row.happened_at.toISOString(),
    kind: row.kind as LedgerEntry['kind'],
    count: row.count,
    usedAfter: row.used_after,
    limitAfter: row.limit_after,
    overageAfter: row.overage_after,
    subject: { kind: row.subject_kind as LedgerEntry['subject']['kind'], id: row.subject_id, name: row.subject_name },
    reason: row.reason as LedgerEntry['reason'],
    actorName: isOwnSide(caller) ? null : row.actor_name,
  }))
}
