import { type CustomerDuplicate, type DuplicateReason, mostDuplicates } from '@tenantry/contract/customer-duplicates.ts'
import { codeKey, isCode } from '@tenantry/contract/fields/codes.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import { isDomain, normalizeDomain } from '@tenantry/contract/fields/web-addresses.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type DuplicateKeys, type DuplicateRow, findDuplicateRows, hasCode } from './duplicates.queries.ts'

/** What somebody has typed so far, valid or not. */
export interface Typed {
  name?: string | undefined
  code?: string | undefined
  domain?: string | undefined
  except?: string | undefined
}

/** From which likeness on a name is nearly another one, as trigrams count it. */
const nearly = 0.6

/**
 * Finds customers that what is typed may be already, the likeliest first (B10). Only those that the caller sees: of
 * others not even that there are any.
 */
export async function findDuplicates(context: CallContext, typed: Typed): Promise<CustomerDuplicate[]> {
  const keys = keysOf(typed)
  const { tx, caller } = context
  const rows = await findDuplicateRows(tx, caller.scope.providerId, keys)
  // Two places may use one code: what is stored with it already is told apart from the other.
  const isCodeKept = typed.except !== undefined && (await hasCode(tx, typed.except, keys.codeKey))
  return rows
    .filter(({ id }) => id !== typed.except)
    .map((row) => ({ row, reasons: reasonsOf(row, keys) }))
    .filter(({ reasons }) => !isCodeKept || reasons.join() !== 'code')
    .sort((a, b) => weight(b) - weight(a) || (a.row.name < b.row.name ? -1 : 1))
    .slice(0, mostDuplicates)
    .map(({ row, reasons }) => duplicateView(row, reasons))
}

function keysOf({ name = '', code = '', domain = '' }: Typed): DuplicateKeys {
  const nameKey = sortKey(name)
  const site = normalizeDomain(domain)
  return {
    nameKey: [...nameKey].length >= 2 ? nameKey : null,
    codeKey: isCode(code.trim()) ? codeKey(code.trim()) : null,
    domain: isDomain(site) ? site : null,
  }
}

function reasonsOf(row: DuplicateRow, { codeKey: code, domain }: DuplicateKeys): DuplicateReason[] {
  const isSameName = row.stem === row.wanted_stem
  return [
    ...(isSameName ? (['name'] as const) : []),
    ...(!isSameName && row.similarity >= nearly ? (['similar_name'] as const) : []),
    ...(code !== null && row.code_key === code ? (['code'] as const) : []),
    ...(domain !== null && row.domain === domain ? (['domain'] as const) : []),
  ]
}

function weight({ row, reasons }: { row: DuplicateRow; reasons: DuplicateReason[] }): number {
  const exact = reasons.filter((reason) => reason !== 'similar_name').length
  return exact * 2 + row.similarity
}

function duplicateView(row: DuplicateRow, reasons: DuplicateReason[]): CustomerDuplicate {
  return {
    id: row.id as OrganizationId,
    name: row.name,
    code: row.code ?? '',
    type: row.type as CustomerDuplicate['type'],
    status: row.status as CustomerDuplicate['status'],
    domain: row.domain,
    reasons,
  }
}
