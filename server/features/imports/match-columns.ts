import { createHash } from 'node:crypto'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { FileColumn } from '@tenantry/contract/file-columns.ts'
import { errorHeader, type ImportKind } from '@tenantry/contract/imports.ts'
import { invalidInput } from '../../platform/errors.ts'
import { allColumnsOfKind, columnOfField, fieldOf, systemInHeading } from './file-columns-of.ts'
import { foreignHeaders, plainHeaders, vagueHeaders } from './foreign-headers.ts'
import { headerKey } from './header-key.ts'
import { isOurId } from './our-ids.ts'
import { isErrorOfWorkbook } from './workbook-errors.ts'

/** Whether ids like ours stand in a column; errors of a workbook, which its rows are told of, say nothing about it. */
function areOurIds(samples: readonly string[]): boolean {
  const values = samples.filter((cell) => !isErrorOfWorkbook(cell))
  return values.length > 0 && values.every(isOurId)
}

/** For each column of a file the field that it stands for, or null. */
export type Matching = (string | null)[]

/** Whether a column is the one that a file of errors has got from us: it comes and goes, and stands for nothing. */
export function isErrorColumn(header: string | undefined): boolean {
  return header === errorHeader
}

/** What tells a set of headings from others: their keys in their order, that of our own column of errors left out. */
export function headersHash(headers: readonly string[]): string {
  const keys = headers.filter((header) => !isErrorColumn(header)).map(headerKey)
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex')
}

/** A matching as it is remembered: for the columns that {@link headersHash} counts. */
export function rememberedPart(headers: readonly string[], matching: Matching): Matching {
  return matching.filter((_, index) => !isErrorColumn(headers[index]))
}

/** A remembered matching on the columns of a file with the same {@link headersHash}. */
export function placeRemembered(headers: readonly string[], remembered: Matching): Matching {
  const left = remembered.values()
  return headers.map((header) => (isErrorColumn(header) ? null : (left.next().value ?? null)))
}

/**
 * Matches headings by our own names, else by what everybody calls them, else by those of other products: the product
 * whose headings the file has most of goes first; a word that may mean several things counts where no better one is
 * there. No field is given twice.
 * @param samples what stands in the columns: one of ids is ours where nothing else stands in it, and another heading
 * beside it is ours alone or means a code: other products have ids that look the same
 */
export function matchHeaders(
  kind: ImportKind,
  headers: readonly string[],
  samples: readonly (readonly string[])[] = [],
): Matching {
  const own = new Map(allColumnsOfKind(kind).map((column) => [headerKey(column.header), column]))
  const keys = headers.map(headerKey)
  const hasOurs = keys.some((key) => isOursAlone(kind, key, own.get(key)))
  const isOurs = (column: FileColumn, index: number) =>
    !column.isReadOnly && (!column.isId || (hasOurs && areOurIds(samples[index] ?? [])))
  const plain = plainHeaders[kind]
  // Cities and countries stand in every list.
  const telling = keys.filter((key) => !own.has(key) && !plain.fields.has(key))
  const sources = [...foreignHeaders[kind]].sort((a, b) => hits(b, telling) - hits(a, telling))
  // A file that one product has written in whole is read by its words alone: "Name" may be another thing there.
  const [foremost] = sources
  const isForeign = foremost !== undefined && hits(foremost, telling) >= foremost.recognizedFrom
  const dictionaries = isForeign ? [foremost, null, plain, ...sources.slice(1)] : [null, plain, ...sources]
  const used = new Set<string>()
  const matched = keys.map((key, index) => {
    for (const dictionary of dictionaries) {
      const column = dictionary ? null : own.get(key)
      const field = dictionary
        ? dictionary.fields.get(key)
        : column && isOurs(column, index)
          ? fieldOf(column)
          : undefined
      // What is ours and only written is none of what others call so; a vague word for something else is looked at below.
      if (column && !isOurs(column, index)) return null
      if (field === undefined || used.has(field)) continue
      used.add(field)
      return field
    }
    const system = systemInHeading(kind, headers[index] ?? '')
    if (system === null || used.has(system)) return null
    used.add(system)
    return system
  })
  for (const vagueFields of vagueHeaders[kind])
    for (const [index, key] of keys.entries()) {
      const vague = vagueFields.get(key)
      if (vague === undefined || matched[index] !== null || used.has(vague)) continue
      used.add(vague)
      matched[index] = vague
    }
  return matched
}

const codeFields: readonly (string | undefined)[] = ['code', 'parentCodes', 'customerCodes']
/** What stands in groups has headings so long that hardly anybody else has the same. */
const groups: readonly (string | undefined)[] = ['contacts', 'salesRepresentatives', 'billing', 'plan', 'externalIds']

/** Whether a heading tells by itself that a file is one of ours, or means a code, which ids go before. */
function isOursAlone(kind: ImportKind, key: string, column: FileColumn | undefined): boolean {
  const [group] = column?.path ?? []
  if (codeFields.includes(group)) return true
  return groups.includes(group) && !foreignHeaders[kind].some(({ fields }) => fields.has(key))
}

function hits({ fields }: { fields: ReadonlyMap<string, string> }, keys: readonly string[]): number {
  return keys.filter((key) => fields.has(key)).length
}

/**
 * Refuses a matching that names what is no field or one field twice, or that has not one entry for each column of the file.
 * @throws invalid_input (422) with the path of each such entry; of a list of another length, of the first one too many
 * or missing
 */
export function requireMatching(kind: ImportKind, matching: Matching, columns: number): void {
  const problems = matching.flatMap((field, index): FieldProblem[] => {
    const path = `matching.${index}`
    if (field === null) return []
    if (!columnOfField(kind, field)) return [{ path, code: 'unknown_field', message: 'There is no such field' }]
    return matching.indexOf(field) < index
      ? [{ path, code: 'matched_twice', message: 'Another column stands for this field already' }]
      : []
  })
  if (matching.length !== columns)
    problems.push({
      path: `matching.${Math.min(matching.length, columns)}`,
      code: 'matching_length',
      message: `One entry for each column of the file is needed: ${columns}, not ${matching.length}`,
    })
  if (problems.length > 0) throw invalidInput(...problems)
}

/** A matching as it is kept: for the columns of the file, with fields that there are and that nobody gets twice. */
export function cleanMatching(kind: ImportKind, matching: readonly (string | null)[], columns: number): Matching {
  const used = new Set<string>()
  return Array.from({ length: columns }, (_, index) => {
    const field = matching[index] ?? null
    if (field === null || !columnOfField(kind, field) || used.has(field)) return null
    used.add(field)
    return field
  })
}
