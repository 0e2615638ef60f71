import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { LocalFileStore } from '../../platform/files/local-file-store.ts'
import { analyseFile } from './analyse-file.ts'
import { fileKey, readRows } from './read-rows.ts'

let folder: string
let files: LocalFileStore

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-imports-'))
  files = new LocalFileStore(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function analysed(content: Buffer) {
  const id = newId()
  // In pieces that cut characters in two.
  await files.put(fileKey(id), Readable.from([content.subarray(0, 7), content.subarray(7, 8), content.subarray(8)]))
  const { encoding, separator, headers, headerRow, samples, rows } = await analyseFile(files, id, 'customers')
  const read: string[][] = []
  for await (const { cells } of readRows(files, id, { encoding, separator })) read.push(cells)
  return { encoding, separator, headers, headerRow, samples, rows, read }
}

const lines = [
  ['Name', 'Städte', 'Größe'],
  ['Müller & Söhne', 'Zürich', 'zwei'],
  ['Café "Ö"', 'Bad\nHomburg', ';,'],
]

function written(separator: string): string {
  const cell = (text: string) => (/["\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return `${lines.map((cells) => cells.map(cell).join(separator)).join('\r\n')}\r\n`
}

function utf16(text: string, isBig: boolean): Buffer {
  const bytes = Buffer.from(text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}

const encoders: [string, string, (text: string) => Buffer][] = [
  ['UTF-8', 'utf-8', (text) => Buffer.from(text)],
  ['UTF-8 with its mark', 'utf-8', (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 LE with its mark', 'utf-16le', (text) => utf16(`\uFEFF${text}`, false)],
  ['UTF-16 BE with its mark', 'utf-16be', (text) => utf16(`\uFEFF${text}`, true)],
  ['UTF-16 LE without a mark', 'utf-16le', (text) => utf16(text, false)],
  ['UTF-16 BE without a mark', 'utf-16be', (text) => utf16(text, true)],
  ['Windows-1252', 'windows-1252', (text) => Buffer.from(text, 'latin1')],
]

describe('how a file is written (B4)', () => {
  it.each(
    encoders.flatMap(([name, encoding, encode]) =>
      [',', ';', '\t'].map((separator) => [name, JSON.stringify(separator), encoding, separator, encode] as const),
    ),
  )('is found out for %s with %s', async (_, __, encoding, separator, encode) => {
    const { read, ...found } = await analysed(encode(written(separator)))
    expect(found).toEqual({
      headerRow: 1,
      encoding,
      separator,
      headers: lines[0],
      rows: 2,
      samples: [
        ['Müller & Söhne', 'Café "Ö"'],
        ['Zürich', 'Bad\nHomburg'],
        ['zwei', ';,'],
      ],
    })
    expect(read).toEqual(lines)
  })

  it('keeps what Windows-1252 has where Latin-1 has none', async () => {
    const { read } = await analysed(Buffer.concat([Buffer.from('Name\n'), Buffer.from([0x80, 0x93, 0x8a])]))
    expect(read[1]).toEqual(['€“Š'])
  })

  it('counts empty rows and leaves them out, and takes rows of any length', async () => {
    const { rows, read } = await analysed(Buffer.from('A,B\n\n1\n,,\n1,2,3\n'))
    expect([rows, read]).toEqual([4, [['A', 'B'], ['1'], ['1', '2', '3']]])
  })

  it.each([
    ['nothing', '', 'file_empty'],
    ['blanks', ' \n\t\n', 'file_empty'],
    ['headings alone', 'A,B\n', 'file_without_rows'],
    ['a quotation mark that is never closed', 'A,B\n"1,2\n3,4\n', 'file_unreadable'],
    ['more columns than two hundred', `${'A,'.repeat(201)}\n1\n`, 'file_too_many_columns'],
    ['a list with a zero byte', 'Name,Code\nAir\u0000tel,A1\n', 'file_not_text'],
    ['a web page', '\n<!DOCTYPE html><html><p>Name,Code\n</html>\n', 'file_not_text'],
    ['a PDF', '%PDF-1.7\nName,Code\nA,B\n', 'file_not_text'],
    ['a workbook', 'PK\u0003\u0004\u0014\u0000\u0006\u0000\b\u0000\u0000\u0000!\u0000', 'file_not_text'],
  ])('refuses %s', async (_, content, code) => {
    const refusal = await analysed(Buffer.from(content)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(AppError)
    expect((refusal as AppError).details.errors?.[0]?.code).toBe(code)
  })
})

describe('what stands above the headings (B4)', () => {
  const headingsOf = async (...lines: string[]) => {
    const { headers, headerRow, rows, separator } = await analysed(Buffer.from(lines.join('\r\n')))
    return { headers: headers.join('|'), headerRow, rows, separator }
  }

  it('is the separator, as spreadsheets are told it', async () => {
    const found = { headers: 'Name|Code', headerRow: 2, rows: 1 }
    expect(await headingsOf('sep=;', 'Name;Code', 'a,b,c,d;1')).toEqual({ ...found, separator: ';' })
    expect(await headingsOf('sep=\t', 'Name\tCode', 'a\t1')).toEqual({ ...found, separator: '\t' })
  })

  it('are titles, where headings that are known stand below', async () => {
    const found = { headers: 'Name|Code|City', rows: 2, separator: ',' }
    expect(await headingsOf('All customers', 'As of,2026-11-27', '', 'Name,Code,City', 'A,1,Ulm', 'B,2,Ulm')).toEqual({
      ...found,
      headerRow: 4,
    })
    expect(await headingsOf('Name,Code,City', 'Name,Code,City', 'B,2,Ulm')).toEqual({ ...found, headerRow: 1 })
  })

  it('is a title, where a single word stands above many', async () => {
    const found = await headingsOf('Liste', 'x1,x2,x3', '1,2,3')
    expect(found).toMatchObject({ headers: 'x1|x2|x3', headerRow: 2, rows: 1 })
  })

  it('is nothing where the first row has a heading that is known, or more than one', async () => {
    expect(await headingsOf('Name', 'a,b,c', 'd,e,f')).toMatchObject({ headers: 'Name', headerRow: 1 })
    expect(await headingsOf('x1,x2', 'Name,b,c', 'd,e,f')).toMatchObject({ headers: 'x1|x2', headerRow: 1 })
  })
})
