import type { BulkChange, Difference } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import { localeName } from '../form/options.ts'
import { statuses } from '../organization-words.ts'
import { texts } from './bulk.texts.ts'

/** What was changed of how many: 'Tags · 3 customers'. */
export function changeWords({ list, change, changed }: BulkChange): string {
  return `${texts.kinds[change.kind]} · ${texts.things[list](formatNumber(changed), changed === 1)}`
}

/** What was ordered: '+ Gold, − Silver', 'am@msp.example'; empty where the kind of it says all. */
export function orderWords({ change, names }: Pick<BulkChange, 'change' | 'names'>): string {
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const words = (field: Difference['field'], value: string | null | undefined) =>
    heldWords(field, value ? { value, name: nameOf.get(value) ?? null } : null)
  switch (change.kind) {
    case 'tags':
    case 'technicians': {
      const { kind } = change
      return [
        ...change.add.map((id) => `+ ${words(kind, id)}`),
        ...change.remove.map((id) => `− ${words(kind, id)}`),
      ].join(', ')
    }
    case 'accountManager':
      return words('accountManagerEmail', change.accountManagerEmail)
    case 'settings':
      return (['timeZone', 'locale', 'currency'] as const)
        .flatMap((field) =>
          change[field] === undefined ? [] : [`${texts.panel.fields[field]} ${words(field, change[field])}`],
        )
        .join(', ')
    case 'status':
    case 'deviceStatus':
      return words('status', change.status)
    case 'entity':
      return words('entity', change.entityId)
    case 'move':
      return words('organization', change.organizationId)
    case 'delete':
      return ''
  }
}

const ofIds: ReadonlySet<string> = new Set<Difference['field']>(['tags', 'technicians', 'entity', 'organization'])
const statusWords: Record<string, string> = { ...statuses, ...texts.deviceStatuses }

/** What a field holds, as a person reads it. */
export function heldWords(field: Difference['field'], held: Difference['before']): string {
  if (held === null) return field in inherited ? texts.panel.inherited : texts.panel.empty
  if (ofIds.has(field)) return held.name ?? texts.panel.unseen
  if (field === 'status') return statusWords[held.value] ?? held.value
  if (field === 'locale') return localeName(held.value)
  return field === 'timeZone' ? held.value.replaceAll('_', ' ') : held.value
}

const inherited = { timeZone: true, locale: true, currency: true }

/** Until when a change can be taken back; null where it cannot, and once that has passed. */
export function openUndo({ undoUntil, changed }: Pick<BulkChange, 'undoUntil' | 'changed'>, now: Date): Date | null {
  const until = undoUntil && changed > 0 ? new Date(undoUntil) : null
  return until && until > now ? until : null
}
