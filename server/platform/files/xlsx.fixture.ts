/** Reads spreadsheets back, for tests: what a program would find in each cell, by the format alone. */
import { inflateRawSync } from 'node:zlib'

/** The parts of a zip by their names. */
export function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  const parts = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength, extraLength, commentLength] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ]
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(from, from + size)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    parts.set(name, (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8'))
    at += 46 + nameLength + extraLength + commentLength
  }
  return parts
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&#13;': '\r', '&amp;': '&' }

/** The rows of one sheet; absent cells are null, texts and numbers are what they are, dates `style:serial`. */
export function sheetRows(bytes: Buffer, number = 1): (string | number | boolean | null)[][] {
  const xml = unzip(bytes).get(`xl/worksheets/sheet${number}.xml`) ?? ''
  return [...xml.matchAll(/<row r="\d+">(.*?)<\/row>/gs)].map(([, cells = '']) => {
    const row: (string | number | boolean | null)[] = []
    for (const [, letters = '', style, type, body = ''] of cells.matchAll(
      /<c r="([A-Z]+)\d+"(?: s="(\d)")?(?: t="(\w+)")?>(.*?)<\/c>/gs,
    )) {
      const index = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
      while (row.length < index) row.push(null)
      row[index] = cellOf(type, style, body)
    }
    return row
  })
}

function cellOf(type: string | undefined, style: string | undefined, body: string): string | number | boolean {
  const inner = body.replace(/<[^>]*>/g, '')
  if (type === 'b') return inner === '1'
  if (type === 'inlineStr')
    return inner.replace(/&(?:lt|gt|#13|amp);/g, (entity) => entities[entity] ?? entity).replaceAll('_x005F_', '_')
  return style === undefined ? Number(inner) : `${style}:${inner}`
}
