/** What a check of an import has found that rows would change. */
import { z } from 'zod'
import { queryNumber } from './fields/query-numbers.ts'
import { ImportId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** So many rows that change something are kept of a check, the first ones of the file. */
export const keptChanges = 1_000

const count = z.number().int()

/** A row about something that is there, with the cells in which it would become another. */
export const ImportChange = z.object({
  row: count.meta({ description: 'As a spreadsheet counts, from 1; titles and headings count' }),
  name: z.string().meta({ description: 'What is called so now: the customer, the entity or the contact' }),
  cells: z.array(
    z.object({
      header: z.string().meta({ description: 'The column of the file' }),
      field: z.string(),
      before: z.string().meta({ description: 'As an export writes it, shortened; empty: nothing' }),
      after: z.string(),
    }),
  ),
})
export type ImportChange = z.infer<typeof ImportChange>

export const listImportChanges = defineOperation({
  id: 'listImportChanges',
  method: 'GET',
  path: '/imports/{id}/changes',
  tag: 'imports',
  summary: `Lists what rows would change, once a check has found it out, with old and new values: the first ${keptChanges} such rows`,
  access: 'customers.create',
  params: z.object({ id: ImportId }),
  query: z.strictObject({
    afterRow: queryNumber(z.number().int().min(0).max(10_000_000)).default(0),
    limit: queryNumber(z.number().int().min(1).max(200))
      .default(20)
      .meta({ description: 'Rows, each with all its cells' }),
  }),
  response: z.object({ items: z.array(ImportChange), nextAfterRow: count.nullable() }),
  status: 200,
  errors: ['not_found'],
})
