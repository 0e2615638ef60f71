/**
 * The zip that a spreadsheet is. It says of itself how large it becomes and may lie, so bytes are counted as they come
 * out of it.
 */
import { finished, type Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'

type Reason = 'unreadable' | 'too_large' | 'too_many_rows' | 'too_many_columns'

/** A spreadsheet that cannot be read, or is larger than the caps. */
export class XlsxError extends Error {
  override name = 'XlsxError'
  readonly reason: Reason

  constructor(reason: Reason, cause?: unknown) {
    super(`The spreadsheet is ${reason.replaceAll('_', ' ')}`, { cause })
    this.reason = reason
  }
}

const mostParts = 5_000
const longestText = 1_048_576

/** The parts of a spreadsheet by their names, opened one by one. */
export class XlsxPackage {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  static async open(file: Buffer): Promise<XlsxPackage> {
    const zip = await fromBufferPromise(file, { lazyEntries: true })
    if (zip.entryCount > mostParts) throw new XlsxError('too_large')
    const entries = new Map<string, Entry>()
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        entries.set(entry.fileName, entry)
        zip.readEntry()
      })
      zip.on('end', resolve)
      zip.on('error', reject)
      zip.readEntry()
    })
    return new XlsxPackage(zip, entries)
  }

  /**
   * Reads the XML of a part, and gives what it made of it piece by piece.
   * @param listen makes the parser’s listeners
   * @returns nothing where there is no such part
   */
  async *read(name: string, most: number, listen: (parser: SaxesParser) => void): AsyncGenerator<void> {
    const entry = this.#entries.get(name)
    if (!entry) return
    if (entry.uncompressedSize > most) throw new XlsxError('too_large')
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw new XlsxError('unreadable', error)
    })
    // Entities of its own are what hostile XML grows by.
    parser.on('doctype', () => {
      throw new XlsxError('unreadable')
    })
    listen(parser)
    const stream = await this.#zip.openReadStreamPromise(entry)
    const decoder = new TextDecoder()
    let bytes = 0
    let withoutTag = 0
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length
        withoutTag = chunk.includes('<') ? 0 : withoutTag + chunk.length
        // The parser keeps a text until its end, however long it is.
        if (bytes > most || withoutTag > longestText) throw new XlsxError('too_large')
        parser.write(decoder.decode(chunk, { stream: true }))
        yield
      }
      parser.close()
      yield
    } finally {
      await ended(stream)
    }
  }

  async readWhole(name: string, most: number, listen: (parser: SaxesParser) => void): Promise<void> {
    for await (const _ of this.read(name, most, listen));
  }
}

async function ended(stream: Readable): Promise<void> {
  if (stream.closed) return
  stream.destroy()
  await new Promise<void>((resolve) => finished(stream, () => resolve()))
}
