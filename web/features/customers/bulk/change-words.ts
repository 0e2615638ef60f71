import type { BulkChange } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import { texts } from './bulk.texts.ts'

/** What was changed of how many: 'Tags · 3 customers'. */
export function changeWords({ list, change, changed }: BulkChange): string {
  return `${texts.kinds[change.kind]} · ${texts.things[list](formatNumber(changed), changed === 1)}`
}

/** Until when a change can be taken back; null where it cannot, and once that has passed. */
export function openUndo({ undoUntil, changed }: Pick<BulkChange, 'undoUntil' | 'changed'>, now: Date): Date | null {
  const until = undoUntil && changed > 0 ? new Date(undoUntil) : null
  return until && until > now ? until : null
}
