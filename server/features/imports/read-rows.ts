import { Readable } from 'node:stream'
import { importCaps } from '@tenantry/contract/imports.ts'
import { CsvError, parse } from 'csv-parse'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { FileStore } from '../../platform/files/file-store.ts'

/** A row of a file that is not empty. */
export interface FileRow {
  /** As a spreadsheet counts: the headings are row 1. */
  number: number
  cells: string[]
}

/** How a file is written. */
export interface Writing {
  encoding: string
  separator: string
}

/** The key of an import's file. Made from its id, so that a file says whose it is. */
export function fileKey(importId: string): string {
  return `imports/${importId}`
}

/**
 * Reads a stored file row by row, headings included, while memory stays flat. Quotes may hold line breaks; rows may be
 * shorter or longer than the headings; empty rows, those of nothing but separators too, count and are left out.
 * @throws invalid_input (422) where a quote never ends or a row has no end, and past the most rows, empty ones included
 */
export async function* readRows(files: FileStore, importId: string, writing: Writing): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter: writing.separator,
    // Found out from the first row otherwise, and files put together from others have several.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: importCaps.columns * importCaps.cell,
  })
  const source = Readable.from(decoded(await files.get(fileKey(importId)), writing.encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1
      // A small file can be millions of line breaks, each of which takes its time.
      if (number > importCaps.rows + 1) throw tooManyRows()
      if (!cells.every((cell) => blank.test(cell))) yield { number, cells }
    }
  } catch (error) {
    throw unreadable(error, number + 1)
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** What says nothing: a line of separators may be one of other separators than the file has. */
const blank = /^[\s,;]*$/

async function* decoded(bytes: Readable, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk as Buffer, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

function tooManyRows() {
  const message = `The file has more than ${importCaps.rows} rows, empty ones included. Divide it`
  return invalidInput({ path: 'file', code: 'file_too_many_rows', message })
}

function unreadable(error: unknown, row: number): unknown {
  if (error instanceof AppError || !(error instanceof CsvError)) return error
  const message =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? `A quotation mark in row ${row} or below it is never closed`
      : `Row ${row} cannot be read: it does not end where a row should`
  return invalidInput({ path: 'file', code: 'file_unreadable', message })
}
