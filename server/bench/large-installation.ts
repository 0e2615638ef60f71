import { startApp } from './app-process.ts'
import { type BenchSize, openBenchInstallation } from './bench-installation.ts'
import type { Bench } from './bench-types.ts'
import { OwnerConnections } from './owner-connections.ts'
import { removeTraces } from './remove-traces.ts'

/** How large it is, where it lies, and the first of the ports that it and what is measured beside it listen on. */
interface LargeOptions extends BenchSize {
  port: number
  grownDir: string | undefined
}

/** The large installation with the product on it, in a process of its own. */
export class LargeInstallation {
  readonly #options: LargeOptions
  readonly #stops: (() => Promise<void>)[] = []
  #connections: OwnerConnections | null = null
  #bench: Bench | null = null

  constructor(options: LargeOptions) {
    this.#options = options
  }

  /** @throws Error while it does not run */
  get bench(): Bench {
    if (!this.#bench) throw new Error('It is not running')
    return this.#bench
  }

  async start(): Promise<Bench> {
    const { customers, devices, dataDir, port, grownDir } = this.#options
    const bench = await openBenchInstallation({ customers, devices, dataDir })
    this.#stops.push(() => bench.close())
    if (bench.loadedInSeconds)
      process.stdout.write(
        `Loaded ${customers} customers and ${devices} devices in ${bench.loadedInSeconds.toFixed(0)} s\n`,
      )
    const { ownerUrl, secret } = bench.installation
    const app = await startApp(port, { DATABASE_URL: ownerUrl, TENANTRY_SECRET: secret, TENANTRY_DATA_DIR: dataDir })
    this.#stops.push(() => app.stop())
    const connections = new OwnerConnections(ownerUrl)
    this.#stops.push(() => connections.end())
    this.#connections = connections
    this.#bench = {
      bench,
      app,
      connect: (isPipelined) => connections.open(isPipelined),
      sparePort: port + 1,
      grownDir,
      restart: async () => {
        await this.stop()
        return this.start()
      },
    }
    return this.#bench
  }

  /** Removes what a benchmark has written, and ends its connections. */
  async tidyUp(since: Date): Promise<void> {
    const connections = this.#connections
    if (!connections) return
    try {
      await removeTraces(connections, this.bench.bench.providerId, since)
    } finally {
      await connections.end()
    }
  }

  /** Stops what has started, the last first, also where one of them fails to. */
  async stop(): Promise<void> {
    this.#bench = null
    this.#connections = null
    const stop = this.#stops.pop()
    if (!stop) return
    try {
      await stop()
    } finally {
      await this.stop()
    }
  }
}
