/**
 * The zip that a spreadsheet is. It says of itself how large it becomes and may lie, so bytes are counted as they come
 * out of it.
 */
import { finished, type Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
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

/** What hears of the elements of a part; names are without their prefixes. */
export interface XmlListener {
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (part: string) => void
  close?: (name: string) => void
}

const mostParts = 5_000
/** UTF-16 units between two tags: the parser keeps what stands there until its end, texts and comments alike. */
const longestText = 1_048_576
/** Elements within each other, which the parser keeps, too; spreadsheets need ten. */
const deepest = 100

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
   * @param most bytes once it is unpacked
   * @returns nothing where there is no such part
   */
  async *read(name: string, most: number, listener: XmlListener): AsyncGenerator<void> {
    const entry = this.#entries.get(name)
    if (!entry) return
    if (entry.uncompressedSize > most) throw new XlsxError('too_large')
    const parser = new GuardedParser(listener)
    const stream = await this.#zip.openReadStreamPromise(entry)
    const decoder = new TextDecoder()
    let bytes = 0
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length
        if (bytes > most) throw new XlsxError('too_large')
        parser.write(decoder.decode(chunk, { stream: true }))
        yield
      }
      parser.close()
      yield
    } finally {
      await ended(stream)
    }
  }

  async readWhole(name: string, most: number, listener: XmlListener): Promise<void> {
    for await (const _ of this.read(name, most, listener));
  }
}

const localName = ({ name }: { name: string }) => name.slice(name.indexOf(':') + 1)

/** A parser of XML that keeps little, whatever it is given. */
class GuardedParser {
  readonly #parser = new SaxesParser()
  #depth = 0
  #sinceTag = 0

  constructor({ open, text, close }: XmlListener) {
    const parser = this.#parser
    parser.on('error', (error) => {
      throw new XlsxError('unreadable', error)
    })
    // Entities of its own are what hostile XML grows by.
    parser.on('doctype', () => {
      throw new XlsxError('unreadable')
    })
    parser.on('opentag', (tag) => {
      this.#sinceTag = 0
      if (++this.#depth > deepest) throw new XlsxError('too_large')
      open?.(localName(tag), (tag as SaxesTagPlain).attributes)
    })
    if (text) parser.on('text', text)
    parser.on('closetag', (tag) => {
      this.#sinceTag = 0
      this.#depth--
      close?.(localName(tag))
    })
  }

  write(part: string): void {
    this.#sinceTag += part.length
    this.#parser.write(part)
    if (this.#sinceTag > longestText) throw new XlsxError('too_large')
  }

  close(): void {
    this.#parser.close()
  }
}

async function ended(stream: Readable): Promise<void> {
  if (stream.closed) return
  stream.destroy()
  await new Promise<void>((resolve) => finished(stream, () => resolve()))
}
