import { formatNumber } from '../../platform/format.ts'

const sizeText = (bytes: number) => `${formatNumber(Math.max(1, Math.round(bytes / 1_000)))} kB`

/** The words of taking a list out as a file; they load with the panel. */
export const exportTexts = {
  heading: 'Export this list',
  lead: 'Everything that the search and the conditions leave, in the list’s order.',
  format: 'File',
  formats: { csv: 'CSV', xlsx: 'Excel (XLSX)' },
  columns: 'Columns',
  choices: { shown: 'As in the table', all: 'All there are' },
  separator: 'Between cells',
  separators: { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab' },
  sheets: 'Further sheets',
  sheetNames: { entities: 'Entities', contacts: 'Further contacts' },
  begin: 'Export',
  cancel: 'Cancel',
  preparing: 'Working out what is in it…',
  receiving: (bytes: number, rows: number) => `${sizeText(bytes)} of ${formatNumber(rows)} rows so far`,
  goesOn: 'You can go on working; the file is saved when it is there.',
  done: (name: string, rows: number) => `${name} is saved, with ${formatNumber(rows)} rows`,
  failed: 'The file was not saved',
  brokeOff: 'The connection broke off on the way. Try again.',
} as const
