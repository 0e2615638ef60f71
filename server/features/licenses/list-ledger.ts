import type { LedgerEntry } from '@tenantry/contract/license-ledger.ts'
import type { ListQuery } from '@tenantry/contract/list.ts'
import type { CallContext } from '../../platform/http/context.ts'
import type { ListIds } from '../../platform/list/list-ids.ts'
import { type Page, toPage } from '../../platform/list/list-plan.ts'
import { isInternalTo, isOwnSide } from '../own-side/public.ts'
import { requireKnownTypes } from './known-types.ts'
import {
  findLedgerIds,
  findLedgerOf,
  findLedgerRows,
  findMergedNames,
  isOfPlan,
  type LedgerRow,
  planLedger,
} from './ledger.queries.ts'

/**
 * Pages what has become of licenses, of the organizations that the caller sees: what stands behind each number (IF7).
 * @throws invalid_input (422) for a type that there is not for the caller, and for a cursor of another list
 */
export async function listLedger(context: CallContext, query: ListQuery): Promise<Page<LedgerEntry>> {
  await requireKnownTypes(context, query)
  const plan = planLedger(context.caller, query)
  const { rows, counted } = await findLedgerRows(context.tx, plan)
  const view = await viewOf(context, rows)
  return toPage(plan, rows, counted, view)
}

/**
 * The ids of all rows that a search and conditions leave, in their order, of the organizations that the caller sees.
 * @throws invalid_input (422) for a type that there is not for the caller
 */
export async function listLedgerIds(context: CallContext, query: ListQuery): Promise<ListIds> {
  await requireKnownTypes(context, query)
  return findLedgerIds(context.tx, planLedger(context.caller, query))
}

/** Rows of the ledger that the caller sees, in no order. */
export async function readLedger(context: CallContext, ids: readonly string[]): Promise<LedgerEntry[]> {
  const rows = await findLedgerOf(context.tx, ids)
  return rows.map(await viewOf(context, rows))
}

async function viewOf(context: CallContext, rows: readonly LedgerRow[]): Promise<(row: LedgerRow) => LedgerEntry> {
  const unnamed = rows.flatMap((row) => (row.organization_name === null ? [row.organization_id] : []))
  const merged = await findMergedNames(context, [...new Set(unnamed)])
  return (row) => ({
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
    reason: reasonFor(context.caller, row),
    actorName: isOwnSide(context.caller) ? null : row.actor_name,
  })
}

/** That a plan is why a limit was set is kept from the organization's own people. */
function reasonFor(caller: CallContext['caller'], { reason, organization_id }: LedgerRow): LedgerEntry['reason'] {
  if (isOfPlan(reason) && isInternalTo(caller, organization_id)) return 'limits.changed'
  return reason as LedgerEntry['reason']
}
