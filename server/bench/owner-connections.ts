import pg from 'pg'

/** Connections of the database's owner that are ended together, whatever became of those who used them. */
export class OwnerConnections {
  readonly #url: string
  readonly #clients: pg.Client[] = []

  constructor(ownerUrl: string) {
    this.#url = ownerUrl
  }

  /** @param isPipelined whether a statement goes out before the one before it is answered, which the driver does only when told */
  async open(isPipelined = true): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, pipeline: isPipelined } as pg.ClientConfig)
    // A query that is under way fails by itself; the loss of an idle connection that nobody hears would end the process
    // in place of telling what has really failed.
    client.on('error', () => {})
    this.#clients.push(client)
    await client.connect()
    return client
  }

  /** Ends all, lost ones included. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#clients.splice(0).map((client) => client.end()))
  }
}
