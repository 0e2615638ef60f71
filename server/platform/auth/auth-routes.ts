/**
 * Sign-in for people over HTTP, below /api/auth: seven addresses of ours with the sign-in library behind them. What is
 * not listed here does not exist, whatever the library could do.
 */
import { loginKey } from '@tenantry/contract/fields/login-emails.ts'
import { controlCharacter, isOnOneLine } from '@tenantry/contract/fields/names.ts'
import { emailAddress } from '@tenantry/contract/fields/web-addresses.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { AppError, invalidInput } from '../errors.ts'
import { checkOrigin } from '../http/origin.ts'
import { ownerOf } from './accounts.ts'
import { type AttemptKind, type AttemptLimits, Attempts, defaultLimits, tidySignIn } from './attempts.ts'
import { requireGoodPassword } from './password-rules.ts'
import { shortenSessions } from './prolong-session.ts'
import { type Client, createSignInLibrary, type SignInLibrary } from './sign-in-library.ts'
import type { ResetMail, SignInSettings } from './sign-in-options.ts'

/** What the routes stand on. */
export interface AuthRoutesDeps {
  config: SignInSettings & {
    /** Origins whose pages may sign people in; empty means the host that a request names itself. */
    trustedOrigins: readonly string[]
    attemptLimits?: AttemptLimits
  }
  /** A pool of the role `tenantry_auth`. */
  authPool: Pool
  /** Hands a mail over; runs after the answer was sent. */
  sendResetMail: (mail: ResetMail) => Promise<void>
  /** Told after each answer that may have left something for the audit log, such as a sign-in; cheap. */
  onUse?: () => void
  log: { error: (fields: object, message: string) => void }
}

/**
 * Registers the routes. Errors are thrown as coded errors for the app's error handler; whatever else is asked for below
 * /api/auth does not exist. Sessions that have lasted longer than the settings let them end with the start. Waits for mails
 * under way when the app closes.
 */
export async function registerAuthRoutes(app: FastifyInstance, deps: AuthRoutesDeps): Promise<void> {
  const { config, authPool, sendResetMail, log } = deps
  await shortenSessions(authPool, config.mostSessionSeconds)
  const library = await createSignInLibrary(config, authPool, sendResetMail, (message) => log.error({}, message))
  const handlers = new AuthHandlers(
    authPool,
    library,
    new Attempts(authPool, config.attemptLimits ?? defaultLimits),
    log,
  )
  await app.register(
    async (scope) => {
      scope.removeContentTypeParser('text/plain')
      scope.addHook('onRequest', async (request, reply) => {
        reply.header('cache-control', 'no-store')
        checkPage(request, config.trustedOrigins)
      })
      scope.post('/sign-in/email', (request, reply) => handlers.signIn(request, reply))
      scope.post('/sign-out', (request, reply) => handlers.signOut(request, reply))
      scope.get('/get-session', { exposeHeadRoute: false }, (request, reply) => handlers.readSession(request, reply))
      scope.post('/request-password-reset', (request, reply) => handlers.requestReset(request, reply))
      scope.post('/check-reset-link', (request, reply) => handlers.checkResetLink(request, reply))
      scope.post('/reset-password', (request, reply) => handlers.resetPassword(request, reply))
      scope.post('/change-password', (request, reply) => handlers.changePassword(request, reply))
      scope.addHook('onResponse', async (request) => {
        if (request.method === 'POST') deps.onUse?.()
      })
      tidyHourly(scope, authPool, log)
      scope.addHook('onClose', () => handlers.settled())
    },
    { prefix: '/api/auth' },
  )
}

class AuthHandlers {
  readonly #pool: Pool
  readonly #library: SignInLibrary
  readonly #attempts: Attempts
  readonly #log: AuthRoutesDeps['log']
  readonly #underWay = new Set<Promise<void>>()

  constructor(pool: Pool, library: SignInLibrary, attempts: Attempts, log: AuthRoutesDeps['log']) {
    this.#pool = pool
    this.#library = library
    this.#attempts = attempts
    this.#log = log
  }

