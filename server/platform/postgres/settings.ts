import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** What a caller may choose about the server. */
export type ServerSettings = { port: number; durable: boolean; maxConnections: number }

/**
 * PostgreSQL's settings, given on the command line at every start, so that a newer release's values reach old clusters.
 * Buffers get a sixteenth of the memory, a quarter of what PostgreSQL's manual suggests for a machine of its own.
 */
export function commandLineSettings({ port, durable, maxConnections }: ServerSettings): string[] {
  const memoryMb = availableBytes() / megabyte
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    password_encryption: 'scram-sha-256',
    shared_buffers: `${Math.round(Math.min(Math.max(memoryMb / 16, 128), 1024))}MB`,
    effective_cache_size: `${Math.round(Math.max(memoryMb / 4, 256))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    random_page_cost: 1.1,
    // Compiling a query costs more than the short queries of a web application take.
    jit: 'off',
    // Recovery after a crash reads at most this much, which keeps the next start short.
    max_wal_size: '512MB',
    min_wal_size: '80MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // Statements and their values hold customers' data, which has no place in a log file.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: 0,
    ...(durable ? safe : fast),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** A container's limit counts where there is one, else the machine's memory. */
function availableBytes(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

const safe = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

/** For tests only: a power failure can destroy the cluster. */
const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  // In the folder of the cluster: asking there costs both sides less than over TCP.
  unix_socket_directories: '.',
  // Copies a database without reading its files, where the file system can.
  file_copy_method: 'clone',
}
