// A server reduced to its database, run by the tests as a process of its own so that they can kill it.
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const [dataDir = '', afterwards] = process.argv.slice(2)
const say = (event: string, fields: Record<string, unknown> = {}) =>
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`)

try {
  const database = await startEmbeddedPostgres({ dataDir, log: say })
  say('up', { address: database.connectionString('postgres') })
  if (afterwards !== 'leave') process.stdin.resume()
} catch (error) {
  say('refused', { name: error instanceof Error ? error.name : '', message: String(error) })
  process.exitCode = 1
}