  async signIn(request: FastifyRequest, reply: FastifyReply) {
    const { email, password } = onlyTexts(request.body, 'email', 'password')
    const key = loginEmailOf(email)
    const succeeded = await this.#take(request, reply, 'sign-in', key)
    const signedIn = await this.#library.signIn(key, password, clientOf(request))
    if (!signedIn) {
      // After the answer, whose time must not tell whether there is such an account.
      this.#inBackground('A failed sign-in could not be recorded', () =>
        this.#library.noteFailedSignIn(key, clientOf(request)),
      )
      throw new AppError('not_signed_in', { detail: 'Email or password is wrong' })
    }
    await succeeded()
    return reply.header('set-cookie', signedIn.cookies).send({ user: signedIn.person })
  }

  async signOut(request: FastifyRequest, reply: FastifyReply) {
    const { cookies } = await this.#library.signOut(clientOf(request))
    return reply.header('set-cookie', cookies).send({ success: true })
  }

  async readSession(request: FastifyRequest, reply: FastifyReply) {
    const { cookies, session } = await this.#library.readSession(clientOf(request))
    if (cookies.length > 0) reply.header('set-cookie', cookies)
    const answer = session && { session: { expiresAt: session.expiresAt.toISOString() }, user: session.person }
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
  }

  /** The answer goes out before anything is looked up, so neither it nor its time tells whether the address is known. */
  async requestReset(request: FastifyRequest, reply: FastifyReply) {
    const key = loginEmailOf(onlyTexts(request.body, 'email').email)
    await this.#take(request, reply, 'reset', key)
    this.#inBackground('A reset mail could not be sent', async () => this.#library.mailResetLink(key))
    return reply.send({ status: true })
  }

  /**
   * Says of a link that was used, is too old or never was the same as using it does, and counts as a try alike. Of a good
   * one it tells no more than the mail that it came in: not where the person works.
   */
  async checkResetLink(request: FastifyRequest, reply: FastifyReply) {
    const { token } = onlyTexts(request.body, 'token')
    const succeeded = await this.#take(request, reply, 'reset', null)
    const account = await this.#library.findResetAccount(token)
    if (!account) throw spentLink()
    await succeeded()
    const { email, name } = account
    return reply.send({ status: true, person: { email, name } })
  }

  async resetPassword(request: FastifyRequest, reply: FastifyReply) {
    const { token, newPassword } = onlyTexts(request.body, 'token', 'newPassword')
    await this.#take(request, reply, 'reset', null)
    const account = await this.#library.findResetAccount(token)
    if (!account) throw spentLink()
    await requireGoodPassword(newPassword, await ownerOf(this.#pool, account), 'newPassword')
    if (!(await this.#library.resetPassword(token, newPassword, account, clientOf(request)))) throw spentLink()
    await this.#attempts.forget(loginKey(account.email))
    return reply.send({ status: true })
  }

  /** A guess at the current password counts like one at signing in: a session left open is no way to the password. */
  async changePassword(request: FastifyRequest, reply: FastifyReply) {
    const client = clientOf(request)
    const session = await this.#library.findSession(client)
    if (!session) throw new AppError('not_signed_in')
    const { currentPassword: current, newPassword: next } = onlyTexts(request.body, 'currentPassword', 'newPassword')
    const { email } = session.person
    await requireGoodPassword(next, await ownerOf(this.#pool, session.person), 'newPassword')
    if (next === current)
      throw invalidInput({ path: 'newPassword', code: 'password_unchanged', message: 'This is your current password' })
    const key = loginKey(email)
    const succeeded = await this.#take(request, reply, 'sign-in', key)
    if (!(await this.#library.changePassword(session, { current, next }, client))) {
      await this.#library.noteFailedSignIn(key, client)
      throw invalidInput({
        path: 'currentPassword',
        code: 'password_wrong',
        message: 'This is not your current password',
      })
    }
    await succeeded()
    return reply.send({ status: true })
  }

  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  async #take(request: FastifyRequest, reply: FastifyReply, kind: AttemptKind, email: string | null) {
    const attempt = await this.#attempts.take(kind, request.ip, email)
    if (attempt.allowed) return attempt.succeeded
    reply.header('retry-after', String(attempt.retryAfterSeconds))
    throw new AppError('rate_limited')
  }

  #inBackground(failure: string, work: () => Promise<void>): void {
    const running = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .catch((error: unknown) => this.#log.error({ err: error }, failure))
      .finally(() => this.#underWay.delete(running))
    this.#underWay.add(running)
  }
}

/**
 * A browser always says from which page a POST comes. A request that carries neither that nor a cookie is a program
 * signing in with its own credentials, which no page can forge.
 */
function checkPage(request: FastifyRequest, allowed: readonly string[]): void {
  const { cookie, origin } = request.headers
  const isProgram = cookie === undefined && origin === undefined && request.headers['sec-fetch-site'] === undefined
  if (!isProgram) checkOrigin(request, { allowed })
}

function clientOf(request: FastifyRequest): Client {
  return { cookie: request.headers.cookie, userAgent: request.headers['user-agent'], address: request.ip }
}

function loginEmailOf(typed: string): string {
  const email = emailAddress.safeParse(typed)
  if (email.success) return loginKey(email.data)
  throw invalidInput({
    path: 'email',
    code: 'email_invalid',
    message: 'Must be an email address, like name@example.com',
  })
}

/** The contract says so of each text, too; how long a new password may be is told by the rules of passwords. */
const longest = 1000

/** @throws invalid_input (422) for what is missing, too long, or not there */
function onlyTexts<Name extends string>(body: unknown, ...names: Name[]): Record<Name, string> {
  const found = texts(body, ...names)
  const unknown = Object.keys(body as object).filter((name) => !Object.hasOwn(found, name))
  if (unknown.length === 0) return found
  const problems = unknown.slice(0, 100).map((name) => name.slice(0, 200))
  throw invalidInput(...problems.map((path) => ({ path, code: 'unknown_field', message: 'There is no such field' })))
}

/** @throws invalid_input (422) for what is missing, and for what is longer than anybody writes */
function texts<Name extends string>(body: unknown, ...names: Name[]): Record<Name, string> {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const problems = names.flatMap((path) => {
    const value = given[path]
    if (typeof value !== 'string' || value === '') return [{ path, code: 'required', message: 'A text is needed' }]
    if (value.length > longest && path !== 'newPassword')
      return [{ path, code: 'too_big', message: `At most ${longest} characters` }]
    // A password is not kept as it is, and may hold whatever its keyboard gives.
    if (path === 'token' && !isOnOneLine(value))
      return [{ path, code: controlCharacter.params.code, message: controlCharacter.error }]
    return []
  })
  if (problems.length > 0) throw invalidInput(...problems)
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Record<Name, string>
}

function spentLink(): AppError {
  return invalidInput({ path: 'token', code: 'token_invalid', message: 'This link is used up or too old' })
}

function tidyHourly(scope: FastifyInstance, pool: Pool, log: AuthRoutesDeps['log']): void {
  const timer = setInterval(() => {
    tidySignIn(pool).catch((error: unknown) => log.error({ err: error }, 'Expired sessions could not be removed'))
  }, 3_600_000)
  timer.unref()
  scope.addHook('onClose', async () => clearInterval(timer))
}
