/** A database with providers and people for the tests of sign-in, and the sign-in routes on it. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { pino } from 'pino'
import { startTestCluster, testSecret } from '../../testing/test-cluster.ts'
import { newId } from '../clock/clock.ts'
import { createPool } from '../database/pools.ts'
import { createServer } from '../http/server.ts'
import { createAccount } from './accounts.ts'
import { newApiKey } from './api-key-token.ts'
import type { AttemptLimits } from './attempts.ts'
import { registerAuthRoutes } from './auth-routes.ts'
import { createAuthenticator } from './authenticate.ts'
import type { ResetMail } from './sign-in-options.ts'

/** Cheap enough for hundreds of hashes, and argon2id all the same. */
export const testCost = { memoryKiB: 1024, passes: 1 }
export const publicUrl = 'https://msp.example'
export const mostSessionSeconds = 30 * 24 * 60 * 60
export const goodPassword = 'correct horse battery staple'
const plenty: AttemptLimits = {
  perClient: 1000,
  perAddress: 10_000,
  perAccount: 1000,
  perMailbox: 1000,
  windowMinutes: 15,
}

/** A person with a membership, and how they sign in. */
export interface TestPerson {
  accountId: string
  membershipId: string
  providerId: string
  email: string
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** Starts a database of its own; `close` ends everything. */
export async function startWorld() {
  const cluster = await startTestCluster()
  const database = await cluster.createDatabase()
  const poolOf = (role: 'tenantry_app' | 'tenantry_auth') =>
    createPool({ connectionString: cluster.roleUrl(database, role), max: 4 }, () => {})
  const owner = cluster.ownerPool(database)
  const app = poolOf('tenantry_app')
  const auth = poolOf('tenantry_auth')
  return {
    owner,
    app,
    auth,
    ...people(owner, auth),
    authenticator: createAuthenticator({
      pool: app,
      authPool: auth,
      secret: testSecret,
      secureCookies: true,
      mostSessionSeconds,
    }),
    close: async () => {
      await Promise.all([owner.end(), app.end(), auth.end()])
      await cluster.stop()
    },
  }
}

function people(owner: pg.Pool, auth: pg.Pool) {
  const addOrganization = async (providerId: string, parentId: string | null, type: string, id = newId()) => {
    const code = parentId === null ? null : id.slice(-6)
    await owner.query(
      `INSERT INTO organizations (provider_id, id, parent_id, type, depth, name, name_key, code, code_key, code_scope_id, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 0, $5, $5, $6, $6, $1, now(), now())`,
      [providerId, id, parentId, type, `${type} ${id.slice(-4)}`, code],
    )
    await owner.query(
      `INSERT INTO organization_closure (provider_id, ancestor_id, descendant_id, distance)
       SELECT provider_id, ancestor_id, $2::uuid, distance + 1 FROM organization_closure WHERE provider_id = $1 AND descendant_id = $3
       UNION ALL SELECT $1::uuid, $2::uuid, $2::uuid, 0`,
      [providerId, id, parentId],
    )
    return id
  }
  const addProvider = async () => {
    const id = newId()
    await owner.query('INSERT INTO providers (provider_id, created_at) VALUES ($1, now())', [id])
    return addOrganization(id, null, 'provider', id)
  }
  const addMembership = async (accountId: string, providerId: string, organizationId = providerId) => {
    const reach = organizationId === providerId ? 'all' : 'subtree'
    const [membershipId, roleId] = [newId(), newId()]
    await owner.query(
      `INSERT INTO roles (provider_id, id, organization_id, name, permissions) VALUES ($1, $2, $1, 'Manager', '{customers.read,api_keys.manage,of_another_release}')`,
      [providerId, roleId],
    )
    await owner.query(
      `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'Ada', 'ada', 'ada@example.com', clock_timestamp())`,
      [providerId, membershipId, organizationId, accountId, roleId, reach],
    )
    return membershipId
  }
  const addPerson = async (): Promise<TestPerson> => {
    const email = `person-${randomBytes(6).toString('hex')}@example.com`
    const { accountId } = await createAccount(auth, { email, name: 'Ada', password: goodPassword }, testCost)
    const providerId = await addProvider()
    return { accountId, email, providerId, membershipId: await addMembership(accountId, providerId) }
  }
  const addApiKey = async ({ providerId, membershipId }: Pick<TestPerson, 'providerId' | 'membershipId'>) => {
    const { key, prefix, hash } = newApiKey(providerId)
    const id = newId()
    await owner.query(
      `INSERT INTO api_keys (provider_id, id, membership_id, name, prefix, key_hash, created_at, expires_at)
       VALUES ($1, $2, $3, 'Sync', $4, $5, now(), now() + interval '1 hour')`,
      [providerId, id, membershipId, prefix, hash],
    )
    return { id, key }
  }
  return { addOrganization, addProvider, addMembership, addPerson, addApiKey }
}

/** The routes of one server; several of them share a world like the instances of one installation. */
export async function startRoutes(
  world: World,
  {
    attemptLimits = plenty,
    sessionSeconds = mostSessionSeconds,
    sendResetMail,
    onUse,
  }: {
    attemptLimits?: AttemptLimits
    sessionSeconds?: number
    sendResetMail?: () => Promise<void>
    onUse?: () => void
  } = {},
) {
  const mails: ResetMail[] = []
  const errors: string[] = []
  const options = { trustProxy: 1, secure: true, requestLimit: { perMinute: 0, knownCaller: () => null } }
  const server = await createServer({ ...options, logger: pino({ level: 'silent' }) })
  await registerAuthRoutes(server, {
    config: {
      publicUrl: () => publicUrl,
      secret: testSecret,
      secureCookies: true,
      trustedOrigins: [publicUrl],
      passwordCost: testCost,
      attemptLimits,
      mostSessionSeconds: sessionSeconds,
    },
    authPool: world.auth,
    sendResetMail: async (mail) => {
      await sendResetMail?.()
      mails.push(mail)
    },
    ...(onUse ? { onUse } : {}),
    log: { error: (_fields, message) => errors.push(message) },
  })
  return { server, mails, errors, ...requests(server) }
}

function requests(server: FastifyInstance) {
  const post = (path: string, payload: object = {}, headers: Record<string, string> = {}) =>
    server.inject({ method: 'POST', url: `/api/auth${path}`, payload, headers: { origin: publicUrl, ...headers } })
  const signIn = (email: string, password = goodPassword) => post('/sign-in/email', { email, password })
  return {
    post,
    signIn,
    /** Signs in and returns the Cookie header of the session. */
    cookieOf: async (email: string, password = goodPassword) => cookieFrom(await signIn(email, password)),
  }
}

/** The Cookie header that a browser sends after this answer. */
export function cookieFrom(answer: { headers: Record<string, unknown> }): string {
  return [answer.headers['set-cookie']]
    .flat()
    .map((each) => String(each).split(';')[0])
    .join('; ')
}
