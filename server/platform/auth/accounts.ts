/** Accounts of people, for those who may make them: set-up, invitations, the command line. Pools here are of `tenantry_auth`. */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { isLoginEmail, loginKey } from '@tenantry/contract/fields/login-emails.ts'
import type { PasswordOwner } from '@tenantry/contract/fields/new-passwords.ts'
import type { Pool } from 'pg'
import { newId } from '../clock/clock.ts'
import { AppError, invalidInput } from '../errors.ts'
import { Attempts } from './attempts.ts'
import { passwordProblem, requireGoodPassword } from './password-rules.ts'
import { hashPassword, type PasswordCost } from './passwords.ts'

/** A person to make an account for. */
export interface NewAccount {
  email: string
  name: string
  password: string
  /** What the person works for, whose name makes no password. */
  companyName?: string
}

/** An account to make whose person may have no name yet. */
type AccountToMake = Omit<NewAccount, 'name'> & { name?: string }

/** The account behind an email. */
export interface Account {
  id: string
  email: string
  name: string
}

const folded = 'lower(normalize(email, NFKC)) = lower(normalize($1, NFKC))'

/**
 * Makes an account with a password. Where the address has one already, it stays as it is, its password above all, and
 * the answer and the time it takes are the same: who invites learns nothing.
 * @returns the id of the account with this address
 * @throws invalid_input (422) for an email that cannot sign in or a password that is easy to guess
 */
export async function createAccount(
  pool: Pool,
  account: NewAccount,
  cost?: PasswordCost,
): Promise<{ accountId: string }> {
  const email = loginKey(account.email)
  await requireGoodAccount(account)
  const password = await hashPassword(account.password, cost)
  await pool.query(
    `WITH account AS (
       INSERT INTO auth.accounts (id, email, name, created_at, updated_at) VALUES ($1, $2, $3, now(), now())
       ON CONFLICT DO NOTHING RETURNING id)
     INSERT INTO auth.credentials (id, account_id, kind, subject, password, created_at, updated_at)
     SELECT $4, id, 'credential', id::text, $5, now(), now() FROM account`,
    [newId(), email, account.name, newId(), password],
  )
  const found = await findAccountByEmail(pool, email)
  if (!found) throw new AppError('conflict')
  return { accountId: found.id }
}

/**
 * Checks what an account is to be made of, before anything is.
 * @throws invalid_input (422) for an email that cannot sign in or a password that is easy to guess
 */
export async function requireGoodAccount(account: AccountToMake): Promise<void> {
  const problems = await accountProblems(account)
  if (problems.length > 0) throw invalidInput(...problems)
}

/** What is wrong with the email and the password of an account that is to be made. */
export async function accountProblems({ email, name, password, companyName }: AccountToMake): Promise<FieldProblem[]> {
  const key = loginKey(email)
  const names = [name, companyName].filter((each) => each !== undefined)
  const problem = await passwordProblem(password, { email: key, names })
  return [...(isLoginEmail(key) ? [] : [wrongEmail]), ...(problem ? [{ path: 'password', ...problem }] : [])]
}

const wrongEmail = { path: 'email', code: 'email_invalid', message: 'This email address cannot be used to sign in' }

/** Finds the account of an address, however it is written. */
export async function findAccountByEmail(pool: Pool, email: string): Promise<Account | null> {
  const { rows } = await pool.query<Account>(`SELECT id, email, name FROM auth.accounts WHERE ${folded}`, [
    loginKey(email),
  ])
  return rows[0] ?? null
}

/** Whose password that of an account is: the person with their name and those of all places where they have one. */
export async function ownerOf(pool: Pool, { id, email, name }: Account): Promise<PasswordOwner> {
  const { rows } = await pool.query<{ organization_name: string; provider_name: string }>(
    'SELECT DISTINCT organization_name, provider_name FROM auth.memberships_of($1::uuid)',
    [id],
  )
  return { email, names: [name, ...rows.flatMap((place) => [place.organization_name, place.provider_name])] }
}

/**
 * Sets the password of an account, ends all its sessions and API keys and spends its reset links, all or nothing: for
 * the command line of an operator, never for a request.
 * @throws not_found (404) when there is no such account; invalid_input (422) for a password that is easy to guess
 */
export async function setPassword(pool: Pool, email: string, newPassword: string, cost?: PasswordCost): Promise<void> {
  const key = loginKey(email)
  const account = await findAccountByEmail(pool, key)
  await requireGoodPassword(newPassword, account ? await ownerOf(pool, account) : { email: key }, 'password')
  const { rowCount } = await pool.query(
    `WITH account AS (SELECT id FROM auth.accounts WHERE ${folded}),
     changed AS (
       INSERT INTO auth.credentials (id, account_id, kind, subject, password, created_at, updated_at)
       SELECT $2, id, 'credential', id::text, $3, now(), now() FROM account
       ON CONFLICT (kind, subject) DO UPDATE SET password = excluded.password, changed_from = NULL, updated_at = excluded.updated_at),
     links AS (DELETE FROM auth.verifications v USING account WHERE v.account_id = account.id),
     ended AS (DELETE FROM auth.sessions s USING account WHERE s.account_id = account.id)
     SELECT id FROM account`,
    [key, newId(), await hashPassword(newPassword, cost)],
  )
  if (rowCount === 0) throw new AppError('not_found')
  await new Attempts(pool).forget(key)
}
