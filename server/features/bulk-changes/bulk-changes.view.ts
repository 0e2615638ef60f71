import {
  type BulkChange,
  type BulkChangeOrder,
  type BulkChangePreview,
  type ChangedThing,
  mostNamed,
  mostReasons,
  undoHours,
} from '@tenantry/contract/bulk-changes.ts'
import type { BulkChangeId } from '@tenantry/contract/ids.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { type BulkChangeRow, findLeft } from './bulk-changes.queries.ts'
import { changedThings, namesInOrders } from './differences.ts'
import type { Judged } from './judge-customers.ts'
import { findChanged } from './named.queries.ts'

/** Until when a change can be taken back, or what was left of it; null while it runs, once all was, and where it deletes. */
export function undoUntil({
  state,
  finished_at,
  change,
  left_alone,
}: Pick<BulkChangeRow, 'state' | 'finished_at' | 'change' | 'left_alone'>): Date | null {
  if ((change as BulkChangeOrder).kind === 'delete' || !finished_at) return null
  const isOpen = state === 'done' || state === 'stopped' || (state === 'undone' && left_alone > 0)
  if (!isOpen) return null
  return new Date(finished_at.getTime() + undoHours * 3_600_000)
}

/** Bulk changes as the API lists them, without what they changed and left. */
export async function bulkChangeSummaries(tx: TenantTransaction, rows: readonly BulkChangeRow[]) {
  const orderOf = ({ change }: BulkChangeRow) => change as BulkChangeOrder
  const namesIn = await namesInOrders(tx, rows.map(orderOf))
  return (row: BulkChangeRow) => summary(row, namesIn(orderOf(row)))
}

function summary(row: BulkChangeRow, names: BulkChange['names']): BulkChange {
  return {
    id: row.id as BulkChangeId,
    state: row.state as BulkChange['state'],
    list: row.list as BulkChange['list'],
    change: row.change as BulkChangeOrder,
    names,
    total: row.total,
    processed: row.processed,
    changed: row.changed,
    changes: [],
    unchanged: row.processed - row.changed - row.refused,
    refused: row.refused,
    left: [],
    restored: row.restored,
    leftAlone: row.left_alone,
    notRestored: [],
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    undoUntil: undoUntil(row)?.toISOString() ?? null,
  }
}

/** A bulk change as the API shows it. */
export async function bulkChangeView(tx: TenantTransaction, row: BulkChangeRow): Promise<BulkChange> {
  const [summaryOf, changed, refused, left] = await Promise.all([
    bulkChangeSummaries(tx, [row]),
    row.changed > 0 ? findChanged(tx, row, mostNamed) : [],
    row.refused > 0 ? findLeft(tx, row, 'refused', mostNamed) : [],
    row.left_alone > 0 ? findLeft(tx, row, 'left', mostNamed) : [],
  ])
  const reasons = (rows: typeof refused): BulkChange['left'] =>
    rows.map(({ reason, message, count, items }) => ({
      code: reason ?? 'internal',
      message: message ?? '',
      count,
      items: items.map(named),
    }))
  const changes = await changedThings(tx, changed)
  return { ...summaryOf(row), changes, left: reasons(refused), notRestored: reasons(left) }
}

/** What a change would do, from what was judged of each. */
export function previewOf(
  judged: readonly Judged[],
  changes: ChangedThing[],
  effects: BulkChangePreview['effects'],
): BulkChangePreview {
  const left = new Map<string, BulkChangePreview['left'][number]>()
  let changed = 0
  for (const { candidate, left: reason } of judged) {
    if (!reason) {
      changed++
      continue
    }
    // What is short differs by type and by customer.
    const why = `${reason.code} ${reason.message}`
    const group = left.get(why) ?? { ...reason, count: 0, items: [] }
    group.count++
    if (group.items.length < mostNamed) group.items.push(named(candidate))
    left.set(why, group)
  }
  const reasons = [...left.values()].slice(0, mostReasons)
  const others = { sharedSerials: null, hasCountedLicenses: true }
  return { total: judged.length, changed, changes, left: reasons, effects, ...others }
}

/** What is told of one of many. */
export const named = ({ id, name }: { id: string; name: string }) => ({ id, name })
