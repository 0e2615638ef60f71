import { Readable } from 'node:stream'
import { importCaps } from '@tenantry/contract/imports.ts'
import { describe, expect, it } from 'vitest'
import type { FileStore } from '../../platform/files/file-store.ts'
import { readRows } from './read-rows.ts'

const files = (parts: Iterable<Buffer>): FileStore => ({
  get: async () => Readable.from(parts, { objectMode: false }),
  put: () => Promise.reject(new TypeError('Nothing is stored here')),
  remove: async () => {},
  list: async () => [],
})

async function rows(parts: Iterable<Buffer>): Promise<string[]> {
  const read: string[] = []
  for await (const { number, cells } of readRows(files(parts), 'x', { encoding: 'utf-8', separator: ',' }))
    read.push(`${number} ${cells.join('|')}`)
  return read
}

describe('the rows of a file', () => {
  it('end with any line end, one file having several', async () => {
    const text = 'a,b\r\nc,"d\ne"\nf,g\rh,i\r\n'
    const expected = ['1 a|b', '2 c|d\ne', '3 f|g', '4 h|i']
    expect(await rows([Buffer.from(text)])).toEqual(expected)
    expect(await rows([...text].map((each) => Buffer.from(each)))).toEqual(expected)
  })

  it('are none where nothing but separators stands', async () => {
    expect(await rows([Buffer.from('a,b\n,\n;;;\n\t\t\n" ",;\nc,;x\n')])).toEqual(['1 a|b', '6 c|;x'])
  })

  it('are no endless run of empty ones', async () => {
    function* empty() {
      yield Buffer.from('a,b\n1,2\n')
      for (let part = 0; part < 500; part++) yield Buffer.alloc(4_096, ',\n')
    }
    await expect(rows(empty())).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ code: 'file_too_many_rows' }] },
    })
    expect(importCaps.rows).toBeLessThan(500 * 2_048)
  })
})
