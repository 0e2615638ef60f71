import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createPool } from '../../server/platform/database/pools.ts'

/** Works on the database of a running installation as its owner, for what no page and no operation does. */
export async function withDatabase<Result>(
  dataDir: string,
  work: (pool: ReturnType<typeof createPool>) => Promise<Result>,
): Promise<Result> {
  const read = (file: string) => readFile(path.join(dataDir, file), 'utf8')
  const password = (await read('secrets/postgres-superuser-password')).trim()
  const port = (await read('postgres/postmaster.pid')).split('\n')[3]?.trim()
  const connectionString = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/tenantry`
  const pool = createPool({ connectionString, max: 1 }, () => {})
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

/**
 * Lets a week pass for the invitations of a user: no browser test waits for that long, and the product asks no clock
 * that a test could turn.
 */
export async function expireInvitation(dataDir: string, login: string): Promise<void> {
  const { rowCount } = await withDatabase(dataDir, (pool) =>
    pool.query(
      `UPDATE invitations i SET issued_at = issued_at - interval '8 days', expires_at = expires_at - interval '8 days',
         sent_at = sent_at - interval '8 days'
       FROM memberships m WHERE m.provider_id = i.provider_id AND m.id = i.membership_id AND m.email = $1 AND i.sent_at IS NOT NULL`,
      [login],
    ),
  )
  if (rowCount !== 1) throw new Error(`There is no invitation to ${login} that was sent`)
}
