/** The roles belong to the whole PostgreSQL server, where databases of several installations may use them. */
import { StartupError } from '../postgres/startup-error.ts'
import { asOwner } from './owner-connection.ts'
import { loginRoles, opens } from './roles.ts'

/**
 * Refuses a database whose roles have passwords of another installation, which would lose them. Nothing is changed. Roles
 * that no other database uses are left over from one that is gone, and may get new passwords.
 * @param secret the installation's, or null where it has none yet
 * @throws StartupError that names the other databases and says what to do
 */
export async function requireOwnRoles(ownerUrl: string, secret: string | null): Promise<void> {
  const others = await otherDatabases(ownerUrl)
  if (others.length === 0 || (secret && (await opensAll(ownerUrl, secret)))) return
  throw new StartupError(
    `The roles ${loginRoles.join(', ')} of this PostgreSQL server belong to another installation (${named(others)}), and nothing was changed. ` +
      'Set TENANTRY_SECRET to the secret of that one, and both work side by side, or use another PostgreSQL server. ' +
      // No statement to paste: what it would drop may be alive.
      'Once all that is named here is dropped, nothing stands in the way either, but what it holds is lost: find out first whose it is. "SELECT datname, usename FROM pg_stat_activity" shows who works in it now, and not whose server is only stopped.',
  )
}

async function opensAll(ownerUrl: string, secret: string): Promise<boolean> {
  for (const role of loginRoles) if (!(await opens(ownerUrl, role, secret))) return false
  return true
}

/** Names of the other databases in which the roles may do something, written as SQL takes them. */
export async function otherDatabases(ownerUrl: string): Promise<string[]> {
  return asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT DISTINCT quote_ident(datname) AS name
       FROM pg_shdepend JOIN pg_database ON pg_database.oid = dbid
       WHERE refclassid = 'pg_authid'::regclass AND datname <> current_database()
         AND refobjid IN (SELECT oid FROM pg_roles WHERE rolname = ANY ($1))
       ORDER BY name`,
      [loginRoles],
    )
    return rows.map(({ name }) => name)
  })
}

function named(databases: readonly string[]): string {
  return `${databases.length === 1 ? 'database' : 'databases'} ${databases.join(', ')}`
}
