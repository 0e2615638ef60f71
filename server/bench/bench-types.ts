import type pg from 'pg'
import type { AppProcess } from './app-process.ts'
import type { BenchInstallation } from './bench-installation.ts'

/** What a benchmark works with. */
export interface Bench {
  bench: BenchInstallation
  app: AppProcess
  /** A connection of the database's owner, pipelined unless asked otherwise; ended when the measuring ends. */
  connect: (isPipelined?: boolean) => Promise<pg.Client>
  /**
   * Stops the server and its database and starts both again, for what differs from start to start: which memory the
   * database is given. What was opened before is closed by it.
   */
  restart: () => Promise<Bench>
  /** A port that is free for a server of the benchmark's own. */
  sparePort: number
  /** Where the provider of a million customers is kept; a folder of its own in the system's temporary one unless told. */
  grownDir?: string | undefined
}
