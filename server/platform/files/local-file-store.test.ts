import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { LocalFileStore } from './local-file-store.ts'

let outer: string
let folder: string
let store: LocalFileStore

beforeEach(async () => {
  outer = await mkdtemp(path.join(os.tmpdir(), 'tenantry-files-'))
  folder = path.join(outer, 'files')
  store = new LocalFileStore(folder)
})

afterEach(() => rm(outer, { recursive: true, force: true }))

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('the local file store', () => {
  test('gives back what was put, from a buffer or a stream', async () => {
    const content = randomBytes(200_000)
    const expected = { sizeBytes: 200_000, sha256: createHash('sha256').update(content).digest('hex') }
    expect(await store.put('a/b.bin', content)).toEqual(expected)
    const pieces = [content.subarray(0, 7), content.subarray(7, 100_000), content.subarray(100_000)]
    expect(await store.put('a/c.bin', Readable.from(pieces))).toEqual(expected)
    expect((await buffer(await store.get('a/b.bin'))).equals(content)).toBe(true)
    expect((await buffer(await store.get('a/c.bin'))).equals(content)).toBe(true)
  })

  test('replaces a file, lists keys in order and removes', async () => {
    for (const key of ['b/2', 'b/1', 'a', 'b2/1']) await store.put(key, Buffer.from(key))
    await store.put('a', Buffer.from('again'))
    expect(await store.list('')).toEqual(['a', 'b/1', 'b/2', 'b2/1'])
    expect(await store.list('b')).toEqual(['b/1', 'b/2'])
    expect(String(await buffer(await store.get('a')))).toBe('again')
    await store.remove('a')
    await store.remove('a')
    expect(await codeOf(store.get('a'))).toBe('not_found')
    expect(await codeOf(store.get('b'))).toBe('not_found')
    expect(await store.list('nothing/here')).toEqual([])
  })

  test('leaves nothing of a content that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new TypeError('broke off')
      })(),
    )
    expect(await codeOf(store.put('half', broken))).toContain('broke off')
    expect(await store.list('')).toEqual([])
    expect(await readdir(path.join(folder, '.partial'))).toEqual([])
  })

  test('keeps the file under the key while a new content breaks off', async () => {
    await store.put('kept', Buffer.from('whole'))
    await codeOf(store.put('kept', Readable.from([Buffer.from('x'), 7])))
    expect(String(await buffer(await store.get('kept')))).toBe('whole')
  })

  test.skipIf(process.platform === 'win32')('lets nobody else read', async () => {
    await store.put('deep/er/file', Buffer.from('x'))
    for (const made of ['', 'deep', 'deep/er', '.partial'])
      expect((await stat(path.join(folder, made))).mode & 0o777, made).toBe(0o700)
    expect((await stat(path.join(folder, 'deep/er/file'))).mode & 0o777).toBe(0o600)
  })

  test('drops what a killed server left half written a day ago, and only that', async () => {
    const partials = path.join(folder, '.partial')
    await mkdir(partials, { recursive: true })
    await writeFile(path.join(partials, 'old'), '')
    await writeFile(path.join(partials, 'new'), '')
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
    await utimes(path.join(partials, 'old'), twoDaysAgo, twoDaysAgo)
    await store.put('any', Buffer.from('x'))
    expect(await readdir(partials)).toEqual(['new'])
  })
})

describe('keys', () => {
  const hostile = [
    ...['', '/', '//', '.', '..', '../x', 'a/../b', 'a/..', '/etc/passwd', 'a//b', 'a/', '/a', './a', 'a/./b'],
    ...['.partial/x', 'a\\b', '..\\x', 'C:/x', 'c:x', 'a\0b', 'A', 'ä', 'a b', 'a\nb', '%2e%2e/x', '~/x', 'a/.hidden'],
    ...['x'.repeat(201), Array.from({ length: 300 }, () => 'ab').join('/')],
  ]

  test.each(hostile)('refuse %j', async (key) => {
    expect(await codeOf(store.put(key, Buffer.from('x')))).toBe('invalid_input')
    expect(await codeOf(store.get(key))).toBe('invalid_input')
    expect(await codeOf(store.remove(key))).toBe('invalid_input')
    if (key !== '') expect(await codeOf(store.list(key))).toBe('invalid_input')
  })

  test('never lead out of the folder, whatever they are', async () => {
    await writeFile(path.join(outer, 'secret'), 'outside')
    const piece = fc.constantFrom('a', 'b1', '..', '.', '', '...', '..a', 'secret', '\\', '%2e', '\0', 'ü', '/')
    const keys = fc.oneof(
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('/')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    await fc.assert(
      fc.asyncProperty(keys, async (key) => {
        const outcome = await codeOf(store.put(key, Buffer.from(key)))
        expect(['done', 'invalid_input', 'file in the way']).toContain(
          /E(ISDIR|NOTDIR|EXIST)/.test(outcome) ? 'file in the way' : outcome,
        )
        if (outcome === 'done') expect(await store.list('')).toContain(key)
      }),
      { numRuns: 300 },
    )
    expect((await readdir(outer)).sort()).toEqual(['files', 'secret'])
  })
})
