import type { DeletionReport } from '@tenantry/contract/lifecycle.ts'
import { texts } from './lifecycle.texts.ts'

const words = texts.purge

/** The numbers of a deletion report with their words, the largest first, and what is beyond the tables at the end. */
export function reportRows({ counts, accounts, total, auditEvents }: DeletionReport): [string, number][] {
  const tables = Object.entries(counts).sort(([, one], [, other]) => other - one)
  return [
    ...tables.map(([table, count]): [string, number] => [words.rows(table), count]),
    [words.total, total],
    [words.accounts, accounts],
    [words.auditEvents, auditEvents],
  ]
}
