import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { bareText, type CellType, type CellValue } from '@tenantry/contract/file-cells.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { newId } from '../../platform/clock/clock.ts'
import { LocalFileStore } from '../../platform/files/local-file-store.ts'
import { xlsxFile } from '../../platform/files/xlsx-file.ts'
import { analyseFile } from './analyse-file.ts'
import { fileKey, readRows } from './read-rows.ts'
import { unpackSpreadsheet } from './spreadsheets.ts'

let folder = ''
let files: LocalFileStore

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-spreadsheets-'))
  files = new LocalFileStore(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function rowsOf(file: Buffer): Promise<[number, ...string[]][]> {
  const id = newId()
  await files.put(fileKey(id), file)
  await unpackSpreadsheet(files, id)
  const rows: [number, ...string[]][] = []
  for await (const { number, cells } of readRows(files, id, { encoding: 'utf-8', separator: ',' }))
    rows.push([number, ...cells])
  return rows
}

const refusal = async (file: Buffer) => {
  const error = await rowsOf(file).then(
    () => null,
    (thrown) => thrown,
  )
  return error?.details?.errors?.[0]?.code
}

async function ours(columns: { header: string; type: CellType }[], rows: CellValue[][]): Promise<Buffer> {
  async function* batches() {
    yield rows
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of xlsxFile([{ name: 'List', columns, rows: batches() }])) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const book = {
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Old" sheetId="1" state="hidden" r:id="rId1"/><sheet name="New" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
  'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="[$-407]d/\\ mmm\\ yy"/><numFmt numFmtId="171" formatCode="0.00&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`,
  'xl/sharedStrings.xml': `<sst xmlns="${main}"><si><t>Name</t></si><si><r><t>Mül</t></r><r><t xml:space="preserve">ler </t></r><rPh><t>reading</t></rPh></si></sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData/></worksheet>`,
}

const sheet = (rows: string) => `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`

async function zipped(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text as string), name)
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

describe('an Excel workbook (B4)', () => {
  it('is read with what its cells say: shared texts, numbers, dates, truths; empty rows count', async () => {
    const rows = sheet(
      `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Since &amp; more</t></is></c></row>
       <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>4.9301234567E+10</v></c><c r="C4" s="1"><v>46022</v></c>
       <c r="D4" s="2"><v>46022.5</v></c><c r="E4" s="3"><v>12</v></c><c r="F4" t="b"><v>1</v></c>
       <c r="G4" t="str"><f>A1</f><v>line_x000D_
two, "quoted"</v></c></row>`,
    )
    expect(await rowsOf(await zipped({ ...book, 'xl/worksheets/sheet2.xml': rows }))).toEqual([
      [1, 'Name', '', 'Since & more'],
      [4, 'Müller ', '49301234567', '2025-12-31', '2025-12-31T12:00:00.000', '12', 'yes', 'line\r\ntwo, "quoted"'],
    ])
  })

  it('has long numbers in digits, as it shows them: further ones than fifteen it has lost itself', async () => {
    const cells = {
      '1.2345678901234499E+17': '123456789012345000',
      '9.99999999999999E+15': '9999999999999990',
      '-4.5E+20': '-450000000000000000000',
      '123456789012345678': '123456789012345678',
      '1.5E-3': '1.5E-3',
      '1E+300': '1E+300',
    }
    const row = Object.keys(cells).map((text) => `<c><v>${text}</v></c>`)
    const rows = sheet(`<row r="1">${row.join('')}</row>`)
    expect(await rowsOf(await zipped({ ...book, 'xl/worksheets/sheet2.xml': rows }))).toEqual([
      [1, ...Object.values(cells)],
    ])
    // Those that have more digits than it keeps are told of, and not those that another program has written in full.
    const id = newId()
    await files.put(fileKey(id), await zipped({ ...book, 'xl/worksheets/sheet2.xml': rows }))
    expect(await unpackSpreadsheet(files, id)).toEqual([0, 1, 2])
  })

  it('of our own comes back as what was taken out, formulas and apostrophes included', async () => {
    const texts = ['=1+1', "'=1+1", "''=x", "'s-Hertogenbosch", '+49 30', ' = spaced', '_x0041_', 'a\r\nb', '0012']
    const file = await ours(
      [{ header: 'Name', type: 'text' }],
      texts.map((text) => [text]),
    )
    const rows = await rowsOf(file)
    expect(rows.slice(1).map(([, cell]) => bareText(cell ?? ''))).toEqual(texts)
  })

  it('is found out to be how it is', async () => {
    const id = newId()
    await files.put(fileKey(id), await ours([{ header: 'Name', type: 'text' }], [['Müller'], ['Ärzte']]))
    await unpackSpreadsheet(files, id)
    expect(await analyseFile(files, id, 'customers')).toMatchObject({
      encoding: 'utf-8',
      separator: ',',
      headers: ['Name'],
      rows: 2,
    })
  })

  it('is refused where it is locked, old, something else or larger than it says', async () => {
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])
    expect(await refusal(old)).toBe('old_spreadsheet')
    expect(await refusal(await zipped({ 'content.xml': '<x/>' }))).toBe('spreadsheet_unreadable')
    expect(await refusal(Buffer.from('PK\x03\x04 and nothing more'))).toBe('spreadsheet_unreadable')
    const doctype = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>${sheet('<row r="1"><c r="A1"><v>&a;</v></c></row>')}`
    expect(await refusal(await zipped({ ...book, 'xl/worksheets/sheet2.xml': doctype }))).toBe('spreadsheet_unreadable')
    const long = sheet(`<row r="1"><c r="A1" t="str"><v>${'a'.repeat(4 * 1_048_576)}</v></c></row>`)
    expect(await refusal(await zipped({ ...book, 'xl/worksheets/sheet2.xml': long }))).toBe('spreadsheet_too_large')
    const bomb = await zipped({ ...book, 'xl/sharedStrings.xml': Buffer.alloc(70 * 1_048_576, ' ') })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusal(bomb)).toBe('spreadsheet_too_large')
    const far = sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    expect(await refusal(await zipped({ ...book, 'xl/worksheets/sheet2.xml': far }))).toBe('spreadsheet_too_many_rows')
    const wide = sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    expect(await refusal(await zipped({ ...book, 'xl/worksheets/sheet2.xml': wide }))).toBe(
      'spreadsheet_too_many_columns',
    )
  })

  it('is refused where its rows go back or are none that one can count', async () => {
    const row = (number: string) => `<row r="${number}"><c><v>1</v></c></row>`
    for (const numbers of [['3', '1'], ['2', '2'], ['-1e300', '1'], ['1.5']]) {
      const rows = sheet(numbers.map(row).join(''))
      expect(await refusal(await zipped({ ...book, 'xl/worksheets/sheet2.xml': rows }))).toBe('spreadsheet_unreadable')
    }
  })

  it('is refused where a little of it becomes a lot', async () => {
    const shared = `<sst xmlns="${main}"><si><t>${'a'.repeat(30_000)}</t></si></sst>`
    const referring = sheet(`<row>${'<c t="s"><v>0</v></c>'.repeat(200)}</row>`.repeat(12))
    const grown = { ...book, 'xl/sharedStrings.xml': shared, 'xl/worksheets/sheet2.xml': referring }
    expect(await refusal(await zipped(grown))).toBe('spreadsheet_too_large')
    for (const rows of ['<a>'.repeat(1_000) + '</a>'.repeat(1_000), `<!--${'<'.repeat(4 * 1_048_576)}-->`])
      expect(await refusal(await zipped({ ...book, 'xl/worksheets/sheet2.xml': sheet(rows) }))).toBe(
        'spreadsheet_too_large',
      )
  })

  it('keeps the error that a formula has led to', async () => {
    const rows = sheet('<row><c t="s"><v>0</v></c><c t="e"><f>B9</f><v>#REF!</v></c></row>')
    expect(await rowsOf(await zipped({ ...book, 'xl/worksheets/sheet2.xml': rows }))).toEqual([[1, 'Name', '#REF!']])
  })

  it('keeps no more of a text, and looks at no longer a format, than Excel has', async () => {
    const part = 'a'.repeat(20_000)
    const styles = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="${' '.repeat(300)}d"/></numFmts><cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>`
    const shared = `<sst xmlns="${main}"><si><r><t>${part}</t></r><r><t>${part}</t></r></si></sst>`
    const rows = sheet(`<row><c><v>46022</v></c><c t="s"><v>0</v></c><c t="str"><v>${part}<x/>${part}</v></c></row>`)
    const parts = { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': shared, 'xl/worksheets/sheet2.xml': rows }
    const [[, number, ...texts] = []] = await rowsOf(await zipped({ ...book, ...parts }))
    expect(number).toBe('46022')
    expect(texts.map((text) => String(text).length)).toEqual([32_767, 32_767])
  })
})
