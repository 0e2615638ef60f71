import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '../errors.ts'
import { errorCode } from '../postgres/startup-error.ts'
import { checkFileKey, type FileStore, type StoredFile } from './file-store.ts'

const partialFolder = '.partial'
const abandonedMs = 24 * 60 * 60 * 1000

/**
 * Files in a folder, readable by the server's own user only. A file is written under another name, brought to the disk
 * and then renamed: whoever reads sees the whole of it or none. What a killed server left half written goes a day later.
 */
export class LocalFileStore implements FileStore {
  readonly #root: string
  readonly #partials: string
  #ready: Promise<void> | null = null

  /** @param folder where the files lie; made when the first one comes */
  constructor(folder: string) {
    this.#root = path.resolve(folder)
    this.#partials = path.join(this.#root, partialFolder)
  }

  async put(key: string, content: Buffer | Readable): Promise<StoredFile> {
    const target = this.#pathOf(key)
    await this.#prepare()
    const partial = path.join(this.#partials, randomUUID())
    try {
      const stored = await write(partial, content)
      await makeFolders(this.#root, path.dirname(target))
      await rename(partial, target)
      await syncFolder(path.dirname(target))
      return stored
    } catch (error) {
      await rm(partial, { force: true })
      throw error
    }
  }

  async get(key: string): Promise<Readable> {
    const target = this.#pathOf(key)
    const handle = await open(target, 'r').catch((error: unknown) => {
      if (isAbsent(error)) throw new AppError('not_found')
      throw error
    })
    if (!(await handle.stat()).isFile()) {
      await handle.close()
      throw new AppError('not_found')
    }
    return createReadStream(target, { fd: handle })
  }

  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true })
  }

  async list(folder: string): Promise<string[]> {
    const start = folder === '' ? this.#root : this.#pathOf(folder)
    const entries = await readdir(start, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
      if (isAbsent(error)) return []
      throw error
    })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.#root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .filter((key) => !key.startsWith(`${partialFolder}/`))
      .sort()
  }

  async #prepare(): Promise<void> {
    this.#ready ??= mkdir(this.#partials, { recursive: true, mode: 0o700 }).then(() => removeAbandoned(this.#partials))
    await this.#ready.catch((error: unknown) => {
      this.#ready = null
      throw error
    })
  }

  #pathOf(key: string): string {
    checkFileKey(key)
    return path.join(this.#root, ...key.split('/'))
  }
}

async function write(file: string, content: Buffer | Readable): Promise<StoredFile> {
  const handle = await open(file, 'wx', 0o600)
  try {
    const stored = await writeContent(handle, content)
    await handle.sync()
    return stored
  } finally {
    await handle.close()
  }
}

async function writeContent(handle: FileHandle, content: Buffer | Readable): Promise<StoredFile> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer)
    hash.update(bytes)
    sizeBytes += bytes.length
    await handle.writeFile(bytes)
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** Makes the folders from the root down; each new one is in its parent for good before something is put in it. */
async function makeFolders(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length && made !== root; made = path.dirname(made))
    await syncFolder(path.dirname(made))
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and keeps its names in a journal.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name)
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    if (mtimeMs < Date.now() - abandonedMs) await rm(file, { force: true })
  }
}

function isAbsent(error: unknown): boolean {
  const code = errorCode(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}
