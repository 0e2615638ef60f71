import { createHmac } from 'node:crypto'
import type { ClientBase } from 'pg'
import { StartupError } from '../postgres/startup-error.ts'

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

/** A role that the server logs in with. */
export type LoginRole = 'tenantry_app' | 'tenantry_auth' | 'tenantry_jobs'

/** The password of a role, derived from the installation's secret: instances that share the secret share the roles. */
export function rolePassword(secret: string, role: LoginRole): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('hex')
}

/** The owner's connection string with another role's name and password. */
export function connectionStringFor(ownerUrl: string, role: LoginRole, secret: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = rolePassword(secret, role)
  return url.toString()
}

/**
 * Creates the roles that are missing and sets their passwords; works for an owner without superuser.
 * @throws StartupError when the owner may not create roles: its message holds the statements for an administrator
 */
export async function ensureRoles(client: ClientBase, secret: string): Promise<void> {
  const missing = await missingRoles(client)
  try {
    for (const role of missing) await client.query(createStatement(role))
    for (const role of loginRoles()) await client.query(`ALTER ROLE ${role} PASSWORD '${rolePassword(secret, role)}'`)
    await client.query('GRANT tenantry_search TO CURRENT_USER')
  } catch (error) {
    throw await explained(error, client, missing, secret)
  }
}

async function missingRoles(client: ClientBase): Promise<string[]> {
  const names = Object.keys(databaseRoles)
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [
    names,
  ])
  const present = new Set(rows.map((row) => row.rolname))
  return names.filter((name) => !present.has(name))
}

function createStatement(role: string): string {
  const login = loginRoles().some((name) => name === role)
  return `CREATE ROLE ${role} ${login ? 'LOGIN' : 'NOLOGIN'} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`
}

function loginRoles(): LoginRole[] {
  return ['tenantry_app', 'tenantry_auth', 'tenantry_jobs']
}

async function explained(error: unknown, client: ClientBase, missing: string[], secret: string): Promise<Error> {
  if ((error as { code?: string }).code !== '42501') return error as Error
  const { rows } = await client.query<{ me: string }>('SELECT quote_ident(current_user) AS me')
  const statements = [
    ...missing.map(createStatement),
    ...loginRoles().map((role) => `ALTER ROLE ${role} PASSWORD '${rolePassword(secret, role)}'`),
    `GRANT tenantry_search TO ${rows[0]?.me ?? 'the_owner'}`,
  ]
  return new StartupError(
    `The database user may not create roles. Give it CREATEROLE, or let an administrator run:\n  ${statements.join(';\n  ')};`,
  )
}
