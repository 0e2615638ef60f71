import pg from 'pg'
import { errorCode, StartupError } from '../postgres/startup-error.ts'
import { wrongPassword } from './roles.ts'

/**
 * Works on a database as the user of its address, and leaves it again.
 * @throws StartupError with one clear line when it is out of reach
 */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  // A connection that is lost fails its query.
  client.on('error', () => {})
  try {
    await client.connect().catch(throwUnreachable)
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** @throws StartupError that says why the user of the address cannot connect */
export function throwUnreachable(error: Error): never {
  // Of an address with several numbers Node tells no message, only a code.
  const reason = `The database cannot be reached: ${error.message || errorCode(error)}`
  throw new StartupError(
    errorCode(error) === wrongPassword ? `${reason}: the user or the password in DATABASE_URL is wrong.` : reason,
  )
}
