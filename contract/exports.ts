/** Lists as files: the current view or all of it, as CSV or as a spreadsheet, sent while they are read. */
import { z } from 'zod'
import { contactFileColumns } from './contact-file.ts'
import { customerColumns } from './customer-list.ts'
import { deviceColumns } from './devices.ts'
import { allEntityColumns } from './entity-list.ts'
import { coded } from './fields/issues.ts'
import type { FileColumn } from './file-columns.ts'
import { OrganizationId } from './ids.ts'
import { ledgerColumns } from './license-ledger.ts'
import { ledgerFileColumns } from './license-ledger-file.ts'
import { wholeListQuery } from './list.ts'
import { defineOperation, fileMedia } from './operation.ts'

/** The kinds of file. */
export const exportFormats = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What stands between the cells of a CSV file. */
export const csvSeparators = { comma: ',', semicolon: ';', tab: '\t' } as const
export type CsvSeparator = keyof typeof csvSeparators

/** The most rows of one file; a list that is longer is narrowed by conditions. */
export const mostExportedRows = 1_000_000

/** The most files that one person takes out at the same time. */
export const mostExportsAtOnce = 2

/** A parameter that is repeated, or given once. */
const listed = (given: string | string[]) => (given === undefined ? given : [given].flat())

const columns = (of: z.ZodString) =>
  z
    .preprocess(
      listed,
      z
        .array(of)
        .max(200)
        .refine((given) => new Set(given).size === given.length, coded('column_repeated', 'The same column twice')),
    )
    .optional()
    .meta({
      description:
        'Columns in their order, by repeating the parameter: paths like name or location.country; all where it is missing',
    })

/** Columns of a file that has no others. */
const columnsOf = (all: readonly FileColumn[]) =>
  columns(
    z
      .string()
      .max(300)
      .meta({ enum: all.map(({ path }) => path.join('.')) }),
  )

const file = {
  columns: columns(z.string().max(300)),
  format: z.enum(exportFormats).optional().meta({ description: 'csv where nothing else asks for a spreadsheet' }),
  separator: z
    .enum(Object.keys(csvSeparators) as [CsvSeparator, ...CsvSeparator[]])
    .default('comma')
    .meta({ description: 'Of a CSV file' }),
  bom: z
    .enum(['true', 'false'])
    .default('true')
    .transform((given) => given === 'true')
    .meta({ description: 'Whether a CSV file begins with a mark that tells old spreadsheets that it is UTF-8' }),
}

const sheets = z
  .preprocess(listed, z.array(z.enum(['entities', 'contacts'])))
  .optional()
  .meta({ description: 'Further sheets of a spreadsheet: of the customers’ entities, of their further contacts' })

const shared = {
  method: 'GET',
  tag: 'exports',
  access: 'exports.create',
  response: z.string(),
  media: [fileMedia.csv, fileMedia.xlsx],
  status: 200,
  errors: ['filter_too_broad', 'export_too_long'],
} as const

const customerId = OrganizationId.optional().meta({ description: 'Only of this customer' })

export const exportCustomers = defineOperation({
  ...shared,
  id: 'exportCustomers',
  path: '/exports/customers',
  summary:
    'Sends the customers that a search and conditions leave, as of one moment and in their order, each row as it is when it is read; a spreadsheet can have sheets of their entities and further contacts',
  query: wholeListQuery(customerColumns, {
    ...file,
    sheets,
  }),
})

export const exportEntities = defineOperation({
  ...shared,
  errors: [...shared.errors, 'not_found'],
  id: 'exportEntities',
  path: '/exports/entities',
  summary: 'Sends the entities that a search and conditions leave, of one customer or of all',
  query: wholeListQuery(allEntityColumns, { ...file, customerId }),
})

export const exportContacts = defineOperation({
  ...shared,
  errors: [...shared.errors, 'not_found'],
  id: 'exportContacts',
  path: '/exports/contacts',
  summary: 'Sends the further contacts of the customers that a search and conditions leave',
  query: wholeListQuery(customerColumns, {
    ...file,
    columns: columnsOf(contactFileColumns),
    customerId,
  }),
})

export const exportDevices = defineOperation({
  ...shared,
  id: 'exportDevices',
  path: '/exports/devices',
  summary: 'Sends the devices that a search and conditions leave',
  query: wholeListQuery(deviceColumns, file),
})

export const exportLicenseLedger = defineOperation({
  ...shared,
  id: 'exportLicenseLedger',
  path: '/exports/license-ledger',
  summary: 'Sends the rows of the license ledger that a search and conditions leave',
  query: wholeListQuery(ledgerColumns, { ...file, columns: columnsOf(ledgerFileColumns) }),
})

/** The kind of file that a query asks for. */
export function exportFormatOf(query: {
  format?: ExportFormat | undefined
  sheets?: readonly string[] | undefined
}): ExportFormat {
  return query.format ?? (query.sheets ? 'xlsx' : 'csv')
}
