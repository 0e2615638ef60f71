/** The columns of a file of the ledger of licenses, which is taken out and never comes back. */
import { codePath } from './customer-file.ts'
import { choice, instant, text, wholeNumber } from './file-cells.ts'
import { columnsOf, type FileColumn } from './file-columns.ts'
import type { LedgerEntry } from './license-ledger.ts'
import { ledgerKindWords, ledgerReasonWords, ledgerThingWords } from './license-ledger-words.ts'

/** A row of the ledger as a file tells of it. */
export interface LedgerRecord extends Omit<LedgerEntry, 'organizationId' | 'type' | 'typeName' | 'usedAfter'> {
  /** Its organization in codes, from the house of whoever exports downwards; nothing for that house itself. */
  customerCodes: string[]
  typeName: string
  /** Nothing beside what the provider owned, which is not its own use. */
  usedAfter: number | null
}

const column = columnsOf<LedgerRecord>()
const shown = { isReadOnly: true } as const

/** Every column of a file of the ledger in its order. */
export const ledgerFileColumns: readonly FileColumn[] = [
  column('happenedAt', 'When', instant, shown),
  column('customerCodes', 'Customer code', codePath, shown),
  column('organizationName', 'Organization', text, shown),
  column('typeName', 'License', text, shown),
  column('kind', 'Kind', choice(ledgerKindWords), shown),
  column('count', 'Change', wholeNumber, shown),
  column('usedAfter', 'In use then', wholeNumber, shown),
  column('limitAfter', 'Limit then', wholeNumber, shown),
  column('overageAfter', 'May exceed by', wholeNumber, shown),
  column('subject.kind', 'Thing', choice(ledgerThingWords), shown),
  column('subject.name', 'Name', text, shown),
  column('reason', 'Reason', choice(ledgerReasonWords), shown),
  column('actorName', 'By', text, { ...shown, isInternal: true }),
  column('number', 'Number', wholeNumber, shown),
  column('subject.id', 'Thing ID', text, shown),
  column('id', 'ID', text, shown),
]
