import { randomUUID } from 'node:crypto'
import { mostJsonBytes } from '@tenantry/contract/errors.ts'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { AppError } from '../errors.ts'
import { answerTunnel, answerUnreadable } from './client-errors.ts'
import { refuseUnrouted } from './known-methods.ts'
import { asAppError, problemOf } from './problems.ts'
import { isEncoded, parseQueryString } from './query-string.ts'
import { readJsonAsItIs } from './read-json.ts'
import { limitRequests, type RequestLimit } from './request-limit.ts'
import { addSecurityHeaders, setSecurityHeaders } from './security-headers.ts'
import { arrivalMs, limitSlowRequests } from './slow-requests.ts'

/** What the server needs to know. */
export interface ServerOptions {
  logger: FastifyBaseLogger
  /** Number of proxies in front; more addresses than that in X-Forwarded-For are the client's own invention. */
  trustProxy: number
  secure: boolean
  requestLimit: RequestLimit
}

/** Makes the HTTP server: request ids, limits, headers, and one form for every error. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.logger,
    // Each answer is logged once, as an event of ours.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy === 0 ? false : (_, hop) => hop < options.trustProxy,
    bodyLimit: mostJsonBytes,
    requestTimeout: arrivalMs.file,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    // Refused below, in the form of every other error: Node.js would answer without a word.
    http: { requireHostHeader: false },
    // What still comes on open connections is refused below, in the form of every other error.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) =>
      answerUnreadable(error, socket, { requestId: randomUUID(), secure: options.secure }),
    // What the router refuses meets neither a route nor a hook.
    frameworkErrors: (thrown, request, reply) => {
      reply.header('x-request-id', request.id)
      setSecurityHeaders(reply, options.secure)
      return answerError(thrown, request, reply)
    },
    rewriteUrl: ({ url = '/' }) => pathOf(url),
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 200 },
  })
  app.server.on('connect', (_, socket) => answerTunnel(socket, { requestId: randomUUID(), secure: options.secure }))
  // Refused below, in the form of every other error: Node.js would answer without a word.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (isClosing) throw new AppError('unavailable')
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
      throw new AppError('malformed_request', { detail: 'The header Host is missing' })
    if (!/(^|\W)100-continue(\W|$)/i.test(request.headers.expect ?? '100-continue'))
      throw new AppError('malformed_request', { detail: 'The header Expect knows 100-continue alone' })
    if (request.url.startsWith('/api/') && !isEncoded(request.url))
      throw new AppError('malformed_request', { detail: 'The query parameters are not percent-encoded UTF-8' })
  })
  // What was asked before it closed is the last of its connection, too.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done(null, payload)
  })
  app.removeContentTypeParser('text/plain')
  readJsonAsItIs(app)
  addSecurityHeaders(app, options)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(refuseUnrouted(app))
  if (options.requestLimit.perMinute > 0) await limitRequests(app, options.requestLimit)
  refuseCompressed(app)
  limitSlowRequests(app)
  return app
}

/** What comes as if to a proxy names the whole address, and is answered like its path alone (RFC 9112, 3.2.2). */
function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?]*\/?/i, '/')
}

/** Nothing sent is unpacked here: read as it comes, it would be broken JSON, or a file of another kind. */
function refuseCompressed(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }, reply) => {
    const encoding = headers['content-encoding'] ?? ''
    if (/^\s*(identity\s*)?$/i.test(encoding)) return
    reply.header('accept-encoding', 'identity')
    throw new AppError('unsupported_media_type', {
      detail: 'What is sent is not unpacked: send it as it is, without Content-Encoding',
    })
  })
}

function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = hasHungUp(request) ? new AppError('malformed_request') : asAppError(thrown)
  if (error.status >= 500)
    request.log[error.code === 'unavailable' ? 'warn' : 'error'](
      { event: 'request.failed', err: error.details.cause ?? thrown },
      'request failed',
    )
  const retryAfter = error.details.params?.retryAfterSeconds
  if (error.code === 'rate_limited' && typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
  // A scheme for which browsers ask nobody for a password.
  if (error.status === 401) reply.header('www-authenticate', 'Bearer')
  if (error.details.location) reply.header('location', error.details.location)
  return reply
    .code(error.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(error, request.id)))
}

/** Whoever goes away amid a request says nothing about the server, though it looks like any lost connection. */
function hasHungUp({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete
}
