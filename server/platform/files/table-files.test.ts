import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { bareText } from '@tenantry/contract/file-cells.ts'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows } from './csv-file.ts'
import { sheetRows, unzip } from './xlsx.fixture.ts'
import { type Sheet, xlsxFile } from './xlsx-file.ts'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '=1+1',
    "'=x",
    'a"b',
    'a;b,c\td',
    'one\ntwo',
    'one\rtwo',
    '\r\n',
    '007',
    ' padded ',
    '＠x',
    '_x0041_',
    '&<>',
  ),
)
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))

const sheet = (rows: Sheet['rows'], columns: Sheet['columns']): Sheet => ({ name: 'Customers', columns, rows })
async function* batches<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  for (const row of rows) yield [row]
}
const texts = (width: number) =>
  Array.from({ length: width }, (_, index) => ({ header: `H${index}`, type: 'text' as const }))

describe('a CSV file', () => {
  it.each([',', ';', '\t'])('is read back as it was written, with %j between its cells', (separator) => {
    fc.assert(
      fc.property(table, (rows) => {
        const read: string[][] = parse(csvRows(rows, { separator }), {
          delimiter: separator,
          record_delimiter: '\r\n',
          relax_column_count: true,
        })
        expect(read.map((row) => row.map(bareText))).toEqual(rows)
        for (const text of read.flat()) expect(text.trim()).not.toMatch(/^[=+\-@＝＋－＠]/)
      }),
    )
  })

  it('makes formulas harmless, numbers not, and keeps quotes, commas and lines', () => {
    expect(csvRows([['=1+1', '+1', '-1', '@x', '\tx', '\rx']])).toBe(`'=1+1,'+1,'-1,'@x,'\tx,"'\rx"\r\n`)
    expect(csvRows([['a"b', 'a,b', 'a\nb', null, 'a=b']])).toBe('"a""b","a,b","a\nb",,a=b\r\n')
    expect(csvRows([[-1, true, false, 0]])).toBe('-1,yes,no,0\r\n')
  })
})

describe('a spreadsheet', () => {
  it('holds texts as they are, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const width = rows[0]?.length ?? 0
        const bytes = await buffer(xlsxFile([sheet(batches(rows), texts(width))]))
        const [headings, ...read] = sheetRows(bytes)
        expect(headings).toEqual(texts(width).map(({ header }) => header))
        const filled = (row: readonly unknown[]) => Array.from({ length: width }, (_, index) => row[index] ?? '')
        expect(read.map((row) => filled(row).map((text) => bareText(String(text))))).toEqual(rows)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps numbers, days, instants and yes or no as what they are', async () => {
    const columns = (['number', 'date', 'instant', 'yes_no', 'text'] as const).map((type) => ({ header: type, type }))
    const rows = batches([[42, '2026-02-03', '2026-02-03T12:00:00.000Z', true, '007']])
    const bytes = await buffer(xlsxFile([sheet(rows, columns)]))
    expect(sheetRows(bytes)[1]).toEqual([42, '1:46056', '2:46056.5', true, '007'])
  })

  it('has the sheets that it is given, one after the other', async () => {
    const files = [sheet(batches([['a']]), texts(1)), { ...sheet(batches([['b']]), texts(1)), name: 'Entities' }]
    const bytes = await buffer(xlsxFile(files))
    expect([sheetRows(bytes, 1)[1], sheetRows(bytes, 2)[1]]).toEqual([['a'], ['b']])
    expect(unzip(bytes).get('xl/workbook.xml')).toMatch(/name="Customers".*name="Entities"/)
  })

  it('is the same bytes for the same cells', async () => {
    const make = () => buffer(xlsxFile([sheet(batches([['a', 'b']]), texts(2))]))
    expect((await make()).equals(await make())).toBe(true)
  })

  it('reads no rows that nobody takes, and none any more once its reader has gone', async () => {
    let read = 0
    let isOver = false
    async function* endless(): AsyncGenerator<string[][]> {
      try {
        for (;;) {
          read += 1
          yield [[randomBytes(5_000).toString('hex')]]
        }
      } finally {
        isOver = true
      }
    }
    const bytes = xlsxFile([sheet(endless(), texts(1))])
    for (let part = 0; part < 20; part += 1) await bytes.next()
    await bytes.return()
    const before = read
    await new Promise(setImmediate)
    expect([isOver, read === before, read < 1_000]).toEqual([true, true, true])
  })

  it('breaks off past the most rows that a sheet has', async () => {
    async function* endless(): AsyncGenerator<never[][]> {
      const many = Array.from({ length: 50_000 }, () => [])
      for (;;) yield many
    }
    await expect(buffer(xlsxFile([sheet(endless(), texts(1))]))).rejects.toThrow('1048576 rows')
  })

  it('breaks off with what breaks off its rows', async () => {
    async function* broken(): AsyncGenerator<string[][]> {
      yield [['a']]
      throw new RangeError('gone')
    }
    await expect(buffer(xlsxFile([sheet(broken(), texts(1))]))).rejects.toThrow('gone')
  })
})
