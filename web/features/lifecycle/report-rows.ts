import type { DeletionReport } from '@tenantry/contract/lifecycle.ts'
import { texts } from './lifecycle.texts.ts'

const words = texts.purge

/** The numbers of a deletion report in words that people know, the largest first, and all of them together at the end. */
export function reportRows({ counts, total }: DeletionReport): [string, number][] {
  const told = Object.entries(words.tables).flatMap(([table, name]): [string, number][] => {
    const count = counts[table] ?? 0
    return count > 0 ? [[name, count]] : []
  })
  const rest = total - told.reduce((sum, [, count]) => sum + count, 0)
  return [
    ...told.sort(([, one], [, other]) => other - one),
    ...(rest > 0 ? [[words.rest, rest] satisfies [string, number]] : []),
    [words.total, total],
  ]
}

/** What the numbers of a deletion report do not count. */
export function rowsBesides({ accounts, auditEvents }: DeletionReport): [string, number][] {
  return [
    [words.accounts, accounts],
    [words.auditEvents, auditEvents],
  ]
}
