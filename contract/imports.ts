/** Lists that come in from files: customers, entities, further contacts and devices. */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { ImportId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** What a file holds, one to a row. */
export const importKinds = ['customers', 'entities', 'contacts', 'devices'] as const
export type ImportKind = (typeof importKinds)[number]

/**
 * Where an import stands: `analysed` (its file was read), `checking`, `checked` (a dry run told what is wrong),
 * `running`, `finished`; `cancelled` by whoever it belongs to; `stopped` because they may no longer do it; `undoing`
 * and `undone` (taken back).
 */
export const importStates = [
  'analysed',
  'checking',
  'checked',
  'running',
  'finished',
  'cancelled',
  'stopped',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

/** What a file may have at most: bytes, rows, columns, characters in one cell. */
export const importCaps = { bytes: 64 * 1_048_576, rows: 200_000, columns: 200, cell: 10_000 } as const

/** The most files of one person that are kept at a time: the oldest goes when one more comes. */
export const keptFiles = 20

/** How long an import can be taken back, in hours after it has ended. */
export const undoHours = 24

/** What happens with rows that name something that is there already: a problem, an update, or nothing. */
export const existingChoices = ['refuse', 'update', 'skip'] as const

const kind = z.enum(importKinds)
const existing = z.enum(existingChoices).meta({
  description:
    'Rows whose ID, or without one whose code (of customers), name (of entities), email (of contacts) or serial number or else name (of devices), is there already',
})
const emptyCells = z
  .enum(['leave', 'clear'])
  .meta({ description: 'Whether an empty cell takes a value away in updates' })

/** A column of the file, and what it is matched with. */
export const ImportColumn = z.object({
  header: z.string(),
  samples: z.array(z.string()).meta({ description: 'What stands in the first rows' }),
  field: z.string().nullable().meta({ description: 'The dotted path of what it stands for; null: left out' }),
  isCutShort: z.boolean().meta({
    description:
      'Whether numbers of more than 15 digits stand in a column of a workbook, which keeps no more: noughts stand for the others',
  }),
})
export type ImportColumn = z.infer<typeof ImportColumn>

const count = z.number().int()
const instant = z.iso.datetime().nullable()

/** An import with its file, its matching and how far it has come. */
export const Import = z.object({
  id: ImportId,
  kind,
  state: z.enum(importStates),
  file: z.object({
    name: z.string(),
    sizeBytes: count,
    encoding: z.string(),
    separator: z.string(),
    rows: count.meta({ description: 'Below the headings' }),
    headerRow: count.meta({ description: 'The row of the headings, as a spreadsheet counts: titles may stand above' }),
    isKept: z
      .boolean()
      .meta({ description: `Removed a week after the last change, and when ${keptFiles} newer ones are there` }),
  }),
  columns: z.array(ImportColumn),
  missing: z.array(z.string()).meta({
    description:
      'Fields without which nothing can be imported: of devices the class, too, unless rows change what is there; `parentId` where none is chosen, one’s own organization is out of sight and no column names their customers, nor, where rows change or skip what is there, their IDs',
  }),
  existing,
  emptyCells,
  parentId: OrganizationId.nullable().meta({ description: 'null: one’s own organization' }),
  progress: z.object({
    position: count.meta({ description: 'Rows that are behind it' }),
    created: count,
    updated: count,
    unchanged: count,
    skipped: count,
    failed: count,
    takenBack: count,
    kept: count.meta({ description: 'Not taken back, because something has changed since' }),
  }),
  stoppedBy: z.string().nullable().meta({ description: 'The code of what has stopped it' }),
  createdAt: z.iso.datetime(),
  finishedAt: instant,
  undoableUntil: instant.meta({ description: 'null where nothing can be taken back' }),
})
export type Import = z.infer<typeof Import>

const params = z.object({ id: ImportId })
const access = 'customers.create' as const
const tag = 'imports'

const fileName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .refine((name) => !name.includes('\u0000'), coded('invalid_text', 'The NUL character cannot be stored'))
  .default('import.csv')

export const createImport = defineOperation({
  id: 'createImport',
  method: 'POST',
  path: '/imports',
  tag,
  summary:
    'Takes a CSV file or a workbook (xlsx), finds out how it is written and matches its columns; nothing is imported yet',
  access,
  query: z.strictObject({ kind, fileName }),
  file: { mostBytes: importCaps.bytes },
  response: Import,
  status: 201,
  errors: [],
  versioned: true,
})

export const listImports = defineOperation({
  id: 'listImports',
  method: 'GET',
  path: '/imports',
  tag,
  summary: 'Lists one’s own imports of the last 90 days, newest first, at most a hundred',
  access,
  response: z.object({ items: z.array(Import.omit({ columns: true, missing: true })) }),
  status: 200,
  errors: [],
})

export const getImport = defineOperation({
  id: 'getImport',
  method: 'GET',
  path: '/imports/{id}',
  tag,
  summary: 'Reads an import of one’s own with its progress',
  access,
  params,
  response: Import,
  status: 200,
  errors: ['not_found'],
  versioned: true,
})

/** How an import is to be done: what is missing stays as it is. */
export const ImportPatch = z
  .strictObject({
    matching: z.array(z.string().max(200).nullable()).max(importCaps.columns).meta({
      description:
        'For each column of the file the field that it stands for, or null: as many as the file has columns, and no field twice. /api/docs#updateImport lists the fields of each kind; those that the file is matched with by itself stand in `columns`',
    }),
    existing,
    emptyCells,
    parentId: OrganizationId.nullable(),
  })
  .partial()
  .meta({ id: 'ImportPatch' })
export type ImportPatch = z.output<typeof ImportPatch>

export const updateImport = defineOperation({
  id: 'updateImport',
  method: 'PATCH',
  path: '/imports/{id}',
  tag,
  summary: 'Sets how the columns are matched and what is done; the matching is remembered for the same headings',
  access,
  params,
  body: ImportPatch,
  response: Import,
  status: 200,
  errors: ['not_found', 'import_not_possible', 'precondition_failed', 'precondition_required'],
  versioned: true,
  example: { body: { existing: 'update' } },
})

function action(id: string, name: string, summary: string) {
  return defineOperation({
    id,
    method: 'POST',
    path: `/imports/{id}/${name}`,
    tag,
    summary,
    access,
    params,
    response: Import,
    status: 200,
    errors: ['not_found', 'import_not_possible', 'idempotency_in_progress', 'idempotency_key_reused'],
    versioned: true,
  })
}

export const checkImport = action('checkImport', 'check', 'Goes through the file in the background and writes nothing')
export const startImport = action('startImport', 'start', 'Imports the file in the background')
export const cancelImport = action('cancelImport', 'cancel', 'Ends what is going on; what was imported stays')
export const undoImport = action(
  'undoImport',
  'undo',
  'Takes back, in the background, what an import has made and changed, where nobody has changed it since',
)

export const downloadImportErrors = defineOperation({
  id: 'downloadImportErrors',
  method: 'GET',
  path: '/imports/{id}/error-file',
  tag,
  summary:
    'Downloads the rows that failed, with a column that says why, as CSV with the separator and encoding that the file has; mended, it can be imported itself',
  access,
  params,
  response: z.string(),
  media: 'text/csv',
  status: 200,
  errors: ['not_found', 'import_not_possible'],
})

export const downloadImportTemplate = defineOperation({
  id: 'downloadImportTemplate',
  method: 'GET',
  path: '/import-template',
  tag,
  summary:
    'Downloads a file with the headings that are known; a customer below a partner is named by both codes, as NORTH/ACME',
  access,
  query: z.strictObject({ kind }),
  response: z.string(),
  media: 'text/csv',
  status: 200,
  errors: [],
})

/** The heading of the column that says why a row has failed; it is left out when the file comes back. */
export const errorHeader = 'What is wrong'
