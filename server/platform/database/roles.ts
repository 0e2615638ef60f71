import { createHmac } from 'node:crypto'
import pg, { type ClientBase } from 'pg'
import { errorCode, StartupError } from '../postgres/startup-error.ts'
import { scramVerifier } from './scram-verifier.ts'

/**
 * The roles of the database. None may bypass row security; `tenantry_search` and `tenantry_backup` cannot log in
 * (an operator gives the backup role a password of its own).
 */
export const databaseRoles = {
  tenantry_app: { login: true },
  tenantry_auth: { login: true },
  tenantry_jobs: { login: true },
  tenantry_search: { login: false },
  tenantry_backup: { login: false },
} as const

/** The code of PostgreSQL for a user or a password that it does not know. */
export const wrongPassword = '28P01'

/** What is said where the passwords of the roles are none of this secret. */
export const otherSecret =
  'The roles of the database have passwords of another secret than that of TENANTRY_SECRET or the data folder: use that one, which all installations on one PostgreSQL server share, or run "npx tenantry migrate", which ends all sessions'

/** What is said where the user of the database may not make the roles; goes on with what an administrator runs. */
export const mayNotMakeRoles =
  'The database user may not make the roles that the product runs as. Give it CREATEROLE, or let an administrator run'

/** A role that the server logs in with. */
export type LoginRole = 'tenantry_app' | 'tenantry_auth' | 'tenantry_jobs'

/** The password of a role, derived from the installation's secret: instances that share the secret share the roles. */
export function rolePassword(secret: string, role: LoginRole): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('hex')
}

/**
 * The owner's connection string with another role's name and password. They stand in the query, which wins over the
 * part before the host and is there even when the host is a socket's folder.
 */
export function connectionStringFor(ownerUrl: string, role: LoginRole, secret: string): string {
  const url = new URL(ownerUrl)
  url.username = ''
  url.password = ''
  url.searchParams.set('user', role)
  url.searchParams.set('password', rolePassword(secret, role))
  return url.toString()
}

/**
 * Makes sure that a pool has the rights of its role and no others.
 * @throws StartupError when the connection ends up as somebody else or may bypass row security
 */
export async function requireRole(pool: pg.Pool, role: LoginRole): Promise<void> {
  const { rows } = await pool.query<{ name: string; is_above: boolean }>(
    'SELECT current_user AS name, rolsuper OR rolbypassrls AS is_above FROM pg_roles WHERE rolname = current_user',
  )
  const [me] = rows
  if (me?.name === role && !me.is_above) return
  throw new StartupError(
    me?.name === role
      ? `The database role ${role} may bypass row security; take SUPERUSER and BYPASSRLS from it.`
      : `The database connects ${role} as ${me?.name}; DATABASE_URL and pg_hba.conf must let it in by its own password.`,
  )
}

/**
 * Creates the roles that are missing and sets their passwords; works for an owner without superuser, and also for one
 * that may not create roles when an administrator has made them.
 * @returns whether roles that were there have got other passwords
 * @throws StartupError when the owner may not do what is missing: its message holds the statements for an administrator
 */
export async function ensureRoles(
  client: ClientBase,
  { ownerUrl, secret }: { ownerUrl: string; secret: string },
): Promise<boolean> {
  let hasChanged = false
  for (let attempt = 1; ; attempt++) {
    const missing = await missingRoles(client)
    try {
      for (const role of missing) await client.query(createStatement(role))
      for (const role of loginRoles) {
        if ((await loginError(ownerUrl, role, secret)) === null) continue
        await client.query(passwordStatement(role, secret))
        hasChanged ||= !missing.includes(role)
      }
      await ensureMembership(client)
      return hasChanged
    } catch (error) {
      if (errorCode(error) === insufficientPrivilege) throw await forAdministrator(client, missing, secret)
      if (attempt === attempts || !isRace(error)) throw error
    }
  }
}

/**
 * Whether {@link ensureRoles} would be refused, since the user may not make roles and some of it is still to be done. Nothing
 * is changed.
 * @param secret the installation's, or null where it has none yet
 */
export async function lacksRoles(
  client: ClientBase,
  { ownerUrl, secret }: { ownerUrl: string; secret: string | null },
): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
  )
  if (rows[0]?.may) return false
  if (!secret || (await missingRoles(client)).length > 0 || !(await isSearchMember(client))) return true
  for (const role of loginRoles) if ((await loginError(ownerUrl, role, secret)) !== null) return true
  return false
}

const attempts = 5

/** Roles belong to the whole cluster, and no lock is shared by two databases that are migrated at one moment. */
function isRace(error: unknown): boolean {
  const [duplicate, alreadyThere] = ['23505', '42710']
  const code = errorCode(error)
  return code === duplicate || code === alreadyThere || /tuple concurrently updated/.test(String(error))
}

const insufficientPrivilege = '42501'

/** The roles that the server logs in with. */
export const loginRoles: readonly LoginRole[] = ['tenantry_app', 'tenantry_auth', 'tenantry_jobs']

async function missingRoles(client: ClientBase): Promise<string[]> {
  const names = Object.keys(databaseRoles)
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [
    names,
  ])
  const present = new Set(rows.map((row) => row.rolname))
  return names.filter((name) => !present.has(name))
}

function createStatement(role: string): string {
  const login = loginRoles.some((name) => name === role)
  return `CREATE ROLE ${role} ${login ? 'LOGIN' : 'NOLOGIN'} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`
}

/** The statement holds what the server keeps, so that neither its log nor a terminal shows the password. */
function passwordStatement(role: LoginRole, secret: string): string {
  const salt = createHmac('sha256', secret).update(`salt of database role ${role}`).digest().subarray(0, 16)
  return `ALTER ROLE ${role} PASSWORD '${scramVerifier(rolePassword(secret, role), salt)}'`
}

/** Whether a role that there is has its password from this secret, whatever else may be in the way of logging in. */
export async function opens(ownerUrl: string, role: LoginRole, secret: string): Promise<boolean> {
  return errorCode(await loginError(ownerUrl, role, secret)) !== wrongPassword
}

async function loginError(ownerUrl: string, role: LoginRole, secret: string): Promise<unknown> {
  const client = new pg.Client({
    connectionString: connectionStringFor(ownerUrl, role, secret),
    connectionTimeoutMillis: 10_000,
  })
  // What is lost once it has opened says nothing of the password.
  client.on('error', () => {})
  try {
    await client.connect()
    return null
  } catch (error) {
    return error
  } finally {
    await client.end().catch(() => {})
  }
}

async function ensureMembership(client: ClientBase): Promise<void> {
  if (!(await isSearchMember(client))) await client.query('GRANT tenantry_search TO CURRENT_USER')
}

/** Functions are handed to the search role, which takes a member that may act as it. */
async function isSearchMember(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ is_member: boolean }>(
    `SELECT pg_has_role(current_user, 'tenantry_search',
       CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS is_member`,
  )
  return rows[0]?.is_member ?? false
}

async function forAdministrator(client: ClientBase, missing: string[], secret: string): Promise<StartupError> {
  const { rows } = await client.query<{ me: string }>('SELECT quote_ident(current_user) AS me')
  const statements = [
    ...missing.map(createStatement),
    ...loginRoles.map((role) => passwordStatement(role, secret)),
    `GRANT tenantry_search TO ${rows[0]?.me ?? 'the_owner'}`,
  ]
  return new StartupError(`${mayNotMakeRoles} this once and start again:\n  ${statements.join(';\n  ')};`)
}
