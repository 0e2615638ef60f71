/** What is wrong with the rows of a file that is imported: one by one, and by kind. */
import { z } from 'zod'
import { queryNumber } from './fields/query-numbers.ts'
import { ImportId, OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

const count = z.number().int()
const place = {
  header: z.string().nullable().meta({ description: 'The column of the file; null: the whole row' }),
  field: z.string().nullable(),
  code: z.string(),
}

/** Something that is wrong with a row. */
export const ImportProblem = z.object({
  row: count.meta({ description: 'As a spreadsheet counts, from 1; titles and headings count' }),
  ...place,
  message: z.string(),
  value: z.string().nullable().meta({ description: 'What stands in the cell, shortened' }),
})
export type ImportProblem = z.infer<typeof ImportProblem>

/** So many rows of a kind of problem are named. */
export const namedRows = 5

/** One kind of problem in one column. */
export const ImportProblemGroup = z.object({
  ...place,
  message: z.string().meta({ description: 'Of the first row' }),
  isVaried: z.boolean().meta({ description: 'Whether other rows have other messages' }),
  rows: z.array(count).meta({ description: `The first ${namedRows}` }),
  count: count.meta({ description: 'Of all rows' }),
})
export type ImportProblemGroup = z.infer<typeof ImportProblemGroup>

/** Rows of devices that found no license of a type in their organization. */
export const ImportShortage = z.object({
  organizationId: OrganizationId,
  organizationName: z.string(),
  type: z.string().meta({ description: 'The code of the type of license' }),
  name: z.string().nullable().meta({ description: 'What the provider calls it' }),
  firstRow: count.meta({ description: 'From this row on' }),
  rows: count,
})
export type ImportShortage = z.infer<typeof ImportShortage>

const params = z.object({ id: ImportId })
const shared = { method: 'GET', tag: 'imports', access: 'customers.create', params, status: 200 } as const

export const listImportProblems = defineOperation({
  ...shared,
  id: 'listImportProblems',
  path: '/imports/{id}/problems',
  summary: 'Lists what is wrong by row and column, in the order of the file',
  query: z.strictObject({
    afterRow: queryNumber(z.number().int().min(0).max(10_000_000)).default(0),
    limit: queryNumber(z.number().int().min(1).max(200))
      .default(50)
      .meta({ description: 'Rows, each with all that is wrong with it' }),
  }),
  response: z.object({ items: z.array(ImportProblem), nextAfterRow: count.nullable() }),
  errors: ['not_found'],
})

export const listImportProblemGroups = defineOperation({
  ...shared,
  id: 'listImportProblemGroups',
  path: '/imports/{id}/problem-groups',
  summary:
    'Lists what is wrong by kind and column, and by the license that is lacking, what most rows have first, at most 200 kinds',
  response: z.object({ items: z.array(ImportProblemGroup) }),
  errors: ['not_found'],
})

export const listImportShortages = defineOperation({
  ...shared,
  id: 'listImportShortages',
  path: '/imports/{id}/shortages',
  summary:
    'Lists where licenses ran out for rows of devices, or after a check would as things are, by organization and type: what most rows have first, at most 200; organizations out of sight are left out',
  response: z.object({ items: z.array(ImportShortage) }),
  errors: ['not_found'],
})
