import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { xlsxFile } from '../../platform/files/xlsx-file.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { encoded, markOf } from './encode.ts'
import { type Encoding, encodings, separators } from './encodings.ts'
import { imported } from './imports.fixture.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const bring = (content: Buffer) => imported(world, world.first.providerId, world.first.admin, content)

async function errorsOf(id: string) {
  const answer = await world.first.admin.api.request('GET', `/api/v1/imports/${id}/error-file`)
  return { bytes: answer.rawPayload, type: answer.headers['content-type'] }
}

// As a stream: of a whole text Node.js 20 takes Windows-1252 for Latin-1.
const decoded = (bytes: Buffer, encoding: Encoding) => new TextDecoder(encoding).decode(bytes, { stream: true })

const names = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }
const ways = encodings.flatMap((encoding) => separators.map((separator) => ({ encoding, separator })))

describe('the file of errors (B4)', () => {
  it.each(ways.map((way) => ({ ...way, title: `${way.encoding}, ${names[way.separator]}` })))(
    'is written as the file was that it comes from, and comes back mended: $title',
    async ({ encoding, separator }) => {
      const code = `MEND-${ways.findIndex((way) => way.encoding === encoding && way.separator === separator)}`
      // A heading with other separators than the file, unquoted, would pass for the separator.
      const lines = [
        ['Name', 'Code', 'City', '"a,b;c,d;e"'],
        ['Müller & Söhne', 'bad code', 'Köln', '"x,y;z"'],
        ['Größe', `${code}-OK`, 'Zürich', ''],
      ]
      const text = lines.map((cells) => `${cells.join(separator)}\r\n`).join('')
      const done = await bring(Buffer.concat([markOf(encoding), encoded(text, encoding)]))
      expect(done.progress).toMatchObject({ created: 1, failed: 1 })
      const { bytes, type } = await errorsOf(done.id)
      expect(type).toBe(`text/csv; charset=${encoding}`)
      const file = decoded(bytes, encoding)
      expect(file.split('\r\n')[1]).toContain(['Müller & Söhne', 'bad code', 'Köln'].join(separator))
      const mended = Buffer.concat([markOf(encoding), encoded(file.replace('bad code', code), encoding)])
      const again = await bring(mended)
      expect(again.file).toMatchObject({ encoding, separator })
      expect(again.progress).toMatchObject({ created: 1, failed: 0 })
    },
  )

  it('of a workbook is CSV in UTF-8 with commas', async () => {
    const columns = ['Name', 'Code'].map((header) => ({ header, type: 'text' as const }))
    const rows = (async function* () {
      yield [['Łódź, Ltd', 'bad code']]
    })()
    const chunks: Uint8Array[] = []
    for await (const chunk of xlsxFile([{ name: 'Customers', columns, rows }])) chunks.push(chunk)
    const done = await bring(Buffer.concat(chunks))
    const { bytes, type } = await errorsOf(done.id)
    expect(type).toBe('text/csv; charset=utf-8')
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(bytes.toString()).toContain('"Łódź, Ltd",bad code')
    const again = await bring(Buffer.from(bytes.toString().replace('bad code', 'LODZ-1')))
    expect(again.progress).toMatchObject({ created: 1, failed: 0 })
  })

  it('has a question mark for a character that its encoding lacks, and nothing else goes with it', () => {
    expect(encoded('“Köln” – Ł€', 'windows-1252')).toEqual(
      Buffer.from([0x93, 0x4b, 0xf6, 0x6c, 0x6e, 0x94, 0x20, 0x96, 0x20, 0x3f, 0x80]),
    )
  })
})
