import type { Connection, PoolClient } from 'pg'

type Value = string | number | boolean | Date | null

/** What the driver's connection can do beyond its published types. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

const chunkCharacters = 128 * 1024

/**
 * Loads rows by COPY. PostgreSQL refuses COPY into a table with row security, the owner's included, so the rows go to
 * a temporary table first and from there through the policies, all in the caller's transaction.
 * @param rows one array of values per row, in the order of the columns
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const names = columns.join(', ')
  await client.query(`CREATE TEMP TABLE loaded_rows ON COMMIT DROP AS SELECT ${names} FROM ${table} WHERE false`)
  await new Promise<void>((resolve, reject) => {
    client.query(new CopyFrom(`COPY loaded_rows (${names}) FROM STDIN`, rows, resolve, reject))
  })
  await client.query(`INSERT INTO ${table} (${names}) SELECT ${names} FROM loaded_rows`)
  await client.query('DROP TABLE loaded_rows')
}

/** One COPY as the driver's queue runs it. */
class CopyFrom {
  readonly #statement: string
  readonly #rows: Iterable<readonly Value[]>
  readonly #done: () => void
  readonly #failed: (error: Error) => void
  #error: Error | null = null

  constructor(statement: string, rows: Iterable<readonly Value[]>, done: () => void, failed: (error: Error) => void) {
    this.#statement = statement
    this.#rows = rows
    this.#done = done
    this.#failed = failed
  }

  submit(connection: Connection): void {
    connection.query(this.#statement)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).then(
      () => connection.endCopyFrom(),
      (error: Error) => connection.sendCopyFail(error.message),
    )
  }

  async #send(connection: CopyConnection): Promise<void> {
    for (const chunk of chunks(this.#rows)) {
      if (this.#error) return
      connection.sendCopyFromChunk(chunk)
      // Lets answers of the server in, and keeps the whole load from piling up in memory.
      await (connection.stream.writableNeedDrain
        ? new Promise((resolve) => connection.stream.once('drain', resolve))
        : new Promise(setImmediate))
    }
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#error = error
  }

  handleReadyForQuery(): void {
    if (this.#error) this.#failed(this.#error)
    else this.#done()
  }
}

function* chunks(rows: Iterable<readonly Value[]>): Generator<Buffer> {
  let text = ''
  for (const row of rows) {
    text += `${row.map(encoded).join('\t')}\n`
    if (text.length < chunkCharacters) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function encoded(value: Value): string {
  if (value === null) return '\\N'
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string'
    ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? '')
    : String(value)
}
